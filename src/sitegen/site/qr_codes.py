"""QR codes (ISO/IEC 18004) of addresses of ordinary length, as SVG.

A code is a number, with a bit for each module, so that the rules by which one of eight masks is
chosen look at all modules at once. `segno`, which looks at one after the other, draws the same, and
takes many times as long: tests hold that it is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from sitegen.lazy import dataclass

_QUIET = 4
"""Light modules around a code."""

_BESIDE = 4
"""Light modules beside each row of the number, so that no rule looks from one row into the next."""

_BLOCKS = {
    1: (1, 16, 10),
    2: (1, 28, 16),
    3: (1, 44, 26),
    4: (2, 32, 18),
    5: (2, 43, 24),
    6: (4, 27, 16),
}
"""By version, at level M: blocks, and codewords of each for data and against errors (table 9)."""

_DRAWN = {"1" * n: f"h{n}" for n in range(1, 42)} | {"0" * n: f"m{n} 0" for n in range(1, 42)}
"""What draws modules of one color in a row: a line, or a move."""

_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, _: y % 2 == 0,
    lambda _, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
"""Whether a mask turns the module in a row and a column (table 10)."""

_Module: TypeAlias = tuple[int, int]
"""Row and column."""


def drawing(text: str) -> str | None:
    """Draw the code of a text at level M; None where it is too long, or written in another way."""
    version = _version(len(text))
    if version is None or not _is_written_in_bytes(text):
        return None
    symbol = _symbol(version)
    bits = "".join([f"{word:08b}" for word in _codewords(text.encode(), version)])
    placed = int("".join(symbol.place(f"{bits}{_AFTER}")), 2)
    masked = [placed ^ mask for mask in symbol.masks]
    number = min(range(len(masked)), key=lambda one: symbol.penalty(masked[one]))
    return symbol.svg(masked[number] | symbol.formats[number])


_AFTER = "000000001"
"""Follows the codewords: up to seven bits that stay (7.6), and a light and a dark module."""


def _is_written_in_bytes(text: str) -> bool:
    """Tell whether a text is written byte by byte: without small letters it would be shorter."""
    return text.isascii() and text.isprintable() and text != text.upper()


def _version(length: int) -> int | None:
    """Give the smallest version for so many bytes: two codewords say what follows and end it."""
    for version, (blocks, data, _) in _BLOCKS.items():
        if length + 2 <= blocks * data:
            return version
    return None


def _codewords(data: bytes, version: int) -> Iterator[int]:
    """Yield the data and the words against errors, those of all blocks in turn (7.4 to 7.6)."""
    blocks, size, against_errors = _BLOCKS[version]
    told = (0b0100 << 8 | len(data)) << 8 * len(data) | int.from_bytes(data, "big")
    # Nobody reads what follows the end; segno begins it with a zero.
    words = (told << 4).to_bytes(len(data) + 2, "big") + b"\x00" + b"\xec\x11" * blocks * size
    parts = [words[at * size : (at + 1) * size] for at in range(blocks)]
    remainders = [_remainder(part, against_errors) for part in parts]
    return chain(chain(*zip(*parts, strict=True)), chain(*zip(*remainders, strict=True)))


def _remainder(part: bytes, size: int) -> bytes:
    """Divide a block by the polynomial of so many words against errors (7.5)."""
    times, top, below = _generator(size), 8 * (size - 1), (1 << 8 * (size - 1)) - 1
    rest = 0
    for word in part:
        rest = (rest & below) << 8 ^ times[rest >> top ^ word]
    return rest.to_bytes(size, "big")


@cache
def _generator(size: int) -> tuple[int, ...]:
    """Give the polynomial, without its first 1, as a number of bytes, times each of 256 values."""
    polynomial, root = [1], 1
    for _ in range(size):
        by_root = [_times(root, factor) for factor in polynomial]
        polynomial = [a ^ b for a, b in zip([*polynomial, 0], [0, *by_root], strict=True)]
        root = _times(root, 2)
    times = [0]
    for bit in range(8):  # times a sum is the sum of what it is times each
        of_bit = bytes(_times(1 << bit, factor) for factor in polynomial[1:])
        times += [one ^ int.from_bytes(of_bit, "big") for one in times]
    return tuple(times)


def _times(a: int, b: int) -> int:
    """Multiply in the field of 256 values, modulo 0x11D."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a, b = a << 1 ^ (0x11D if a & 0x80 else 0), b >> 1
    return product


@dataclass(frozen=True, slots=True, kw_only=True)
class _Symbol:
    """A version: where bits are placed, and its masks and formats as numbers.

    `all` has every module. `across` and `down` have those with a next one in that direction.
    """

    size: int
    place: Callable[[str], tuple[str, ...]]
    masks: tuple[int, ...]
    formats: tuple[int, ...]
    all: int
    across: int
    down: int

    @property
    def stride(self) -> int:
        """From a module to the one below it."""
        return self.size + _BESIDE

    def penalty(self, dark: int) -> int:
        """Say how hard it is to read (7.8.3), without the format."""
        light, stride = self.all & ~dark, self.stride
        share = dark.bit_count() / self.size**2
        return (
            _runs(dark, 1, self.across)
            + _runs(dark, stride, self.down)
            + 3 * _squares(dark, stride)
            + 3 * _squares(light, stride)
            + 40 * _like_finders(dark, 1)
            + 40 * _like_finders(dark, stride)
            + 10 * int(abs(share * 100 - 50) / 5)
        )

    def svg(self, dark: int) -> str:
        """Draw the dark modules as lines, each from the end of the one before."""
        modules, stride = f"{dark:0{self.stride * self.size}b}", self.stride
        lines: list[str] = []
        end = row = 0
        for y in range(self.size):
            until_last = modules[y * stride : (y + 1) * stride].rstrip("0")
            if until_last:
                runs = until_last.lstrip("0")
                lines.append(f"m{len(until_last) - len(runs) - end} {y - row}")
                lines += map(_DRAWN.__getitem__, _apart(runs))
                end, row = len(until_last), y
        # The first one begins in the corner.
        path = f"M{_QUIET} {_QUIET}.5{''.join(lines).removeprefix('m0 0')}"
        whole = self.size + 2 * _QUIET
        return (
            f'<svg viewBox="0 0 {whole} {whole}">'
            f'<path fill="#fff" d="M0 0h{whole}v{whole}h-{whole}z"/>'
            f'<path stroke="#000" d="{path}"/></svg>'
        )


