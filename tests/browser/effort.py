"""How much a person does: counted by the browser's own events, on every page that he sees."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Page

SECONDS_A_CLICK = 5
"""To look for the button, read what is beside it and press it."""
SECONDS_A_FIELD = 10
"""To find out what belongs there; a key is pasted, an address is known."""
SECONDS_A_PAGE = 10
"""To read a page that was not there before."""
LISTEN = """
(() => {
    const seen = new WeakMap();
    addEventListener("pointerdown", () => window.omniEffort("click", 1), true);
    addEventListener("input", (event) => {
        const typed = (event.target.value || "").length;
        if (!seen.has(event.target)) window.omniEffort("field", 1);
        window.omniEffort("key", Math.abs(typed - (seen.get(event.target) || 0)));
        seen.set(event.target, typed);
    }, true);
})();
"""


@dataclass
class Effort:
    """Clicks, fields and keystrokes since it began, and how long the machine took for them."""

    page: Page
    counted: dict = field(default_factory=lambda: {"click": 0, "field": 0, "key": 0, "page": 0})
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self):
        self.page.context.expose_binding("omniEffort", self._count)
        self.page.context.add_init_script(LISTEN)

    def _count(self, _source, kind, number):
        self.counted[kind] += number

    def sees_a_page(self):
        self.counted["page"] += 1

    @property
    def machine(self) -> float:
        return time.monotonic() - self.began

    @property
    def seconds(self) -> float:
        """What a person needs who has never seen it, and the machine's own time."""
        known = self.counted
        person = known["click"] * SECONDS_A_CLICK + known["field"] * SECONDS_A_FIELD
        return person + known["page"] * SECONDS_A_PAGE + self.machine

    def told(self) -> str:
        known = self.counted
        return (
            f"{known['click']} clicks, {known['field']} fields, {known['key']} keystrokes, "
            f"{known['page']} pages; machine {self.machine:.0f} s; "
            f"a newcomer: {self.seconds / 60:.1f} minutes"
        )
