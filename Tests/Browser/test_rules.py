"""Rules that every page keeps: accessibility, size, caching, and what browsers are told."""

import re
import unittest

from page_case import DESKTOP, PHONE, PageCase

PAGES = ("/", "/search?q=wooden+table+under+£200+near+Leeds", "/search?q=zzyzx+qwrtp+under+£1", "/sell", "/you")


class AccessibilityTests(PageCase):
    def test_rules_on_every_page(self):
        for viewport in (PHONE, DESKTOP):
            for scheme in ("light", "dark"):
                self.page = self.visitor(viewport=viewport, color_scheme=scheme).new_page()
                for path in PAGES:
                    self.open(path)
                    with self.subTest(path=path, width=viewport["width"], scheme=scheme):
                        self.assertEqual(self.faults(), [])
                self.page.locator(".card h3 a").first.click()
                self.page.wait_for_load_state("networkidle")
                with self.subTest(path="a listing", width=viewport["width"], scheme=scheme):
                    self.assertEqual(self.faults(), [])

    def test_rules_with_an_open_reason_and_when_selling(self):
        self.open("/search?q=table")
        self.page.get_by_role("button", name="Why this?").first.click()
        self.assertEqual(self.faults(), [])
        self.log_in()
        self.assertEqual(self.faults(), [])

    def test_the_rules_find_faults(self):
        self.open("/search?q=table")
        self.page.evaluate(
            "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.ico\">"
            "<input><button></button><h5>low</h5><p class=\"note\" id=\"q\">pale</p>')")
        faults = " ".join(self.faults())
        for fault in ("without alt", "without label", "without name", "is followed by", "occur twice"):
            self.assertIn(fault, faults)

    def test_large_text_and_no_motion(self):
        self.page = self.visitor(viewport={"width": 320, "height": 640}).new_page()
        for path in PAGES:
            self.open(path)
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            self.assertLessEqual(wide, 1, f"{path} scrolls sideways at 320 pixels")


class WeightTests(PageCase):
    def test_scripts_and_styles_are_small_and_kept(self):
        sizes, headers = {}, {}
        self.page.on("response", lambda answer: self.weigh(answer, sizes, headers))
        self.open("/")
        self.assertTrue(any(name.endswith(".js") for name in sizes))
        self.assertLess(sum(sizes.values()), 60_000, sizes)
        for name, header in headers.items():
            self.assertIn("immutable", header.get("cache-control", ""), name)

    def weigh(self, answer, sizes, headers):
        if re.search(r"/assets/", answer.url):
            sizes[answer.url] = len(answer.body())
            headers[answer.url] = answer.headers

    def test_nothing_comes_from_elsewhere(self):
        hosts = set()
        self.page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        for path in PAGES:
            self.open(path)
        self.assertEqual(hosts, {self.base.split("/")[2]})

    def test_browsers_are_told_what_may_run(self):
        answer = self.page.goto("/")
        policy = answer.headers["content-security-policy"]
        self.assertNotIn("unsafe", policy)
        self.assertIn("script-src 'self'", policy)
        self.assertEqual(answer.headers["x-content-type-options"], "nosniff")

    def test_photos_are_lazy_and_have_a_size(self):
        self.open("/search?q=table")
        photos = self.page.locator(".card .picture img")
        self.assertGreater(photos.count(), 4)
        for photo in photos.all():
            self.assertEqual(photo.get_attribute("loading"), "lazy")
            self.assertTrue(photo.get_attribute("width") and photo.get_attribute("height"))

    def test_a_client_cannot_name_a_file(self):
        for path in ("/photos/..%2f..%2fetc%2fpasswd/0", "/assets/x/..%2f..%2fPackage.swift", "/search/photos/..%2fx",
                     "/photos/nobody/0", "/photos/nobody/-1"):
            self.assertIn(self.context.request.get(path).status, (400, 404), path)


if __name__ == "__main__":
    unittest.main()
