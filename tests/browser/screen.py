"""One window of a person, and the pictures of what was on it."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

PICTURES = Path(__file__).resolve().parents[2] / ".run" / "screenshots"
PATIENCE = 20_000
"""Milliseconds that a person would wait for a page on a busy machine."""
SIZE = {"width": 1366, "height": 900}

expect.set_options(timeout=PATIENCE)


class Screen:
    """`page` is Playwright's; words are looked for as a person (or a screen reader) meets them."""

    def __init__(self, browser: Browser, folder: str, language: str):
        context = browser.new_context(viewport=SIZE, locale=language, accept_downloads=True)
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.folder = PICTURES / folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def picture(self, name: str) -> None:
        """Keeps what is on the screen now, for a person to look at."""
        self.page.screenshot(path=self.folder / f"{name}.png", animations="disabled")

    def picture_of_all(self, name: str) -> None:
        """Also of what a person would have to scroll to."""
        self.page.set_viewport_size({**SIZE, "height": 2 * SIZE["height"]})
        self.picture(name)
        self.page.set_viewport_size(SIZE)

    def sees(self, *texts: str) -> None:
        """Fails when one of the texts does not appear."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
