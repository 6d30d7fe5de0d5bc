"""The address of a page for those who hold a sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from markupsafe import Markup

from sitegen.site.kinds import Address
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
    code = segno.make_qr(url, error="m", boost_error=False)
    svg = code.svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    # Drawn from modules; nothing of the URL's text is in it.
    return CodeView(address=url, svg=Markup(svg))  # noqa: S704
