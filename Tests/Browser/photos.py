"""Photos for searching: a listing's own, cut and dimmed, so that it is not the very file."""

import io

from PIL import Image, ImageEnhance


def cut_photo_of(page) -> tuple[str, bytes]:
    """A listing with a photo, and that photo as somebody else might have taken it."""
    card = page.locator(".card:has(.picture img)").first
    link = card.locator(".picture img").get_attribute("src")
    answer = page.request.get(link)
    image = Image.open(io.BytesIO(answer.body())).convert("RGB")
    width, height = image.size
    image = image.crop((width // 25, height // 25, width - width // 25, height - height // 25))
    image = ImageEnhance.Brightness(image).enhance(0.93)
    bytes_ = io.BytesIO()
    image.save(bytes_, "JPEG", quality=80)
    return card.get_attribute("data-id"), bytes_.getvalue()


def photo_of_nothing() -> bytes:
    return b"this is no photo, whatever its name says" * 20
