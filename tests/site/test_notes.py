"""Notes of documents and places are Markdown on their pages, as the guide says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sitegen.build import build_site
from sitegen.settings import Settings

EVERY_STATE = Path(__file__).parents[2] / "tests/projects/every-state"


def test_notes_of_documents_and_places_are_markdown(tmp_path: Path) -> None:
    built = build_site(Settings.of(EVERY_STATE, tmp_path, None, ()), lambda _: date(2031, 3, 5))
    assert built.published is not None
    documents, training = (
        (tmp_path / path / "index.html").read_text(encoding="utf-8")
        for path in ("documents", "trainings/closes-soon")
    )
    assert 'Fill in <em>both</em> sides. Ask us for <a href="../contact/">' in documents
    assert "*" not in re.sub(r"<[^>]*>", "", training)
