"""A build that would make the same again says so at once; everything else is built anew."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import unchanged
from sitegen.cli import main

SMALL = Path(__file__).parent / "projects" / "small"
TODAY = "2022-01-15"


class Site:
    """A site of its own with an own folder for what is kept, and how often it was really built."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = folder / "site"
        self.output = self.root / "output"
        self.builds = 0
        shutil.copytree(SMALL, self.root)
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        from sitegen import build  # noqa: PLC0415 - as the command does it

        whole = build.build_site

        def counted(*given: object, **named: object) -> object:
            self.builds += 1
            return whole(*given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(build, "build_site", counted)

    def build(self, *more: str, today: str = TODAY) -> int:
        return main(["build", "--root", str(self.root), "--today", today, *more])

    def is_built_by(self, change: Callable[[], object], *more: str, today: str = TODAY) -> bool:
        """Tell whether the site is built anew after a change, and not again after that."""
        change()
        before = self.builds
        self.build(*more, today=today)
        again = self.builds
        self.build(*more, today=today)
        assert self.builds == again, "built again although nothing has changed"
        return again > before


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    made = Site(tmp_path, monkeypatch)
    made.build()
    return made


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_nothing_is_built_or_written_again(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.build("--base-url", "https://x.example.org/")
    before = {path: path.stat().st_mtime_ns for path in site.output.rglob("*")}
    capsys.readouterr()
    site.build("--base-url", "https://x.example.org/")
    assert site.builds == 2
    assert {path: path.stat().st_mtime_ns for path in site.output.rglob("*")} == before
    assert "Nothing has changed" in capsys.readouterr().out


def test_the_same_is_said_as_by_a_build(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = site.root / "content/places.yaml"
    place.write_text(place.read_text() + "# nothing\n")
    assert site.build() == 0
    capsys.readouterr()
    assert site.build() == 0
    quick = capsys.readouterr().out
    monkeypatch.setattr(unchanged, "said_before", lambda *_: None)
    assert site.build() == 0
    assert capsys.readouterr().out == quick


def test_each_file_that_is_read_counts(site: Site) -> None:
    for folder in ("content", "schedules"):
        for path in sorted((site.root / folder).rglob("*")):
            if path.is_file() and path.suffix in {".yaml", ".md"}:
                text = path.read_text()
                end = "\n" if path.suffix == ".md" else "# a remark\n"
                assert site.is_built_by(lambda p=path, t=text, e=end: p.write_text(t + e)), path


@pytest.mark.parametrize(
    "name",
    ["content/pages/new.md", "content/files/x.pdf", "schedules/2099.yaml", "schedules/x.yml"],
)
def test_a_new_file_counts_and_so_does_one_that_is_gone(site: Site, name: str) -> None:
    right = everything(site.output)
    path = site.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    site.build()
    assert site.builds == 2
    path.unlink()
    assert site.build() == 0
    assert everything(site.output) == right


@pytest.mark.parametrize("name", ["pages/home.html", "assets/site.css", "assets/more.css"])
def test_templates_of_the_site_count(site: Site, name: str) -> None:
    own = site.root / "templates" / name
    shipped = Path(__file__).parents[1] / "templates" / name
    own.parent.mkdir(parents=True)
    text = shipped.read_text() if shipped.exists() else "a { }\n"
    assert site.is_built_by(lambda: own.write_text(text))
    assert site.is_built_by(lambda: own.write_text(text + "\n"))
    assert site.is_built_by(own.unlink)


def test_the_day_and_the_options_count(site: Site, tmp_path: Path) -> None:
    assert site.is_built_by(lambda: None, today="2022-01-16")
    assert site.is_built_by(lambda: None, "--base-url", "https://x.example.org/")
    assert site.is_built_by(lambda: None, "--output", str(tmp_path / "elsewhere"))
    (tmp_path / "more").mkdir()
    assert site.is_built_by(lambda: None, "--templates", str(tmp_path / "more"))


def test_a_preview_and_the_site_are_told_apart(site: Site) -> None:
    assert site.is_built_by(lambda: None, "--preview")
    assert not site.is_built_by(lambda: None)
    place, was = site.root / "content/places.yaml", everything(site.output)
    assert site.is_built_by(lambda: place.write_text(place.read_text() + "\n"), "--preview")
    assert everything(site.output) == was
    assert site.is_built_by(lambda: None)


def test_the_program_counts(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_packages", lambda: ["jinja2-99.0.dist-info"])
    assert site.is_built_by(unchanged.program.cache_clear)
    monkeypatch.setattr(unchanged, "_stamps", lambda _: ["cli.py 1 2"])
    assert site.is_built_by(unchanged.program.cache_clear)
    monkeypatch.setattr(unchanged, "zone_files", lambda _: [[1, 2]])
    assert site.is_built_by(lambda: None)
    unchanged.program.cache_clear()


def test_the_clocks_of_places_in_other_zones_count(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = site.root / "content/places.yaml"
    place.write_text(f"{place.read_text()}    timezone: America/Phoenix\n")
    stamps = {"America/Phoenix": 1}
    monkeypatch.setattr(
        unchanged, "zone_files", lambda zones: [[stamps.get(one, 0)] for one in sorted(zones)]
    )
    site.build()
    assert site.is_built_by(lambda: stamps.update({"America/Phoenix": 2}))
    assert not site.is_built_by(lambda: stamps.update({"America/Denver": 2}))


def _retimed(path: Path) -> None:
    """Change a file, and give it its size and its time back."""
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _replaced_by_link(path: Path) -> None:
    path.rename(path.with_name("other"))
    path.symlink_to(path.with_name("other"))


HAND = {
    "edited": lambda path: path.write_bytes(path.read_bytes() + b" "),
    "edited, with its old size and time": _retimed,
    "removed": lambda path: path.unlink(),
    "replaced by a link": _replaced_by_link,
    "emptied": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("how", HAND)
@pytest.mark.parametrize("name", ["index.html", ".sitegen-manifest"])
def test_an_output_that_is_changed_by_hand_is_made_whole(site: Site, name: str, how: str) -> None:
    right = everything(site.output)
    HAND[how](site.output / name)
    before = site.builds
    status = site.build()
    assert site.builds > before
    if name == "index.html":
        assert status == 0
        now = everything(site.output)
        now.pop("other", None)
        assert now == right


def test_an_output_that_was_copied_or_is_gone_is_built(site: Site) -> None:
    right = everything(site.output)
    shutil.copytree(site.output, site.root / "copy")
    shutil.rmtree(site.output)
    assert site.is_built_by(lambda: (site.root / "copy").rename(site.output))
    assert site.is_built_by(lambda: shutil.rmtree(site.output))
    assert everything(site.output) == right


def test_what_a_killed_build_has_left_is_cleared(site: Site) -> None:
    left = site.root / ".output.sitegen-next"
    assert site.is_built_by(left.mkdir)
    assert not left.exists()


def test_mistakes_are_said_each_time(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.root / "content/site.yaml").write_text("name: [")
    for _ in range(2):
        assert site.build() == 1
        assert "content/site.yaml" in capsys.readouterr().out


def test_that_nothing_can_be_kept_is_no_fault_of_what_is_published(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk refuses when the site is new already: then it is not said that nothing changed."""

    def refuse(_: object) -> list[list[int]]:
        raise OSError(errno.EIO, "refused")

    monkeypatch.setattr(unchanged, "zone_files", refuse)
    assert site.build(today="2022-01-16") == 0
    assert "files written" in capsys.readouterr().out


def test_with_links_only_a_build_can_tell(site: Site) -> None:
    (site.root / "content/places2.txt").symlink_to("places.yaml")
    before = site.builds
    site.build()
    site.build()
    assert site.builds == before + 2


def test_what_is_kept_may_be_deleted_or_damaged_at_any_time(site: Site, tmp_path: Path) -> None:
    right = everything(site.output)
    (kept,) = (tmp_path / "cache/sitegen").glob("build-*")
    for damage in (b"", b"{}", kept.read_bytes()[:-1], b"x" * 100):
        assert site.is_built_by(lambda data=damage: kept.write_bytes(data))
    assert site.is_built_by(lambda: shutil.rmtree(tmp_path / "cache"))
    assert everything(site.output) == right


def test_after_any_changes_the_site_is_that_of_a_build_from_nothing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)
    texts = {
        path: path.read_text() for path in sorted(site.root.glob("*/*.yaml")) if path.is_file()
    }

    def edited() -> None:
        path = chance.choice(list(texts))
        path.write_text(chance.choice((texts[path], f"{texts[path]}# {chance.random()}\n")))

    def day() -> None:
        nonlocal today
        today = f"2022-0{chance.randint(1, 6)}-15"

    def by_hand() -> None:
        path = chance.choice([p for p in site.output.rglob("*.html") if p.is_file()])
        chance.choice((Path.unlink, _retimed))(path)

    def template() -> None:
        own = site.root / "templates/assets/site.css"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(chance.choice(("a{}", "b{}")))

    def forgotten() -> None:
        for path in (tmp_path / "cache/sitegen").iterdir():
            chance.choice((Path.unlink, lambda p: p.write_bytes(b"?")))(path)

    today = TODAY
    acts = (edited, edited, day, by_hand, template, forgotten, lambda: None, lambda: None)
    for _ in range(30):
        chance.choice(acts)()
        assert site.build(today=today) == 0
        now = everything(site.output)
        fresh = tmp_path / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        with monkeypatch.context() as patched:
            patched.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
            shutil.rmtree(tmp_path / "none", ignore_errors=True)
            assert site.build("--output", str(fresh), today=today) == 0
        assert now == everything(fresh)
    assert site.builds < 60
