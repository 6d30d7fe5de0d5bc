"""Sentences, syllables and grades, held against texts whose answer is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.source.plain_language import grade, sentences, syllables

SYLLABLES = {
    1: "a the make friend stopped help where phone fees",
    2: "training people peer-led apply deadline being reading science little needed classes pages",
    3: "calendar created idea area department related voluntary's",
    4: "application certification community society experience designation",
    5: "organization university individual",
}


@pytest.mark.parametrize(
    ("word", "number"),
    [
        (word, number)
        for number, words in SYLLABLES.items()
        for word in words.split()
        if word not in {"certification", "organization", "voluntary's", "peer-led", "society"}
    ]
    + [("certification", 5), ("organization", 5), ("society", 4), ("CPSS", 1), ("Mississippi", 4)],
)
def test_syllables_are_counted_as_people_speak(word: str, number: int) -> None:
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Ask Dr. Jones, e.g. by phone. Or write.", ["Ask Dr. Jones, e.g. by phone.", "Or write."]),
        ("J. Smith is here.", ["J. Smith is here."]),
        ("It is at 8 a.m. and at 5 p.m. today.", ["It is at 8 a.m. and at 5 p.m. today."]),
        ("See https://a.example/b?c. Then call.", ["See https://a.example/b?c.", "Then call."]),
        ("She said “Go.” Then she went.", ["She said “Go.”", "Then she went."]),
        ("It costs 3.50 dollars.", ["It costs 3.50 dollars."]),
        ("No. 5 is full.", ["No. 5 is full."]),
        ("", []),
        ("no end", ["no end"]),
    ],
)
def test_a_sentence_ends_where_people_end_it(text: str, parts: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == parts


@given(st.text(st.sampled_from("ab AB.!?\n“”'e.g1")))
def test_no_word_is_lost_and_the_order_stays(text: str) -> None:
    found = list(sentences(text))
    assert "".join("".join(one.text for one in found).split()) == "".join(text.split())
    for one in found:
        assert text[one.start : one.end] == one.text


def test_grades_rise_with_words_and_sentences() -> None:
    easy = list(sentences("We help you. You can call us. We are here all day."))
    hard = list(
        sentences(
            "Certification candidates demonstrate comprehensive understanding of organizational "
            "responsibilities, documentation requirements and interdisciplinary communication."
        )
    )
    assert grade(easy) < 3
    assert grade(hard) > 20
    assert grade([]) == 0


def test_a_known_grade() -> None:
    # 13 words in 1 sentence, 13 syllables: 0.39 * 13 + 11.8 - 15.59
    text = "The cat sat on the mat and saw the dog run up there."
    assert grade(sentences(text)) == pytest.approx(0.39 * 13 + 11.8 - 15.59)
