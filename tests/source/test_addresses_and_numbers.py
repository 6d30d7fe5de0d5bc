"""Addresses on the web, e-mail addresses, phone numbers: one form, or the sign that is wrong."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.source.email_addresses import read_email
from sitegen.source.fields import Misread
from sitegen.source.phone_numbers import dialled, read_phone
from sitegen.source.site_address import read_base_url
from sitegen.source.web_addresses import read_link_target, read_web_address

FORM = "https://example.org/form.pdf"


@pytest.mark.parametrize(
    "text",
    [
        FORM,
        "https://example.org",
        "https://en.wikipedia.org/wiki/Peer_(support)",
        "https://example.org:8080/a?b=c&d=e#f",
        "https://192.168.1.1/x",
    ],
)
def test_addresses_that_are_right_stay(text: str) -> None:
    assert read_web_address(text) == text


def test_other_letters_of_a_path_are_sent_as_bytes() -> None:
    assert read_web_address("https://example.org/español.pdf") == (
        "https://example.org/espa%C3%B1ol.pdf"
    )


@pytest.mark.parametrize(
    ("text", "named", "better"),
    [
        ("https;//example.org/form.pdf", "https;//", FORM),
        ("https//example.org/form.pdf", "https//", FORM),
        ("htps://example.org/form.pdf", "htps://", FORM),
        ("https:/example.org/form.pdf", "https:/ ", FORM),
        ("https:\\\\example.org\\form.pdf", "https:\\\\", FORM),
        ("https:// example.org/form.pdf", "space", FORM),
        ("https://https://example.org/form.pdf", "https://https://", FORM),
        ("http://example.org/form.pdf", "https://", FORM),
        ("<https://example.org/form.pdf>", "around", FORM),
        ("https://user@example.org/form.pdf", "user name", FORM),
        ("https://user:pass@example.org/form.pdf", "user name", FORM),
        ("https://example.org/form.pdf.", "a dot", FORM),
        ("https://example.org/form.pdf,", "a comma", FORM),
        ("https://example.org/form.pdf).", "a dot", FORM),
        ("https://example.org./form.pdf", "dots", FORM),
        ("https://example,org/form.pdf", "comma", FORM),
        ("https://ехample.org/form.pdf", "Cyrillic letter е", FORM),
        ("https://example.org/fοrm.pdf", "Greek letter ο", FORM),
        ("https://example.org/my form.pdf", "space", "https://example.org/my%20form.pdf"),
        ("https://example.org/100%.pdf", "percent", "https://example.org/100%25.pdf"),
        ("https://example.org/form.pdf https://example.org/b", "Two addresses", None),
        ("https://example.org/form.pdf, www.example.org/b", "Two addresses", None),
        ("https://example.org@forms.example.com/", "user name", None),
        ("name@example.org", "e-mail address", None),
        ("C:\\Forms\\form.pdf", "computer", None),
        ("https://example.org:99999/", "https://", None),
    ],
)
def test_the_sign_that_is_wrong_is_named(text: str, named: str, better: str | None) -> None:
    found = read_web_address(text)
    assert isinstance(found, Misread)
    assert named in found.message
    assert found.better == better
    assert better is None or read_web_address(better) == better
    assert not found.safe


@given(st.text(st.sampled_from("htps:/\\.@ ,;é<>()%20aеorgx-?#"), max_size=30))
def test_what_is_proposed_for_an_address_is_accepted(rest: str) -> None:
    for text in (rest, f"https://{rest}", f"https://example.org/{rest}"):
        found = read_web_address(text)
        if isinstance(found, Misread):
            assert found.better is None or isinstance(read_web_address(found.better), str)
        else:
            assert found.isascii()
            assert read_web_address(found) == found


@pytest.mark.parametrize(
    "text",
    [
        *("kathy@example.org.", "kathy@example.org,", "mailto:kathy@example.org"),
        *("Kathy Smith <kathy@example.org>", "<kathy@example.org>", "kathy@example.org (work)"),
        *("Kathy <mailto:kathy@example.org>", "kathy at example dot org", "kathy@@example.org"),
        *("kathy@example,org", ".kathy@example.org", "kathy@ example.org", "kаthy@example.org"),
        *("Kathy: kathy@example.org", "kathy.@example.org", "kathy@example..org"),
    ],
)
def test_the_address_is_found_in_what_was_written(text: str) -> None:
    found = read_email(text)
    assert isinstance(found, Misread)
    assert found.better == "kathy@example.org"
    assert not found.safe


@pytest.mark.parametrize("text", ["a@x.org, b@x.org", "a@x.org; b@x.org", "a@x.org or b@x.org"])
def test_of_two_e_mail_addresses_none_is_chosen(text: str) -> None:
    found = read_email(text)
    assert isinstance(found, Misread)
    assert found.better is None
    assert "Two" in found.message


@pytest.mark.parametrize(
    "text",
    [
        *("601-555-0100 ext. 4", "601-555-0100 x4", "601-555-0100x4", "(601) 555-0100 Ext 4"),
        *(
            "601.555.0100, extension 4",
            "601-555-0100 #4",
            "601-555-0100;ext=4",
            "+1 601 555 0100 x 4",
        ),
    ],
)
def test_an_extension_has_one_form(text: str) -> None:
    assert read_phone(text) == "601-555-0100 ext. 4"


def test_a_phone_dials_the_extension_after_a_pause() -> None:
    assert dialled("601-555-0100 ext. 4") == "6015550100,4"
    assert dialled("988") == "988"
    assert read_link_target("tel:6015550100,4") == "tel:6015550100,4"


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("1-800-MY-PEERS", "800-697-3377"),
        ("1-800-FLOWERS", "800-356-9377"),
        ("800-CONTACTS", "800-266-8228"),
        ("6O1-555-O1OO", "601-555-0100"),
        ("601-555-0100 (office)", "601-555-0100"),
        ("tel:601-555-0100", "601-555-0100"),
        ("601-555-0100 or 601-555-0101", None),
        ("601-555-0100/601-555-0101", None),
        ("601-555-0100 ext. 4 or 5", None),
        ("601-555-010", None),
    ],
)
def test_no_number_is_made_up(text: str, better: str | None) -> None:
    found = read_phone(text)
    assert isinstance(found, Misread)
    assert found.better == better
    assert not found.safe


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("https://EXAMPLE.org/A", "https://example.org/A/"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org:8443", "https://example.org:8443/"),
        ("https://example.org/ñandú", "https://example.org/%C3%B1and%C3%BA/"),
        ("https://example.org/%c3%b1/", "https://example.org/%C3%B1/"),
        ("https://example.org/%7Euser", "https://example.org/~user/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_the_address_of_a_site_has_one_form(text: str, one: str) -> None:
    assert read_base_url(text) == one
    assert read_base_url(one) == one


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("https://example.org//guides/", "https://example.org/guides/"),
        ("https://example.org/guides//x", "https://example.org/guides/x/"),
        ("http://localhost//x/", "http://localhost/x/"),
        ("https://example.org/index.html", "https://example.org/"),
        ("https://example.org/a/Index.HTM", "https://example.org/a/"),
        ("https://example.org/index.html/?x#y", "https://example.org/"),
        ("https://example.org/default.aspx", "https://example.org/"),
        ("https://example.org/a/../b/", "https://example.org/b/"),
        ("https://example.org/%2e%2e/", "https://example.org/"),
        ("https://example.org/./", "https://example.org/"),
        ("https://example.org/?q", "https://example.org/"),
        ("https://example.org/x#f", "https://example.org/x/"),
        ("https://example.org./", "https://example.org/"),
        ("https://example.org\\guides\\", "https://example.org/guides/"),
        ("https://example.org/my site/", "https://example.org/my%20site/"),
        ("https://münchen.de/", "https://xn--mnchen-3ya.de/"),
        ("https://user@example.org/", "https://example.org/"),
        ("https://[2001:db8::1]/", None),
        ("https://example.org/a%2Fb/", None),
    ],
)
def test_other_forms_are_refused_with_the_right_one(text: str, better: str | None) -> None:
    found = read_base_url(text)
    assert isinstance(found, Misread)
    assert found.better == better


@given(st.text(st.sampled_from("/.%2eñ index.html?#@\\:a~;"), max_size=20))
def test_links_stay_on_the_host_of_the_site(rest: str) -> None:
    found = read_base_url(f"https://example.org{rest}")
    if isinstance(found, str):
        parts = urlsplit(found)
        assert found.isascii()
        assert urlsplit(urljoin(found, f"{parts.path}dates/")).netloc == parts.netloc
        assert urljoin(found, f"{parts.path}dates/") == f"{found}dates/"
