"""The page for search engineers: judged queries, models, side by side, imports, latency."""

import re
import unittest

from page_case import DESKTOP, PHONE, PageCase
from souk_server import ADMIN, TOKEN

FOR_THE_MARKETPLACE = ("no landmark footer", "no landmark [role=search]", "no live region")


class LabCase(PageCase):
    def administer(self) -> None:
        """Logs in as a person does who opens the lab."""
        self.expected_errors = ("401",)
        self.open("/lab")
        self.shot("lab-closed")
        self.page.get_by_role("link", name="Log in").click()
        self.page.get_by_label("Access token").fill(ADMIN)
        self.shot("lab-login")
        self.page.get_by_role("button", name="Log in").click()
        self.page.get_by_role("navigation", name="Lab").wait_for()


class LabTests(LabCase):
    def setUp(self) -> None:
        super().setUp()
        self.administer()

    def test_every_page_keeps_the_rules_and_is_drawn(self):
        self.open("/lab")
        model = self.page.locator("a[href*='/lab/models/']").first.get_attribute("href")
        pages = {"overview": "/lab", "model": model, "imports": "/lab/import", "latency": "/lab/latency",
                 "compare": "/lab/compare?q=red+guitar"}
        for size, viewport in (("phone", PHONE), ("desktop", DESKTOP)):
            self.page.set_viewport_size(viewport)
            for name, path in pages.items():
                self.open(path)
                with self.subTest(page=name, size=size):
                    # A tool has no search of its own, and says nothing by itself.
                    faults = [fault for fault in self.faults() if fault not in FOR_THE_MARKETPLACE]
                    self.assertEqual(faults, [])
                    broken = self.page.evaluate(
                        "[...document.images].filter(image => image.complete && !image.naturalWidth).map(image => image.src)")
                    self.assertEqual(broken, [])
                    wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
                    self.assertLessEqual(wide, 1, "scrolls sideways")
                self.page.screenshot(path=self.picture(f"lab-{name}-{size}"), full_page=True)

    def test_settings_side_by_side(self):
        self.open("/lab/compare")
        self.page.locator("input[name=q]").fill("orange toaster")
        self.page.locator("form").get_by_role("button").first.click()
        self.page.wait_for_url(re.compile("q=orange"))
        self.assertIn("toaster", self.page.locator("main").inner_text().lower())


class LabDoorTests(LabCase):
    def test_a_seller_does_not_get_in(self):
        self.log_in("/sell", TOKEN)
        self.assertEqual(self.context.request.get("/lab").status, 403)

    def test_a_form_of_another_site_promotes_nothing(self):
        self.administer()
        answer = self.context.request.post(
            "/lab/promote", form={"model": "listing/1"}, headers={"Origin": "https://evil.example"})
        self.assertEqual(answer.status, 403)


if __name__ == "__main__":
    unittest.main()
