"""What Jinja made of templates: it takes longer than filling them, and is the same in each run."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from sitegen.kept import Kept, name_of
from sitegen.site import filling, translating

_MADE: dict[str, tuple[str, CodeType]] = {}
"""In this process: by key, the checksum of a template's text, and what was made of it."""

_TEMPORARY = "-"
"""Begins the keys of what is not kept on the disk."""


class CompiledTemplates(jinja2.BytecodeCache):
    """Gives Jinja what it made of a template before, where its text and `setting` are the same.

    Templates in `folder` are kept for the next run as well. A site's own ones are few, and are made
    from pull requests: nothing of them stays behind.
    """

    def __init__(self, kept: Kept, setting: str, folder: Path) -> None:
        self._kept = kept
        self._folder = folder
        ours = (Path(str(module.__file__)).read_bytes() for module in (filling, translating))
        source = hashlib.sha256(b"".join(ours)).hexdigest()
        parts = (source, sys.implementation.cache_tag, jinja2.__version__, setting)
        self._setting = "\n".join(map(str, parts))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Give the name under which a template is kept."""
        is_kept = filename is not None and Path(filename).is_relative_to(self._folder)
        key = name_of("template", f"{self._setting}\n{name}\n{filename}")
        return key if is_kept else f"{_TEMPORARY}{key}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put what was made of a template into Jinja's bucket."""
        checksum, code = _MADE.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif not bucket.key.startswith(_TEMPORARY) and (data := self._kept.get(bucket.key)):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made of a template."""
        if bucket.code is None:
            return
        _MADE[bucket.key] = (bucket.checksum, bucket.code)
        if not bucket.key.startswith(_TEMPORARY):
            self._kept.put(bucket.key, bucket.bytecode_to_string())
