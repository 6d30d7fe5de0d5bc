"""The files of `hosting/`, in the web servers that they are for."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

import pytest
from built_site import ALL, INVENTED, ONE_DAY_LESS, BuiltSite
from web_servers import HOSTING, Answer, WebServer, apache, hosting_file, nginx

from sitegen.lazy import replace
from sitegen.site.kinds import DOCUMENT_FILE, KINDS

ROOT = Path(__file__).parents[1]
BASE = "/peers"  # path in base_url of the invented site

PLAIN = f"{BASE}/calendars/plain-trainings-and-deadlines.ics"
EVENING = f"{BASE}/calendars/evening-trainings-and-deadlines.ics"
CALENDAR = "text/calendar; charset=utf-8"
FRAMED = ("embed/", "es/embed/")


@dataclass(frozen=True)
class Hosted:
    """A site, and the server that publishes it."""

    site: BuiltSite
    server: WebServer

    def get(self, path: str, **headers: str) -> Answer:
        return self.server.get(path, **headers)

    def asset(self) -> str:
        """Give the path of the stylesheet."""
        (file,) = (self.site.output / "assets").glob("site.*.css")
        return f"{BASE}/assets/{file.name}"


def hosted_by_nginx(folder: Path) -> Iterator[Hosted]:
    with nginx(folder / "nginx", BASE) as server:
        yield Hosted(BuiltSite.of(INVENTED, folder / "site", server.root / "peers"), server)


def hosted_by_apache(folder: Path) -> Iterator[Hosted]:
    with apache(hosting_file("apache.conf", BASE)) as server:
        yield Hosted(BuiltSite.of(INVENTED, folder / "site", server.root / "peers"), server)


def hosted_by_htaccess(folder: Path) -> Iterator[Hosted]:
    with apache("AllowOverride All") as server:
        site = BuiltSite.of(INVENTED, folder / "site", server.root / "peers")
        (site.output / ".htaccess").write_text(hosting_file("apache.conf", BASE), encoding="utf-8")
        yield Hosted(site, server)


HOSTS = [hosted_by_nginx, hosted_by_apache, hosted_by_htaccess]


@pytest.fixture(scope="module", params=HOSTS)
def hosted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hosted]:
    """For tests that only ask."""
    yield from request.param(tmp_path_factory.mktemp("hosted"))


@pytest.fixture(params=HOSTS)
def changing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hosted]:
    """For a test that changes the site."""
    yield from request.param(tmp_path)


class TestServer:
    def test_every_calendar_has_the_type_that_programs_subscribe_to(self, hosted: Hosted) -> None:
        for address, data in hosted.site.feeds.items():
            answer = hosted.get(f"{BASE}/{address}")
            assert (answer.status, answer.headers["Content-Type"]) == (200, CALENDAR)
            assert answer.body == data
            assert "Content-Disposition" not in answer.headers

    def test_the_other_types(self, hosted: Hosted) -> None:
        for path, media_type in [
            (f"{BASE}/", "text/html; charset=utf-8"),
            (f"{BASE}/calendars/", "text/html; charset=utf-8"),
            (f"{BASE}/robots.txt", "text/plain; charset=utf-8"),
            (f"{BASE}/sitemap.xml", "text/xml; charset=utf-8"),
            (f"{BASE}/changes.atom", "application/atom+xml; charset=utf-8"),
            (f"{BASE}/changes.json", "application/json; charset=utf-8"),
            (hosted.asset(), "text/css; charset=utf-8"),
        ]:
            answer = hosted.get(path)
            found = answer.headers["Content-Type"].replace("application/xml", "text/xml")
            assert (answer.status, found) == (200, media_type), path

    def test_what_has_not_changed_is_not_sent_again(self, hosted: Hosted) -> None:
        for path in (PLAIN, f"{BASE}/", hosted.asset()):
            first = hosted.get(path)
            for asked in (
                {"If_None_Match": first.headers["ETag"]},
                {"If_Modified_Since": first.headers["Last-Modified"]},
            ):
                again = hosted.get(path, **asked)
                assert (again.status, again.body) == (304, b""), asked
                assert again.headers["Cache-Control"] == first.headers["Cache-Control"]

    def test_those_who_can_unpack_are_sent_less(self, hosted: Hosted) -> None:
        for path in (PLAIN, f"{BASE}/", f"{BASE}/changes.atom", hosted.asset()):
            whole = hosted.get(path)
            packed = hosted.get(path, Accept_Encoding="gzip")
            assert packed.headers["Content-Encoding"] == "gzip"
            assert "Content-Encoding" not in whole.headers
            assert gzip.decompress(packed.body) == whole.body
            assert len(packed.body) < len(whole.body)
            assert packed.headers["Vary"] == whole.headers["Vary"] == "Accept-Encoding"
            through = hosted.get(path, Accept_Encoding="gzip", Via="1.1 proxy")
            assert through.body == packed.body
            tag, since = packed.headers["ETag"], packed.headers["Last-Modified"]
            for asked in ({"If_None_Match": tag}, {"If_Modified_Since": since}):
                again = hosted.get(path, Accept_Encoding="gzip", **asked)
                assert (again.status, again.body) == (304, b""), (path, asked)

    def test_neither_after_a_build_that_changed_nothing(self, changing: Hosted) -> None:
        before = changing.get(PLAIN)
        schedule = changing.site.root / "schedules/2024.yaml"
        schedule.write_text(f"# A remark of an editor.\n{schedule.read_text(encoding='utf-8')}")
        since = before.headers["Last-Modified"]
        tomorrow = replace(changing.site, today=changing.site.today + timedelta(days=1))
        for site in (changing.site, tomorrow):
            site.build()
            assert changing.get(PLAIN, If_None_Match=before.headers["ETag"]).status == 304
            assert changing.get(PLAIN, If_Modified_Since=since).status == 304

    def test_only_calendars_with_a_change_are_sent_again(self, changing: Hosted) -> None:
        ways: tuple[dict[str, str], ...] = ({}, {"Accept_Encoding": "gzip"})
        before = {
            path: [changing.get(path, **way).headers for way in ways]
            for path in (PLAIN, EVENING, f"{BASE}/{ALL}")
        }
        changing.site.edit("schedules/2024.yaml", ONE_DAY_LESS)
        changing.site.build()

        def statuses(path: str) -> set[int]:
            return {
                changing.get(path, **way, **asked).status
                for way, was in zip(ways, before[path], strict=True)
                for asked in (
                    {"If_None_Match": was["ETag"]},
                    {"If_Modified_Since": was["Last-Modified"]},
                )
            }

        assert statuses(PLAIN) == {200}
        assert statuses(f"{BASE}/{ALL}") == {200}
        assert statuses(EVENING) == {304}
        assert b"DTEND;VALUE=DATE:20240517\r\n" in changing.get(PLAIN).body
        new = parsedate_to_datetime(changing.get(PLAIN).headers["Last-Modified"])
        assert new > parsedate_to_datetime(before[PLAIN][0]["Last-Modified"])

    def test_how_long_things_are_kept(self, hosted: Hosted) -> None:
        for path in (f"{BASE}/", PLAIN, f"{BASE}/robots.txt", f"{BASE}/nowhere/"):
            assert hosted.get(path).headers["Cache-Control"] == "no-cache", path
        kept = hosted.get(hosted.asset()).headers["Cache-Control"]
        assert kept == "public, max-age=31536000, immutable"

    def test_security(self, hosted: Hosted) -> None:
        for path in (f"{BASE}/", PLAIN, hosted.asset(), f"{BASE}/nowhere/"):
            headers = hosted.get(path).headers
            assert headers["Content-Security-Policy"] == f"{policy()}; frame-ancestors 'none'"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"

    def test_other_sites_may_show_the_lists_that_are_made_for_them_and_no_other_page(
        self, hosted: Hosted
    ) -> None:
        for file in sorted(hosted.site.output.rglob("*.html")):
            path = file.relative_to(hosted.site.output).as_posix()
            asked = f"{BASE}/{path.removesuffix('index.html')}"
            framed_by = "*" if path.startswith(FRAMED) else "'none'"
            said = hosted.get(asked).headers["Content-Security-Policy"]
            assert said == f"{policy()}; frame-ancestors {framed_by}", path

    def test_an_address_that_only_looks_like_such_a_list_is_not_for_frames(
        self, hosted: Hosted
    ) -> None:
        for path in (
            "trainings/embed/",
            "calendars/embed/",
            "embed.html",
            "embedded/",
            "embed/x.js",
        ):
            said = hosted.get(f"{BASE}/{path}").headers["Content-Security-Policy"]
            assert said.endswith("frame-ancestors 'none'"), path

    def test_scripts_of_other_sites_may_read_data_feeds_and_calendars_only(
        self, hosted: Hosted
    ) -> None:
        for file in sorted(one for one in hosted.site.output.rglob("*") if one.is_file()):
            path = file.relative_to(hosted.site.output).as_posix()
            if not path.startswith("."):
                read_by = hosted.get(f"{BASE}/{path}").headers.get("Access-Control-Allow-Origin")
                assert read_by == ("*" if file.suffix in PUBLIC_DATA else None), path

    def test_what_is_not_there(self, hosted: Hosted) -> None:
        page = (hosted.site.output / "404.html").read_bytes()
        for path in ("nowhere/", "calendars/nowhere.ics", ".sitegen-manifest", "trainings/x.html"):
            answer = hosted.get(f"{BASE}/{path}")
            assert (answer.status, answer.body) == (404, page), path
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"

    def test_a_missing_asset_is_not_missing_for_a_year(self, hosted: Hosted) -> None:
        answer = hosted.get(f"{BASE}/assets/site.0123456789.css")
        assert (answer.status, answer.headers["Cache-Control"]) == (404, "no-cache")

    def test_an_address_without_its_slash_leads_to_the_page(self, hosted: Hosted) -> None:
        answer = hosted.get(f"{BASE}/calendars")
        assert answer.status == 301
        assert answer.headers["Location"].removeprefix(hosted.server.url) == f"{BASE}/calendars/"


OLD_FEED = f"{BASE}/calendars/everything.ics"
REDIRECTED = {
    f"{BASE}/to-ask/": f"{BASE}/contact/",
    f"{BASE}/es/to-ask/": f"{BASE}/es/contact/",
    f"{BASE}/ask.html": f"{BASE}/contact/",
    OLD_FEED: f"{BASE}/{ALL}",
}


def site_with_redirects(folder: Path) -> BuiltSite:
    """The invented site, of which some addresses were others, in two languages."""
    site = BuiltSite.of(INVENTED, folder)
    old = {path.removeprefix(BASE): new.removeprefix(BASE) for path, new in REDIRECTED.items()}
    lines = [f"  {one}: {new}\n" for one, new in old.items() if not one.startswith("/es/")]
    with (site.root / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.writelines(["redirects:\n", *lines])
    site.build()
    return site


def nginx_with_lines(folder: Path) -> Iterator[Hosted]:
    site = site_with_redirects(folder / "site")
    lines = f" include {site.output}/_redirects.nginx;"
    with nginx(folder / "nginx", BASE, lines) as server:
        yield Hosted(replace(site, output=copied(site, server)), server)


def apache_with_lines(folder: Path) -> Iterator[Hosted]:
    site = site_with_redirects(folder / "site")
    lines = f"\nInclude {site.output}/_redirects.apache\n"
    with apache(hosting_file("apache.conf", BASE) + lines) as server:
        yield Hosted(replace(site, output=copied(site, server)), server)


def htaccess_with_lines(folder: Path) -> Iterator[Hosted]:
    site = site_with_redirects(folder / "site")
    with apache("AllowOverride All") as server:
        output = copied(site, server)
        lines = (output / "_redirects.apache").read_text(encoding="utf-8")
        text = f"{hosting_file('apache.conf', BASE)}\n{lines}"
        (output / ".htaccess").write_text(text, encoding="utf-8")
        yield Hosted(replace(site, output=output), server)


def copied(site: BuiltSite, server: WebServer) -> Path:
    return shutil.copytree(site.output, server.root / BASE.strip("/"))


class TestRedirects:
    @pytest.mark.parametrize("host", [nginx_with_lines, apache_with_lines, htaccess_with_lines])
    def test_a_host_with_our_lines_answers_with_the_new_address_for_good(
        self, host: Callable[[Path], Iterator[Hosted]], tmp_path: Path
    ) -> None:
        for hosted in host(tmp_path):
            for old, new in REDIRECTED.items():
                answer = hosted.get(old)
                assert answer.status == 301, old
                assert answer.headers["Location"].removeprefix(hosted.server.url) == new
                assert hosted.get(new).status == 200
            # Nothing but these addresses leads elsewhere.
            for path in ("to-ask/more/", "ask-html", "calendars/everything-ics"):
                assert hosted.get(f"{BASE}/{path}").status == 404, path
            assert hosted.get(f"{BASE}/contact/").status == 200

    def test_a_host_without_them_sends_a_page_that_goes_on_or_the_calendar_itself(
        self, tmp_path: Path
    ) -> None:
        site = site_with_redirects(tmp_path / "site")
        with nginx(tmp_path / "nginx", BASE) as server:
            copied(site, server)
            for old, new in REDIRECTED.items():
                answer = server.get(old)
                assert answer.status == 200
                if old == OLD_FEED:
                    assert answer.body == server.get(new).body
                    assert answer.headers["Content-Type"] == CALENDAR
                else:
                    to = re.search(rb'content="0; url=([^"]*)"', answer.body)
                    assert to
                    assert urljoin(old, to[1].decode()) == new

    def test_netlify_and_cloudflare_pages_read_what_is_meant(self, tmp_path: Path) -> None:
        """Three words in each line: https://developers.cloudflare.com/pages/configuration/redirects."""
        site = site_with_redirects(tmp_path)
        lines = (site.output / "_redirects").read_text(encoding="utf-8").splitlines()
        read = [line.split(" ") for line in lines]
        assert {old: new for old, new, _ in read} == REDIRECTED
        assert {status for *_, status in read} == {"301"}
        assert all(len(line) <= 1000 for line in lines), "Cloudflare reads no longer line"


