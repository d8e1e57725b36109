// What says how far long work is keeps itself up to date; without this file one loads the page again.
"use strict";

(() => {
  const ELKE_MS = 2000;
  const HOOGSTENS_MS = 30000;
  let wacht = ELKE_MS;

  const lopend = () => document.querySelectorAll("[data-stand]");

  const klaar = (deel) => {
    const link = document.createElement("a");
    link.href = window.location.href;
    link.textContent = "Klaar. Toon de uitkomst";
    deel.removeAttribute("data-stand");
    deel.replaceChildren(link);
  };

  const werkBij = async () => {
    try {
      const antwoord = await fetch(window.location.href, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!antwoord.ok) {
        throw new Error(String(antwoord.status));
      }
      const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html");
      for (const deel of lopend()) {
        const nu = nieuw.getElementById(deel.id);
        if (nu?.hasAttribute("data-stand")) {
          deel.replaceChildren(...nu.childNodes);
        } else {
          klaar(deel);
        }
      }
      wacht = ELKE_MS;
    } catch {
      // Logged out, or the server is away: asking less often.
      wacht = Math.min(wacht * 2, HOOGSTENS_MS);
    }
    if (lopend().length) {
      setTimeout(werkBij, wacht);
    }
  };

  if (lopend().length) {
    setTimeout(werkBij, wacht);
  }
})();
