"""The buyer at the shop's pages, which are in French."""

import re
import time

from playwright.sync_api import Browser, expect

from tests.browser.screen import Screen

MAY_BE_LATE = 60_000


class Storefront(Screen):
    def __init__(self, browser: Browser, sandbox_url: str, shop: str = "shopify"):
        super().__init__(browser, "shop", "fr-FR")
        self.url = f"{sandbox_url.rstrip('/')}/{shop}/"

    def open(self) -> None:
        self.page.goto(self.url)

    def take(self, product: str, pieces: int) -> None:
        self.page.get_by_label(f"Quantité de {product}").fill(str(pieces))

    def to_checkout(self) -> None:
        self.page.get_by_role("button", name="Passer la commande").click()
        expect(self.page.get_by_role("heading", name="Votre commande")).to_be_visible()

    def type(self, label: str, value: str, nth: int = 0) -> None:
        """`nth`: the delivery address comes first, the billing address second."""
        self.page.get_by_label(label, exact=True).nth(nth).fill(value)

    def type_address(self, address: dict[str, str], nth: int = 0) -> None:
        for label, value in address.items():
            self.type(label, value, nth)

    def bill_elsewhere(self) -> None:
        self.page.get_by_label("Facturer à une autre adresse").check()

    def use_code(self, code: str) -> None:
        self.type("Code de remise", code)
        self.page.get_by_role("button", name="Appliquer").click()
        self.sees(f"Remise {code}")

    def order(self) -> str:
        """Returns the order's name, such as `#1001`."""
        self.page.get_by_role("button", name="Commander").click()
        heading = self.page.get_by_role("heading", name=re.compile("^Commande #"))
        expect(heading).to_be_visible()
        return heading.inner_text().removeprefix("Commande ")

    def total(self) -> str:
        """As the page shows it: `62,24 €`, with plain spaces."""
        row = self.page.get_by_role("listitem").filter(has_text=re.compile("^Total"))
        return (
            row.inner_text()
            .removeprefix("Total")
            .replace("\N{NARROW NO-BREAK SPACE}", "")
            .replace("\N{NO-BREAK SPACE}", " ")
            .strip()
        )

    def sees_it_sent(self) -> None:
        """The page loads itself again until the parcel has left."""
        step = self.page.get_by_role("listitem").filter(has_text="Expédiée")
        expect(step).to_have_class("done", timeout=MAY_BE_LATE)

    def stock_words(self, sku: str) -> str:
        """What the shop's window says of how many there are."""
        return self.page.locator(f'[data-stock="{sku}"]').inner_text()

    def waits_for_stock_words(self, sku: str, words: str, seconds: int) -> None:
        """Loads the page again, as a buyer does, until it says so."""
        end = time.monotonic() + seconds
        while True:
            self.open()
            if self.stock_words(sku) == words:
                return self.page.locator(f'[data-stock="{sku}"]').scroll_into_view_if_needed()
            assert time.monotonic() < end, f"{self.stock_words(sku)} after {seconds} s: {sku}"
            time.sleep(0.3)

    def sees_stock(self, sku: str, pieces: int) -> None:
        """Looks at the merchant's page of the shop, which loads itself again."""
        self.page.goto(f"{self.url}commandes")
        row = self.page.locator(f'tr[data-sku="{sku}"]')
        expect(row.get_by_role("cell").nth(1)).to_have_text(str(pieces), timeout=MAY_BE_LATE)
