"""QR codes, drawn inline: nothing to fetch, nothing to store."""

from django.utils.safestring import SafeString, mark_safe


def code_of(address: str) -> SafeString:
    """Return a QR code of an address as an inline drawing, without size or style: the page's own sheet gives them."""
    import segno  # noqa: PLC0415 -- few pages draw one

    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(omitsize=True, border=2, dark="#000", light="#fff", svgclass="code", lineclass=None)
    return mark_safe(svg)  # noqa: S308 -- drawn from numbers
