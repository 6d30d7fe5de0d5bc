"""Parts of files are taken from before only where what they are made of is the same."""

from __future__ import annotations

from sitegen.site.parts import NO_PARTS, OfKind, Parts


def parts(digests: dict[str, str], **before: OfKind) -> Parts:
    return Parts(digests, lambda kind: dict(before.get(kind, {})))


def test_a_part_is_made_once_and_again_when_it_is_made_of_something_else() -> None:
    now = parts({"a": "1", "b": "2"}, list={"a": ("1", "old a"), "b": ("1", "old b")})
    assert now.of("list", "a", lambda: "new a") == "old a"
    assert now.of("list", "b", lambda: "new b") == "new b"
    assert now.of("list", "b", lambda: "newer b") == "new b"
    assert now.of("other list", "a", lambda: "new a") == "new a"


def test_what_is_right_is_kept_and_what_is_gone_is_not() -> None:
    now = parts({"a": "1", "b": "2"}, list={"a": ("1", "a"), "b": ("1", "b"), "c": ("1", "c")})
    now.of("list", "a", lambda: "never")
    assert now.to_keep() == {}, "nothing is new"
    now.of("list", "b", lambda: "new b")
    assert now.to_keep() == {"list": {"a": ("1", "a"), "b": ("2", "new b")}}


def test_what_another_process_has_made_is_taken_in() -> None:
    one, other = parts({"a": "1"}), parts({"a": "1"})
    other.of("list", "a", lambda: "a")
    made = other.handed_over()
    assert other.handed_over() == {}
    one.take(made)
    assert one.of("list", "a", lambda: "never") == "a"
    assert one.to_keep() == made == {"list": {"a": ("1", "a")}}


def test_of_what_has_no_digest_nothing_is_known() -> None:
    assert NO_PARTS.of("list", "a", lambda: "a") == "a"
    assert NO_PARTS.of("list", "a", lambda: "b") == "b"
    assert NO_PARTS.to_keep() == {}
