"""Many headings with the same words: each has a fragment of its own, found at once."""

from sitegen.site.addresses import BaseUrl
from sitegen.site.kinds import LAYOUT_FRAGMENTS
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.source.markdown.marks import Fragments, Markdown, fragments


class Asked(set[str]):
    """Counts how often it is asked for a name."""

    times = 0

    def __contains__(self, name: object) -> bool:
        self.times += 1
        return super().__contains__(name)


def test_the_same_words_get_numbers_that_no_other_heading_has() -> None:
    found = Fragments({"main"})
    names = [found.of(name) for name in ("a", "a-2", "a", "a", "main", "main", "a-2")]
    assert names == ["a", "a-2", "a-3", "a-4", "main-2", "main-3", "a-2-2"]


def test_each_heading_asks_twice_at_most() -> None:
    found = Fragments(())
    found.taken = Asked()
    for _ in range(1000):
        found.of("again")
    assert found.taken.times <= 2000


def test_the_page_has_the_fragments_that_links_may_lead_to() -> None:
    text = "# Again\n" * 300 + "# Again 2\n\n# Main\n"
    html = MarkdownHtml(BaseUrl.of("https://example.org/")).html(Markdown(text))
    known = fragments(Markdown(text).marks, LAYOUT_FRAGMENTS) - LAYOUT_FRAGMENTS
    assert len(known) == 302
    assert all(f'id="{name}"' in html for name in known)
