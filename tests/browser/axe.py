"""axe-core on the page that is open: every rule of WCAG 2.2 A and AA and of EN 301 549, on every element."""

from __future__ import annotations

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

# The results of rules that pass are counted, not described: that is most of the time a scan takes.
_DRAAI = """async (labels) => {
  const uitslag = await axe.run(document, {
    runOnly: {type: 'tag', values: labels}, resultTypes: ['violations', 'incomplete'],
  });
  const kort = (regels) => regels.map((regel) => ({
    regel: regel.id, uitleg: regel.help,
    plekken: regel.nodes.map((plek) => plek.target.join(' ') + '  ' + plek.html.slice(0, 160)
      + '  ' + [...plek.any, ...plek.all, ...plek.none].map((eis) => eis.message).join('; ').slice(0, 300)),
  }));
  return {overtredingen: kort(uitslag.violations), onzeker: kort(uitslag.incomplete), goed: uitslag.passes.length};
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
def _bron() -> str:
    return BESTAND.read_text(encoding="utf-8")


def regels(page: Page) -> tuple[set[str], set[str]]:
    """The rules that belong to ``LABELS`` (those that axe-core gave up are not), and those that a scan runs."""
    page.evaluate(_bron())
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


def onderzoek(page: Page) -> Uitslag:
    """Scan the whole page as it is now."""
    page.evaluate(_bron())
    ruw: dict[str, Any] = page.evaluate(_DRAAI, list(LABELS))
    return Uitslag(_vondsten(ruw["overtredingen"]), _vondsten(ruw["onzeker"]), ruw["goed"])


def _vondsten(ruw: list[dict[str, Any]]) -> tuple[Vondst, ...]:
    return tuple(Vondst(een["regel"], een["uitleg"], tuple(een["plekken"])) for een in ruw)
