"""Links in steps: to documents, which lead to the file or say whom to ask; and to whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from sitegen.site.kinds import DOCUMENT_FRAGMENT
from sitegen.site.views.parts import ContactView, DocumentView
from sitegen.site.wording import Words

_FRAGMENT = re.escape(DOCUMENT_FRAGMENT).replace(r"\{\}", "([a-z0-9-]+)")


def with_documents(
    html: Markup, page: str, documents: Mapping[str, DocumentView], words: Words, within: str | None
) -> Markup:
    """Give a text whose links to entries of the `page` of documents lead to what these lead to.

    So a step says itself where its form is. `documents` are by id; `within` is the language of the
    page where that is not the one of the text.
    """

    def found(link: re.Match[str]) -> str:
        document = documents.get(link[1])
        if document is None:
            return link[0]
        said = Markup(link[2])  # noqa: S704 - it was safe within the link
        if document.href:
            return Markup('<a href="{}">{}{}</a>').format(document.href, said, _type(document))
        ask = _ask(document, words)
        if within is not None:
            ask = Markup('<span lang="{}">{}</span>').format(within, ask)
        return Markup("{} {}").format(said, ask)

    # Texts are written without other attributes, and without a link within a link.
    a_link = rf'<a href="{re.escape(page)}#{_FRAGMENT}">(.*?)</a>'
    return Markup(re.sub(a_link, found, html, flags=re.DOTALL))  # noqa: S704 - as above


def with_contact(html: Markup, page: str, contact: ContactView) -> Markup:
    """Give steps that say themselves whom to ask, where they first lead to the `page` of contacts.

    On paper, too, that is all one needs; everyone else stands below the steps.
    """
    before, _, rest = html.partition(Markup('<a href="{}">').format(page))
    said, end, after = rest.partition(Markup("</a>"))
    if not end:
        return html
    return before + said + Markup(" ({})").format(_reached(contact)) + after


def _type(document: DocumentView) -> str:
    return f" ({document.type})" if document.type else ""


def _ask(document: DocumentView, words: Words) -> Markup:
    contact = document.ask
    if contact is None:
        return Markup('(<a href="#contact">{}</a>)').format(words.say("ask us for it"))
    pattern = Markup.escape(words.say("(ask for it: {contact})"))
    return pattern.format(contact=_reached(contact))


def _reached(contact: ContactView) -> Markup:
    whom = [Markup.escape(part) for part in (contact.name, contact.office) if part]
    if reached := contact.phone or contact.email:
        whom.append(Markup('<a href="{}">{}</a>').format(reached.href, reached.text))
    return Markup(", ").join(whom)
