"""Texts in YAML for property tests: good documents with what they hold, and broken ones."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]

Value = str | list["Value"] | dict[str, "Value"]

WORDS = st.text(st.sampled_from("abz09éß漢🙂 -.()%/'\"#:,[]{}!&*?@`|>=\u2028\u00a0"), max_size=14)
"""Letters, signs that mean something to YAML, and characters that break other line counts."""

NAMES = st.text(st.sampled_from("abz_é🙂-"), min_size=1, max_size=6).filter(
    lambda name: name.strip("-") == name
)

VALUES: st.SearchStrategy[Value] = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def is_plain(text: str) -> bool:
    """Tell whether a text may stand without quotes everywhere, also in brackets."""
    return bool(
        re.fullmatch(r"[abz09éß漢🙂(][^,\[\]{}:#\u2028]*", text)
        and text.strip(" ") == text
        and not text.endswith("\u00a0")
    )


@dataclass
class Writer:
    """Writes values as YAML in styles that a random generator chooses."""

    styles: random.Random
    end: str = "\n"
    parts: list[str] = field(default_factory=list)

    def write(self, value: Value) -> str:
        """Give the document for a value that is a dictionary or a list."""
        self._block(value, 0)
        return "".join(self.parts)

    def _block(self, value: Value, indent: int) -> None:
        items = value.items() if isinstance(value, dict) else [("-", v) for v in value]
        for name, inner in items:
            if self.styles.random() < 0.2:
                self.parts.append(f"{self.styles.choice(['', '# é: [', '  # - x'])}{self.end}")
            self.parts.append(" " * indent + (name if name == "-" else f"{name}:"))
            if isinstance(inner, str):
                self.parts.append(f" {self.scalar(inner)}{self.end}")
            elif self.styles.random() < 0.4:
                self.parts.append(f" {self._flow(inner)}{self.end}")
            else:
                self.parts.append(self.end)
                self._block(inner, indent + self.styles.choice([1, 2, 4]))

    def _flow(self, value: Value) -> str:
        if isinstance(value, str):
            return self.scalar(value)
        if isinstance(value, list):
            return f"[{', '.join(self._flow(v) for v in value)}]"
        return f"{{{', '.join(f'{name}: {self._flow(v)}' for name, v in value.items())}}}"

    def scalar(self, text: str) -> str:
        """Write one text, without quotes where that is possible, or in either quotes."""
        style = self.styles.choice(["plain", "single", "double"])
        if style == "plain" and is_plain(text):
            return text
        doubled = text.replace("'", "''")
        return f"'{doubled}'" if style == "single" else json.dumps(text, ensure_ascii=False)


def unquoted(written: str) -> str:
    """Give the text that a scalar on one line stands for."""
    if written.startswith("'"):
        return written[1:-1].replace("''", "'")
    return str(json.loads(written)) if written.startswith('"') else written


REAL_FILES = [
    *sorted(ROOT.glob("content/*.yaml")),
    *sorted(ROOT.glob("schedules/*.yaml")),
]


def pieces() -> list[str]:
    """Give the real files without their first comments, so that changes hit what is read."""
    texts = [path.read_text(encoding="utf-8") for path in REAL_FILES]
    bodies = [re.sub(r"^#.*\n", "", text, flags=re.MULTILINE) for text in texts]
    return [
        *bodies,
        'a: {b: c, d: [e, f]}\ng: "x y"\nh: |\n  foo\n  bar\ni: >-\n  a\n  b\n',
    ]


SIGNS = "{}[],:?-#&*!|>'\"%@` \n\r\tab1\\.~=<+\u2028\u0085é"


@st.composite
def mutated(draw: st.DrawFn, texts: list[str], signs: str = SIGNS) -> str:
    """Draw a text with a few characters replaced, put in, or taken out."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 3))
        new = draw(st.text(st.sampled_from(signs), max_size=3))
        text = text[:at] + new + text[at + gone :]
    return text
