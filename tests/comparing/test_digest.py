"""`sitegen digest`: a letter says what has changed, what people may miss first."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
from email.message import EmailMessage
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from repositories import SCHEDULE, TODAY, Repository

from sitegen.cli import main

EVERY_STATE = Path(__file__).parents[1] / "projects/every-state"
LETTERS = Path(__file__).parent / "letters"

EDIT = (
    (
        "    start: 2022-03-07\n    end: 2022-03-11\n",
        (
            "    start: 2022-03-21\n    end: 2022-03-25\n    changes:\n"
            "      - on: 2022-01-09\n        what: The hall was taken on the first days.\n"
        ),
    ),
    (
        "    start: 2022-05-16\n",
        "    deadline: {date: 2022-04-11, reason: We need a week more.}\n    start: 2022-05-16\n",
    ),
    (
        "  - id: cpss-2022-07\n",
        (
            "  - id: cpss-2022-07\n    status: cancelled\n    changes:\n"
            "      - on: 2022-01-10\n        what: Too few people can come.\n"
        ),
    ),
    (
        "  - id: cpss-2022-09\n",
        (
            "  - id: cpss-2022-08\n    track: cpss\n    start: 2022-08-15\n    end: 2022-08-19\n"
            "  - id: cpss-2022-09\n"
        ),
    ),
)
"""One moved, one deadline earlier, one cancelled, one added."""


@pytest.fixture
def repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Repository:
    return Repository(tmp_path, capsys)


def digest(
    capsys: pytest.CaptureFixture[str],
    root: Path,
    since: str,
    *more: str,
    today: str = TODAY,
    status: int = 0,
) -> str:
    """Give the letter; where there is none, what is said instead."""
    capsys.readouterr()
    found = main(["digest", "--root", str(root), "--today", today, "--since", since, *more])
    said = capsys.readouterr()
    assert found == status, said
    assert not (said.out and said.err)
    return said.out or said.err


def every_state(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    return digest(capsys, EVERY_STATE, "2031-02-20", *more, today="2031-03-05")


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("every-state.text", ()),
        ("every-state.html", ("--format", "html")),
        ("every-state-es.text", ("--language", "es")),
    ],
)
def test_this_is_the_letter(
    capsys: pytest.CaptureFixture[str], name: str, more: tuple[str, ...]
) -> None:
    assert every_state(capsys, *more) == (LETTERS / name).read_text(encoding="utf-8")


def test_what_people_may_miss_comes_first(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.edit(SCHEDULE, *EDIT)
    letter = digest(capsys, repository.root, "HEAD")
    assert letter == (LETTERS / "edit.text").read_text(encoding="utf-8")


def test_a_revision_and_what_is_published_tell_the_same(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    record = ["record", "--root", str(repository.root), "--today", "2022-01-03"]
    assert main(record) == 0
    repository.commit()
    repository.edit(SCHEDULE, *EDIT)
    told = "      - on: 2022-01-10\n        what: It is a week earlier.\n"
    repository.edit(
        SCHEDULE, ("    start: 2022-05-16\n", f"    changes:\n{told}    start: 2022-05-16\n")
    )
    since_commit = digest(capsys, repository.root, "HEAD")
    assert digest(capsys, repository.root, "published") == since_commit
    assert "The deadline is earlier now" in since_commit
    assert main([*record[:-1], "2022-01-10"]) == 0
    assert digest(capsys, repository.root, "published").startswith("Nothing has changed")
    # The feed of changes does not say in which direction a deadline went.
    since_day = digest(capsys, repository.root, "2022-01-09")
    assert since_day.startswith("Subject: Training dates: 1 called off, 2 changed, 1 new")
    assert "This is what is new since Sunday, January 9, 2022, as of Monday," in since_day


def test_the_day_itself_belongs_to_the_time_since_it(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.edit(SCHEDULE, *EDIT)
    assert "Too few people" in digest(capsys, repository.root, "2022-01-10")
    assert "Too few people" not in digest(capsys, repository.root, "2022-01-11", today="2022-01-12")


def test_another_folder_can_be_what_readers_know(
    repository: Repository,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    before = tmp_path_factory.mktemp("before") / "site"
    shutil.copytree(repository.root, before, ignore=shutil.ignore_patterns(".git"))
    repository.edit(SCHEDULE, *EDIT)
    assert digest(capsys, repository.root, str(before)) == digest(capsys, repository.root, "HEAD")


def test_what_is_over_is_left_out(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.edit(SCHEDULE, *EDIT)
    letter = digest(capsys, repository.root, "HEAD", today="2022-04-01")
    assert "March" not in letter


@pytest.mark.parametrize("form", ["text", "html", "eml"])
def test_that_nothing_has_changed_is_said_beside_the_letter(
    repository: Repository, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    said = digest(capsys, repository.root, "HEAD", "--format", form)
    assert said == "Nothing has changed, so there is nothing to write.\n"


@pytest.mark.parametrize(
    ("since", "more", "words"),
    [
        ("2022-01-11", (), "2022-01-11 is after 2022-01-10. Name a day that has been."),
        ("published", (), "Nothing is recorded as published yet"),
        ("nowhere", (), "There is no folder with a site and no revision nowhere."),
        ("HEAD", ("--language", "fr"), "The site has no pages in fr. It has: en."),
    ],
)
def test_what_is_not_there_is_said(
    repository: Repository,
    capsys: pytest.CaptureFixture[str],
    since: str,
    more: tuple[str, ...],
    words: str,
) -> None:
    assert words in digest(capsys, repository.root, since, *more, status=2)


def test_a_day_that_there_is_not_is_no_revision(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        digest(capsys, repository.root, "2022-02-30")
    assert ended.value.code == 2
    assert "2022-02-30" in capsys.readouterr().err


def test_errors_of_a_side_are_reported(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    good = repository.commit()
    repository.edit(SCHEDULE, ("start: 2022-03-07", "start: 2022-13-07"))
    bad = repository.commit()
    said = digest(capsys, repository.root, good, status=1)
    assert "Nothing was written. These are the files of this folder." in said
    repository.edit(SCHEDULE, ("start: 2022-13-07", "start: 2022-03-07"))
    assert f"the files of {bad}" in digest(capsys, repository.root, bad, status=1)


def test_odd_signs_stand_as_they_are_and_nothing_acts(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    moved, *_ = EDIT
    odd = "<b>Now</b> & “then” {{ 7 * 7 }} 日本語"
    told = moved[1].replace("The hall was taken on the first days.", f"'{odd}'")
    repository.edit(SCHEDULE, (moved[0], told))
    html = digest(capsys, repository.root, "HEAD", "--format", "html")
    assert "&lt;b&gt;Now&lt;/b&gt; &amp; “then” {{ 7 * 7 }} 日本語" in html
    assert odd in digest(capsys, repository.root, "HEAD")
    plain, rich = parts(digest(capsys, repository.root, "HEAD", "--format", "eml"))
    assert odd in plain
    assert rich.replace("\r\n", "\n") == html


def message(text: str) -> EmailMessage:
    found = email.message_from_bytes(text.encode(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def parts(text: str) -> tuple[str, str]:
    plain, rich = message(text).iter_parts()
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    return plain.get_content(), rich.get_content()


def test_a_mail_program_opens_it_as_a_draft_that_nobody_has_sent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = every_state(capsys, "--format", "eml")
    found = message(text)
    assert (found["X-Unsent"], found["From"], found["To"], found["Date"]) == ("1", None, None, None)
    assert found["Content-Language"] == "en"
    assert found.get_content_type() == "multipart/alternative"
    plain, html = (part.replace("\r\n", "\n") for part in parts(text))
    assert f"Subject: {found['Subject']}\n\n{plain}" == every_state(capsys)
    assert html == every_state(capsys, "--format", "html")
    assert text == every_state(capsys, "--format", "eml")


def test_lines_are_as_short_as_a_letter_wants(capsys: pytest.CaptureFixture[str]) -> None:
    for line in every_state(capsys).splitlines():
        longest = max(map(len, line.split()), default=0)
        assert len(line) <= 78 or longest > 60, line


def test_nothing_is_loaded_and_every_link_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    html = every_state(capsys, "--format", "html", "--language", "es")
    assert '<html lang="es">' in html
    assert not re.search(r"<(script|img|link|style|iframe|form)\b|url\(|\bclass=|\bsrc=", html)
    links = re.findall(r'href="([^"]*)"', html)
    assert {link.partition(":")[0] for link in links} == {"https", "tel", "mailto"}


def test_the_letter_goes_to_a_file_byte_for_byte(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.edit(SCHEDULE, *EDIT)
    file = BytesIO()
    monkeypatch.setattr("sys.stdout", TextIOWrapper(file, encoding="ascii"))
    where = ["--root", str(repository.root), "--today", TODAY, "--since", "HEAD"]
    assert main(["digest", *where, "--format", "eml"]) == 0
    said = file.getvalue()
    assert said.count(b"\n") == said.count(b"\r\n") > 0
