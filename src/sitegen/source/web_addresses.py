"""Addresses on the web, and where a link in a text may lead: https, mailto, tel, sms, this site.

Only https, one host, no user name, no short link, and no sign that belongs to the text around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from sitegen.lazy import pattern
from sitegen.source.email_addresses import EMAIL_ADDRESS, named_end, read_email
from sitegen.source.fields import Misread
from sitegen.source.lookalikes import latin, lookalike, mixed
from sitegen.source.odd_signs import cleaned
from sitegen.source.pasted import named, plain
from sitegen.source.wording import on_one_line, shown

_SHORTENERS = frozenset(
    {
        *(
            "bit.ly",
            "bitly.com",
            "bl.ink",
            "buff.ly",
            "cutt.ly",
            "goo.gl",
            "is.gd",
            "lnkd.in",
            "ow.ly",
        ),
        *("rb.gy", "rebrand.ly", "short.io", "shorte.st", "shorturl.at", "t.co", "t.ly", "tiny.cc"),
        *("tinyurl.com", "tr.im", "trib.al", "v.gd"),
    }
)
"""Services that give a short address for a long one."""

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
WEB_ADDRESS = pattern(rf"https://{_LABEL}(\.{_LABEL})+(:[0-9]{{1,5}})?([/?#][^\s<>\"'\\^`{{|}}]*)?")
"""A whole address on the web."""

_SEVERAL = pattern(r"(?:^|[\s,;|])(?:https?://|www\.)", re.IGNORECASE)
_FILE_ON_A_COMPUTER = pattern(r"[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)
_BEGIN = pattern(r"(?:[htps]{3,6}\s*[:;.,]?\s*[/\\]+\s*|https?\s*[:;]\s*)+", re.IGNORECASE)
_USER = pattern(r"(?<=//)[^/?#\s@]*@")
_HOST = pattern(r"(?<=//)[^/?#]*")
_AT_THE_END = pattern(r"(?<![.,;:!?…\s\"'“”’»>])[.,;:!?…\s\"'“”’»>]++$")
_BAD_PERCENT = pattern(r"%(?![0-9A-Fa-f]{2})")
_PHONE = pattern(r"\+?[0-9]([0-9-]*[0-9])?(,+[0-9]+)?")
_LOCAL = pattern(r"[A-Za-z0-9._~/%#?=&+,;@:-]+")
_TO_ENCODE = pattern(r"[\s<>\"'\\^`{|}]")
_BRACKETS = {")": "(", "]": "["}


def is_shortener(host: str) -> bool:
    """Tell whether addresses of this host hide where they lead."""
    return host.casefold().removeprefix("www.") in _SHORTENERS


def short_link(address: str) -> Misread | None:
    """Refuse the address of a service that shortens addresses."""
    host = urlsplit(address).hostname or ""
    if not is_shortener(host):
        return None
    message = f"{host} hides where the link leads, and it may stop working."
    return Misread("short-link", message, "Open it, and write the address that it leads to.")


def read_web_address(text: str) -> str | Misread:
    """Read an address that begins with https://; other letters in it become percent signs."""
    if _is_right(text):
        return short_link(text) or in_ascii(text)
    if len(_SEVERAL.findall(text)) > 1:
        message = f"Two addresses stand here, and one belongs here: “{shown(text)}”."
        return Misread("url-format", message, "Keep one of them.")
    if _FILE_ON_A_COMPUTER.match(text):
        message = f"“{shown(text)}” is a file on a computer. Nobody else can open it."
        help_ = "Put the file into content/files/ and name it in a document."
        return Misread("url-format", message, help_)
    if EMAIL_ADDRESS.fullmatch(re.sub("^mailto:", "", text.strip(), flags=re.IGNORECASE)):
        message = f"“{shown(text)}” is an e-mail address, not one on the web."
        return Misread("url-format", message, "Write an address that begins with https://")
    return _misread(text)


