// A round of signing keeps itself up to date; without this file there is a link to do so.
"use strict";

(() => {
  const vak = document.getElementById("rondestand");
  const melding = document.getElementById("rondestand-melding");
  const ELKE_MS = 2000;
  const HOOGSTENS_MS = 30000;
  let wacht = ELKE_MS;

  const loopt = () => vak.querySelector("[data-loopt]") !== null;

  const werkBij = async () => {
    try {
      const antwoord = await fetch(vak.dataset.stand, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!antwoord.ok) {
        throw new Error(String(antwoord.status));
      }
      const tekst = await antwoord.text();
      // Whoever is about to press a button keeps it under their finger: only the figures change then.
      const nieuw = new DOMParser().parseFromString(tekst, "text/html").querySelector(".rondestand");
      if (nieuw === null) {
        throw new Error("no state");
      }
      const daar = vak.contains(document.activeElement);
      if (daar && nieuw.hasAttribute("data-loopt")) {
        for (const deel of [".voortgang", ".rondestand__zin"]) {
          vak.querySelector(deel)?.replaceWith(nieuw.querySelector(deel));
        }
      } else {
        vak.replaceChildren(nieuw);
        if (daar) {
          document.getElementById("inhoud")?.focus();
        }
      }
      wacht = ELKE_MS;
    } catch {
      // Logged out, or the server is away: asking less often, and the link stays.
      wacht = Math.min(wacht * 2, HOOGSTENS_MS);
    }
    if (loopt()) {
      setTimeout(werkBij, wacht);
    } else {
      document.getElementById("rondestand-verversen")?.remove();
      melding.textContent = vak.querySelector(".rondestand__zin")?.textContent ?? "";
    }
  };

  if (vak && loopt()) {
    setTimeout(werkBij, wacht);
  }
})();
