"""Pictures that other sites show beside a link: what they say, that all fits, and their bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import pytest
from case_files import ROOT
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from sitegen import build
from sitegen.check import check_site
from sitegen.cli import main
from sitegen.folder import read_site_files
from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.look.palette import PAIRS, SHIPPED, Scheme
from sitegen.programme.look.picture_letters import not_drawn, to_draw
from sitegen.programme.look.pictures import Picture, read_picture
from sitegen.programme.model import Programme, Training
from sitegen.programme.states import State, deadline_that_holds
from sitegen.site.addresses import BaseUrl
from sitegen.site.pictures import drawing as drawing_module
from sitegen.site.pictures.drawing import draw, width
from sitegen.site.pictures.layout import ROOM, Face, Layout, lay_out
from sitegen.site.plan import contexts_of
from sitegen.site.views.frame import SiteContext
from sitegen.site.views.link_pictures import (
    CALLED_OFF,
    DEADLINE,
    HEIGHT,
    PLAIN,
    WIDTH,
    Drawing,
    PictureFact,
)
from sitegen.site.views.picture_facts import track_fact, training_fact, training_picture

EVERY_STATE = ROOT / "tests/projects/every-state"
SMALL = ROOT / "tests/projects/small"
TODAY = date(2031, 3, 5)

APPLY = PictureFact(
    label="Apply by",
    fact="Monday, April 18, 2022",
    tone=DEADLINE,
    lines=("Monday, May 16 to Friday, May 20, 2022",),
)


def drawing(name: str = "CPSS Training", about: PictureFact = APPLY, *whose: str) -> Drawing:
    colors = SHIPPED[Scheme.LIGHT]
    return Drawing(name=name, whose=whose or ("Peer Support",), about=about, colors=colors)


# What is drawn where


letters = st.characters(codec="utf-8", max_codepoint=0x2122).filter(lambda one: not not_drawn(one))
texts = st.text(letters, max_size=150).map(to_draw)
facts = st.builds(
    PictureFact,
    label=texts,
    fact=texts,
    tone=st.sampled_from([DEADLINE, CALLED_OFF, PLAIN]),
    lines=st.lists(texts, max_size=3).map(tuple),
)


@given(texts, facts, st.lists(texts, min_size=1, max_size=2))
@example("Ÿ" * 300, PictureFact(label="x" * 300, fact="W" * 300, lines=("ÅÇ" * 200,)), ["M" * 99])
@example("a b " * 300, PictureFact(fact="i " * 900, lines=("y " * 900,) * 3), ["y " * 300] * 2)
def test_no_text_leaves_the_picture_or_lies_on_another(
    name: str, about: PictureFact, whose: list[str]
) -> None:
    layout = lay_out(drawing(name, about, *whose), width)
    below = 0
    for line in layout.lines:
        assert width(line.text, line.face) <= ROOM
        _, top, _, bottom = font(line.face).getbbox(line.text, anchor="ls")
        (band,) = [one for one in layout.bands if one.top <= line.base <= one.bottom]
        assert band.color == line.ground
        assert band.top <= line.base + top
        assert line.base + bottom <= band.bottom
        assert line.base - line.face.size * 0.8 >= below - line.face.size * 0.1
        below = line.base
    assert_covered(layout)


def assert_covered(layout: Layout) -> None:
    """Assert that the bands lie below one another, from the top of the picture to its end."""
    edges = [(one.top, one.bottom) for one in layout.bands]
    assert edges[0][0] == 0
    assert edges[-1][1] == HEIGHT
    assert [bottom for _, bottom in edges[:-1]] == [top for top, _ in edges[1:]]


@cache
def font(face: Face) -> ImageFont.FreeTypeFont:
    name = f"AtkinsonHyperlegible-{'Bold' if face.bold else 'Regular'}.ttf"
    path = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files" / name
    return ImageFont.truetype(path, face.size, layout_engine=ImageFont.Layout.BASIC)


def pixels(text: str, face: Face) -> bytes:
    image = Image.new("L", (100, 100))
    ImageDraw.Draw(image).text((20, 60), text, 255, font(face), anchor="ls")
    return image.tobytes()


def test_the_deadline_is_the_largest_of_all() -> None:
    layout = lay_out(drawing(), width)
    largest = max(layout.lines, key=lambda line: line.face.size)
    assert (largest.text, largest.color) == ("Monday, April 18, 2022", "warm")


def test_long_names_are_wrapped_and_whole() -> None:
    name = "Capacitación para especialistas certificados en apoyo entre pares del condado"
    layout = lay_out(drawing(name), width)
    assert " ".join(one.text for one in layout.lines if one.color == "ink") == name


def test_no_year_stands_alone_on_a_line() -> None:
    about = replace(APPLY, fact="Wednesday, September 28, 2022 at 5 p.m. Central Time")
    said = [one.text for one in lay_out(drawing(about=about), width).lines if one.color == "warm"]
    assert len(said) == 3
    assert min(map(len, said[1:])) > 20


def test_every_text_can_be_read_on_its_ground() -> None:
    pairs = {(pair.front, pair.ground) for pair in PAIRS if pair.least >= 4.5}
    for tone in (DEADLINE, CALLED_OFF, PLAIN):
        about = replace(APPLY, tone=tone)
        for line in lay_out(drawing("A", about, "B", "C"), width).lines:
            assert (line.color, line.ground) in pairs
            assert line.face.size >= 24


def test_every_letter_that_is_drawn_is_in_the_font() -> None:
    for bold in (False, True):
        face = Face(40, bold)
        absent = pixels("\uffff", face)
        every = [chr(one) for one in range(0x21, 0x2123)]
        drawn = [one for one in every if not_drawn(one) is None and to_draw(one) == one]
        assert len(drawn) > 250
        assert [one for one in drawn if pixels(one, face) in {absent, pixels(" ", face)}] == []


@pytest.mark.parametrize("word", ["áéíóúüñ¿¡", "Łódź", "Škoda", "Würzburg", "naïve", "Ştefan"])
def test_names_of_europe_are_drawn(word: str) -> None:
    assert not_drawn(word) is None


def test_an_accent_that_stands_apart_is_drawn_with_its_letter() -> None:
    assert to_draw("Capacitacio\u0301n") == "Capacitación"
    assert not_drawn("Capacitacio\u0301n") is None


@pytest.mark.parametrize("word", ["Отдел", "研修", "한국어", "العربية", "Choctaw a\u0331", "🙂"])
def test_other_letters_are_not(word: str) -> None:
    assert not_drawn(word) is not None


# The bytes


def test_it_is_a_small_png_of_the_size_that_is_promised() -> None:
    data = draw(drawing("How to become a certified peer support specialist supervisor"))
    assert len(data) < 25_000
    with Image.open(BytesIO(data)) as image:
        image.load()
        assert (image.format, image.size, image.mode) == ("PNG", (WIDTH, HEIGHT), "P")
        colors = image.convert("RGB").getcolors(256)
    assert colors is not None
    light = SHIPPED[Scheme.LIGHT]
    most = [color for _, color in sorted(colors, reverse=True)[:3]]
    grounds = [light[name] for name in ("paper", "accent", "warm-soft")]
    assert set(most) == {(one.red, one.green, one.blue) for one in grounds}
    own = read_picture("picture.png", data)  # by a reader that is not Pillow's
    assert isinstance(own, Picture)
    assert (own.size.width, own.size.height) == (WIDTH, HEIGHT)


DRAWN = """
import sys
sys.path.insert(0, "tests"); sys.path.insert(0, "tests/site")
from hashlib import sha256
from test_link_pictures import draw, drawing
print(sha256(draw(drawing("Ñandú", ))).hexdigest(), drawing().address)
"""


def test_another_process_draws_the_same(tmp_path: Path) -> None:
    said = set()
    for seed, zone in (("1", "UTC"), ("2", "America/Chicago")):
        more = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": "C", "HOME": str(tmp_path)}
        command = [sys.executable, "-c", DRAWN]
        ran = subprocess.run(
            command, cwd=ROOT, env=os.environ | more, capture_output=True, text=True, check=True
        )
        said.add(ran.stdout)
    assert len(said) == 1


def test_another_word_or_color_is_another_picture() -> None:
    red = {**SHIPPED[Scheme.LIGHT], "accent": SHIPPED[Scheme.LIGHT]["stop"]}
    some = [
        drawing(),
        drawing("Another"),
        drawing("CPSS Training", replace(APPLY, fact="Monday, April 25, 2022")),
        drawing("CPSS Training", replace(APPLY, tone=PLAIN)),
        drawing("CPSS Training", APPLY, "Other"),
        replace(drawing(), colors=red),
    ]
    assert len({one.address for one in some}) == len(some)
    assert drawing().address == drawing().address


# What they say


def every_state() -> Programme:
    programme = check_site(read_site_files(EVERY_STATE), lambda _: TODAY).programme
    assert programme is not None
    return replace(programme, site=replace(programme.site, link_pictures=True))


@pytest.fixture(scope="module")
def contexts() -> dict[str, SiteContext]:
    programme = every_state()
    base = BaseUrl.of(programme.site.base_url)
    made = contexts_of(programme, Ledger(), TODAY, base)
    return {one.language: one for one in made}


def test_a_training_says_its_deadline_unless_that_would_mislead(
    contexts: Mapping[str, SiteContext],
) -> None:
    context = contexts["en"]
    seen = set()
    for training in context.programme.trainings:
        state, fact = context.times.state(training), training_fact(training, context)
        seen.add(state)
        instead = {
            State.CANCELLED: "Cancelled",
            State.POSTPONED: "Postponed",
            State.FULL: "Full",
            State.WAITING_LIST: "Full, with a waiting list",
        }
        if state in instead:
            assert (fact.fact, fact.tone) == (instead[state], CALLED_OFF)
        elif state is State.OVER:
            assert fact.label == "Past training"
        elif deadline := deadline_that_holds(training):
            assert context.words.day(deadline.moment.day) in fact.fact
            assert fact.tone == DEADLINE
        else:
            assert fact.tone == PLAIN
        said = (fact.fact, *fact.lines)
        assert training.days is None or any(first_day(training, context) in one for one in said)
    assert len(seen) >= 12


def first_day(training: Training, context: SiteContext) -> str:
    first = training.runs[0].days
    return context.words.ends(first.first, first.last)[0]


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_said_stays_true_while_others_keep_it(
    contexts: Mapping[str, SiteContext], language: str
) -> None:
    """Nothing that a day makes wrong: no "open", no "soon", no date without its year."""
    context = contexts[language]
    pictures = [training_picture(one, context) for one in context.programme.trainings]
    facts = [
        *(one.drawing.about for one in pictures if one),
        *(track_fact(one, context) for one in context.programme.tracks),
    ]
    assert len(facts) > 20
    for fact in facts:
        for text in (fact.label, fact.fact, *fact.lines):
            assert not re.search(r"(?i)\b(is open|open now|soon|abiert|pronto|today|hoy)\b", text)
            assert not re.search(r"\d", text) or re.search(r"\b20\d\d\b", text), text


def test_a_track_says_what_its_next_training_does(contexts: Mapping[str, SiteContext]) -> None:
    context = contexts["en"]
    said = 0
    for track in context.programme.tracks:
        next_ = context.times.tracks[track.id].next_to_act_on
        expected = training_fact(next_, context) if next_ else PictureFact()
        assert track_fact(track, context) == expected
        said += next_ is not None
    assert said > 1


# On the site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for path, data in read_site_files(SMALL).read.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    with (root / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("\nlink_pictures: yes\nother_languages: [es]\n")
    return root


def built(root: Path, output: Path, today: str = "2022-02-01", *more: str) -> Path:
    command = ["build", "--root", str(root), "--output", str(output), "--today", today, *more]
    assert main(command) == 0
    return output


def images(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    found = re.findall('<meta property="og:image" content="(.*?)">', text)
    assert len(found) == len(re.findall('<meta name="twitter:card" content="summary_large', text))
    return found


def pages(output: Path) -> Iterator[tuple[str, Path]]:
    for page in sorted(output.rglob("*.html")):
        yield page.relative_to(output).as_posix(), page


BASE = "https://example.org/peer-training/"


def test_every_page_for_search_engines_has_a_picture_that_is_there(
    site: Path, tmp_path: Path
) -> None:
    output = built(site, tmp_path / "output")
    listed = (output / "sitemap.xml").read_text(encoding="utf-8")
    used, many = set(), 0
    for name, page in pages(output):
        is_listed = f"<loc>{BASE}{name.removesuffix('index.html')}</loc>" in listed
        found = images(page)
        assert len(found) == is_listed, name
        for url in found:
            path = url.removeprefix(BASE)
            assert (output / path).is_file()
            used.add(path)
            many += 1
    assert many > 20
    there = {one.relative_to(output).as_posix() for one in output.rglob("pictures/*.png")}
    assert there == used
    assert max((output / one).stat().st_size for one in there) < 25_000


def test_a_picture_has_its_words_and_its_size_on_the_page(site: Path, tmp_path: Path) -> None:
    output = built(site, tmp_path / "output")
    html = (output / "trainings/cpss-2022-03/index.html").read_text(encoding="utf-8")
    said = dict(re.findall('<meta property="og:image:([a-z]+)" content="(.*?)">', html))
    assert unescape(said.pop("alt")) == (
        "CPSS Training. Monday, March 21 to Friday, March 25, 2022. "
        "Apply by Monday, February 21, 2022. Peer Training. Department of Invented Affairs"
    )
    assert said == {"type": "image/png", "width": "1200", "height": "630"}
    spanish = (output / "es/trainings/cpss-2022-03/index.html").read_text(encoding="utf-8")
    assert "21 de febrero de 2022" in re.findall('og:image:alt" content="(.*?)"', spanish)[0]


def test_a_picture_is_drawn_again_only_when_it_says_something_else(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def counting(one: Drawing) -> bytes:
        drawn.append(one.about.label)
        return draw(one)

    monkeypatch.setattr(drawing_module, "draw", counting)
    output = built(site, tmp_path / "output", "2022-01-10")
    assert len(drawn) > 10
    drawn.clear()
    built(site, output, "2022-01-11")
    assert drawn == []
    was = {one.name for one in output.rglob("pictures/*.png")}
    built(site, output, "2022-04-01")  # the training is past
    now = {one.name for one in output.rglob("pictures/*.png")}
    assert "Past training" in drawn
    assert len(drawn) == len(now - was) < 10


def test_a_preview_has_no_pictures(site: Path, tmp_path: Path) -> None:
    output = built(site, tmp_path / "output", "2022-02-01", "--preview")
    assert list(output.rglob("*.png")) == []
    texts = [page.read_text(encoding="utf-8") for _, page in pages(output)]
    assert texts
    assert [one for one in texts if "og:" in one or "twitter:" in one] == []


def test_without_what_draws_them_the_site_is_built_and_it_is_said(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(build, "can_draw", lambda: False)
    output = built(site, tmp_path / "output")
    said = capsys.readouterr()
    assert 'pip install "sitegen[pictures]"' in said.out + said.err
    assert "content/site.yaml" in said.out + said.err
    assert [name for name, page in pages(output) if images(page)] == []
    assert list(output.rglob("*.png")) == []


def test_a_page_whose_name_cannot_be_drawn_has_none(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "site"
    for path, data in read_site_files(site).read.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = data.decode()
        if path == "content/tracks.yaml":
            text = text.replace("name: CPSS Training", "name: Обучение", 1)
        (root / path).write_text(text, encoding="utf-8")
    output = built(root, tmp_path / "output")
    assert images(output / "trainings/cpss/index.html") == []
    assert images(output / "trainings/cpss-2022-03/index.html") == []
    assert len(images(output / "index.html")) == 1
    said = capsys.readouterr()
    assert "1 notice" in said.out + said.err


def test_a_site_that_does_not_ask_for_pictures_has_none(tmp_path: Path) -> None:
    output = built(SMALL, tmp_path / "output")
    assert list(output.rglob("*.png")) == []
    assert [name for name, page in pages(output) if images(page)] == []


def test_nothing_that_draws_is_loaded_for_a_site_without_pictures(tmp_path: Path) -> None:
    code = (
        "import sys; from sitegen.cli import main\n"
        f"main(['build', '--root', {str(SMALL)!r}, '--output', {str(tmp_path / 'output')!r}])\n"
        "sys.exit('PIL' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
