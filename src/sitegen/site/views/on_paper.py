"""Texts made for paper: nobody can follow a link there, so its address is spelled out."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from sitegen.site.views.frame import SiteContext

# Texts are written without a link within a link, and with the address first.
_LINK = re.compile(r'<a href="(?P<href>[^"<]*)"[^<>]*>(?P<said>[^<]*(?:<(?!/?a\b)[^<]*)*)</a>')


def on_paper(html: Markup, context: SiteContext) -> Markup:
    """Give a text in which each link to a page of the site says its address.

    What leads within the same page is read there. Style sheets print the addresses of other sites.
    """
    base = context.base

    def spelled_out(link: re.Match[str]) -> str:
        href, said = link["href"], link["said"]
        if href.startswith("#"):
            return said
        if not href.startswith(f"{base.path}/"):
            return link[0]
        return f'{said} (<a href="{href}">{escape(base.host)}{href}</a>)'

    return Markup(_LINK.sub(spelled_out, html))  # noqa: S704 - it was safe before
