"""Buyers and sellers: saving, being understood, being forgotten, selling."""

import re
import time
import unittest

from page_case import PageCase
from photos import cut_photo_of


class BuyerTests(PageCase):
    def test_saving_explains_recommendations(self):
        self.open("/search?q=toaster")
        title = self.titles()[0]
        self.page.get_by_role("button", name=f"Save {title}").first.click()
        self.page.locator("[data-save][aria-pressed=true]").first.wait_for()
        self.until("document.querySelector('#status').textContent.startsWith('Saved')")
        self.open("/you")
        self.assertIn(title, self.page.locator("section", has_text="Saved").first.inner_text())
        reasons = self.page.locator(".reason").all_inner_texts()
        self.assertTrue(any("Because you saved" in reason for reason in reasons), reasons[:5])
        self.shot("you-saved-desktop")

    def test_erasing_forgets(self):
        self.open("/search?q=table")
        self.page.locator("[data-save]").first.click()
        self.page.locator("[data-save][aria-pressed=true]").first.wait_for()
        self.page.locator(".card h3 a").first.click()
        self.page.wait_for_load_state("networkidle")
        self.open("/you")
        self.assertIn("looked at 1", self.page.locator("#data").inner_text())
        self.page.get_by_role("checkbox", name="Yes, erase all of it").check()
        self.page.get_by_role("button", name="Erase my data").click()
        self.page.get_by_text("is erased").wait_for()
        self.assertIn("Nothing is recorded", self.page.locator("#data").inner_text())
        self.assertEqual([cookie["name"] for cookie in self.context.cookies() if "buyer" in cookie["name"]], [])

    def test_nobody_is_counted_before_they_do_something(self):
        self.open("/")
        self.open("/search?q=table")
        self.assertEqual(self.context.cookies(), [])

    def test_another_site_cannot_act_for_a_buyer(self):
        self.open("/search?q=table")
        listing = self.page.locator(".card").first.get_attribute("data-id")
        answer = self.context.request.post("/you/save", form={"id": listing}, headers={"Origin": "https://evil.example"})
        self.assertEqual(answer.status, 403)


class SellTests(PageCase):
    def test_sell_and_find(self):
        self.log_in()
        word = f"zibbo{int(time.time())}"
        self.page.get_by_label("Title").fill(f"{word} oak table with two leaves")
        self.page.get_by_label("Price").fill("£45")
        self.page.get_by_label("Town").fill("Leeds")
        other = self.context.new_page()
        other.goto(self.base + "/search?q=table")
        _, photo = cut_photo_of(other)
        self.page.locator("[data-sell] [data-photo-input]").set_input_files(
            {"name": "table.jpg", "mimeType": "image/jpeg", "buffer": photo})
        self.page.locator("[data-photo-list] img").wait_for()
        self.page.locator("#advice h2", has_text="Category").wait_for()
        self.shot("sell-advice-desktop")
        self.page.get_by_role("button", name="Publish").click()
        self.page.get_by_text("Published").wait_for()
        published = time.monotonic()
        self.assertIn(word, self.page.get_by_role("heading", level=1).inner_text())
        self.assertEqual(self.page.locator(".shots img").count(), 1)
        other.goto(self.base + f"/search?q={word}")
        self.assertIn(word, self.titles(other)[0])
        self.assertLess(time.monotonic() - published, 3)

    def test_hostile_words_stay_words(self):
        self.log_in()
        title = "<script>alert(1)</script> \"quoted\" & 'single' {{heading}} zorro"
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Description").fill("<img src=x onerror=alert(2)>")
        self.page.get_by_role("button", name="Publish").click()
        self.page.get_by_text("Published").wait_for()
        self.assertEqual(self.page.locator("main script, main img[src=x]").count(), 0)
        self.assertIn("zorro", self.page.get_by_role("heading", level=1).inner_text())
        self.open("/search?q=zorro")
        self.assertEqual(self.page.locator("main script").count(), 0)

    def test_selling_needs_a_token(self):
        self.open("/sell")
        self.page.get_by_label("Token").wait_for()
        self.assertEqual(self.context.request.post("/sell", form={"title": "x"}).status, 401)


class KeyboardTests(PageCase):
    def test_search_explain_and_open_without_a_mouse(self):
        self.open("/")
        keys = self.page.keyboard
        keys.press("Tab")
        self.assertEqual(self.page.evaluate("document.activeElement.className"), "skip")
        keys.press("Enter")
        self.assertEqual(self.page.evaluate("document.activeElement.id"), "main")
        keys.press("/")
        self.assertEqual(self.page.evaluate("document.activeElement.id"), "q")
        keys.type("toaster")
        keys.press("Enter")
        self.until("location.search.includes('q=toaster') && !document.querySelector('.busy')")
        for _ in range(120):
            keys.press("Tab")
            if self.page.evaluate("document.activeElement.hasAttribute('popovertarget')"):
                break
        outline = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        self.assertEqual(outline, "solid", "focus is visible")
        keys.press("Enter")
        self.page.locator(".why:popover-open").wait_for()
        keys.press("Escape")
        self.assertTrue(self.page.evaluate("document.activeElement.hasAttribute('popovertarget')"))
        for _ in range(8):
            keys.press("Shift+Tab")
            if self.page.evaluate("document.activeElement.matches('h3 a')"):
                break
        keys.press("Enter")
        self.page.wait_for_url("**/listings/**")


if __name__ == "__main__":
    unittest.main()
