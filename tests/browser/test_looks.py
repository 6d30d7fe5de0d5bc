"""The looks at pages find the one mistake of a wrong page, and none in a page that is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random

import pytest
from chromium import Browser, Tab, chromium
from looks import LOOKS, look_at, open_page, prepare, shows_a_new_place
from needed import node_with, program
from sites import Site, served

HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title>
<link rel="icon" href="../icon.svg">
<link rel="stylesheet" href="../right.css">
{links}
<section class="crisis" aria-label="Help in a crisis">
<a href="tel:988">Call 988</a> <a href="sms:988">Text 988</a>
</section>
<main>
<h1>A page</h1>
<p>A page of few words, as simple as can be, and nothing is wrong with it.
<a href="./">A link to this page</a></p>
<details><summary>More</summary><p>Folded</p></details>
{main}
</main>
"""
RIGHT = """
a, summary { display: inline-block; min-width: 44px; min-height: 44px }
:focus-visible { outline: 3px solid #036 }
@media (prefers-color-scheme: dark) {
  :root { background: #000; color: #fff; color-scheme: dark }
  a { color: #9cf }
  :focus-visible { outline-color: #fff }
}
@media print { details::details-content { content-visibility: visible; block-size: auto } }
"""
SMALL = "main a { display: inline; min-width: 0; min-height: 0 }"
NOISE = Random(1).randbytes(40_000).hex(" ", 4)


@dataclass(frozen=True)
class Wrong:
    """A mistake, as style, script or words, and what a look must say of it."""

    look: str
    says: str
    main: str = ""
    style: str = ""
    script: str = ""

    def __str__(self) -> str:
        return f"{self.look}: {self.says}"


