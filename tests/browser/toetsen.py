"""Using the program without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HOOGSTENS = 400

STAPPEN = 8
"""How often Tab is pressed before the page is asked whether that was all."""

# The page itself keeps each place that gets the focus, and how it looks then; a field of several parts is one place.
_VOLG = """(vanInhoud) => {
  if (window.metTab) {
    // Once more: what listened stops, and the next Tab is the first on the page again.
    window.metTab.klaar.abort();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  }
  const plekken = new Map();
  const kijk = (plek) => {
    const stijl = getComputedStyle(plek), vak = plek.getClientRects()[0] ?? plek.getBoundingClientRect();
    const links = Math.max(vak.left, 0), rechts = Math.min(vak.right, innerWidth);
    const boven = Math.max(vak.top, 0), onder = Math.min(vak.bottom, innerHeight);
    const op = document.elementFromPoint((links + rechts) / 2, (boven + onder) / 2);
    return {
      html: plek.outerHTML.slice(0, 150),
      omlijnd: (stijl.outlineStyle !== 'none' && parseFloat(stijl.outlineWidth) >= 2) || stijl.boxShadow !== 'none',
      in_beeld: links < rechts && boven < onder,
      bedekt: !!op && !plek.contains(op) && !op.contains(plek) && !op.closest('label')?.contains(plek),
    };
  };
  const begin = vanInhoud ? document.getElementById('inhoud') : document.documentElement;
  if (vanInhoud) begin.focus();
  const klaar = new AbortController(), bij = {capture: true, signal: klaar.signal};
  window.metTab = {plekken, rond: false, klaar};
  document.addEventListener('focusin', ({target}) => {
    const ervoor = begin.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING;
    if (ervoor || plekken.has(target)) window.metTab.rond = true;
    if (!window.metTab.rond) plekken.set(target, kijk(target));
  }, bij);
  document.addEventListener('focusout', ({relatedTarget}) => { window.metTab.rond ||= !relatedTarget; }, bij);
}"""

# The places, once the focus went past the last one: back to an earlier one or out of the page.
_IS_ROND = "() => window.metTab.rond ? [...window.metTab.plekken.values()] : null"


def tab_naar(page: Page, doel: Locator) -> None:
    """Press Tab until ``doel`` has the focus; raises ``AssertionError`` when it cannot be reached."""
    for _ in range(HOOGSTENS):
        page.keyboard.press("Tab")
        if doel.evaluate("plek => plek === document.activeElement"):
            return
    raise AssertionError(f"met Tab niet te bereiken: {doel}")


def loop_met_tab(page: Page, *, van_inhoud: bool = False) -> tuple[int, list[str]]:
    """Press Tab through the whole page: how many places there are, and what is wrong with where the focus is.

    ``van_inhoud``: begin where the link to the content leads, for a page of which the top was walked already.
    """
    page.evaluate(_VOLG, van_inhoud)
    for _ in range(0, HOOGSTENS, STAPPEN):
        for _ in range(STAPPEN):
            page.keyboard.press("Tab")
        plekken: list[dict[str, Any]] | None = page.evaluate(_IS_ROND)
        if plekken is not None:
            return len(plekken), [fout for plek in plekken for fout in _fouten(plek)]
    return HOOGSTENS, [f"na {HOOGSTENS} keer Tab nog niet aan het eind"]


def _fouten(plek: dict[str, Any]) -> list[str]:
    fouten = []
    if not plek["in_beeld"]:
        fouten.append(f"focus buiten beeld: {plek['html']}")
    elif plek["bedekt"]:
        fouten.append(f"focus achter iets anders: {plek['html']}")
    if not plek["omlijnd"]:
        fouten.append(f"focus niet te zien: {plek['html']}")
    return fouten
