"""What is wrong with a file that the site would publish as it is: a document, a logo."""

from __future__ import annotations

from sitegen.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a file is not published, and how to mend it."""

    message: str
    help: str
