// A step saves itself a few seconds after the last key, and when somebody leaves it. What was typed stays on the page
// whatever happens; the button to save does the same without this file.
(() => {
  "use strict";

  const formulier = document.querySelector("form[data-bewaren]");
  const status = document.querySelector("[data-status]");
  if (!formulier || !status) {
    return;
  }
  const WACHT_MS = Number(formulier.dataset.wacht ?? 3000);
  const OPNIEUW_MS = [5000, 15000, 30000];
  const revisie = formulier.querySelector("[data-revisie]");
  const begin = formulier.querySelector("[data-begin]");

  let klok = 0; // of the next save
  let vuil = false; // something was typed that is not stored
  let bezig = null; // the save that is under way
  let keer = 0; // how often in a row it failed
  let dicht = false; // somebody else saved, or it cannot be changed any more: only a person goes on

  const zeg = (tekst, fout = false) => {
    status.textContent = tekst;
    status.classList.toggle("invullen__status--fout", fout);
  };
  const lichaam = () => {
    const velden = new URLSearchParams(new FormData(formulier));
    velden.set("doe", "bewaar");
    return velden;
  };
  const straks = (ms) => {
    clearTimeout(klok);
    klok = setTimeout(bewaar, ms);
  };

  // The messages of the server at their fields; lines in which nothing was typed are not stored, so do not count there.
  const opPagina = (waar) => {
    const rij = /^([a-z_]+)-([0-9]+)-(.+)$/.exec(waar);
    if (!rij) {
      return waar;
    }
    const rijen = [...formulier.querySelectorAll(`[data-lijst="${rij[1]}"] [data-rijen] > [data-rij]`)];
    const gevuld = rijen.filter((een) => [...een.querySelectorAll("input, select, textarea")].some((veld) => veld.value.trim()));
    return `${rij[1]}-${rijen.indexOf(gevuld[Number(rij[2])])}-${rij[3]}`;
  };
  const meld = (bij, soort, klasse, voor) => {
    const gewenst = new Map(Object.entries(bij).map(([waar, regels]) => [opPagina(waar), regels.join(" ")]));
    formulier.querySelectorAll("[data-veld]").forEach((vak) => {
      const naam = vak.dataset.veld;
      const invoer = formulier.elements.namedItem(naam);
      let plek = document.getElementById(`${naam}-${soort}`);
      const tekst = gewenst.get(naam);
      if (!invoer || (soort === "fout" && invoer === document.activeElement && tekst && !plek)) {
        return; // nobody is told they are wrong while they type
      }
      const ids = new Set((invoer.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
      if (tekst) {
        if (!plek) {
          plek = document.createElement("p");
          plek.id = `${naam}-${soort}`;
          plek.className = klasse;
          if (soort === "fout" && vak.classList.contains("veld--klein")) {
            invoer.after(plek);
          } else if (soort === "fout") {
            invoer.before(plek);
          } else {
            vak.append(plek);
          }
        }
        if (plek.dataset.tekst !== tekst) {
          plek.dataset.tekst = tekst;
          const kop = document.createElement("span");
          kop.className = "visueel-verborgen";
          kop.textContent = voor;
          plek.replaceChildren(kop, tekst);
        }
        ids.add(plek.id);
      } else {
        plek?.remove();
        ids.delete(`${naam}-${soort}`);
      }
      if (ids.size) {
        invoer.setAttribute("aria-describedby", [...ids].join(" "));
      } else {
        invoer.removeAttribute("aria-describedby");
      }
      if (soort === "fout") {
        vak.classList.toggle("veld--fout", Boolean(tekst));
        if (tekst) {
          invoer.setAttribute("aria-invalid", "true");
        } else {
          invoer.removeAttribute("aria-invalid");
        }
      }
    });
  };

  let laatste = null; // what the server said last, to show at a field once it is left
  const meldAlles = () => {
    meld(laatste.meldingen, "fout", "utrecht-form-field-error-message veld__fout", "Fout: ");
    meld(laatste.opmerkingen, "opmerking", "veld__opmerking", "Let op: ");
  };
  formulier.addEventListener("focusout", () => {
    if (laatste && !vuil) {
      setTimeout(meldAlles);
    }
  });

  const bewaard = (antwoord) => {
    revisie.value = antwoord.revisie;
    begin.value = antwoord.begin;
    keer = 0;
    laatste = antwoord;
    meldAlles();
    const missen = document.querySelector("[data-ontbreekt]");
    if (missen) {
      const aantal = antwoord.ontbreekt_samen;
      missen.textContent = aantal ? `(${aantal} ${aantal === 1 ? "punt ontbreekt" : "punten ontbreken"})` : "(er ontbreekt niets)";
    }
    const totalen = document.querySelector("[data-totalen]");
    if (totalen && antwoord.totalen_html) {
      totalen.innerHTML = antwoord.totalen_html; // written and escaped by the server
    }
    zeg(`Bewaard om ${antwoord.bewaard_op} uur.`);
  };
  const keuzeknop = () => {
    const knop = document.createElement("button");
    knop.className = "nl-button nl-button--secondary";
    knop.type = "button";
    knop.textContent = "Bekijk het verschil en kies";
    knop.addEventListener("click", () => formulier.requestSubmit(formulier.querySelector("button[value=bewaar]")));
    status.append(" ", knop);
  };
  const mislukt = (waarom) => {
    vuil = true;
    zeg(`Niet bewaard: ${waarom} Wat u typte staat nog op deze pagina.`, true);
    straks(OPNIEUW_MS[Math.min(keer, OPNIEUW_MS.length - 1)]);
    keer += 1;
  };

  // After logging in again in another tab the page has an old token: it takes the new one and goes on.
  const nieuweSleutel = async () => {
    const antwoord = await fetch(location.pathname, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (!antwoord.ok || antwoord.redirected) {
      return false;
    }
    const pagina = new DOMParser().parseFromString(await antwoord.text(), "text/html");
    const sleutel = pagina.querySelector("form[data-bewaren] [name=csrf_token]")?.value;
    const oud = formulier.elements.namedItem("csrf_token");
    if (!sleutel || sleutel === oud.value) {
      return false;
    }
    oud.value = sleutel;
    return true;
  };

  const verstuur = async () => {
    const antwoord = await fetch(formulier.action, {
      method: "POST", body: lichaam(), credentials: "same-origin", headers: { Accept: "application/json" },
    });
    const is_json = (antwoord.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (!is_json) {
      if (antwoord.status === 400 && keer < 3 && (await nieuweSleutel())) {
        keer += 1;
        return verstuur();
      }
      return mislukt(antwoord.status === 400 || antwoord.redirected
        ? "u bent niet meer ingelogd. Log in een ander tabblad opnieuw in; daarna bewaart deze pagina zichzelf weer."
        : `het lukte niet (${antwoord.status}).`);
    }
    const inhoud = await antwoord.json();
    if (antwoord.ok) {
      return bewaard(inhoud);
    }
    dicht = true;
    vuil = true;
    zeg(inhoud.conflict ? `Niet bewaard. ${inhoud.conflict} Er is niets overschreven.` : `Niet bewaard: ${inhoud.fout}`, true);
    if (inhoud.conflict) {
      keuzeknop();
    }
    return undefined;
  };

  async function bewaar() {
    if (dicht || !vuil || bezig) {
      return;
    }
    vuil = false;
    zeg("Bezig met bewaren…");
    bezig = verstuur().catch(() => mislukt("geen verbinding."));
    await bezig;
    bezig = null;
    if (vuil && !dicht && keer === 0) {
      straks(WACHT_MS);
    }
  }

  formulier.addEventListener("input", () => {
    vuil = true;
    if (!dicht) {
      straks(WACHT_MS);
    }
  });

  // The button waits for a save that is under way: else somebody would be in conflict with themselves.
  formulier.addEventListener("submit", (gebeurtenis) => {
    clearTimeout(klok);
    if (bezig) {
      gebeurtenis.preventDefault();
      gebeurtenis.stopImmediatePropagation();
      const knop = gebeurtenis.submitter;
      bezig.then(() => setTimeout(() => formulier.requestSubmit(knop)));
      return;
    }
    vuil = false;
  }, true);

  // Leaving: what was typed last goes along; the page need not wait for an answer.
  addEventListener("pagehide", () => {
    if (vuil && !dicht && !bezig) {
      vuil = false;
      fetch(formulier.action, {
        method: "POST", body: lichaam(), credentials: "same-origin", keepalive: true, headers: { Accept: "application/json" },
      }).catch(() => {});
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      bewaar();
    }
  });
  addEventListener("beforeunload", (gebeurtenis) => {
    if (vuil && (dicht || keer > 0)) {
      gebeurtenis.preventDefault();
    }
  });
})();
