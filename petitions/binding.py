"""The annexes of a petition bound into its deposit file, each page on a page kept for it."""

import io

from pypdf import PdfWriter, Transformation

FRAME = (56.7, 62.4, 481.9, 708.7)  # of an annex on a page of the file: left, bottom, width, height, in points


def opened(data: bytes) -> PdfWriter:
    """Return an annex whose pages may be turned and set on others."""
    return PdfWriter(clone_from=io.BytesIO(data))


def with_annexes(plain: bytes, pages: list) -> tuple[bytes, int]:
    """Set the annexes' pages on the pages kept for them: those before the last one. Returns the file, and how many
    pages it has.
    """
    writer = opened(plain)
    total = len(writer.pages)
    for number, page in enumerate(pages, total - 1 - len(pages)):
        page.transfer_rotation_to_content()
        box = page.cropbox
        left, bottom, width, height = FRAME
        scale = min(width / float(box.width), height / float(box.height), 1)
        across = left + (width - scale * float(box.width)) / 2 - scale * float(box.left)
        up = bottom + height - scale * float(box.height) - scale * float(box.bottom)
        frame = writer.pages[number]
        frame.merge_transformed_page(page, Transformation().scale(scale).translate(across, up))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), total