def in_ascii(address: str) -> str:
    """Give the address as it is sent: other letters as bytes of UTF-8 (RFC 3987, 3.1)."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~") if not address.isascii() else address


def _is_right(text: str) -> bool:
    if not WEB_ADDRESS.fullmatch(text) or mixed(text):
        return False
    port = re.match(r"https://[^/?#:]+:([0-9]+)", text) if text.count(":") > 1 else None
    if port and not 1 <= int(port[1]) <= 65535:
        return False
    return not ("%" in text and _BAD_PERCENT.search(text)) and _closed(text) == text


def _misread(text: str) -> Misread:
    """Name the first sign that is wrong, with the address that is left when all are mended."""
    meant, reason = text.strip(), ""
    for said, repair in _REPAIRS:
        better = repair(meant)
        if better != meant:
            words = {"letter": lookalike(meant), "scheme": _scheme(meant), "sign": named_end(meant)}
            reason = reason or said.format_map(words)
            meant = better
    user = _USER.search(text)  # one that looks like a host is there to deceive
    sure = _is_right(meant) and on_one_line(meant) == meant and not (user and "." in user[0])
    message = f"“{shown(text)}” is not a web address that begins with https://"
    if reason and (sure or user):
        message = f"“{shown(text)}” is not an address on the web: {reason}."
    if not sure:
        return Misread("url-format", message, "Write an address that begins with https://")
    alone = re.split(r"\s", text.strip(), maxsplit=1)
    if alone[1:] and _is_right(alone[0]) and not re.search(r"[./]", alone[1]):
        help_ = f"If the space belongs to the address, write {meant}. If not, write {alone[0]}"
        return Misread("url-format", message, help_)
    return Misread("url-format", message, f"Write {meant}", meant)


def _scheme(text: str) -> str:
    """Name what stands in place of https://; nothing where that is plain to see."""
    found = _BEGIN.match(text)
    begin = found[0].strip() if found else ""
    usual = begin.casefold() in {"", "http://", "https://"}
    return "" if usual else f"it begins with {begin} in place of https://"


def _with_scheme(text: str) -> str:
    return "https://" + _BEGIN.sub("", text, count=1).lstrip("/\\") if text else text


def _closed(text: str) -> str:
    """Take off what ends a sentence, and a bracket that was opened before the address."""
    while True:
        shorter = text if text[-1:].isalnum() else _AT_THE_END.sub("", text)
        if shorter[-1:] in _BRACKETS and shorter.count(shorter[-1]) > shorter.count(
            _BRACKETS[shorter[-1]]
        ):
            shorter = shorter[:-1]
        if shorter == text:
            return text
        text = shorter


def _host(text: str, change: Callable[[str], str]) -> str:
    return _HOST.sub(lambda match: change(match.group()), text, count=1)


def _in_latin(text: str) -> str:
    """Give the letters that were most likely meant, where all of them look like Latin ones."""
    host = _HOST.search(text)
    if mixed(text) or (host and latin(host[0]).isascii()):
        return latin(text)
    return text


def _idna(host: str) -> str:
    """Give a host of other letters as it is sent. Where two rules differ (ß), it stays."""
    if host.isascii() or re.search("[ßς\u200c\u200d]", host):
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (
        "signs stand around it",
        lambda text: text.strip("<>()[]\"“”'‘’ ") if text[:1] in "<([\"“'‘" else text,
    ),
    (
        "a space stands after https://",
        lambda text: re.sub(r"^(https?://)\s+", r"\1", text, flags=re.IGNORECASE),
    ),
    ("{scheme}", _with_scheme),
    ("it holds backslashes in place of slashes", lambda text: text.replace("\\", "/")),
    (
        "what stands before @ is a user name, and browsers go to what stands behind it",
        lambda text: _USER.sub("", text),
    ),
    ("it holds {letter}", _in_latin),
    (
        "a space stands in the name of its host",
        lambda text: _host(text, lambda h: re.sub(r"(?<!\s)\s++(?=\.)|(?<=\.)\s+", "", h)),
    ),
    (
        "the name of its host has other letters, which are sent as xn--",
        lambda text: _host(text, _idna),
    ),
    (
        "a comma stands in the name of its host",
        lambda text: _host(text, lambda h: re.sub("[,;](?=[a-z])", ".", h)),
    ),
    ("{sign} stands at its end", _closed),
    (
        "two dots follow one another in the name of its host, or it ends in one",
        lambda text: _host(text, lambda h: re.sub(r"\.+", ".", h).strip(".")),
    ),
    ("it holds a space", lambda text: re.sub(r"\s", "%20", text)),
    (
        "a percent sign stands without two digits behind it",
        lambda text: _BAD_PERCENT.sub("%25", text),
    ),
    (
        "it holds a sign that must be written in another way",
        lambda text: _TO_ENCODE.sub(lambda m: quote(m[0], safe=""), text),
    ),
)
"""What people write in place of an address or beside it, and the way to the address alone."""


