"""What a drawing may consist of: elements, attributes and properties of SVG, and their values.

These are lists of what is allowed. What a browser would run, load, show as a page or move is on
none of them (SVG 2, 5 to 14; Filter Effects 1; CSS Masking 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.lazy import pattern
from sitegen.source.wording import shown

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_TEXTS = frozenset({"text", "tspan", "textPath"})
_FILTERS = frozenset(
    {
        *("filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite"),
        *("feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR"),
        *("feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset"),
    }
)
ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "image"),
        *("linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "pattern", "marker"),
        *SHAPES,
        *_TEXTS,
        *_FILTERS,
    }
)
WITH_WORDS = frozenset({"title", "desc", *_TEXTS})
"""Elements whose own text is kept."""

WITH_LINK = frozenset(
    {"use", "image", "linearGradient", "radialGradient", "pattern", "filter", "textPath"}
)
"""Elements that may lead to another part of the drawing (SVG 2, 5.2)."""

PROPERTIES = frozenset(
    {
        *("alignment-baseline", "baseline-shift", "clip", "clip-path", "clip-rule", "color"),
        *("color-interpolation", "color-interpolation-filters", "direction", "display"),
        *("dominant-baseline", "fill", "fill-opacity", "fill-rule", "filter", "flood-color"),
        *("flood-opacity", "font", "font-family", "font-size", "font-size-adjust", "font-stretch"),
        *("font-style", "font-variant", "font-weight", "isolation", "letter-spacing"),
        *("lighting-color", "marker", "marker-end", "marker-mid", "marker-start", "mask"),
        *("mask-type", "mix-blend-mode", "opacity", "overflow", "paint-order", "shape-rendering"),
        *("stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"),
        *("stroke-width", "text-anchor", "text-decoration", "text-rendering", "transform"),
        *("transform-origin", "unicode-bidi", "vector-effect", "visibility", "word-spacing"),
        "writing-mode",
    }
)
"""What a `style` may set, and an attribute too (SVG 2, "Presentation attributes")."""

LEFT_OUT_PROPERTIES = frozenset(
    {
        *("color-rendering", "enable-background", "font-feature-settings", "font-kerning"),
        *("font-optical-sizing", "font-variant-alternates", "font-variant-caps"),
        *("font-variant-east-asian", "font-variant-ligatures", "font-variant-numeric"),
        *("font-variant-position", "image-rendering", "inline-size", "line-height"),
        *("block-progression", "shape-inside", "shape-margin", "shape-padding", "solid-color"),
        *("solid-opacity", "text-align", "text-decoration-color", "text-decoration-line"),
        *("text-decoration-style", "text-indent", "text-orientation", "text-transform"),
        "white-space",
    }
)
"""What drawing programs write into every `style` and a logo does not need."""

ATTRIBUTES = PROPERTIES | frozenset(
    {
        *("x", "y", "width", "height", "viewBox", "preserveAspectRatio"),
        *("d", "pathLength", "points", "r", "rx", "ry", "cx", "cy", "x1", "y1", "x2", "y2"),
        *("dx", "dy", "rotate", "textLength", "lengthAdjust", "startOffset", "method", "spacing"),
        *("fx", "fy", "fr", "offset", "gradientUnits", "gradientTransform", "spreadMethod"),
        *("clipPathUnits", "maskUnits", "maskContentUnits"),
        *("patternUnits", "patternContentUnits", "patternTransform"),
        *("markerUnits", "markerWidth", "markerHeight", "refX", "refY", "orient"),
        *("filterUnits", "primitiveUnits", "filterRes", "in", "in2", "result", "stdDeviation"),
        *("edgeMode", "mode", "operator", "k1", "k2", "k3", "k4", "radius", "type", "values"),
        *("tableValues", "slope", "intercept", "amplitude", "exponent"),
    }
)
LEFT_OUT_ATTRIBUTES = frozenset(
    {
        *("version", "baseProfile", "contentStyleType", "contentScriptType", "zoomAndPan"),
        *("role", "focusable", "tabindex", "title", "sketch", *LEFT_OUT_PROPERTIES),
    }
)
"""What says nothing about how a drawing looks. The page has its own words for the logo."""

_FUNCTIONS = frozenset(
    {
        *("url", "rgb", "rgba", "hsl", "hsla", "rect"),
        *("matrix", "translate", "translatex", "translatey", "scale", "scalex", "scaley"),
        *("rotate", "skewx", "skewy"),
    }
)
_VALUE = pattern(r"[\w\s#.,%()'\"+/!-]*")
_FUNCTION = pattern(r"(?<![\w-])([\w-]*+)\(")
_OWN_PART = pattern(r"url\(\s*(?:#([\w.-]+)|'#([\w.-]+)'|\"#([\w.-]+)\")\s*\)", re.IGNORECASE)
NAME = pattern(r"[\w.-]+")
_SELECTOR = pattern(r"[\w\s.#,>*-]+")
_CLASS = pattern(r"\.([\w-]+)")
_REMARK = pattern(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")


class NoDrawing(Exception):  # noqa: N818 - it says what was found, not what failed
    """Something that is not on the lists. `what` is how it is written, `where` what it is in."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(what, where)
        self.what, self.where = what, where


def parts_in(value: str, where: str) -> Iterator[str]:
    """Yield the ids of the parts of the drawing that a value names. Raises NoDrawing."""
    if not _VALUE.fullmatch(value):
        raise NoDrawing(value, where)
    named = [one[1] or one[2] or one[3] for one in _OWN_PART.finditer(value)]
    functions = [one.casefold() for one in _FUNCTION.findall(value)]
    if not _FUNCTIONS.issuperset(functions) or functions.count("url") != len(named):
        raise NoDrawing(value, where)
    yield from named


def declarations(text: str, where: str) -> tuple[str, list[str]]:
    """Read what stands in a `style`: the same written anew, and the parts that it names."""
    kept, parts = [], []
    for written in _REMARK.sub(" ", text).split(";"):
        name, colon, value = (one.strip() for one in written.partition(":"))
        if not written.strip():
            continue
        name = name.casefold()
        is_left_out = name in LEFT_OUT_PROPERTIES or re.fullmatch(r"-[a-z-]+", name)
        if not colon or (name not in PROPERTIES and not is_left_out):
            raise NoDrawing(written.strip(), where)
        named = list(parts_in(value, where))
        if not is_left_out:
            kept.append(f"{name}:{' '.join(value.split())}")
            parts += named
    return ";".join(kept), parts


def style_sheet(text: str) -> tuple[str, dict[str, list[str]]]:
    """Read a `<style>`: the same written anew, and the parts that it names, by class.

    Parts that any element may have stand under the class "".
    """
    rules, parts = [], dict[str, list[str]]()
    *blocks, rest = _REMARK.sub(" ", text).split("}")
    if rest.strip():
        raise NoDrawing(rest.strip(), "<style>")
    for block in blocks:
        selector, brace, inside = block.partition("{")
        if not brace or not _SELECTOR.fullmatch(selector):
            raise NoDrawing(block.strip(), "<style>")
        kept, named = declarations(inside, "<style>")
        if kept:
            rules.append(f"{' '.join(selector.split())}{{{kept}}}")
        for one in _CLASS.findall(selector) or [""]:
            parts.setdefault(one, []).extend(named)
    return "".join(rules), parts


def said(text: str) -> str:
    """Give what stands in a file, on one line and not too long."""
    return shown(" ".join(text.split()))