def _apart(modules: str) -> list[str]:
    """Split modules where the color changes."""
    return modules.replace("01", "0 1").replace("10", "1 0").split(" ")


def _runs(dark: int, step: int, with_next: int) -> int:
    """Count 3 for each five modules of one color in a line, and 1 for each further one."""
    alike = with_next & ~(dark ^ dark >> step)
    alike &= alike >> step
    alike &= alike >> 2 * step  # and so the next four are alike
    return alike.bit_count() + 2 * (alike & ~(alike >> step)).bit_count()


def _squares(modules: int, stride: int) -> int:
    """Count the squares of two by two."""
    pairs = modules & modules >> 1
    return (pairs & pairs >> stride).bit_count()


def _like_finders(dark: int, step: int) -> int:
    """Count what looks like a finder: 1011101 with four light modules before or after it."""
    ends = dark & dark >> 2 * step
    found = ends & dark >> 3 * step & ends >> 4 * step & ~(dark >> step | dark >> 5 * step)
    before = dark << step | dark << 2 * step
    before |= before << 2 * step
    after = before >> 11 * step
    found &= ~(before & after)
    if not found & (found >> 4 * step | found >> 6 * step):
        return found.bit_count()
    count = 0
    while found:  # what shares modules with one that was counted does not count
        first = found & -found
        count += 1
        found &= ~(first | first << 4 * step | first << 6 * step)
    return count


@cache
def _symbol(version: int) -> _Symbol:
    """Give the numbers of a version."""
    size = 17 + 4 * version
    fixed = _fixed(version, size)
    free = [module for module in _order(size) if module not in fixed]
    light = len(free) // 8 * 8 + len(_AFTER) - 2
    places = {module: place for place, module in enumerate(free)}
    places |= {module: light + is_dark for module, is_dark in fixed.items()}
    stride = size + _BESIDE

    def number(modules: Iterator[_Module]) -> int:
        return sum(1 << (size * stride - 1 - y * stride - x) for y, x in modules)

    every = [(y, x) for y in range(size) for x in range(size)]
    rows = (places.get((y, x), light) for y in range(size) for x in range(stride))
    return _Symbol(
        size=size,
        place=itemgetter(*rows),
        masks=tuple(number(one for one in free if turns(*one)) for turns in _MASKS),
        formats=tuple(number(_format(mask, size)) for mask in range(len(_MASKS))),
        all=number(iter(every)),
        across=number((y, x) for y, x in every if x > 0),
        down=number((y, x) for y, x in every if y > 0),
    )


def _fixed(version: int, size: int) -> dict[_Module, bool]:
    """Give the modules of finders, alignment and timing (6.3), and the room for the format."""
    fixed: dict[_Module, bool] = {}

    def rings(row: int, column: int, reach: int, light: frozenset[int]) -> None:
        for y in range(max(row - reach, 0), min(row + reach + 1, size)):
            for x in range(max(column - reach, 0), min(column + reach + 1, size)):
                fixed[y, x] = max(abs(y - row), abs(x - column)) not in light

    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        rings(row, column, 4, frozenset({2, 4}))
    if version > 1:
        rings(size - 7, size - 7, 2, frozenset({1}))
    for at in range(8, size - 8):
        fixed[6, at] = fixed[at, 6] = at % 2 == 0
    for at in (*range(9), *range(size - 8, size)):
        fixed.setdefault((8, at), False)
        fixed.setdefault((at, 8), False)
    return fixed


def _order(size: int) -> Iterator[_Module]:
    """Yield the modules in pairs of columns from the right, up and down in turn (7.7.3)."""
    columns = [*range(size - 1, 6, -2), *range(5, 0, -2)]
    for number, right in enumerate(columns):
        for y in range(size) if number % 2 else reversed(range(size)):
            yield from ((y, right), (y, right - 1))


def _format(mask: int, size: int) -> Iterator[_Module]:
    """Yield the dark modules that tell the level M and the mask, twice, and the one that is always.

    (7.9)
    """
    rest = mask << 10
    for bit in range(14, 9, -1):
        rest ^= 0b10100110111 << (bit - 10) if rest >> bit & 1 else 0
    told = (mask << 10 | rest) ^ 0b101010000010010
    beside = [(y, 8) for y in (*range(6), 7, 8)] + [(8, x) for x in (7, *range(5, -1, -1))]
    apart = [(8, size - 1 - bit) for bit in range(8)] + [
        (size - 15 + bit, 8) for bit in range(8, 15)
    ]
    for bit in range(15):
        if told >> bit & 1:
            yield from (beside[bit], apart[bit])
    yield size - 8, 8
