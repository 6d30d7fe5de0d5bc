"""Words of the site itself: its own where it has them, also in another language, or usual ones."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from programmes import TODAY, programme

from sitegen.eligible.answer import eligibility_text
from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.eligibility.rules import Rule, Subject
from sitegen.programme.model import Programme
from sitegen.programme.own_words import Audience, AudiencePage, SiteWords
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.source.fields import OwnWords

OWN = SiteWords(
    trainings=OwnWords("dog courses"),
    lead=OwnWords("Courses for dogs."),
    about=OwnWords("About dogs"),
    decides=OwnWords("the trainers decide"),
)
SPANISH = {
    "trainings": "cursos para perros",
    "lead": "Cursos.",
    "about": "Sobre los perros",
    "decides": "los entrenadores deciden",
}
OWNERS = Audience(
    id="owners",
    called=OwnWords("owners"),
    name=OwnWords("For dog owners"),
    page=AudiencePage(
        title=OwnWords("For owners"), summary=OwnWords("Courses for owners."), about=None
    ),
)


def of(words: SiteWords, audience: Audience = OWNERS) -> Programme:
    one = programme(designations=(Rule(subject=Subject.DESIGNATION, id="adult", name="Adult"),))
    tracks = tuple(replace(track, audience=audience) for track in one.tracks)
    site = replace(
        one.site, words=words, audiences=(audience,), other_languages=(PageLanguage("es"),)
    )
    return replace(one, site=site, tracks=tracks)


def pages(one: Programme) -> dict[str, str]:
    wanted = {"index.html", "check/index.html", "owners/index.html", "trainings/index.html"}
    wanted |= {f"es/{path}" for path in wanted}
    files = plan(
        one,
        today=TODAY,
        base_url="https://example.org/dogs/",
        templates=Templates([shipped_templates()]),
    )
    return {file.address: file.produce().decode() for file in files if file.address in wanted}


@pytest.mark.parametrize(
    ("words", "first", "in_spanish"),
    [
        (SiteWords(), "Our staff decide", "Nuestro personal decide"),
        (OWN, "The trainers decide", "Nuestro personal decide"),
        (replace(OWN, in_languages={"es": SPANISH}), "The trainers decide", "Los entrenadores"),
    ],
)
def test_the_check_says_who_decides(words: SiteWords, first: str, in_spanish: str) -> None:
    found = pages(of(words))
    assert f">{first} this</span>" in found["check/index.html"]
    assert f"this page cannot tell. {first}. Before you apply" in found["check/index.html"]
    within = first[0].lower() + first[1:]
    assert found["check/index.html"].count(f"Only {within}. ") == 2
    assert f"requirements. Only {within}.</p>" in found["check/index.html"]
    assert f'class="mark">{within} this</span>' in found["check/index.html"]
    assert ("our staff" in found["check/index.html"]) is (words == SiteWords())
    assert f"no puede saberlo. {in_spanish}" in found["es/check/index.html"]
    assert f'class="status">{in_spanish}' in found["es/check/index.html"]


def test_staff_on_the_phone_read_who_decides() -> None:
    assert "\nOnly our staff decide." in eligibility_text(of(SiteWords()), TODAY, {}, ())
    assert "\nOnly the trainers decide." in eligibility_text(of(OWN), TODAY, {}, ())


def said_in(translated: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    page = OWNERS.page
    assert page
    texts = {"title": "Para dueños", "summary": "Cursos para dueños."} if translated else {}
    audience = replace(
        OWNERS,
        page=replace(page, in_languages={"es": texts}),
        in_languages={"es": {"name": "Para dueños de perros"}} if translated else {},
    )
    return pages(of(replace(OWN, in_languages=translated), audience))


def test_words_in_another_language_stand_on_its_pages_and_on_no_others() -> None:
    found = said_in({"es": SPANISH})
    home, own = found["es/index.html"], found["es/owners/index.html"]
    for words in (
        "Cursos para perros, ",
        '<p class="lead">Cursos.</p>',
        "<h3>Para dueños de perros</h3>",
    ):
        assert words in home
    assert "<h1>Para dueños</h1>" in own
    assert '<p class="lead">Cursos para dueños.</p>' in own
    assert "cursos para perros" in found["es/trainings/index.html"]
    for path in ("index.html", "owners/index.html", "trainings/index.html"):
        assert "perros" not in found[path]
        assert "dueños" not in found[path]


def test_without_them_usual_words_stand_there_and_names_are_marked_as_they_are() -> None:
    found = said_in({})
    home = found["es/index.html"]
    assert '<h3><span lang="en">For dog owners</span></h3>' in home
    assert "Courses for dogs" not in home
    assert "Capacitaciones, fechas límite y cómo" in home
    assert '<h1><span lang="en">For owners</span></h1>' in found["es/owners/index.html"]
