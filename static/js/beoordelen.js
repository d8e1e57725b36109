// Scoring by keyboard, and keeping while one types. Without this file the buttons do the same.
(() => {
  "use strict";

  const formulier = document.querySelector("form[data-kaart]");
  if (!formulier) {
    return;
  }
  const status = document.querySelector("[data-status]");
  const afwijzing = formulier.querySelector("[data-afwijzing]");
  const WACHT_MS = 1500;

  // A digit chooses a step, only while the focus is on one of the steps of that criterion.
  formulier.addEventListener("keydown", (toets) => {
    const trede = toets.target.closest?.("input[type=radio]");
    const vak = trede?.closest("[data-criterium]");
    if (vak && /^[0-9]$/.test(toets.key) && !toets.ctrlKey && !toets.altKey && !toets.metaKey) {
      const gekozen = vak.querySelector(`input[type=radio][value="${toets.key}"]`);
      if (gekozen) {
        gekozen.checked = true;
        gekozen.focus();
        gekozen.dispatchEvent(new Event("change", { bubbles: true }));
        toets.preventDefault();
      }
    }
  });
  formulier.addEventListener("change", (wat) => {
    if (wat.target.name === "voldoet" && afwijzing) {
      afwijzing.open = wat.target.value === "nee";
    }
  });

  if (formulier.dataset.kaart === "overleg" || !status) {
    return;
  }
  let klok = 0;
  let bezig = false;
  let weer = false;
  let knop = null; // was pressed while a save was under way
  const zeg = (tekst, fout = false) => {
    status.textContent = tekst;
    status.classList.toggle("beoordelen__status--fout", fout);
  };
  const bewaar = async () => {
    if (bezig) {
      weer = true;
      return;
    }
    bezig = true;
    const velden = new URLSearchParams(new FormData(formulier));
    velden.set("stap", "auto");
    try {
      const antwoord = await fetch(location.pathname, {
        method: "POST", body: velden, credentials: "same-origin", headers: { Accept: "application/json" },
      });
      const soort = antwoord.headers.get("Content-Type") ?? "";
      if (!soort.includes("application/json")) {
        zeg("Niet bewaard. Gebruik de knop Bewaren om te zien waarom.", true);
      } else {
        const inhoud = await antwoord.json();
        if (inhoud.bewaard) {
          for (const [naam, revisie] of Object.entries(inhoud.revisies)) {
            formulier.elements.namedItem(naam).value = revisie;
          }
          zeg(`Bewaard op ${inhoud.om}.`);
        } else {
          zeg(`Nog niet bewaard: ${inhoud.fouten.join(" ")}`, true);
        }
      }
    } catch {
      zeg("Niet bewaard: er is geen verbinding. Wat u typte, staat nog op deze pagina.", true);
    }
    bezig = false;
    if (knop) {
      formulier.requestSubmit(knop);
    } else if (weer) {
      straks();
    }
    weer = false;
  };
  const straks = () => {
    clearTimeout(klok);
    klok = setTimeout(bewaar, WACHT_MS);
  };
  formulier.addEventListener("input", straks);
  formulier.addEventListener("change", straks);
  // The button keeps what is on the page; it waits for a save that is under way, which would else seem another's.
  formulier.addEventListener("submit", (indienen) => {
    clearTimeout(klok);
    if (bezig) {
      indienen.preventDefault();
      knop = indienen.submitter;
    }
  });
})();
