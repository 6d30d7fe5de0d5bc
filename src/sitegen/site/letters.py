"""A digest as a letter: plain text, and a message that a mail program opens as a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from textwrap import fill

from sitegen.site.views.digest import DigestEntry, DigestSection, DigestView
from sitegen.site.views.parts import ContactView

_WIDTH = 76
"""Characters of a line, so that it is not broken again when somebody answers (RFC 3676, 4.2)."""


def letter_text(digest: DigestView) -> str:
    """Write the letter as plain text, without its subject."""
    blocks = [_heading(digest.heading), _filled(digest.about)]
    for section in (*digest.sections, digest.soon):
        if section.entries:
            blocks += _section(section)
    contacts = [_filled(_contact(one), "- ") for one in digest.contacts]
    if contacts:
        blocks += [_heading(digest.ask), "\n".join(contacts)]
    blocks.append("\n".join(line for one in digest.links for line in (f"{one.text}:", one.href)))
    blocks.append(_filled(digest.organization))
    return "\n\n".join(blocks) + "\n"


def _section(section: DigestSection) -> Iterator[str]:
    yield _heading(section.heading)
    yield from ("\n".join(_entry(one)) for one in section.entries)


def _entry(entry: DigestEntry) -> Iterable[str]:
    yield _filled(entry.link.text, "* ")
    for words in (*entry.told, *entry.facts):
        yield _filled(words, "  ")
    yield f"  {entry.link.href}"  # whole, however long: programs make a link of it


def _heading(words: str) -> str:
    lines = _filled(words)
    return f"{lines}\n{'-' * max(map(len, lines.splitlines()))}"


def _filled(words: str, begin: str = "") -> str:
    return fill(
        words,
        _WIDTH,
        initial_indent=begin,
        subsequent_indent=" " * len(begin),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _contact(contact: ContactView) -> str:
    reach = (link.text for link in (contact.phone, contact.email) if link)
    return ", ".join(filter(None, (contact.name, contact.role, contact.office, *reach)))


def letter_message(digest: DigestView, html: str) -> bytes:
    """Give a message with the text and the HTML, from nobody and to nobody.

    `X-Unsent` tells mail programs that it is still to be sent. The same letter has the same bytes.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(digest.subject.split())
    message["X-Unsent"] = "1"
    message.set_content(letter_text(digest))
    message.add_alternative(html, subtype="html")
    message["Content-Language"] = digest.language
    message.set_boundary(hashlib.sha256(html.encode()).hexdigest()[:40])
    return message.as_bytes()
