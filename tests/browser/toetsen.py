"""Using the program without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HOOGSTENS = 400

_FOCUS = """() => {
  const plek = document.activeElement;
  if (!plek || plek === document.body || plek === document.documentElement) return null;
  const stijl = getComputedStyle(plek), vak = plek.getClientRects()[0] ?? plek.getBoundingClientRect();
  const links = Math.max(vak.left, 0), rechts = Math.min(vak.right, innerWidth);
  const boven = Math.max(vak.top, 0), onder = Math.min(vak.bottom, innerHeight);
  const op = document.elementFromPoint((links + rechts) / 2, (boven + onder) / 2);
  plek.dataset.plek ??= String(document.querySelectorAll('[data-plek]').length + 1);
  return {
    nummer: plek.dataset.plek, html: plek.outerHTML.slice(0, 150),
    omlijnd: (stijl.outlineStyle !== 'none' && parseFloat(stijl.outlineWidth) >= 2) || stijl.boxShadow !== 'none',
    in_beeld: links < rechts && boven < onder,
    bedekt: !!op && !plek.contains(op) && !op.contains(plek) && !op.closest('label')?.contains(plek),
  };
}"""


def tab_naar(page: Page, doel: Locator) -> None:
    """Press Tab until ``doel`` has the focus; raises ``AssertionError`` when it cannot be reached."""
    for _ in range(HOOGSTENS):
        page.keyboard.press("Tab")
        if doel.evaluate("plek => plek === document.activeElement"):
            return
    raise AssertionError(f"met Tab niet te bereiken: {doel}")


def loop_met_tab(page: Page) -> tuple[int, list[str]]:
    """Press Tab through the whole page: how many places there are, and what is wrong with where the focus is."""
    gezien: set[str] = set()
    fouten: list[str] = []
    for _ in range(HOOGSTENS):
        page.keyboard.press("Tab")
        plek: dict[str, Any] | None = page.evaluate(_FOCUS)
        if plek is None or plek["nummer"] in gezien:
            return len(gezien), fouten
        gezien.add(plek["nummer"])
        if not plek["in_beeld"]:
            fouten.append(f"focus buiten beeld: {plek['html']}")
        elif plek["bedekt"]:
            fouten.append(f"focus achter iets anders: {plek['html']}")
        if not plek["omlijnd"]:
            fouten.append(f"focus niet te zien: {plek['html']}")
    return len(gezien), [*fouten, f"na {HOOGSTENS} keer Tab nog niet aan het eind"]
