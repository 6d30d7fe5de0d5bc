"""PyYAML's own parser, for machines where it was built without libyaml, with libyaml's verdicts.

The two were compared on all short texts over their signs; each method here is one difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError


class PureParser(Reader, Scanner, Parser):
    """Gives the same events, at the same places, and the same refusals as libyaml's parser."""

    def __init__(self, text: str) -> None:
        self._seen_as: Mapping[str, str] = {}
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def peek(self, index: int = 0) -> str:
        """Give the character `index` places ahead, or what it counts as where it stands."""
        character: str = super().peek(index)
        return self._seen_as.get(character, character)

    def scan_plain(self) -> Any:  # noqa: ANN401 - yaml's tokens have no types
        """Read a text without quotes. In brackets a ? is part of it, and a: before a sign is not.

        `{label: What is it?}` is fine to libyaml, `{a:}` is not.
        """
        with self._seeing({"?": "x"}):
            token = super().scan_plain()
        before_sign = self.peek() == ":" and self.peek(1) in ",?[]{}"
        if self.flow_level and (before_sign or ":?" in token.value):
            context = "while scanning a plain scalar"
            raise ScannerError(context, token.start_mark, "found unexpected ':'", token.end_mark)
        return token

    def scan_block_scalar_indicators(self, start_mark: Any) -> Any:  # noqa: ANN401
        """Read what stands after | or >. A comment may follow without a space."""
        with self._seeing({"#": " "}):
            return super().scan_block_scalar_indicators(start_mark)

    def fetch_directive(self) -> None:
        """Refuse a line that begins with %, also an unknown one, which PyYAML passes over."""
        raise ScannerError(None, None, "found unknown directive name", self.get_mark())

    @contextmanager
    def _seeing(self, seen_as: Mapping[str, str]) -> Iterator[None]:
        self._seen_as = seen_as
        try:
            yield
        finally:
            self._seen_as = {}
