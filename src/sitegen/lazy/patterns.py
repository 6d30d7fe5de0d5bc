"""Regular expressions that are compiled when they are first asked."""

from __future__ import annotations

import re
from typing import Any

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


def pattern(text: str, flags: int = 0) -> Pattern:
    """Give a regular expression with the methods of `re.Pattern`."""
    return Pattern(text, flags)


class Pattern:
    """A regular expression that compiles itself."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what `re.Pattern` has
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
