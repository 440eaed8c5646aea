"""Searching: words, photos, filters, pages, reasons."""

import re
import unittest

from page_case import DESKTOP, PHONE, PageCase
from photos import cut_photo_of, photo_of_nothing


class SearchTests(PageCase):
    def test_answers_while_typing(self):
        self.open("/")
        self.search("toaster")
        self.assertIn("toaster", self.titles()[0].lower())
        self.assertIn("toaster", self.page.title())
        self.until("document.querySelector('#status').textContent.includes('results shown')")
        self.page.go_back()
        self.page.get_by_role("heading", level=1, name="Find it by words").wait_for()

    def test_a_plain_form_without_scripts(self):
        page = self.visitor(java_script_enabled=False).new_page()
        page.goto(self.base + "/")
        page.locator("#q").fill("black")

        def follow(role, name):
            # Without a script each step is a new document: read it when all of it is there.
            with page.expect_navigation(wait_until="load"):
                page.get_by_role(role, name=name).click()
            return self.titles(page)

        first = follow("button", "Search")
        self.assertIn("black", first[0].lower())
        self.assertNotEqual(first, follow("link", "Show more"))
        self.assertEqual(first, follow("link", "Earlier results"))

    def test_understood_filters_are_chips_that_go(self):
        self.open("/")
        self.search("table under £60 near Leeds")
        chips = self.page.locator(".chip")
        self.assertEqual(chips.count(), 2)
        self.assertIn("up to £60", chips.first.inner_text())
        prices = [int(text.replace(",", "")) for text in re.findall(r"£([\d,]+)", " ".join(
            self.page.locator(".card .price").all_inner_texts()))]
        self.assertTrue(prices and max(prices) <= 60, prices)
        self.page.get_by_role("link", name="Remove the filter up to £60").click()
        self.until("document.querySelectorAll('.chip').length === 1")
        self.assertEqual(self.page.locator("#q").input_value(), "table near Leeds")
        self.page.go_back()
        self.until("document.querySelectorAll('.chip').length === 2")

    def test_facets_filter_and_can_be_left(self):
        self.open("/search?q=table")
        facet = self.page.locator(".facet", has_text="Category").first
        choice = facet.get_by_role("link").first
        name, count = choice.locator("span").inner_text(), choice.locator("small").inner_text()
        choice.click()
        self.page.locator(".chip", has_text=name).wait_for()
        self.assertIn(f"{count} listing", self.page.locator(".answer-head").inner_text())
        self.page.reload()
        self.page.locator(".chip", has_text=name).wait_for()
        self.page.get_by_role("link", name=f"Remove the filter {name}").click()
        self.until("document.querySelectorAll('.chip').length === 0")

    def test_sorting_by_price(self):
        self.open("/search?q=table")
        self.page.get_by_label("Sort by").select_option("cheapest")
        self.until("location.search.includes('sort=cheapest') && !document.querySelector('.busy')")
        prices = [float(text[1:].replace(",", "")) if text.startswith("£") else 0 if text == "Free" else 1e9
                  for text in self.page.locator(".card .price").all_inner_texts()]
        self.assertEqual(prices, sorted(prices))

    def test_pages_load_in_place_and_are_linkable(self):
        self.open("/search?q=black")
        first = self.titles()
        # Not by a real click: that scrolls to the link, and then the page loads by itself and the link is gone.
        self.page.get_by_role("link", name="Show more").dispatch_event("click")
        self.until(f"document.querySelectorAll('.card').length > {len(first)}")
        self.until("location.search.includes('page=2')")
        second = self.titles()[len(first):]
        ids = self.page.locator(".card").evaluate_all("cards => cards.map(card => card.id)")
        self.assertEqual(len(ids), len(set(ids)))
        self.page.reload()
        self.page.get_by_role("link", name="Earlier results").wait_for()
        self.assertEqual(self.titles()[: len(second)], second[: len(self.titles())])
        link = self.page.locator(".card h3 a").first
        title = link.inner_text()
        link.click()
        self.page.get_by_role("heading", level=1, name=title).wait_for()
        self.page.go_back()
        # Or a later one: the next page loads by itself when the end comes near.
        self.until("/page=\\d/.test(location.search)")

    def test_an_old_cursor_still_opens(self):
        self.open("/search?q=black&page=2&cursor=long-gone")
        self.assertTrue(self.titles())

    def test_why_opens_the_breakdown(self):
        self.open("/search?q=orange+toaster")
        self.page.get_by_role("button", name="Why this?").first.click()
        why = self.page.locator(".why:popover-open")
        why.wait_for()
        self.assertIn("Why number 1", why.inner_text())
        bars = why.locator(".bars li")
        self.assertGreater(bars.count(), 1)
        amounts = [float(text.replace("−", "-")) for text in why.locator(".bars .amount").all_inner_texts()]
        total = float(why.locator(".sum .amount").inner_text().replace("−", "-"))
        self.assertAlmostEqual(sum(amounts), total, delta=0.01 * len(amounts) + 0.02)
        self.shot("why-desktop")
        self.page.keyboard.press("Escape")
        self.assertEqual(self.page.locator(".why:popover-open").count(), 0)

    def test_more_like_this_and_not_this(self):
        self.open("/search?q=toaster")
        first = self.page.locator(".card").first
        name, anchor = first.locator("h3").inner_text(), first.get_attribute("id")
        first.get_by_role("button", name=f"Not this: {name}").click()
        self.until(f"!document.getElementById({anchor!r})")
        self.assertIn("not=", self.page.url)
        self.page.reload()
        self.assertEqual(self.page.locator(f"#{anchor}").count(), 0)
        self.page.locator(".card").first.get_by_role("link", name="More like").click()
        self.until("location.search.includes('like=')")
        self.page.get_by_role("heading", name=re.compile("^Like “")).wait_for()
        self.assertTrue(self.titles())

    def test_nothing_found_helps(self):
        self.open("/search?q=zzyzx+qwrtp+under+£1+near+Leeds")
        self.page.get_by_role("heading", name=re.compile("Nothing")).first.wait_for()
        self.page.get_by_role("link", name=re.compile("without")).first.click()
        self.until("document.querySelectorAll('.chip').length < 2")
        self.shot("nothing-desktop")

    def test_a_spelling_is_suggested_or_mended(self):
        self.open("/search?q=toastr")
        self.assertIn("toaster", " ".join(self.titles()[:5]).lower())


