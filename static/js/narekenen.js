// Computes the hashes on a page about a draw again, in the browser of who looks. The page needs it for nothing:
// without JavaScript, or outside a secure context (where there is no SubtleCrypto), the block stays hidden.
(() => {
  "use strict";

  const blok = document.querySelector("[data-narekenen]");
  if (!blok || !window.isSecureContext || !window.crypto || !window.crypto.subtle) {
    return;
  }
  const knop = blok.querySelector("button");
  const uitslag = blok.querySelector("[role=status]");

  const sha256 = async (bytes) => {
    const som = await window.crypto.subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(som), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const merk = (code, klopt) => {
    const oud = code.parentElement.querySelector(".narekenen__teken");
    if (oud) {
      oud.remove();
    }
    const teken = document.createElement("span");
    teken.className = `narekenen__teken narekenen__teken--${klopt ? "goed" : "fout"}`;
    teken.textContent = klopt ? "klopt" : "klopt niet";
    code.after(" ", teken);
  };

  // Every lot from its text, and per table whether the lots stand in ascending order of their hashes.
  const loten = async () => {
    const codes = Array.from(document.querySelectorAll("code[data-tekst]"));
    const berekend = await Promise.all(
      codes.map((code) => sha256(new TextEncoder().encode(code.dataset.tekst))),
    );
    let goed = 0;
    codes.forEach((code, plaats) => {
      const klopt = berekend[plaats] === code.textContent.trim();
      goed += klopt ? 1 : 0;
      merk(code, klopt);
    });
    const opVolgorde = Array.from(document.querySelectorAll(".lotentabel")).every((tabel) => {
      const eigen = Array.from(tabel.querySelectorAll("code[data-tekst]"), (code) => berekend[codes.indexOf(code)]);
      return eigen.every((hash, plaats) => plaats === 0 || eigen[plaats - 1] < hash);
    });
    return { aantal: codes.length, goed, opVolgorde };
  };

  const invoer = async () => {
    if (!blok.dataset.bestand) {
      return null;
    }
    const antwoord = await fetch(blok.dataset.bestand, { credentials: "same-origin", cache: "no-store" });
    if (!antwoord.ok) {
      throw new Error(`status ${antwoord.status}`);
    }
    return (await sha256(await antwoord.arrayBuffer())) === blok.dataset.sha256;
  };

  const zinnen = (lot, bestand) => {
    const delen = [];
    if (lot.aantal) {
      delen.push(
        lot.goed === lot.aantal
          ? `Alle ${lot.aantal} hashes op deze pagina kloppen.`
          : `Van de ${lot.aantal} hashes op deze pagina kloppen er ${lot.aantal - lot.goed} niet.`,
      );
      delen.push(lot.opVolgorde ? "De loten staan in de goede volgorde." : "De loten staan niet in de goede volgorde.");
    }
    if (bestand !== null) {
      delen.push(
        bestand
          ? "De bevroren invoer geeft de hash die vooraf is vastgelegd."
          : "De bevroren invoer geeft een andere hash dan vooraf is vastgelegd.",
      );
    }
    return delen.join(" ");
  };

  knop.addEventListener("click", async () => {
    knop.disabled = true;
    uitslag.textContent = "Bezig met rekenen …";
    try {
      const [lot, bestand] = await Promise.all([loten(), invoer()]);
      const goed = lot.goed === lot.aantal && lot.opVolgorde && bestand !== false;
      uitslag.className = `narekenen__uitslag narekenen__uitslag--${goed ? "goed" : "fout"}`;
      uitslag.textContent = zinnen(lot, bestand);
    } catch {
      uitslag.className = "narekenen__uitslag";
      uitslag.textContent = "Het narekenen lukte niet: de bevroren invoer kon niet worden opgehaald. Probeer het nog een keer.";
    } finally {
      knop.disabled = false;
    }
  });
  blok.hidden = false;
})();
