"""A preview of a change says so on every page, whatever templates a site has of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from programmes import CPSS, TODAY, programme, training

from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.settings import shipped_templates
from sitegen.site.addresses import BaseUrl
from sitegen.site.change_preview import preview_of
from sitegen.site.plan import plan
from sitegen.site.planned import PlannedFile, Role
from sitegen.site.rendering import Templates

BASE = "https://example.org/p/"
SAYS = "Preview of a change, not published."
STYLE = "assets/preview.css"
NOINDEX = '<meta name="robots" content="noindex">'


def made(page: str, data: tuple[str, ...] = (), address: str = "x/index.html") -> str:
    """Give what becomes of a page beside files for programs."""
    planned = [PlannedFile(address=one, produce=bytes) for one in data]
    planned.append(PlannedFile(address=address, produce=page.encode, role=Role.PAGE))
    files = {
        file.address: file.produce
        for file in preview_of(
            planned, programme(), BaseUrl.of(BASE), Templates([shipped_templates()])
        )
    }
    assert files.keys() - {"robots.txt"} == {address, STYLE}
    return files[address]().decode()


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><head><title>A</title></head><body><p>B</body></html>",
        "<!doctype html><title>A</title><body class='a'\n id=b><p>B",
        "<!doctype html><title>A</title><p>B",
        "<!doctype html><head><meta name='robots' content='index,follow'></head><body>",
    ],
)
def test_it_is_said_once_on_every_page(page: str) -> None:
    now = made(page)
    assert now.count(SAYS) == now.count(NOINDEX) == now.count("robots") == 1
    if "<body" in page:
        _, begin, rest = now.partition("<body")
        assert rest.partition(">")[2].strip().startswith('<section class="preview"'), begin
    assert f'<link rel="stylesheet" href="../{STYLE}">' in now
    if "</head>" in page:
        assert now.index(NOINDEX) < now.index("</head>")


LEADS = [
    ('<a href="/p/calendars/all-deadlines.ics">', '<a role="link" aria-disabled="true">'),
    ("<a class=b href='/p/calendars/all-deadlines.ics'>", None),
    ('<a href="webcal://example.org/p/calendars/all-deadlines.ics">', None),
    ('<a href="https://example.org/p/calendars/all-deadlines.ics">', None),
    ('<a href="https://a.example/?url=https%3A%2F%2Fexample.org%2Fp%2Fcalendars%2Fa.ics">', None),
    ('<a href="/p/trainings.json#a">', None),
    ('<link rel="alternate" href="/p/changes.atom">', ""),
    ('<link rel="help" href="/p/changes.atom">', ""),
    ("<link rel='canonical' href='https://example.org/p/x/'>", ""),
    ('<meta property="og:url" content="https://example.org/p/x/">', ""),
    ('<script type="application/ld+json">{"@type":"Event"}</script>', ""),
    ("<script type='application/ld+json' id=a>{}</script>", ""),
    (
        '<meta http-equiv="refresh" content="0; url=/p/y/">',
        '<meta http-equiv="refresh" content="0; url=../y/index.html">',
    ),
    ('<meta http-equiv="refresh" content="0; url=/p/trainings.json">', ""),
    ('<a href="/p/trainings/">', '<a href="../trainings/index.html">'),
    ('<a href="/p/">', '<a href="../index.html">'),
    ('<a href="/p/trainings/?a=/#b">', '<a href="../trainings/index.html?a=/#b">'),
    ('<a href="/p/documents/files/a.pdf">', '<a href="../documents/files/a.pdf">'),
    (
        '<link rel="stylesheet" href="/p/assets/a.css">',
        '<link rel="stylesheet" href="../assets/a.css">',
    ),
]


@pytest.mark.parametrize(("tag", "expected"), LEADS)
def test_a_link_leads_to_a_file_of_the_preview_or_nowhere(tag: str, expected: str | None) -> None:
    data = ("calendars/all-deadlines.ics", "trainings.json", "changes.atom")
    now = made(f"<head></head><body>{tag}", data)
    kept = now.partition("</section>")[2].strip()
    if expected is None:
        assert "href" not in kept
        assert 'role="link" aria-disabled="true"' in kept
    else:
        assert kept == expected


@pytest.mark.parametrize(
    "same",
    [
        '<a href="https://example.org/p/">',
        '<a href="https://a.example/holidays.ics">',
        '<a href="mailto:a@example.org">',
        '<a href="#main">',
        '<code>href="/p/trainings.json"</code>',
        '<link rel="icon" href="https://a.example/a.svg">',
    ],
)
def test_other_links_stay(same: str) -> None:
    assert same in made(f"<body>{same}", ("trainings.json",))


def test_at_the_top_of_its_host_it_leaves_other_hosts_alone() -> None:
    page = '<body><a href="//example.com/"><a href="/x/"><a href="/trainings.json">'
    planned = [
        PlannedFile(address="trainings.json", produce=bytes),
        PlannedFile(address="index.html", produce=page.encode, role=Role.PAGE),
    ]
    base, templates = BaseUrl.of("https://example.org/"), Templates([shipped_templates()])
    first, *_ = preview_of(planned, programme(), base, templates)
    assert (
        first.produce()
        .decode()
        .endswith(
            '<a href="//example.com/"><a href="./x/index.html"><a role="link" aria-disabled="true">'
        )
    )


def test_the_page_for_any_address_opens_from_disk_too() -> None:
    assert '<a href="./contact/index.html">' in made('<a href="/p/contact/">', address="404.html")


def preview(templates: Templates) -> Mapping[str, str]:
    spanish = PageLanguage.SPANISH
    now = programme(trainings=[training("t", CPSS, TODAY)])
    now = replace(now, site=replace(now.site, other_languages=(spanish,)))
    planned = plan(now, today=TODAY, base_url=BASE, templates=templates)
    files = preview_of(planned, now, BaseUrl.of(BASE), templates)
    return {file.address: file.produce().decode() for file in files}


def test_every_page_says_it_in_its_language() -> None:
    files = preview(Templates([shipped_templates()]))
    for address, page in files.items():
        if address.endswith(".html"):
            is_spanish = address.startswith("es/")
            assert (SAYS in page) is not is_spanish, address
            assert ("Vista previa de un cambio" in page) is is_spanish, address
    assert ".preview {" in files[STYLE]
    assert files["robots.txt"] == "User-agent: *\nDisallow: /\n"


def test_a_site_can_say_it_in_its_own_way(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials/preview.html").write_text("<p>{% trans %}Preview{% endtrans %}: ours</p>")
    files = preview(Templates([tmp_path, shipped_templates()]))
    assert "<p>Preview: ours</p>" in files["trainings/t/index.html"]
    assert "<p>Vista previa: ours</p>" in files["es/trainings/t/index.html"]
