// Lines of homes that are added and removed in place. Without this file the buttons send the form and the server does the same.
(() => {
  "use strict";
  const lijst = document.querySelector("[data-woonruimten]");
  if (!lijst) {
    return;
  }
  const rijen = lijst.querySelector("[data-rijen]");
  const EIGENSCHAPPEN = ["id", "name", "for", "aria-describedby", "aria-labelledby"];

  const hernummer = () => {
    [...rijen.children].forEach((rij, plaats) => {
      const nummer = plaats + 1;
      [rij, ...rij.querySelectorAll("*")].forEach((deel) => {
        for (const naam of EIGENSCHAPPEN) {
          const waarde = deel.getAttribute(naam);
          if (waarde) {
            deel.setAttribute(naam, waarde.replace(/^regels-[0-9]+-/, `regels-${nummer}-`));
          }
        }
      });
      rij.querySelector(".rij__naam").textContent = `Woonruimte ${nummer}`;
      const weg = rij.querySelector("[data-weg]");
      weg.value = `weg-${nummer}`;
      weg.querySelector(".visueel-verborgen").textContent = ` woonruimte ${nummer}`;
    });
  };

  // A line as the last one, with the same kind of home and for the rest empty; no faults of another line.
  const nieuwe = (voorbeeld) => {
    const rij = voorbeeld.cloneNode(true);
    rij.querySelectorAll("input").forEach((veld) => {
      veld.value = "";
    });
    const soort = voorbeeld.querySelector("select");
    rij.querySelector("select").value = soort.value;
    rij.querySelectorAll(".veld__fout").forEach((fout) => fout.remove());
    rij.querySelectorAll(".veld--fout").forEach((veld) => veld.classList.remove("veld--fout"));
    rij.querySelectorAll("[aria-invalid]").forEach((veld) => {
      veld.removeAttribute("aria-invalid");
      veld.removeAttribute("aria-describedby");
      veld.classList.remove("utrecht-textbox--invalid", "utrecht-select--invalid");
    });
    return rij;
  };

  lijst.addEventListener("click", (gebeurtenis) => {
    const knop = gebeurtenis.target.closest("[data-erbij], [data-weg]");
    if (!knop) {
      return;
    }
    if (knop.matches("[data-erbij]")) {
      const ruimte = Number(lijst.dataset.hoogstens) - rijen.children.length;
      if (ruimte <= 0) {
        return; // the server says why not
      }
      gebeurtenis.preventDefault();
      const eerste = rijen.children.length;
      for (let keer = 0; keer < Math.min(5, ruimte); keer += 1) {
        rijen.append(nieuwe(rijen.lastElementChild));
      }
      hernummer();
      rijen.children[eerste].querySelector("select, input").focus();
    } else {
      if (rijen.children.length === 1) {
        return; // the last line goes to the server, which gives empty ones
      }
      gebeurtenis.preventDefault();
      const rij = knop.closest("[data-rij]");
      const buur = rij.nextElementSibling ?? rij.previousElementSibling;
      rij.remove();
      hernummer();
      buur.querySelector("select, input").focus();
    }
  });
})();
