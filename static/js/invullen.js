// Lines that are added and removed in place, totals while somebody types, and the time left. Without this file the buttons
// save the step and the server does the same.
(() => {
  "use strict";

  // The time left, in the words of the server (subsidie/aanvragen/aftelling.py).
  const balk = document.querySelector(".aftelling[data-seconden]");
  const woorden = (seconden) => {
    const meer = (n, een, veel) => `${n} ${n === 1 ? een : veel}`;
    const dagen = Math.floor(seconden / 86400);
    const uren = Math.floor(seconden / 3600) % 24;
    const minuten = Math.floor(seconden / 60) % 60;
    if (dagen) {
      return meer(dagen, "dag", "dagen") + (uren ? ` en ${uren} uur` : "");
    }
    if (uren) {
      return `${uren} uur${minuten ? ` en ${meer(minuten, "minuut", "minuten")}` : ""}`;
    }
    return minuten ? meer(minuten, "minuut", "minuten") : meer(seconden, "seconde", "seconden");
  };
  if (balk) {
    const tekst = balk.querySelector("[data-aftelling]");
    // From what the server counted when the page came: the clock of the computer may be wrong.
    const over = /: nog .*\.$/;
    const over_bij_begin = Number(balk.dataset.seconden);
    const begin = performance.now();
    setInterval(() => {
      const nog = Math.floor(over_bij_begin - (performance.now() - begin) / 1000);
      if (nog >= 0) {
        tekst.textContent = tekst.textContent.replace(over, `: nog ${woorden(nog)}.`);
        balk.classList.toggle("aftelling--laatste_dag", nog < 86400 && nog >= 3600);
        balk.classList.toggle("aftelling--laatste_uur", nog < 3600);
      }
    }, 1000);
  }

  const formulier = document.querySelector("form[data-bewaren]");
  if (!formulier) {
    return;
  }

  // Lines.
  const hernummer = (lijst) => {
    const naam = lijst.dataset.lijst;
    const enkelvoud = lijst.dataset.enkelvoud;
    lijst.querySelectorAll("[data-rij]").forEach((rij, nummer) => {
      const oud = new RegExp(`^${naam}-[0-9]+-`);
      rij.querySelectorAll("*").forEach((deel) => {
        for (const eigenschap of ["id", "name", "for", "aria-describedby", "data-veld"]) {
          const waarde = deel.getAttribute(eigenschap);
          if (waarde) {
            deel.setAttribute(eigenschap, waarde.split(" ").map((een) => een.replace(oud, `${naam}-${nummer}-`)).join(" "));
          }
        }
      });
      rij.setAttribute("aria-labelledby", `${naam}-${nummer}-kop`);
      rij.querySelector(".rij__naam").textContent = `${enkelvoud[0].toUpperCase()}${enkelvoud.slice(1)} ${nummer + 1}`;
      const weg = rij.querySelector("[data-weg]");
      weg.value = `weg-${naam}-${nummer}`;
      weg.querySelector(".visueel-verborgen").textContent = ` ${enkelvoud} ${nummer + 1}`;
    });
  };
  const gewijzigd = () => formulier.dispatchEvent(new Event("input", { bubbles: true }));

  formulier.addEventListener("click", (gebeurtenis) => {
    const knop = gebeurtenis.target.closest("[data-erbij], [data-weg]");
    const lijst = knop?.closest("[data-lijst]");
    if (!lijst) {
      return;
    }
    const rijen = lijst.querySelector("[data-rijen]");
    if (knop.matches("[data-erbij]")) {
      if (rijen.children.length >= Number(lijst.dataset.hoogstens)) {
        return; // the server says why not
      }
      gebeurtenis.preventDefault();
      rijen.append(lijst.querySelector("template[data-rijsjabloon]").content.cloneNode(true));
      hernummer(lijst);
      rijen.lastElementChild.querySelector("select, input, textarea").focus();
    } else {
      gebeurtenis.preventDefault();
      const rij = knop.closest("[data-rij]");
      const buur = rij.nextElementSibling ?? rij.previousElementSibling;
      rij.remove();
      hernummer(lijst);
      (buur?.querySelector("select, input, textarea") ?? lijst.querySelector("[data-erbij]")).focus();
    }
    gewijzigd();
  });

  // Totals.
  const reken = window.invulrekenen;
  const gegeven = JSON.parse(formulier.dataset.reken);
  const veld = (naam) => formulier.elements.namedItem(naam)?.value ?? "";
  const gevuld = (naam) =>
    [...formulier.querySelectorAll(`[data-lijst="${naam}"] [data-rijen] > [data-rij]`)].filter((rij) =>
      [...rij.querySelectorAll("input, select, textarea")].some((een) => een.value.trim()));
  const cel = (rij, naam) => rij.querySelector(`[name$="-${naam}"]`)?.value ?? "";

  const bereken = () => {
    if (formulier.dataset.deel === "woonruimten") {
      const regels = gevuld("regels").map((rij) => ({
        aard: cel(rij, "aard"), soort: cel(rij, "soort"), aantal: reken.leesGetal(cel(rij, "aantal")),
      }));
      const geteld = reken.telRegels(regels, gegeven.maxima);
      const grenzen = { ...gegeven, maximum: geteld.maximum };
      return { ...geteld, telt: geteld.maximum === null && !geteld.aantal ? null : reken.laagste(grenzen) };
    }
    const totaal = (lijst, naam) => {
      const typt = veld(naam).trim();
      return typt ? reken.leesBedrag(typt) : reken.som(gevuld(lijst).map((rij) => reken.leesBedrag(cel(rij, "bedrag"))));
    };
    const kosten = totaal("kosten", "totale_kosten");
    const dekking = totaal("dekking", "totale_dekking");
    const tekort = kosten === null || dekking === null ? null : kosten - dekking;
    const gevraagd = reken.leesBedrag(veld("gevraagd"));
    return { kosten, dekking, tekort, gevraagd, telt: gegeven.maximum === null ? undefined : reken.laagste({ ...gegeven, tekort, gevraagd }) };
  };
  const AANTALLEN = new Set(["aantal", "permanent", "flexibel"]);
  const toon = () => {
    for (const [naam, waarde] of Object.entries(bereken())) {
      const plek = document.querySelector(`[data-totalen] [data-som="${naam}"]`);
      if (plek && waarde !== undefined) {
        plek.textContent = waarde === null ? "niet bekend" : AANTALLEN.has(naam) ? reken.metPunten(waarde) : reken.toonBedrag(waarde);
      }
    }
  };
  if (document.querySelector("[data-totalen]")) {
    formulier.addEventListener("input", toon);
    formulier.addEventListener("change", toon);
  }
})();