class PhotoSearchTests(PageCase):
    def found(self):
        self.until("location.search.includes('photo=') && !document.querySelector('.busy')")
        self.page.get_by_role("heading", name=re.compile("your photo")).wait_for()
        return self.page.locator(".card").evaluate_all("cards => cards.map(card => card.dataset.id)")

    def test_by_a_chosen_file_finds_its_listing(self):
        self.open("/")
        listing, photo = cut_photo_of(self.page)
        self.page.locator("[data-search] [data-photo-input]").set_input_files(
            {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": photo})
        self.assertIn(listing, self.found()[:5])
        self.assertTrue(self.page.get_by_role("img", name="The photo that is searched for").is_visible())
        self.shot("photo-desktop")
        self.page.reload()
        self.assertIn(listing, self.found()[:5])

    def transfer(self, event: str, target: str, photo: bytes):
        self.page.evaluate(
            """([event, target, bytes]) => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array(bytes)], "photo.jpg", { type: "image/jpeg" }));
              const options = { bubbles: true, cancelable: true };
              const made = event === "paste" ? new ClipboardEvent(event, { clipboardData: data, ...options })
                : new DragEvent(event, { dataTransfer: data, ...options });
              document.querySelector(target).dispatchEvent(made);
            }""", [event, target, list(photo)])

    def test_by_drop_with_words(self):
        self.open("/search?q=red")
        listing, photo = cut_photo_of(self.page)
        self.transfer("drop", "#answer", photo)
        self.found()
        self.assertEqual(self.page.locator("#q").input_value(), "red")
        self.assertIn("red", self.page.url)

    def test_by_paste(self):
        self.open("/")
        listing, photo = cut_photo_of(self.page)
        self.transfer("paste", "#q", photo)
        self.assertIn(listing, self.found()[:5])

    def test_a_file_that_is_no_photo_says_so(self):
        self.expected_errors = ("422",)
        self.open("/")
        self.page.locator("[data-search] [data-photo-input]").set_input_files(
            {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": photo_of_nothing()})
        self.page.get_by_text("no photo that Souk can read").first.wait_for()


class LookTests(PageCase):
    """Screenshots, for people to look at."""

    def test_screenshots(self):
        for size, viewport in (("phone", PHONE), ("desktop", DESKTOP)):
            for scheme in ("light", "dark"):
                context = self.visitor(viewport=viewport, color_scheme=scheme)
                self.page = context.new_page()
                for name, path in (("home", "/"), ("search", "/search?q=wooden+table+under+£200"), ("sell", "/sell"),
                                   ("you", "/you"), ("problem", "/listings/nobody")):
                    self.expected_errors = ("404",)
                    self.open(path)
                    self.shot(f"{name}-{size}-{scheme}")
                self.open("/search?q=table")
                self.page.locator(".card h3 a").first.click()
                self.page.wait_for_load_state("networkidle")
                self.shot(f"listing-{size}-{scheme}")


if __name__ == "__main__":
    unittest.main()
