"""Dataclasses and regular expressions of the standard library, made when they are first used.

The program declares some 300 classes and 250 patterns. A command uses a few of them, and making all
at the start took longer than checking a site does (`docs/performance.md`). To a type checker, these
are the ones of the standard library. They behave alike, as far as it is used here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
    from re import compile as pattern
else:
    from sitegen.lazy.classes import MISSING, dataclass, field, fields, is_dataclass, replace
    from sitegen.lazy.patterns import pattern

__all__ = ["MISSING", "dataclass", "field", "fields", "is_dataclass", "pattern", "replace"]
