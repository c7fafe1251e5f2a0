"""The merchant in Odoo's web client, in English."""

import re
import time

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.screen import Screen

FIRST_PAGE = 90_000
"""Milliseconds: a new database may have to build its assets first."""
SHORT = 2_000


class WebClient(Screen):
    def __init__(self, browser: Browser, url: str):
        super().__init__(browser, "odoo", "en-US")
        self.url = url.rstrip("/")

    def log_in(self, login: str = "admin", password: str = "admin") -> None:
        self.page.goto(f"{self.url}/web/login")
        self.page.get_by_label("Email").fill(login)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in", exact=True).click()
        expect(self.page.get_by_title("Home Menu")).to_be_visible(timeout=FIRST_PAGE)

    def open_app(self, name: str) -> None:
        self.page.get_by_title("Home Menu").click()
        self.page.get_by_role("menuitem", name=name, exact=True).click()

    def open_menu(self, *path: str) -> None:
        bar = self.page.get_by_role("navigation").first
        for number, name in enumerate(path):
            kind = "menuitem" if number or len(path) == 1 else "button"
            scope = bar if not number else self.page
            scope.get_by_role(kind, name=name, exact=True).first.click()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).filter(visible=True).first.click()

    def confirm(self, button: str = "Ok") -> None:
        """Answers the question that a button asks before it acts."""
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("button", name=button, exact=True).click()
        expect(dialog).to_be_hidden()

    def choose(self, field: str, option: str) -> None:
        self.page.get_by_label(field, exact=True).click()
        self.page.get_by_role("menuitem", name=option, exact=True).click()

    def open_tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def type_in_row(self, row: str, value: str) -> None:
        """Types into the editable list's row of that name."""
        name = self.page.get_by_role("cell", name=row, exact=True)
        self.page.get_by_role("row").filter(has=name).get_by_role("cell").nth(1).click()
        self.page.get_by_role("textbox", name=row, exact=True).fill(value)

    def type_on_form(self, field: str, value: str) -> None:
        """Types into a field of the form that has no label of its own."""
        self.page.locator(f".o_form_view [name={field}] input").first.fill(value)

    def leaves_form(self, way_back: str) -> None:
        """Goes back to the list, which saves what was changed once the form knows of it."""
        expect(self.page.locator(".o_form_button_save")).to_be_visible()
        self.go_back_to(way_back)
        expect(self.page.locator(".o_list_view")).to_be_visible()

    def sees_in_french(self) -> None:
        """The first page in another language may have to build its assets."""
        expect(self.page.locator(".o_view_controller")).to_be_visible(timeout=FIRST_PAGE)

    def sees_saved(self) -> None:
        expect(self.page.get_by_role("button", name="Save manually")).to_be_hidden()

    def row(self, text: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=text).first

    def sees_row(self, text: str, *parts: str) -> None:
        """Fails when there is no row with `text`, or when it lacks one of the parts."""
        row = self.row(text)
        expect(row).to_be_visible()
        for part in parts:
            expect(row).to_contain_text(part)

    def sees_total(self, amount: str) -> None:
        """The colon after the word is drawn by the style sheet."""
        total = self.page.get_by_role("row", name=re.compile(rf"^Total:? {re.escape(amount)}$"))
        expect(total.first).to_be_visible()

    def sees_notice(self, text: str) -> None:
        notice = self.page.get_by_role("alert").filter(has_text=text)
        expect(notice.first).to_be_visible()

    def sees_no_dialog(self) -> None:
        expect(self.page.get_by_role("dialog")).to_be_hidden()

    def sees_button(self, name: str) -> None:
        expect(self.page.get_by_role("button", name=name, exact=True).first).to_be_visible()

    def sees_text(self, text: str) -> None:
        expect(self.page.get_by_text(text, exact=True).first).to_be_visible()

    def field(self, label: str) -> str:
        """What stands beside a label of the form."""
        name = re.compile(rf"^{re.escape(label)}\\??$")
        beside = self.page.get_by_label(name).first
        is_input = beside.evaluate("element => element.tagName === 'INPUT'")
        return beside.input_value() if is_input else beside.inner_text()

    def open_row(self, text: str) -> None:
        self.row(text).get_by_role("cell").nth(1).click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def press_in_row(self, text: str, button: str) -> None:
        self.row(text).get_by_role("button", name=button).click()

    def search(self, text: str) -> None:
        """Types into the search bar of the list or the cards."""
        bar = self.page.get_by_role("searchbox").first
        bar.fill(text)
        bar.press("Enter")

    def card(self, text: str) -> Locator:
        """Odoo calls a card a link, and whatever is on it, too."""
        return self.page.locator(".o_kanban_record").filter(has_text=text).first

    def press_on_card(self, text: str, button: str) -> None:
        self.card(text).get_by_role("button", name=button, exact=True).click()

    def press_beside(self, name: str) -> None:
        """Presses one of the buttons above a form that count other records."""
        self.page.get_by_role("button", name=name).filter(visible=True).first.click()

    def go_back_to(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def opens_by(self, button: str) -> Page:
        """Presses a button that opens another window, and returns that."""
        with self.page.context.expect_page() as opened:
            self.press_beside(button)
        return opened.value

    def downloads_by(self, button: str) -> bytes:
        """Presses a button that opens a document in another window, and returns what it holds."""
        page = self.opens_by(button)
        page.wait_for_url(re.compile("/web/content/"))
        answer = self.page.context.request.get(page.url)
        page.close()
        assert answer.ok, answer.status
        return answer.body()

    def waits_for_row(self, text: str, again: tuple[str, ...], seconds: int = 60) -> None:
        """Opens the menu again, as a person does, until a row with the text is there."""
        end = time.monotonic() + seconds
        while True:
            try:
                return expect(self.row(text)).to_be_visible(timeout=SHORT)
            except AssertionError:
                if time.monotonic() > end:
                    raise
                self.open_menu(*again)
