"""How a color is written in a file: `"#0f5a63"`, and what people write instead."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping

from sitegen.lazy import pattern
from sitegen.programme.look.colors import Color
from sitegen.source.fields import Kind, Misread
from sitegen.source.suggestions import closest
from sitegen.source.wording import shown

_DIGITS = "[0-9A-Fa-f]"
_COLOR = pattern(f"#(?:{_DIGITS}{{3}}|{_DIGITS}{{6}})")
_LIKE_DIGITS = {ord("o"): "0", ord("l"): "1", ord("i"): "1"}
_EXAMPLE = '"#0f5a63"'


def _read_color(text: str) -> Color | Misread:
    if _COLOR.fullmatch(text):
        return _of_digits(text[1:])
    said = text.casefold().strip(" \t\n;")
    meant = _in_digits(said, shown(text)) or _of_function(said) or _by_name(said)
    return meant or _misread(f"“{shown(text)}” is not written as a color.", None, safe=False)


def _of_digits(digits: str) -> Color:
    """Give the color of three or six digits; of three, each stands twice."""
    return Color.of("".join(digit * (6 // len(digits)) for digit in digits))


def _misread(message: str, meant: Color | None, *, safe: bool) -> Misread:
    if meant is None:
        help_ = f"Write # and six digits from 0 to 9 and a to f, in quotes, such as {_EXAMPLE}"
        return Misread("color-format", message, help_)
    return Misread("color-format", message, f'Write "{meant}"', f'"{meant}"', safe=safe)


def _in_digits(text: str, typed: str) -> Misread | None:
    """Tell what is wrong with a color in digits; None where the text is none."""
    match = re.fullmatch(r"(#|0x|)([0-9a-z]+)", re.sub(r"\s+", "", text))
    digits = match[2].translate(_LIKE_DIGITS) if match else ""
    if match is None or not re.fullmatch(f"{_DIGITS}+", digits):
        return None
    count = len(digits)
    if not match[1] and count not in {3, 6, 8}:
        return None
    if count in {4, 8}:
        message = f"“{typed}” has {count} digits. The last ones make a color see-through."
        color, clear = digits[: count * 3 // 4], digits[count * 3 // 4 :]
        return _misread(message, _of_digits(color), safe=set(clear) == {"f"})
    if count not in {3, 6}:
        return _misread(f"“{typed}” has {count} digits, and a color has 6.", None, safe=False)
    message = f"“{typed}” is not written as a color."
    if not match[1]:
        message = f"“{typed}” does not begin with #."
    elif digits != match[2]:
        message = f"“{typed}” holds a letter where only a digit can be meant."
    # Some words are made of these letters only.
    return _misread(message, _of_digits(digits), safe=bool(match[1]) or not match[2].isalpha())


_FUNCTION = pattern(r"(rgb|hsl)a?\(\s*([^()]*?)\s*\)")
_NUMBER = pattern(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)(%|deg)?")


def _of_function(text: str) -> Misread | None:
    """Tell how `rgb(15, 90, 99)` or `hsl(186, 74%, 22%)` is written; None for anything else."""
    match = _FUNCTION.fullmatch(text if "(" in text else f"rgb({text})")
    parts = [_NUMBER.fullmatch(part) for part in re.split(r"[\s,/]+", match[2])] if match else []
    values = [(float(part[1]), part[2]) for part in parts if part]
    if match is None or len(values) != len(parts) or len(values) not in {3, 4}:
        return None
    three = values[:3]
    if match[1] == "rgb":
        whole = [value * 255 / 100 if unit == "%" else value for value, unit in three]
    else:
        hue, saturation, light = (value for value, _ in three)
        shares = colorsys.hls_to_rgb(hue % 360 / 360, light / 100, saturation / 100)
        whole = [share * 255 for share in shares]
    red, green, blue = (round(value) for value in whole)
    if not all(0 <= part <= 255 for part in (red, green, blue)):
        return None
    opaque = len(values) == 3 or values[3] in {(1.0, None), (100.0, "%")}
    message = f"“{shown(text)}” is not how colors are written here."
    if not opaque:
        message = f"“{shown(text)}” is see-through, and what is behind it would show."
    return _misread(message, Color(red, green, blue), safe=opaque)


def _by_name(text: str) -> Misread | None:
    """Tell how the color is written that has this name, or a name like it."""
    word = re.sub(r"[\s_-]+", "", text)
    name = word if word in NAMED else closest(word, NAMED) if word.isalpha() else None
    if name is None:
        return None
    message = f"“{shown(text)}” is a name. Colors are written in digits here."
    if name != word:
        message = f"“{shown(text)}” is not a color in digits. The nearest name is {name}."
    return _misread(message, NAMED[name], safe=False)


_NAMES = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc
bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a
burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50
cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b
darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9
darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00
darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b
darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3
deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff
firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc
ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f
grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0
khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd
lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2
lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a
lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899
lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6
magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3
mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a
mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa
mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000
olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5
peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080
rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513
salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0
skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa
springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347
turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00
yellowgreen 9acd32
"""

NAMED: Mapping[str, Color] = {
    name: Color.of(digits) for name, digits in re.findall("([a-z]+) ([0-9a-f]{6})", _NAMES)
}
"""The colors that have a name in CSS (CSS Color 4, 6.1)."""


def _says_all(typed: str, written: str) -> bool:  # noqa: ARG001 - a color has no words beside it
    """Hold the law of fixes. `_misread` is told `safe` where every part of the color is known."""
    return bool(_COLOR.fullmatch(written.strip("\"'")))


COLOR: Kind[Color] = Kind(
    "a color",
    _read_color,
    {
        "type": "string",
        "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$",
        "patternErrorMessage": f"Write # and six digits from 0 to 9 and a to f, in quotes, such as "
        f"{_EXAMPLE}",
    },
    _says_all,
)
