"""What goes wrong in a page while a browser shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# a page that is to be missing is told in the console as well
_EXPECTED: Final = "the server responded with a status of 4"
_POLICY: Final = """
document.addEventListener('securitypolicyviolation', event =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""
# what stands beyond the right edge and cannot be reached without moving the whole page
_BEYOND: Final = """
() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map(one => `${one.tagName}.${one.className}`)
"""
_AXE: Final = "axe.run(document, {resultTypes: ['violations']})"
_GRAVE: Final = frozenset(("serious", "critical"))


class Watched:
    """A page of a browser with all that it complains about."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self._base = base
        self._faults: list[str] = []
        page.add_init_script(_POLICY)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._faults.append(f"script: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"} and _EXPECTED not in message.text:
            self._faults.append(f"console: {message.text}")

    def _dialog(self, dialog: Any) -> None:
        self._faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith((f"{self._base}/", "data:")):
            self._faults.append(f"asked elsewhere: {request.url}")

    def open(self, path: str) -> int:
        """Show a page of the desk; its status."""
        answer = self.page.goto(self._base + path)
        return int(answer.status)

    def look(self, width: int, scheme: str) -> None:
        """Show it so many pixels wide, in light or dark."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def faults(self) -> list[str]:
        """What went wrong since the last call: scripts, policy, dialogs, requests elsewhere."""
        found, self._faults = self._faults, []
        return found

    def beyond(self) -> list[str]:
        """What makes the page scroll sideways."""
        return [str(one) for one in self.page.evaluate(_BEYOND)]

    def barriers(self, axe: str) -> list[str]:
        """Serious and critical findings of axe (its script), each with where it is."""
        self.page.evaluate(axe)
        return [*_told(self.page.evaluate(_AXE)["violations"])]


def _told(violations: list[dict[str, Any]]) -> Iterator[str]:
    for one in violations:
        if one["impact"] in _GRAVE:
            yield f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:200]}"
