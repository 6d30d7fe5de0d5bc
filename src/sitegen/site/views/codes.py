"""The address of a page for those who hold a sheet of paper."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from sitegen.kept import Kept, name_of
from sitegen.lazy import dataclass
from sitegen.site.kinds import Address
from sitegen.site.qr_codes import drawing
from sitegen.site.views.frame import SiteContext


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """The whole URL of a page: in letters, and as a QR code (SVG)."""

    address: str
    svg: Markup


def code_view(address: Address, context: SiteContext) -> CodeView:
    """Give the URL of a page in both forms.

    The code is dark on light in every scheme, with a quiet zone of four modules, because readers
    expect it so (ISO/IEC 18004).
    """
    url = context.base.absolute(address)
    svg = drawing(url) or _kept(url, context.kept)
    # Drawn from modules; nothing of the URL's text is in it.
    return CodeView(address=url, svg=Markup(svg))  # noqa: S704


def _kept(url: str, kept: Kept) -> str:
    """Give the code of a long address, which takes long to draw."""
    name = name_of("code", f"{_made_by()} {url}")
    found = kept.get(name)
    if found is not None:
        return found.decode()
    svg = _drawn(url)
    kept.put(name, svg.encode())
    return svg


@cache
def _made_by() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - it loads what reads e-mails

    return f"segno {version('segno')} m 4"


def _drawn(url: str) -> str:
    import segno  # noqa: PLC0415 - few addresses are so long

    code = segno.make_qr(url, error="m", boost_error=False)
    svg: str = code.svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return svg