PUBLIC_DATA = {".json", ".atom", ".ics"}
"""Endings of what scripts of other sites may read."""


def test_it_is_decided_of_every_file_for_machines_whether_other_sites_may_read_it() -> None:
    """Add its ending to `PUBLIC_DATA` and to the files of `hosting/`, or below."""
    others = {*(".xml", ".txt"), *("", ".nginx", ".apache")}  # search engines, lines for hosts
    endings = {
        PurePosixPath(kind.pattern).suffix
        for kind in KINDS
        if kind.template is None and not kind.is_old and kind is not DOCUMENT_FILE
    }
    assert endings == PUBLIC_DATA | others


def policy() -> str:
    """The policy of the pages."""
    layout = (ROOT / "templates/partials/policy.html").read_text(encoding="utf-8")
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', layout)
    assert found
    return found[1]


class TestHeadersFile:
    """`_headers` as Netlify and Cloudflare Pages document it."""

    JOINED = frozenset({"Content-Security-Policy"})

    @staticmethod
    def rules() -> Mapping[str, Mapping[str, str]]:
        rules: dict[str, dict[str, str]] = {}
        for line in (HOSTING / "_headers").read_text(encoding="utf-8").splitlines():
            if line.startswith("/"):
                pattern = line
                assert pattern not in rules
                rules[pattern] = {}
            elif line and not line.startswith("#"):
                assert line.startswith("  "), line
                name, _, value = line.strip().partition(": ")
                rules[pattern][name] = value
        return rules

    def headers(self, path: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for pattern, headers in self.rules().items():
            form = re.sub(r":[a-z]+", "[^/]+", re.escape(pattern).replace(r"\*", ".*"))
            if re.fullmatch(form, path):
                both = found.keys() & headers.keys()
                assert both <= self.JOINED, "both would be sent, joined by a comma"
                found |= {n: ", ".join(filter(None, (found.get(n), headers[n]))) for n in headers}
        return found

    def test_services_accept_it(self) -> None:
        for pattern in self.rules():
            assert pattern.count("*") <= 1, "Cloudflare allows one in each pattern"
        for line in (HOSTING / "_headers").read_text(encoding="utf-8").splitlines():
            assert len(line) <= 2000, "Cloudflare reads no longer line"

    def test_every_file_gets_what_it_needs(self, tmp_path: Path) -> None:
        site = BuiltSite.of(INVENTED, tmp_path)
        for file in site.output.rglob("*"):
            path = file.relative_to(site.output).as_posix()
            headers = self.headers(f"/{path}")
            # A policy without frame-ancestors leaves it to X-Frame-Options.
            framed = f"{policy()}, {policy()}; frame-ancestors *"
            wanted = framed if path.startswith(FRAMED) else policy()
            assert headers["Content-Security-Policy"] == wanted, path
            assert headers["X-Frame-Options"] == "DENY"
            read_by = "*" if file.suffix in PUBLIC_DATA else None
            assert headers.get("Access-Control-Allow-Origin") == read_by, path
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers.get("Content-Type") == (CALENDAR if file.suffix == ".ics" else None)
            hashed = file.is_file() and file.parent.name == "assets"
            kept = "public, max-age=31536000, immutable"
            assert headers.get("Cache-Control") == (kept if hashed else None), file
            assert not hashed or re.search(r"\.[0-9a-f]{10}\.", file.name)
