"""`{% trans %}` in templates: said in the language of pages while a template is read."""

from __future__ import annotations

import jinja2
from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup, escape

from sitegen.lazy import pattern
from sitegen.site.wording import Words

_NAME = pattern(r"%\((\w+)\)s")
_SLASH_OR_TAG = pattern(r"<[^<>]*>|/")


class Translating(InternationalizationExtension):
    """Puts the translation into the template itself, so that it costs nothing when pages are made.

    Jinja's own extension looks every text up on every page. The environment's `words` are those of
    its pages.
    """

    def _make_node(
        self,
        singular: str,
        plural: str | None,
        _context: str | None,
        variables: dict[str, nodes.Expr],
        *_more: object,
    ) -> nodes.Output:
        if plural is not None:  # the views choose the words for a number
            raise jinja2.TemplateSyntaxError("{% pluralize %} is not known here", 1)
        words: Words = self.environment.words  # type: ignore[attr-defined]  # an attribute of ours
        message = singular if variables else singular.replace("%%", "%")
        texts = _NAME.split(words.say(message))
        texts[::2] = [text.replace("%%", "%") for text in texts[::2]] if variables else texts[::2]
        # Texts and names take turns; what stands between names is a part of the template.
        return nodes.Output(
            [
                variables[text] if number % 2 else nodes.TemplateData(text)
                for number, text in enumerate(texts)
            ]
        )


def plain(words: object) -> str:
    """Words as they stand in an attribute, without marks of another language."""
    return str(words)


def breakable(words: str) -> Markup:
    """Let a line break after each slash, so that long names fit a phone."""
    broken = _SLASH_OR_TAG.sub(lambda one: "/<wbr>" if one[0] == "/" else one[0], escape(words))
    return Markup(broken)  # noqa: S704 - it is escaped
