// Files can also be dropped on the form of their kind; it is sent as if they were chosen.
"use strict";
for (const formulier of document.querySelectorAll("form[data-bestanden]")) {
  const veld = formulier.querySelector('input[type="file"]');
  const boven = (aan) => formulier.classList.toggle("bijlagesoort__erbij--boven", aan);
  formulier.addEventListener("dragover", (gebeurtenis) => {
    if (!gebeurtenis.dataTransfer.types.includes("Files")) return;
    gebeurtenis.preventDefault();
    boven(true);
  });
  formulier.addEventListener("dragleave", () => boven(false));
  formulier.addEventListener("drop", (gebeurtenis) => {
    boven(false);
    if (!gebeurtenis.dataTransfer.files.length) return;
    gebeurtenis.preventDefault();
    veld.files = gebeurtenis.dataTransfer.files;
    formulier.requestSubmit();
  });
}
