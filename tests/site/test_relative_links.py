"""Links within the site are relative: every one leads to its file, wherever the site lies."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.addresses import BaseUrl
from sitegen.site.planned import PlannedFile, Role
from sitegen.site.relative_links import relative, with_relative_links

UNDER = "/peer-support"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("index.html", "./trainings/#month-2022-03"),
        ("contact/index.html", "../trainings/#month-2022-03"),
        ("trainings/index.html", "./#month-2022-03"),
        ("trainings/a/print/index.html", "../../#month-2022-03"),
        ("es/trainings/a/print/index.html", "../../../../trainings/#month-2022-03"),
    ],
)
def test_a_link_leads_up_to_the_beginning_of_the_site_and_down(address: str, expected: str) -> None:
    page = b'<a class="x" href="/peer-support/trainings/#month-2022-03" title=y>'
    made = relative(page, address, UNDER).decode()
    assert made == f'<a class="x" href="{expected}" title=y>'


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ('<img src="/p/a.png" alt="">', '<img src="../a.png" alt="">'),
        ("<a href='/p/'>", "<a href='../'>"),
        ('<a\n title="1 > 0"\n href="/p/y/">', '<a\n title="1 > 0"\n href="../y/">'),
        ('<video poster="/p/a.png" src="/p/b.mp4">', '<video poster="../a.png" src="../b.mp4">'),
        ('<use xlink:href="/p/a.svg#b"/>', '<use xlink:href="../a.svg#b"/>'),
        (
            '<source srcset="/p/a.png 1x, /p/b.png 2x">',
            '<source srcset="../a.png 1x, ../b.png 2x">',
        ),
        (
            '<meta http-equiv="refresh" content="0; url=/p/y/">',
            '<meta http-equiv="refresh" content="0; url=../y/">',
        ),
        ("<img srcset='/p/a.png,\n/p/b.png 2x'>", "<img srcset='../a.png,\n../b.png 2x'>"),
    ],
)
def test_every_way_to_write_a_link_is_known(whole: str, expected: str) -> None:
    assert relative(whole.encode(), "x/index.html", "/p").decode() == expected


@pytest.mark.parametrize(
    "same",
    [
        '<a href="https://example.org/p/x/">',
        '<link rel="canonical" href="https://example.org/p/x/">',
        '<a href="webcal://example.org/p/calendars/all-deadlines.ics">',
        '<a href="/peers/">',
        '<a href="/px/">',
        '<a href="#main">',
        '<a href="x.ics">',
        '<a href="?q=/p/x">',
        '<a href="mailto:a@example.org?body=/p/x/">',
        '<input value="/p/x/">',
        '<p title="/p/">/p/x/</p>',
        '<code>href="/p/x/" src=\'/p/x.png\' srcset="/p/a 1x, /p/b 2x"</code>',
        '<code>&lt;a href="/p/x/"&gt;</code>',
        '<script type="application/ld+json">{"url":"/p/"}</script>',
    ],
)
def test_everything_else_stays(same: str) -> None:
    assert relative(same.encode(), "x/index.html", "/p").decode() == same


def test_a_site_at_the_top_of_its_host_leaves_other_hosts_alone() -> None:
    page = b'<a href="/"><a href="//example.com/"><img srcset="/a.png 1x, //example.com/b.png 2x">'
    assert relative(page, "x/index.html", "") == (
        b'<a href="../"><a href="//example.com/"><img srcset="../a.png 1x, //example.com/b.png 2x">'
    )


PARTS = st.lists(st.from_regex(r"[a-z0-9-]{1,8}|d%C3%ADa|a\+b", fullmatch=True), max_size=4)


@given(PARTS, PARTS, PARTS, st.sampled_from(["", "/", "/x.pdf"]), st.sampled_from(["", "#a", "?b"]))
def test_a_browser_finds_the_same_place_as_by_the_whole_path(
    under: list[str], of_page: list[str], target: list[str], end: str, more: str
) -> None:
    path = "".join(f"/{part}" for part in under)
    address = "".join(f"{part}/" for part in of_page)
    link = f"{path}/{'/'.join(target)}{end}{more}".replace("//", "/")
    page = relative(f'<a href="{link}">'.encode(), f"{address}index.html", path).decode()
    (found,) = page.split('"')[1:2]
    assert not found.startswith("/")
    for host in ("https://example.org", "file:///home/ana"):
        assert urljoin(f"{host}{path}/{address}", found) == f"{host}{link}"
        # And under any other path.
        moved = urljoin(f"{host}/elsewhere/{address}", found)
        assert moved == f"{host}/elsewhere{link.removeprefix(path)}"


def test_only_pages_are_changed_and_not_the_one_that_is_at_any_address() -> None:
    page = b'<a href="/p/x/">'
    roles = {
        "x/index.html": Role.PAGE,
        "404.html": Role.PAGE,
        "assets/demo.html": Role.ASSET,
        "x.html": Role.DATA,
    }
    planned = [
        PlannedFile(address=address, produce=lambda: page, role=role)
        for address, role in roles.items()
    ]
    made = with_relative_links(planned, BaseUrl.of("https://example.org/p/"))
    changed = {file.address for file in made if file.produce() != page}
    assert changed == {"x/index.html"}
