"""Which addresses people may go to and find nothing, and where the same is now."""

from __future__ import annotations

import programmes
import pytest
from case_files import TODAY, small_site
from hypothesis import given
from hypothesis import strategies as st

from sitegen.check import check_and_keep
from sitegen.lazy import replace
from sitegen.programme.model import Document, Page, Programme, Redirect, Track
from sitegen.site.gone import gone
from sitegen.site.lasting import lasting
from sitegen.site.redirect_checks import check_gone
from sitegen.source.fields import OwnWords

OLD = programmes.rich()
PAGE = next(one for one in OLD.pages if one.id != "become")
TRACK = OLD.tracks[0]


def with_page(page: Page, of: Programme = OLD) -> Programme:
    """The programme with the page instead of the one of the tests."""
    return replace(of, pages=tuple(page if one.id == PAGE.id else one for one in of.pages))


def redirecting(of: Programme, *redirects: tuple[str, str]) -> Programme:
    return replace(of, site=replace(of.site, redirects=tuple(Redirect(*one) for one in redirects)))


def found(old: Programme, new: Programme) -> dict[str, str | None]:
    return {one.address: one.now for one in gone(old, new)}


def test_nothing_is_gone_where_nothing_changed() -> None:
    assert found(OLD, OLD) == {}


def test_a_page_with_another_name_is_known_by_its_title() -> None:
    new = with_page(replace(PAGE, id="renamed", body=PAGE.summary))
    assert found(OLD, new) == {f"/{PAGE.id}/": "/renamed/"}


def test_or_by_its_text() -> None:
    new = with_page(replace(PAGE, id="renamed", title=OwnWords("Another title")))
    assert found(OLD, new) == {f"/{PAGE.id}/": "/renamed/"}


def test_a_page_that_is_gone_is_named_without_a_guess() -> None:
    new = replace(OLD, pages=tuple(one for one in OLD.pages if one is not PAGE))
    assert found(OLD, new) == {f"/{PAGE.id}/": None}


def test_of_two_pages_that_it_may_be_none_is_named() -> None:
    twice = [replace(PAGE, id=name) for name in ("one", "two")]
    new = replace(OLD, pages=(*(one for one in OLD.pages if one is not PAGE), *twice))
    assert found(OLD, new) == {f"/{PAGE.id}/": None}


def test_a_redirect_answers_it() -> None:
    new = with_page(replace(PAGE, id="renamed"))
    assert found(OLD, redirecting(new, (f"/{PAGE.id}/", "/renamed/"))) == {}


def test_a_redirect_that_is_taken_out_is_missed() -> None:
    before = redirecting(OLD, ("/older/", f"/{PAGE.id}/"))
    assert found(before, OLD) == {"/older/": f"/{PAGE.id}/"}
    renamed = with_page(replace(PAGE, id="renamed"))
    assert found(before, renamed) == {f"/{PAGE.id}/": "/renamed/", "/older/": "/renamed/"}


def renamed(track: Track) -> Programme:
    return replace(
        OLD,
        tracks=tuple(track if one is TRACK else one for one in OLD.tracks),
        trainings=tuple(
            replace(one, track=track) if one.track.id == TRACK.id else one for one in OLD.trainings
        ),
    )


def test_a_track_with_another_id_takes_its_pages_and_its_calendars_along() -> None:
    old, new = TRACK.id, "other-id"
    assert found(OLD, renamed(replace(TRACK, id=new))) == {
        f"/trainings/{old}/": f"/trainings/{new}/",
        f"/calendars/{old}/": f"/calendars/{new}/",
        f"/trainings/{old}/flyer/": f"/trainings/{new}/flyer/",
        f"/embed/{old}/": f"/embed/{new}/",
        **{
            f"/calendars/{old}-{form}.ics": f"/calendars/{new}-{form}.ics"
            for form in ("trainings-and-deadlines", "trainings", "deadlines")
        },
    }


def test_a_training_with_another_id_is_known_by_its_track_and_start() -> None:
    training = OLD.trainings[0]
    new = replace(OLD, trainings=(replace(training, id="other-id"), *OLD.trainings[1:]))
    assert found(OLD, new) == {
        f"/trainings/{training.id}/": "/trainings/other-id/",
        f"/trainings/{training.id}/{training.id}.ics": "/trainings/other-id/other-id.ics",
    }


def test_what_goes_by_a_rule_is_not_asked_for() -> None:
    """Trainings that were taken out, with the lists of their years, and documents."""
    new = replace(OLD, trainings=(), deadlines=(), documents=())
    assert lasting(OLD).keys() - lasting(new).keys()
    assert found(OLD, new) == {}


@pytest.mark.parametrize(("file", "asked_for"), [("new-form.pdf", True), ("form.docx", False)])
def test_a_document_with_another_file(file: str, asked_for: bool) -> None:
    document = Document(id="form", label=OwnWords("Form"), url=None, note=None, file="form.pdf")
    old = replace(OLD, documents=(document,))
    new = replace(OLD, documents=(replace(document, file=file),))
    wanted = {"/documents/files/form.pdf": f"/documents/files/{file}"} if asked_for else {}
    assert found(old, new) == wanted


IDS = st.sets(st.sampled_from([one.id for one in OLD.pages]))


@given(IDS, IDS)
def test_with_the_lines_that_are_told_nothing_is_gone(left: set[str], other: set[str]) -> None:
    """Whatever was taken out or has another name, the redirects that are known answer it."""
    pages = [
        replace(one, id=f"now-{one.id}") if one.id in other else one
        for one in OLD.pages
        if one.id not in left
    ]
    new = replace(OLD, pages=tuple(pages))
    missing = gone(OLD, new)
    assert {one.address for one in missing if one.now} == {f"/{one}/" for one in other - left}
    redirects = [(one.address, one.now or "/") for one in missing]
    assert gone(OLD, redirecting(new, *redirects)) == ()


def test_the_check_says_at_its_line_what_to_write() -> None:
    """As `check` asks when it knows what was published, from the ledger or from a revision."""
    base = small_site()
    old, _ = check_and_keep(base, lambda _: TODAY)
    page = base.read["content/pages/welcome.md"]
    others = {path: data for path, data in base.read.items() if not path.endswith("welcome.md")}
    renamed = replace(base, read={**others, "content/pages/start.md": page})
    new, records = check_and_keep(renamed, lambda _: TODAY)
    assert old.programme is not None
    assert new.programme is not None
    (found,) = check_gone(gone(old.programme, new.programme), records)
    assert (found.code, found.help) == ("address-gone", "Add under redirects: /welcome/: /start/")
    lines = b"redirects:\n  /welcome/: /start/\n"
    site = renamed.read["content/site.yaml"] + lines
    led = replace(renamed, read={**renamed.read, "content/site.yaml": site})
    right, records = check_and_keep(led, lambda _: TODAY)
    assert right.programme is not None
    assert [*check_gone(gone(old.programme, right.programme), records)] == []
