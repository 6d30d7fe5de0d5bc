"""What a search is not begun for has nothing that it would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen import tree
from sitegen.programme import copied_names
from sitegen.programme.copied_names import looks_copied
from sitegen.source import web_addresses
from sitegen.tree import is_passed_over

PARTS = st.sampled_from(
    [
        *(
            "copy",
            "Kopie",
            "old",
            "BAK",
            "draft",
            "of",
            "von",
            "~",
            "(",
            ")",
            "2",
            "-",
            "_",
            ".",
            " ",
        ),
        *(
            "page",
            "yaml",
            "md",
            "tmp",
            "thumbs",
            "db",
            "node_modules",
            "#",
            "$",
            "4913",
            "icon\r",
            "é",
        ),
    ]
)
NAMES = st.lists(PARTS, min_size=1, max_size=6).map("".join)


@given(NAMES)
def test_names_of_copies(name: str) -> None:
    if name.strip(".") == name:
        assert looks_copied(f"{name}.yaml") == bool(copied_names._COPY.fullmatch(name))


@given(NAMES)
def test_names_that_are_passed_over(name: str) -> None:
    for one in (name, f"{name}.yaml", f"{name}.md"):
        assert is_passed_over(one) == bool(tree._LEFT_BEHIND.fullmatch(one))


@given(st.text("a1.,)!\n\u00bd ", max_size=6))
def test_ends_of_addresses(end: str) -> None:
    address = f"https://example.org/{end}"
    taken_off = web_addresses._AT_THE_END.sub("", address)
    assert taken_off == address or not address[-1].isalnum()
