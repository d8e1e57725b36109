// Writing the text of a letter: a fault leads to its line, a field can be put at the cursor. All of it works without.
"use strict";

(() => {
  const vak = document.getElementById("tekst");
  if (!(vak instanceof HTMLTextAreaElement)) {
    return;
  }

  const naarRegel = (nummer) => {
    const regels = vak.value.split("\n");
    const begin = regels.slice(0, nummer - 1).reduce((som, regel) => som + regel.length + 1, 0);
    vak.focus();
    vak.setSelectionRange(begin, begin + (regels[nummer - 1] ?? "").length);
    const hoogte = vak.scrollHeight / Math.max(regels.length, 1);
    vak.scrollTop = Math.max(0, (nummer - 4) * hoogte);
  };

  const voegIn = (woorden, eigenRegel) => {
    const voor = vak.value.slice(0, vak.selectionStart);
    const erna = vak.value.slice(vak.selectionEnd);
    const los = eigenRegel && voor !== "" && !voor.endsWith("\n") ? "\n" : "";
    const slot = eigenRegel && !erna.startsWith("\n") ? "\n" : "";
    vak.setRangeText(los + woorden + slot, vak.selectionStart, vak.selectionEnd, "end");
    vak.focus();
  };

  for (const link of document.querySelectorAll("[data-naar-regel]")) {
    link.addEventListener("click", (gebeurtenis) => {
      gebeurtenis.preventDefault();
      naarRegel(Number(link.dataset.naarRegel));
    });
  }
  for (const woord of document.querySelectorAll("[data-invoegen]")) {
    const knop = document.createElement("button");
    knop.type = "button";
    knop.className = "brieven__invoegen";
    knop.title = "Zet dit in de tekst, waar de cursor staat";
    woord.replaceWith(knop);
    knop.append(woord);
    knop.addEventListener("click", () => voegIn(woord.dataset.invoegen, "regel" in woord.dataset));
  }

  // What was typed and not saved is not lost by a wrong click.
  const begin = vak.value;
  let verstuurd = false;
  vak.form.addEventListener("submit", () => {
    verstuurd = true;
    window.setTimeout(() => { verstuurd = false; }, 2000);
  });
  window.addEventListener("beforeunload", (gebeurtenis) => {
    if (!verstuurd && vak.value !== begin) {
      gebeurtenis.preventDefault();
    }
  });
})();