SECOND = "document.querySelectorAll('main a')[1]"
WRONG = [
    Wrong("quiet", "is refused img-src https://a.example", '<img src="https://a.example/" alt="">'),
    Wrong("quiet", "is refused connect-src", script="fetch('/').catch(() => 0)"),
    Wrong("quiet", "is refused style-src-attr inline", '<p style="color: red">a</p>'),
    Wrong("quiet", "is refused script-src-elem inline", "<script>1</script>"),
    Wrong("quiet", "gets 404 for", '<img src="missing.svg" alt="">'),
    Wrong("quiet", "tells {", script="console.debug('a')"),
    Wrong("quiet", "tells {", script="nothing.at.all"),
    Wrong("quiet", "stores local", script="localStorage.setItem('a', 'b')"),
    Wrong("quiet", "stores session", script="sessionStorage.setItem('a', 'b')"),
    Wrong("quiet", "stores cookies", script="document.cookie = 'a=b'"),
    Wrong("quiet", "stores databases", script="indexedDB.open('a')"),
    Wrong("quiet", "stores caches", script="caches.open('a')"),
    Wrong("light", "bytes, and 15000 are", f"<p>{NOISE}</p>"),
    Wrong("light", "bytes of styles, and 6000 are", style=f"/* {NOISE[:20_000]} */"),
    Wrong("light", "bytes of scripts, and 4000 are", script=f"// {NOISE[:20_000]}"),
    Wrong(
        "light",
        "7 requests, and 5 are",
        "".join(f'<img src="../icon.svg?{number}" alt="">' for number in range(4)),
    ),
    Wrong("accessible", "360 pixels, light: image-alt at img", '<img src="../icon.svg">'),
    Wrong(
        "accessible",
        "1280 pixels, dark: color-contrast at",
        "<p>Dark</p>",
        "@media (prefers-color-scheme: dark) { p { color: #555 } }",
    ),
    Wrong("accessible", "heading-order at h4", "<h4>Deep</h4>"),
    Wrong(
        "accessible",
        "target-size at",
        '<ul><li><a href="a">a</a><a href="b">b</a></ul>',
        "li a { display: inline-block; width: 1em; min-width: 0; min-height: 0; line-height: 1 }",
    ),
    Wrong("narrow", "at 320 pixels: scrolls sideways", "<p>Wide", "p { width: 350px }"),
    Wrong("narrow", "at 320 pixels: sticks out", "<p>Out", "p { position: relative; left: -30px }"),
    Wrong("narrow", "spacing: is cut off", "<p>Cut", "p { height: 1.3em; overflow: hidden }"),
    Wrong("narrow", "200%: scrolls sideways", f"<p>{'words ' * 6}", "p { white-space: nowrap }"),
    Wrong(
        "narrow",
        "200%: shows what is for keyboards",
        '<a class="skip" href="#a">Skip</a><p id="a">Here</p>',
        ".skip { position: absolute; top: -45px; font-size: 2em } .skip:focus { top: 0 }",
    ),
    Wrong("targets", "1280 pixels: is smaller than 44", "<button>Go", "button { height: 2em }"),
    Wrong("targets", "360 pixels: is smaller than 44", '<p><a href="tel:988">Call 988</a>', SMALL),
    Wrong("targets", "360 pixels: is smaller than 44", '<p>Or <a href="sms:988">text</a>', SMALL),
    Wrong("targets", "begins at", style="main { margin-top: 400px }"),
    Wrong("targets", "is not on the first screen", style=".crisis { margin-top: 800px }"),
    Wrong("targets", "has no sms: link", script="document.querySelector('[href^=sms]').remove()"),
    Wrong("keyboard", "shows no focus", style="a:focus-visible { outline: none }"),
    Wrong("keyboard", "shows no focus", style="a { outline: 3px solid #036 }"),
    Wrong("keyboard", "with a contrast of 1.", style=":focus-visible { outline-color: #ddd }"),
    Wrong(
        "keyboard",
        "is hidden under h1",
        style="main { position: relative } h1::after { content: ''; position: absolute; inset: 0 }",
    ),
    Wrong("keyboard", "is outside of the screen", style="p a { position: absolute; left: -99px }"),
    Wrong("keyboard", "“First” is not reached", '<p><a href="a" tabindex="1">First</a></p>'),
    Wrong(
        "keyboard",
        "comes a “A link to this page”, and not summary “More”",
        script="addEventListener('keydown', (event) =>"
        " document.activeElement.matches('p a') && event.preventDefault())",
    ),
    Wrong(
        "keyboard",
        "is no link, button or field",
        '<p tabindex="-1">Focus</p>',
        script="document.querySelector('summary').addEventListener('focus', () =>"
        " document.querySelector('[tabindex]').focus())",
    ),
    Wrong(
        "paper",
        "sheet 2 is nearly blank: “”",
        "<p></p><p>The end",
        "p:empty { break-before: page; height: 9in; break-after: page }",
    ),
    Wrong(
        "paper", "lacks “end”", "<p>The <b>end</b>", "b { position: fixed; right: -1em; top: 0 }"
    ),
    Wrong(
        "paper",
        "lacks “Folded”",
        style="details:not([open])::details-content { content-visibility: hidden !important }",
    ),
    Wrong("paper", "needs 5 sheets", "<p>a<p>b<p>c", "p { break-after: page }"),
    Wrong("paper", "on A4: sticks out", "<p>a", "@media print { p { width: 8in } }"),
    Wrong("without_scripts", "says other words", script="document.body.append('More.')"),
    Wrong("without_scripts", "leads elsewhere", '<a href="a">A</a>', script=f"{SECOND}.href = 'b'"),
    Wrong("without_scripts", "has a dead control: button", '<button type="button">Go</button>'),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    node_with("axe-core")
    program("pdftotext", "apt install poppler-utils")
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A page without a mistake, and one for each mistake."""
    www = tmp_path_factory.mktemp("www")
    (www / "right.css").write_text(RIGHT)
    (www / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    for number, wrong in enumerate((Wrong("", ""), *WRONG)):
        folder = www / f"{number:02}"
        folder.mkdir()
        links = ""
        if wrong.style:
            links += f'<link rel="stylesheet" href="wrong-{number}.css">'
            (folder / f"wrong-{number}.css").write_text(wrong.style)
        if wrong.script:
            links += '<script src="wrong.js" defer></script>'
            (folder / "wrong.js").write_text(wrong.script)
        (folder / "index.html").write_text(HTML.format(links=links, main=wrong.main))
    with served(www) as url:
        yield Site("wrong", date(2022, 3, 1), "https://wrong.example/", www, url)


@pytest.fixture
def tab(browser: Browser, site: Site) -> Iterator[Tab]:
    one = Tab(browser)
    prepare(one, site.pages[0])
    yield one
    one.close()


def test_nothing_is_wrong_with_a_page_that_is_right(tab: Tab, site: Site) -> None:
    assert look_at(tab, site.pages[0]) == {look: [] for look in LOOKS}


@pytest.mark.parametrize("number", range(len(WRONG)), ids=[str(wrong) for wrong in WRONG])
def test_what_is_wrong_is_found(tab: Tab, site: Site, number: int) -> None:
    wrong, page = WRONG[number], site.pages[number + 1]
    open_page(tab, page)
    said = list(LOOKS[wrong.look](tab, page))
    assert any(wrong.says in one for one in said), said


def test_colours_and_the_keyboard_are_tried_wherever_an_element_stands_as_none_did_before(
    tab: Tab, site: Site
) -> None:
    open_page(tab, site.pages[0])
    ask = count()

    def new() -> bool:
        return shows_a_new_place(tab, next(ask))

    assert new()
    tab.run("document.querySelector('p').after(document.querySelector('p').cloneNode(true))")
    assert not new()
    for change in ("className = 'other'", "hidden = true", "style.color = '#aaa'", "tabIndex = 1"):
        tab.run(f"document.querySelector('p').{change}")
        assert new(), change
    tab.run("document.querySelector('main').append(document.querySelector('h1').cloneNode(true))")
    assert not new()
    tab.run("document.querySelector('h1').append(document.createElement('b'))")
    assert new()
