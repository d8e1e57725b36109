// Ticks every row of the work list at once, and says how many are ticked. Without JavaScript one ticks row by row.
(() => {
  "use strict";

  const formulier = document.getElementById("werk");
  const vakjes = Array.from(document.querySelectorAll('input[name="nummer"][form="werk"]'));
  if (!formulier || !vakjes.length) {
    return;
  }
  const balk = formulier.querySelector("[data-gekozen]");
  const alles = balk.querySelector("input");
  const stand = balk.querySelector("[role=status]");

  const toon = () => {
    const aantal = vakjes.filter((vakje) => vakje.checked).length;
    alles.checked = aantal === vakjes.length;
    alles.indeterminate = aantal > 0 && aantal < vakjes.length;
    stand.textContent = aantal === 1 ? "1 aanvraag aangekruist" : `${aantal} aanvragen aangekruist`;
  };

  alles.addEventListener("change", () => {
    vakjes.forEach((vakje) => {
      vakje.checked = alles.checked;
    });
    toon();
  });
  vakjes.forEach((vakje) => vakje.addEventListener("change", toon));
  balk.hidden = false;
  toon();
})();
