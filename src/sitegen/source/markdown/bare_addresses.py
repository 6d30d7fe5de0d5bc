"""Addresses that stand in a text without any sign around them, as GitHub makes links of them.

After https://github.github.com/gfm/#autolinks-extension-
"""

from __future__ import annotations

import re

from sitegen.lazy import pattern
from sitegen.source.markdown.characters import is_punctuation, is_space

_SIGNS = "?!.,:*_~'\""
_LONGEST_DOMAIN = 253  # RFC 1035; it also keeps a flood of dots from being read again and again
_DOMAIN = pattern(r"[^\s!-,/:-@\[-^`{-~]*")
_BEFORE_AT = pattern(r"(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]++\Z")
_AFTER_AT = pattern(r"@(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*")
_MAILTO = pattern(r"(?<![A-Za-z0-9])mailto:\Z")
_LONGEST_NAME = 320
_SPACE = pattern(r"[ \t\n\v\f\r<]")


def end_of_web_address(text: str, domain: int, *, dot: bool) -> int | None:
    """Give where an address ends whose domain begins at `domain`; None if there is none.

    `dot` says that the domain must have one, as after `www.`, which is a part of it.
    """
    end = _end_of_domain(text, domain, dot=dot)
    if end is None:
        return None
    space = _SPACE.search(text, end)
    return _without_signs(text, domain, space.start() if space else len(text))


def _end_of_domain(text: str, start: int, *, dot: bool) -> int | None:
    if start >= len(text) or not _in_domain(text[start]):
        return None
    # As GitHub reads it, the last character of a text is not looked at.
    limit = min(len(text) - 1, start + _LONGEST_DOMAIN)
    found = _DOMAIN.match(text, start + 1, max(limit, start + 1))
    name = found[0] if found else ""
    if not name.isascii():
        name = name[: next((n for n, sign in enumerate(name) if not _may_stand(sign)), len(name))]
    parts = name.split(".")
    if any("_" in part for part in parts[-2:]) or (dot and len(parts) == 1):
        return None
    return start + 1 + len(name)


def _may_stand(sign: str) -> bool:
    return sign in "-._" or _in_domain(sign)


def _in_domain(sign: str) -> bool:
    return not is_space(sign) and not is_punctuation(sign)


def _without_signs(text: str, start: int, end: int) -> int | None:
    """Leave out signs at the end that belong to the sentence."""
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last == ";":
            name = re.search(r"&[A-Za-z]+;\Z", text[max(start, end - 34) : end])
            end -= len(name[0]) - 1 if name else 0
        elif last not in _SIGNS:
            return end
        end -= 1
    return None


def mail_addresses(text: str) -> list[tuple[int, int]]:
    """Give where e-mail addresses begin and end in words."""
    found: list[tuple[int, int]] = []
    at = text.find("@")
    while at >= 0:
        begin = max(found[-1][1] if found else 0, at - _LONGEST_NAME)
        name = _BEFORE_AT.search(text[begin:at])
        domain = _AFTER_AT.match(text, at)
        end = _end_of_mail(text, at, domain.end()) if name and domain else None
        if name and end is not None:
            start = begin + name.start()
            scheme = _MAILTO.search(text[max(begin, start - 8) : start])
            found.append((start - 7 if scheme else start, end))
        at = text.find("@", at + 1)
    return found


def _end_of_mail(text: str, at: int, end: int) -> int | None:
    domain = text[at + 1 : end]
    if "." not in domain or text.startswith("@", end) or not domain[-1:].isalpha():
        return None
    return end
