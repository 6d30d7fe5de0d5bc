"""A page whose file has a name that no address holds: one report with the name to use."""

from __future__ import annotations

import pytest
from case_files import report

PAGE = b"---\ntitle: How to become one\nsummary: What to do, step by step.\n---\nSend the form.\n"
LINK = b"---\ntitle: Another page\nsummary: It leads there.\n---\nRead [how to](/how-to-become/).\n"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("how to become.md", "id-format"),
        ("How To Become.md", "id-format"),
        ("how_to_become.md", "id-format"),
        (" how to become .md", "id-format"),
        ("how to b\u00e9come.md", "id-format"),
        ("how to become.markdown", "misnamed-file"),
        ("How to Become.MD", "misnamed-file"),
    ],
)
def test_a_page_that_was_renamed_is_one_report(name: str, code: str) -> None:
    other = {"content/pages/other.md": LINK}
    found = report({f"content/pages/{name}": PAGE, **other}).diagnostics
    assert [d.code for d in found] == [code]
    assert (found[0].help or "").startswith("Rename it to content/pages/how-to-become.md")
    assert report({"content/pages/how-to-become.md": PAGE, **other}).diagnostics == ()


def test_a_page_whose_name_holds_nothing_for_an_address_is_told_what_to_use() -> None:
    found = report({"content/pages/---.md": PAGE}).diagnostics
    assert [d.help for d in found] == ["Use lower-case letters, digits and single hyphens in it."]
