// Niceties only: every page does its work without this file.
"use strict";

(() => {
  // After a form that was not accepted: begin at the list of errors, and say so in the title.
  const fouten = document.querySelector("[data-foutenlijst]");
  if (fouten) {
    fouten.focus();
    document.title = `Fout: ${document.title}`;
  }

  // A form is sent once, also when someone clicks twice. Going back with the browser makes it usable again.
  const bezig = new Set();
  const gewijzigd = new Set();
  const vrij = (formulier) => {
    bezig.delete(formulier);
    formulier.querySelectorAll("[aria-busy]").forEach((knop) => knop.removeAttribute("aria-busy"));
  };
  document.addEventListener("submit", (gebeurtenis) => {
    const formulier = gebeurtenis.target;
    if (gebeurtenis.defaultPrevented || formulier.method !== "post") {
      return;
    }
    if (bezig.has(formulier)) {
      gebeurtenis.preventDefault();
      return;
    }
    bezig.add(formulier);
    gewijzigd.delete(formulier);
    gebeurtenis.submitter?.setAttribute("aria-busy", "true");
    // The answer may be a file, and then the page stays as it is.
    setTimeout(vrij, 5000, formulier);
  });
  addEventListener("pageshow", (gebeurtenis) => {
    if (gebeurtenis.persisted) {
      bezig.forEach(vrij);
    }
  });

  // A form marked data-bewaak asks before what was typed is lost.
  document.querySelectorAll("form[data-bewaak]").forEach((formulier) => {
    formulier.addEventListener("input", () => gewijzigd.add(formulier));
  });
  addEventListener("beforeunload", (gebeurtenis) => {
    if (gewijzigd.size > 0) {
      gebeurtenis.preventDefault();
    }
  });

  // The link in the list of errors goes to the field itself, ready to type.
  fouten?.addEventListener("click", (gebeurtenis) => {
    const veld = document.getElementById(gebeurtenis.target.hash?.slice(1) ?? "");
    if (veld) {
      gebeurtenis.preventDefault();
      veld.focus({ focusVisible: true });
      (veld.closest(".veld") ?? veld).scrollIntoView({ block: "start" });
    }
  });
})();