def read_link_target(text: str) -> str | Misread:
    """Read where a link in a text leads.

    Takes https addresses, mailto:, tel: and sms:, and without a scheme an address within the site.
    """
    text = cleaned(text).text  # what is not meant was reported where the file was read
    scheme, colon, rest = text.partition(":")
    scheme = scheme.casefold()
    if not text:
        return Misread(
            "link-target", "This link leads nowhere.", "Write its address in the brackets."
        )
    if plain(text) != text:
        message = f"“{shown(text)}” holds {named(text)}, as text from Word and web pages does."
        return Misread("link-target", message, f"Write {plain(text)}", plain(text))
    if scheme == "mailto":
        address, mark, more = rest.partition("?")
        found = _as_target(read_email(address), "mailto:")
        return found if isinstance(found, Misread) else f"{found}{mark}{more}"
    if " " in text:
        message = f"The address “{shown(text)}” holds a space."
        better = text.replace(" ", "%20")
        return Misread("link-target", message, f"Write {better}", better)
    if not colon or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        return _within_site(text)
    if scheme == "https":
        return _as_target(read_web_address(text), "")
    if scheme == "http":
        better = f"https:{rest}"
        message = f"“{shown(text)}” is sent so that others can read and change it."
        return Misread("link-target", message, f"Write {on_one_line(better)}", better)
    if scheme in {"tel", "sms"}:
        return (
            text
            if _PHONE.fullmatch(rest)
            else _refused(text, "a phone number", f"{scheme}:601-555-0100")
        )
    message = f"A link cannot begin with {shown(scheme)}:"
    return Misread(
        "link-target", message, "Write an address that begins with https://, or / for this site."
    )


def _as_target(found: str | Misread, scheme: str) -> str | Misread:
    """Give the same for a link with this scheme."""
    if not isinstance(found, Misread):
        return f"{scheme}{found}"
    if found.code == "short-link":
        return found
    better = None if found.better is None else f"{scheme}{found.better}"
    help_ = found.help
    if scheme and help_ and help_.startswith("Write "):
        help_ = f"Write {better}" if better else f"Write it such as {scheme}name@example.org"
    return Misread("link-target", found.message, help_, better)


def _within_site(text: str) -> str | Misread:
    if text[:1] not in "/#" and re.match(
        r"(?:www\.|[a-z0-9-]+\.(?:com|org|net|gov|edu|us|ms)(?:/|$))", text, re.IGNORECASE
    ):
        better = f"https://{text}"
        message = f"“{shown(text)}” would be looked for on this site."
        return Misread("link-target", message, f"Write {better}", better)
    if _LOCAL.fullmatch(text):
        return text
    letter = lookalike(text)
    if letter and _LOCAL.fullmatch(latin(text)):
        message = f"“{shown(text)}” holds {letter}."
        return Misread("link-target", message, f"Write {latin(text)}", latin(text))
    return _refused(text, "an address", "/become/")


def _refused(text: str, what: str, example: str) -> Misread:
    return Misread("link-target", f"“{shown(text)}” is not {what}.", f"Write it such as {example}")
