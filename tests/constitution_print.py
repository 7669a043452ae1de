"""Trees of `constitution_trees` printed as PDF, set as official gazettes set them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from constitution_renderers import FRONT, line
from constitution_trees import Printed, Tree
from fpdf import FPDF

WIDTH, HEIGHT, STEP = 612.0, 792.0, 14.0
LEFT, TOP = 72.0, 90.0
_BREAK = re.compile(r"(?<=[aeiouáéíóú])(?=[bcdfgjmnpqstvz][aeiouáéíóú])")
"""Where a Spanish word may be broken, to the needs of a test."""


@dataclass(frozen=True)
class Setting:
    """How a document is set."""

    measure: float = 450.0
    """Width of the text, in points."""
    hyphens: bool = True
    justified: bool = True
    head: str = "CONSTITUCIÓN POLÍTICA DE LOS ESTADOS"
    """Running head; empty for none."""
    indent: float = 24.0
    """Of a list within another, in points."""
    gap: float = 6.0
    """Between paragraphs, in points; 0 for none."""
    centred: bool = True
    bottom: float = 400.0
    """Of the text on a page, in points from its upper edge."""


class _Press:
    """A PDF being printed: where the next line goes."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.file = FPDF(unit="pt", format="Letter")
        self.file.set_auto_page_break(False)
        self.at = setting.bottom
        self.page = 0

    def turn(self) -> None:
        """Begin a page, with its running head and its number at the foot."""
        self.file.add_page()
        self.page += 1
        self.at = TOP
        self.file.set_font("Times", "I", 9)
        if self.setting.head:
            self.file.text(LEFT, 50, self.setting.head)
        number = str(self.page)
        self.file.text(WIDTH / 2, 760, number)

    def room(self, needed: float) -> None:
        """Turn the page where less than `needed` points are left on it."""
        if self.at + needed > self.setting.bottom:
            self.turn()


def printable(text: str) -> str:
    """`text` with the signs only that the fonts of every PDF reader have."""
    return text.translate(str.maketrans({"“": '"', "”": '"', "—": ""}))


def pdf(tree: Tree, setting: Setting) -> bytes:
    """Print as a PDF. What stands at the head of two pages only is a running head to nobody."""
    press = _Press(setting)
    _print(press, Printed("text", "", FRONT, 0, "front"))
    for printed in tree.printed():
        _print(press, printed)
    if press.page < 3 and setting.head:
        return pdf(tree, replace(setting, head=""))
    return bytes(press.file.output())


def _print(press: _Press, printed: Printed) -> None:
    setting = press.setting
    heading = printed.role in ("title", "heading")
    # without white or bold, only its sense tells the heading of a section from its text
    bold = heading or (printed.role == "headed" and not setting.gap)
    # a heading keeps with the line after it, as typesetters have it
    press.room(4 * STEP if bold else STEP)
    press.file.set_font("Times", "B" if bold else "", 11)
    indent = setting.indent * printed.depth
    lines = _wrap(press, printable(line(printed)), setting.measure - indent, hyphens=not bold)
    for number, words in enumerate(lines):
        press.room(STEP)
        press.file.set_font("Times", "B" if bold else "", 11)
        left = LEFT + indent
        last = number == len(lines) - 1
        if heading and setting.centred:
            left += (setting.measure - press.file.get_string_width(" ".join(words))) / 2
        _set(press, words, left, setting.measure - indent, full=not last and not bold)
        press.at += STEP
    press.at += setting.gap


def _set(press: _Press, words: list[str], left: float, measure: float, *, full: bool) -> None:
    if not (full and press.setting.justified and len(words) > 1):
        press.file.text(left, press.at, " ".join(words))
        return
    space = measure - sum(press.file.get_string_width(word) for word in words)
    for word in words:
        press.file.text(left, press.at, word)
        left += press.file.get_string_width(word) + space / (len(words) - 1)


def _wrap(press: _Press, text: str, measure: float, *, hyphens: bool) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for word in text.split():
        if press.file.get_string_width(" ".join([*lines[-1], word])) <= measure or not lines[-1]:
            lines[-1].append(word)
            continue
        first, rest = "", word
        if hyphens and press.setting.hyphens and word.isalpha() and word.islower():
            first, rest = _broken(press, word, lines[-1], measure)
        if first:
            lines[-1].append(first + "-")
        lines.append([rest])
    return lines


def _broken(press: _Press, word: str, before: list[str], measure: float) -> tuple[str, str]:
    """Break `word` as late as there is room for, with three letters or more on either side."""
    for found in reversed(list(_BREAK.finditer(word))):
        first, rest = word[: found.start()], word[found.start() :]
        if len(first) < 3 or len(rest) < 3:
            continue
        if press.file.get_string_width(" ".join([*before, first + "-"])) <= measure:
            return first, rest
    return "", word
