"""Links to documents in texts: they lead to the file, or while there is none, say whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from sitegen.site.kinds import DOCUMENT_FRAGMENT
from sitegen.site.views.parts import DocumentView
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


def _type(document: DocumentView) -> str:
    return f" ({document.type})" if document.type else ""


def _ask(document: DocumentView, words: Words) -> Markup:
    contact = document.ask
    if contact is None:
        return Markup('(<a href="#contact">{}</a>)').format(words.say("ask us for it"))
    whom = [Markup.escape(part) for part in (contact.name, contact.office) if part]
    if reached := contact.phone or contact.email:
        whom.append(Markup('<a href="{}">{}</a>').format(reached.href, reached.text))
    pattern = Markup.escape(words.say("(ask for it: {contact})"))
    return pattern.format(contact=Markup(", ").join(whom))
