"""Did you mean: near words, and none that are far."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.source.suggestions import MOST_COMPARED, Words, _distance, closest
from sitegen.source.wording import LONGEST, a, in_quotes, listed, shown


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("ends", ["end", "id", "start"], "end"),
        ("trakc", ["track", "start"], "track"),
        ("cpsss", ["cpss", "cpss-supervisor"], "cpss"),
        ("Virtual", ["virtual"], "virtual"),
        ("peer_bridger", ["peer-bridger"], "peer-bridger"),
        ("Peer Bridger", ["peer-bridger"], "peer-bridger"),
        ("canceled", ["cancelled", "scheduled"], "cancelled"),
        ("state", ["start", "status"], None),  # two of five letters differ
        ("location", ["place", "note"], None),
        ("x", ["id"], None),
        ("", ["id"], None),
        ("ab", ["aa", "ac"], "aa"),  # the first of equals, in the order of letters
        ("track", [], None),
    ],
)
def test_the_nearest_word_within_a_third_of_the_length(
    word: str, known: list[str], meant: str | None
) -> None:
    assert closest(word, known) == meant
    assert closest(word, reversed(known)) == meant


LETTERS = st.text(st.sampled_from("abc-"), max_size=8)


def plain_distance(one: str, other: str) -> int:
    """Count changes as the definition says, without any short cut."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if i == 0 or j == 0:
                table[i][j] = i + j
                continue
            options = [
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (one[i - 1] != other[j - 1]),
            ]
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                options.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(options)
    return table[-1][-1]


@given(LETTERS, LETTERS, st.integers(0, 8))
def test_the_short_cuts_give_the_same_distance(one: str, other: str, limit: int) -> None:
    exact = plain_distance(one, other)
    assert _distance(one, other, limit) == (exact if exact <= limit else None)


@given(st.lists(LETTERS, min_size=1, max_size=6), st.data())
def test_a_known_word_is_nearest_to_itself(known: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(known))
    assert Words(known).closest(word) is not None
    assert word in Words(known)


def test_among_many_words_one_letter_more_or_less_is_found() -> None:
    words = Words(f"place-{n:04d}" for n in range(10 * MOST_COMPARED))
    assert words.closest("place-0042") == "place-0042"
    assert words.closest("plaec-0042") == "place-0042"
    assert words.closest("place-0042x") == "place-0042"
    assert words.closest("plce-0042") == "place-0042"
    assert words.closest("plXe-0042") is None


def test_many_unknown_words_among_many_known_ones_are_few_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0

    def count(*_: object) -> None:
        nonlocal compared
        compared += 1

    monkeypatch.setattr("sitegen.source.suggestions._distance", count)
    words = Words(f"{n:07d}" for n in range(0, 9_000_000, 900))
    for n in range(1000):
        words.closest(f"{n * 7919 % 9_000_000:07d}")
    assert compared < 20 * 1000


def test_the_same_unknown_word_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words(["virtual", "jackson"])
    assert words.closest("virtuel") == "virtual"
    monkeypatch.setattr("sitegen.source.suggestions._distance", None)
    assert words.closest("virtuel") == "virtual"


# How typed text is shown


@given(st.text())
def test_what_is_shown_is_one_short_line(text: str) -> None:
    line = shown(text)
    assert len(line) <= LONGEST
    assert len(line.splitlines()) <= 1
    assert not any(c in line for c in "\x00\x1b\x07\u202e\u200b")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a: b", '"a: b"'),
        ("it's", '"it\'s"'),
        ('"Hi" there', "'\"Hi\" there'"),
        ('say "it\'s"', "'say \"it''s\"'"),
        ("C:\\x", "'C:\\x'"),
    ],
)
def test_quotes_that_fit_the_text(text: str, quoted: str) -> None:
    assert in_quotes(text) == quoted


def test_lists_and_articles() -> None:
    assert listed(["a"]) == "`a`"
    assert listed(["a", "b", "c"]) == "`a`, `b` or `c`"
    assert listed(["a", "b"], "and") == "`a` and `b`"
    assert [a("track"), a("office"), a("entry rule")] == ["a track", "an office", "an entry rule"]
