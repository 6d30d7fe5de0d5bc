"""Texts in Markdown made of pieces, usual and odd, in any order."""

from __future__ import annotations

import random

USUAL = (
    *(
        "a",
        "Two words",
        "A sentence.",
        "é",
        "“Quoted”",
        "12",
        "2.5",
        "(so)",
        "R&D",
        "a & b",
        "at 9:00",
    ),
    *(
        "*so*",
        "**so**",
        "**Note:** ",
        "*a*.",
        "(*a*)",
        "**a [b](/c/) d**",
        "[*a*](/b)",
        "*a\nb*",
        "!",
    ),
    *(
        "[a](/b/)",
        "[the guide](https://x.org/a_b?c=d&e)",
        "[a\nb](#c)",
        "[a@b.org](mailto:a@b.org)",
    ),
    *(
        "- a\n",
        "* a\n",
        "+ a\n",
        "1. a\n",
        "2. a\n",
        "2) a\n",
        "  a\n",
        "   a\n",
        "- *a* b\n",
        "## a\n",
    ),
    *("\n", "\n", "\n\n", "\n\n", " ", ". ", ", ", ": ", "\n- ", "\n1. ", "\n\n- ", "\n# "),
)
ODD = (
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "[",
        "]",
        "](",
        "(",
        ")",
        "![",
        "!",
        "[^1]",
        "[^1]: n",
        "[x]",
    ),
    *(
        "[x]: /u\n",
        "[ ] ",
        "- [x] ",
        "-",
        "- ",
        "+",
        "* ",
        "1.",
        "1. ",
        "2) ",
        "1234567890. ",
        "# ",
        "#",
    ),
    *(
        "  ",
        "   ",
        "    ",
        "\t",
        "\r\n",
        "\r",
        "\\",
        "`",
        "<",
        "<b>",
        "<!--",
        ">",
        "> ",
        "^",
        "|",
        "|-|",
    ),
    *(
        "a|b",
        "===",
        "=",
        "---",
        "***\n",
        ":-:",
        "&",
        "&amp;",
        "&#65;",
        "@",
        "a@b.org",
        "www.",
        "WWW.x.org",
    ),
    *(
        "http://",
        "https://x.org/a.",
        "ftp://a",
        "mailto:a@b",
        "://",
        ";",
        "?",
        '"',
        "'",
        "’",
        "°",
        "€",
        "½",
    ),
    *(
        "\xa0",
        "\u2003",
        "\u2028",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x85",
        "\ufeff",
        "\x00",
        "\u0301",
        "İ",
        "ſ",
    ),
    *("K", "٣", "²", "\U0001f9d1", "$", "%", "/", "{", "}", "- - -", "+1", "[](/b)", "[a]( /b/ )"),
    *('[a](/b "c")', "[a](<b>)", "[a](b(c)d)", "[a](/b;c)", "[a](&lt;)", "[a](\\))", "*[a*](/b)"),
)

ADDRESSES = (
    *(
        "/",
        "/b/",
        "//b.org/",
        "///",
        "/b?c=d&e=f#g",
        "/b&copy",
        '/b"c',
        "/b'c",
        "#",
        "#b",
        "?b",
        "b/c",
        "",
    ),
    *(
        "https://b.org",
        "https://b.org/c%zz",
        "HTTP://b.org",
        "http://b",
        "http://b:80/",
        "https://b.org:x/",
    ),
    *(
        "https://xn--a.org/",
        "https://a.xn--zz/",
        "https://1.2.3.256/",
        "https://b.0x7/",
        "https://b_c.org/",
    ),
    *(
        "https://b.org@c.org/",
        "https://-b.org/",
        "https://b..org/",
        "https://b.org\\c",
        "https://ä.org/",
    ),
    *(
        "https:/b.org",
        "https:b.org",
        "https://",
        "https://b.org?c",
        "https://b.org#c",
        "https://b.org/ä",
    ),
    *(
        "mailto:a@b.org",
        "mailto:a",
        "mailto:a@b.org?subject=c",
        "tel:601-555-0100",
        "tel:+1(601)",
        "sms:988",
    ),
    *(
        "javascript:alert(1)",
        "JAVASCRIPT:a",
        "data:text/html,a",
        "vbscript:a",
        "/javascript:a",
        "ftp://b.org/",
    ),
    *(
        "java\tscript:a",
        "\x01javascript:a",
        "&#106;avascript:a",
        "/b&lt;c",
        "/b&amp;c",
        "/b\\&c",
        "/b;c",
    ),
)


def link_to(address: str, words: str = "a") -> str:
    """Write a link to an address that may hold spaces."""
    return (
        f"[{words}](<{address}>)"
        if set(address) & set(" \t") or not address
        else f"[{words}]({address})"
    )


def marked_up(number: int) -> str:
    """Give the text of a number: most of them hold little that is odd."""
    rng = random.Random(number)
    pieces = USUAL if rng.random() < 0.3 else USUAL * 3 + ODD + tuple(map(link_to, ADDRESSES))
    return "".join(rng.choices(pieces, k=rng.randint(1, 9)))
