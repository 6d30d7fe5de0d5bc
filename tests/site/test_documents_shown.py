"""What stands beside the link to a document: its kind and how large it is, in both languages."""

from __future__ import annotations

import pytest

from sitegen.languages import PageLanguage
from sitegen.programme.documents import DocumentFile
from sitegen.programme.model import Document
from sitegen.site.addresses import BaseUrl
from sitegen.site.views.parts import document_view
from sitegen.site.wording import words_in


@pytest.mark.parametrize("language", list(PageLanguage))
@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "PDF, 0 KB"),
        (1, "PDF, 1 KB"),
        (119_999, "PDF, 120 KB"),
        (120_001, "PDF, 121 KB"),
        (999_999, "PDF, 1000 KB"),
        (1_000_000, "PDF, 1.0 MB"),
        (19_949_000, "PDF, 19.9 MB"),
    ],
)
def test_kind_and_size_stand_beside_the_link(language: PageLanguage, size: int, said: str) -> None:
    document = Document(
        id="a", label="A", url=None, file="a.pdf", content=DocumentFile("PDF", size), note=None
    )
    base = BaseUrl.of("https://example.org/")
    view = document_view(document, None, base, (), words_in(language))
    assert (view.href, view.type) == ("/documents/files/a.pdf", said)


def test_of_what_is_elsewhere_nothing_is_said() -> None:
    document = Document(id="a", label="A", url="https://example.org/a.pdf", file=None, note=None)
    base = BaseUrl.of("https://example.org/")
    view = document_view(document, None, base, (), words_in(PageLanguage.ENGLISH))
    assert view.type is None
