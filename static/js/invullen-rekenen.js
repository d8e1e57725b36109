// The sums beside a form while somebody types: the same as the server makes (subsidie/aanvragen/inhoud/totalen.py), in
// whole cents and never a fraction. What cannot be read is null; what the server says is what holds.
(() => {
  "use strict";

  const HOOGSTE = Number.MAX_SAFE_INTEGER;
  const RANDEN = /^[\s\u00a0\u202f]+|[\s\u00a0\u202f]+$/g;
  const EURO = /^(0|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*)(?:,([0-9]{1,2}))?$/;
  const GEHEEL = /^(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4})$/;

  const veilig = (getal) => (Number.isSafeInteger(getal) && getal <= HOOGSTE ? getal : null);

  // An amount as people write it, in cents: "1.234,50" is 123450. Empty or unreadable: null.
  const leesBedrag = (tekst) => {
    const kern = tekst.replace(RANDEN, "").replace(/^€[ \u00a0\u202f]*/, "");
    const gevonden = EURO.exec(kern);
    if (!gevonden) {
      return null;
    }
    const heel = Number(gevonden[1].replaceAll(".", ""));
    return veilig(heel * 100 + Number((gevonden[2] ?? "").padEnd(2, "0")));
  };

  // A whole number, with or without dots between thousands.
  const leesGetal = (tekst) => {
    const kern = tekst.replace(RANDEN, "");
    return GEHEEL.test(kern) ? veilig(Number(kern.replaceAll(".", ""))) : null;
  };

  const metPunten = (getal) => String(getal).replace(/\B(?=(?:[0-9]{3})+$)/g, ".");

  // Cents as "€ 1.234" or "€ 1.234,50", not to be broken over lines.
  const toonBedrag = (cent) => {
    const heel = metPunten(Math.floor(Math.abs(cent) / 100));
    const deel = Math.abs(cent) % 100;
    const min = cent < 0 ? "-" : "";
    return `€\u00a0${min}${heel}${deel ? `,${String(deel).padStart(2, "0")}` : ""}`;
  };

  // The sum of amounts; null when there are none or when one is not there (yet).
  const som = (bedragen) =>
    bedragen.length === 0 || bedragen.includes(null) ? null : veilig(bedragen.reduce((a, b) => a + b, 0));

  // Lines of {aard, soort, aantal}: how many, and number times maximum per kind (null when a maximum is not known).
  const telRegels = (regels, maxima) => {
    const geteld = regels.filter((regel) => regel.aantal && regel.soort);
    const tel = (aard) => geteld.reduce((n, regel) => n + (!aard || regel.aard === aard ? regel.aantal : 0), 0);
    const bekend = geteld.filter((regel) => regel.soort in maxima);
    const maximum = bekend.some((regel) => maxima[regel.soort] === null) || bekend.length === 0
      ? null
      : veilig(bekend.reduce((cent, regel) => cent + regel.aantal * maxima[regel.soort], 0));
    return { aantal: tel(""), permanent: tel("permanent"), flexibel: tel("flexibel"), maximum };
  };

  // What counts: the lowest of what was asked, the deficit, number times maximum and the room of the municipality.
  const laagste = ({ gevraagd, tekort, maximum, ruimte }) => {
    if (gevraagd === null) {
      return null;
    }
    const grenzen = [gevraagd, tekort === null ? null : Math.max(0, tekort), maximum, ruimte];
    return Math.min(...grenzen.filter((grens) => grens !== null && grens !== undefined));
  };

  window.invulrekenen = Object.freeze({ leesBedrag, leesGetal, metPunten, toonBedrag, som, telRegels, laagste });
})();
