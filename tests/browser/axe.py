"""axe-core on the page that is open: every rule of WCAG 2.2 A and AA and of EN 301 549, on every element."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

BESTAND = Path(__file__).resolve().parents[1] / "vendor" / "axe-core" / "axe.min.js"

LABELS: Final = (
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice", "experimental",
)  # fmt: skip
"""Which rules run, by their tags in axe-core; within these none is left out, the experimental ones included."""

VAN_DE_INDELING: Final = ("target-size", "scrollable-region-focusable")
"""The rules that look at where things are and how large, on elements that look the same in every width."""

# The results of rules that pass are counted, not described: that is most of the time a scan takes.
_DRAAI = """async (welke) => {
  const uitslag = await axe.run(document, {
    runOnly: welke, resultTypes: ['violations', 'incomplete'], elementRef: true,
  });
  const kort = (regels) => regels.map((regel) => ({
    regel: regel.id, uitleg: regel.help,
    plekken: regel.nodes.map((plek) => plek.target.join(' ') + '  ' + plek.html.slice(0, 160)
      + '  ' + [...plek.any, ...plek.all, ...plek.none].map((eis) => eis.message).join('; ').slice(0, 300)),
  }));
  const open = uitslag.incomplete.find((regel) => regel.id === 'color-contrast')?.nodes ?? [];
  return {
    overtredingen: kort(uitslag.violations), onzeker: kort(uitslag.incomplete), goed: uitslag.passes.length,
    contrast: open.map((plek) => [plek.element, window.laagsteContrast(plek.element)])
      .filter(([, gemeten]) => gemeten.contrast < gemeten.nodig)
      .map(([plek, gemeten]) => `${gemeten.contrast.toFixed(2)} < ${gemeten.nodig}  ${plek.outerHTML.slice(0, 160)}`),
  };
}"""

# Where a gradient or a shadow lies behind a text, axe-core leaves the contrast to people. Here the text is held
# against every colour that may lie behind it: of the nearest opaque ground, and of each gradient above that.
_CONTRAST = """() => {
  const doek = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const lees = (kleur) => {
    doek.clearRect(0, 0, 1, 1);
    doek.fillStyle = kleur;
    doek.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = doek.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (boven, onder) => [0, 1, 2].map((k) => boven[k] * boven[3] + onder[k] * (1 - boven[3])).concat(1);
  const licht = (kleur) => kleur.slice(0, 3).map((k) => k / 255)
    .map((k) => (k <= 0.04045 ? k / 12.92 : ((k + 0.055) / 1.055) ** 2.4))
    .reduce((som, k, plaats) => som + k * [0.2126, 0.7152, 0.0722][plaats], 0);
  const contrast = (een, ander) => {
    const [donker, helder] = [licht(een), licht(ander)].sort((a, b) => a - b);
    return (helder + 0.05) / (donker + 0.05);
  };
  const gronden = (plek) => {
    if (!plek) return [[255, 255, 255, 1]];
    const stijl = getComputedStyle(plek), eigen = lees(stijl.backgroundColor);
    const onder = eigen[3] === 1 ? [eigen] : gronden(plek.parentElement).map((grond) => over(eigen, grond));
    const stappen = stijl.backgroundImage.includes('gradient')
      ? stijl.backgroundImage.match(/(rgba?|color|oklch|oklab|hsla?)\\([^()]*\\)/g) ?? [] : [];
    return onder.concat(stappen.flatMap((stap) => onder.map((grond) => over(lees(stap), grond))));
  };
  window.laagsteContrast = (plek) => {
    const stijl = getComputedStyle(plek), inkt = lees(stijl.color), grootte = parseFloat(stijl.fontSize);
    const groot = grootte >= 24 || (grootte >= 18.66 && Number(stijl.fontWeight) >= 700);
    const gemeten = gronden(plek).map((grond) => contrast(over(inkt, grond), grond));
    return {contrast: Math.min(...gemeten), nodig: groot ? 3 : 4.5};
  };
}"""


@dataclass(frozen=True, slots=True)
class Vondst:
    """A rule of axe-core, what it says, and the elements it is about."""

    regel: str
    uitleg: str
    plekken: tuple[str, ...]

    def __str__(self) -> str:
        return "\n      ".join([f"axe {self.regel}: {self.uitleg}", *self.plekken[:4]])


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What axe-core found; ``onzeker`` is what it leaves to people; ``goed`` counts the rules that held."""

    overtredingen: tuple[Vondst, ...]
    onzeker: tuple[Vondst, ...]
    goed: int


@cache
def bron() -> str:
    """What must run in a page before it can be scanned."""
    return f"{BESTAND.read_text(encoding='utf-8')}\n;({_CONTRAST})();"


def regels(page: Page) -> tuple[set[str], set[str]]:
    """The rules that belong to ``LABELS`` (those that axe-core gave up are not), and those that a scan runs."""
    horen, draaien = page.evaluate(
        """async (labels) => {
          const uitslag = await axe.run(document, {runOnly: {type: 'tag', values: labels}});
          const lijsten = [uitslag.violations, uitslag.passes, uitslag.incomplete, uitslag.inapplicable];
          const horen = axe.getRules(labels).filter((regel) => !regel.tags.includes('deprecated'));
          return [horen.map((regel) => regel.ruleId), lijsten.flat().map((regel) => regel.id)];
        }""",
        list(LABELS),
    )
    return set(horen), set(draaien)


def onderzoek(page: Page, *, alleen: Sequence[str] = ()) -> Uitslag:
    """Scan the whole page as it is now, with every rule or ``alleen`` these; its window must have ``bron()`` ready."""
    welke = {"type": "rule", "values": list(alleen)} if alleen else {"type": "tag", "values": list(LABELS)}
    ruw: dict[str, Any] = page.evaluate(_DRAAI, welke)
    overtredingen = _vondsten(ruw["overtredingen"])
    if ruw["contrast"]:
        overtredingen += (
            Vondst("color-contrast", "nagerekend waar axe het open laat", tuple(ruw["contrast"])),
        )
    return Uitslag(overtredingen, _vondsten(ruw["onzeker"]), ruw["goed"])


def _vondsten(ruw: list[dict[str, Any]]) -> tuple[Vondst, ...]:
    return tuple(Vondst(een["regel"], een["uitleg"], tuple(een["plekken"])) for een in ruw)
