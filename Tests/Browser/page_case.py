"""What all browser tests share: one server, one browser, a fresh visitor a test, and no errors on the console."""

import os
import pathlib
import shutil
import time
import unittest

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

from souk_server import TOKEN, Server

FOLDER = pathlib.Path(__file__).resolve().parent
SCREENSHOTS = FOLDER / "screenshots"
RULES = (FOLDER / "rules.js").read_text().split("\n", 1)[1].split("\n", 1)[1]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def browser_path() -> str:
    named = os.environ.get("SOUK_BROWSER")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        raise unittest.SkipTest("no Chromium: apt-get install chromium, or name one in SOUK_BROWSER")
    return found


class Stage:
    """The server and the browser, started once for all tests."""

    server: Server | None = None
    browser = None
    _playwright = None

    @classmethod
    def open(cls) -> None:
        if cls.server:
            return
        path = browser_path()
        cls.server = Server(pathlib.Path(os.environ["SOUK_PROGRAM"]), pathlib.Path(os.environ["SOUK_WORKSPACE"]))
        cls.server.wait()
        cls._playwright = sync_playwright().start()
        cls.browser = cls._playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        SCREENSHOTS.mkdir(exist_ok=True)

    @classmethod
    def close(cls) -> None:
        if cls.browser:
            cls.browser.close()
        if cls._playwright:
            cls._playwright.stop()
        if cls.server:
            cls.server.stop()
        cls.server = cls.browser = cls._playwright = None


class PageCase(unittest.TestCase):
    """A test with a visitor of its own."""

    viewport = DESKTOP
    expected_errors: tuple[str, ...] = ()

    @classmethod
    def setUpClass(cls) -> None:
        Stage.open()
        cls.base = Stage.server.base

    def setUp(self) -> None:
        self.errors: list[str] = []
        self.context = self.visitor()
        self.page = self.context.new_page()

    def visitor(self, **options) -> BrowserContext:
        options.setdefault("viewport", self.viewport)
        context = Stage.browser.new_context(base_url=self.base, reduced_motion="reduce", **options)
        context.set_default_timeout(20_000)
        self.addCleanup(context.close)
        context.on("page", self.watch)
        return context

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.note(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.note(str(error)))

    def note(self, text: str) -> None:
        if not any(expected in text for expected in self.expected_errors):
            self.errors.append(text)

    def tearDown(self) -> None:
        self.assertEqual(self.errors, [], "errors on the console")

    # What tests say.

    def open(self, path: str) -> Page:
        self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def search(self, words: str) -> None:
        """Types as a person does, and waits for the answer to these very words."""
        box = self.page.locator("#q")
        box.fill("")
        box.press_sequentially(words, delay=15)
        self.until(
            "words => location.pathname === '/search' && new URLSearchParams(location.search).get('q') === words"
            " && !document.querySelector('#answer.busy')", arg=words)

    def until(self, expression: str, arg=None, seconds: float = 20) -> None:
        """Waits until an expression in the page holds. Playwright's own way of waiting needs a page that allows `eval`."""
        end = time.monotonic() + seconds
        while True:
            try:
                if self.page.evaluate(expression, arg):
                    return
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise
            if time.monotonic() > end:
                raise AssertionError(f"did not come to hold: {expression}")
            self.page.wait_for_timeout(50)

    def titles(self, page: Page | None = None) -> list[str]:
        return (page or self.page).locator(".card h3").all_inner_texts()

    def log_in(self, path: str = "/sell", token: str = TOKEN) -> None:
        self.expected_errors = ("401",)
        self.open(path)
        self.page.get_by_label("Token").fill(token)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_label("Token").wait_for(state="detached")

    def faults(self) -> list[str]:
        return self.page.evaluate(RULES)

    def picture(self, name: str) -> str:
        return str(SCREENSHOTS / f"{name}.png")

    def shot(self, name: str) -> None:
        self.page.screenshot(path=self.picture(name))
