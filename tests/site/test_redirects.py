"""Every address that the site had ends, in one step, where something is that stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_claims import EVERY_STATE, every_state, in_languages, no_templates

from sitegen.build import build_site
from sitegen.check import check_site
from sitegen.diagnostics import has_errors
from sitegen.folder import SiteFiles, read_site_files
from sitegen.languages import PageLanguage
from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Programme, Redirect
from sitegen.settings import Settings
from sitegen.site.addresses import BaseUrl, file_of
from sitegen.site.calendar_files import calendar_files
from sitegen.site.claims import Claim
from sitegen.site.kinds import Address
from sitegen.site.lasting import lasting
from sitegen.site.plan import PlannedFile, plan
from sitegen.site.redirects import lines_for_hosts

TODAY = date(2031, 3, 5)
BASE = "https://example.org/examplia/"
DAYS = [date(2029, 1, 1), TODAY, date(2040, 1, 1)]


def planned(programme: Programme, today: date = TODAY) -> Mapping[str, PlannedFile]:
    others = calendar_files(programme, Ledger(), today=today, base_url=BASE)
    documents = {one.file for one in programme.documents if one.file}
    files = plan(
        programme,
        today=today,
        base_url=BASE,
        templates=no_templates(),
        other_files=(
            *others,
            *(PlannedFile(address=f"documents/files/{name}", produce=bytes) for name in documents),
        ),
    )
    return {one.address: one for one in files}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_lasts_is_there_on_any_day_and_in_every_language(today: date) -> None:
    """So a redirect that is accepted leads to something, whenever the site is built."""
    programme = every_state()
    files = planned(programme, today)
    for address, claim in lasting(programme).items():
        assert file_of(address) in files
        if claim.kind.in_languages:
            assert file_of(Address(f"/es{address}")) in files


def test_a_page_of_what_the_site_does_not_have_does_not_last() -> None:
    programme = every_state()
    assert {"/documents/", "/check/", "/designations/"} <= lasting(programme).keys()
    less = replace(programme, documents=(), designations=(), certifications=(), tracks=())
    assert not less.has_rules
    assert lasting(less).keys().isdisjoint({"/documents/", "/check/", "/designations/"})


@cache
def files_of_every_state() -> SiteFiles:
    return read_site_files(EVERY_STATE)


def with_redirects(redirects: Mapping[str, str]) -> SiteFiles:
    """The site with these redirects instead of its own."""
    files = files_of_every_state()
    path = "content/site.yaml"
    before = files.read[path].decode().partition("redirects:")[0]
    lines = [f'  "{old}": "{new}"\n' for old, new in redirects.items()]
    text = "".join([before, *(["redirects:\n", *lines] if lines else [])])
    return replace(files, read={**files.read, path: text.encode()})


OLD = ["/a/", "/b/", "/c/", "/d/e/", "/old.html", "/feed.ics", "/calendars/old.ics", "/x.json"]
NEW = [
    *("/become/", "/contact/", "/", "/trainings/", "/documents/", "/years/2031/", "/nowhere/"),
    *("/calendars/all-trainings.ics", "/trainings.json", "/trainings/past/2030/", "/404.html"),
]


@given(st.dictionaries(st.sampled_from([*OLD, *NEW]), st.sampled_from([*OLD, *NEW]), max_size=6))
def test_no_redirect_that_is_accepted_leads_to_another_or_to_nothing(
    redirects: dict[str, str],
) -> None:
    checked = check_site(with_redirects(redirects), lambda _: TODAY)
    if checked.programme is None:
        codes = {one.code for one in checked.report.diagnostics if has_errors([one])}
        assert codes <= {"redirect-target", "redirect-address", "duplicate-address"}
        return
    assert [(one.old, one.new) for one in checked.programme.site.redirects] == [*redirects.items()]
    files = planned(checked.programme)
    for old, new in redirects.items():
        assert new not in redirects
        assert file_of(Address(new)) in files
        assert file_of(Address(old)) in files


def test_some_are_accepted() -> None:
    """The property above is not empty."""
    right = {"/a/": "/become/", "/old.html": "/", "/feed.ics": "/calendars/all-trainings.ics"}
    checked = check_site(with_redirects(right), lambda _: TODAY)
    assert checked.programme is not None


def test_a_site_without_redirects_has_no_file_for_them() -> None:
    programme = every_state()
    without = replace(programme, site=replace(programme.site, redirects=()))
    had = planned(programme).keys() - planned(without).keys()
    assert {one for one in had if one.startswith("_")} == {
        "_redirects",
        "_redirects.nginx",
        "_redirects.apache",
    }
    assert not [one for one in planned(without) if one.startswith("_")]


def test_at_an_old_address_of_a_file_is_the_file() -> None:
    files = planned(every_state())
    new = files["calendars/all-trainings-and-deadlines.ics"]
    assert files["calendars/everything.ics"].produce() == new.produce()


def test_no_sign_in_the_path_of_the_site_is_a_command_to_a_server() -> None:
    site = replace(every_state().site, redirects=(Redirect("/old/", "/new/"),))
    base = BaseUrl.of("https://example.org/a;b$c%20%22'd/")
    written = {address: make().decode() for address, make in lines_for_hosts(site, base)}
    assert written["/_redirects.nginx"].splitlines()[0] == (
        r"""location = "/a;b$c \"'d/old/" { return 301 "/a;b%24c%20%22'd/new/"; }"""
    )
    assert written["/_redirects.apache"].splitlines()[0] == (
        r'''RedirectMatch permanent "^/a;b\$c\ \"'d/old/$" "/a;b%24c%20%22'd/new/"'''
    )


def test_what_lasts_is_said_once_in_the_own_language() -> None:
    programme = in_languages(every_state(), PageLanguage.SPANISH)
    claims: list[Claim] = [*lasting(programme).values()]
    assert not any(one.language or one.kind.is_old for one in claims)


def test_a_document_is_at_its_old_address_too_and_stays_there(tmp_path: Path) -> None:
    for name in ("content", "schedules"):
        shutil.copytree(EVERY_STATE / name, tmp_path / name)
    with (tmp_path / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("  /documents/files/2030/form.pdf: /documents/files/application.pdf\n")
    settings = Settings.of(tmp_path, None, None, ())
    for written in (True, False):
        built = build_site(settings, lambda _: TODAY)
        assert built.published is not None, built.outcome
        assert bool(built.published.written) is written
        files = settings.output / "documents/files"
        form = (files / "2030/form.pdf").read_bytes()
        assert form == (files / "application.pdf").read_bytes()
        page = (settings.output / "documents/index.html").read_text(encoding="utf-8")
        assert "2030" not in page
        sitemap = (settings.output / "sitemap.xml").read_text(encoding="utf-8")
        assert "how-to-become" not in sitemap


def test_a_page_that_leads_on_says_so_to_browsers_search_engines_and_people(tmp_path: Path) -> None:
    """In that order: at once, for good, and by a link. A page that must be forgotten is another."""
    settings = Settings.of(EVERY_STATE, tmp_path / "output", None, ())
    assert build_site(settings, lambda _: TODAY).published is not None
    for path in ("how-to-become/index.html", "es/how-to-become/index.html", "become.html"):
        html = (settings.output / path).read_text(encoding="utf-8")
        new = f"/examplia/{'es/' if path.startswith('es/') else ''}become/"
        refresh = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', html)
        link = re.search(r'<p><a href="([^"]*)">', html)
        for found in (refresh, link):
            assert found
            assert urljoin(f"/examplia/{path.removesuffix('index.html')}", found[1]) == new
        assert f'<link rel="canonical" href="https://example.org{new}">' in html
        assert "noindex" not in html
        assert "hreflang" not in html
