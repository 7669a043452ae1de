"""The first sheet of the workbook: the figures, where everything is, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracer.cells import DECIMALS, fitted, visible
from tracer.messages import catalogue
from tracer.report.book.jumps import MOST_LINKS, Jumps, Sheets
from tracer.report.figures import Figures, headline
from tracer.report.listed import MOST_LISTED
from tracer.report.results import Results
from tracer.report.trails import THRESHOLD
from tracer.sheets import LINE_HEIGHT, LINK_COLOUR, NUMBER_FORMAT, TEXT_FORMAT, internal_link

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (40, 12, 80)
"""Of the three columns, in characters."""
HEADING_COLOUR = "#E3E8EC"
READING = ("links", "confidence", "strength", "filters", "influence")


@dataclass(frozen=True, slots=True)
class Front:
    """What the first sheet says of the run."""

    process: str
    versions: tuple[str, ...]
    """From the first draft to the final text."""
    figures: Figures
    threshold: float
    most: int = MOST_LISTED
    """Contributions that are listed one by one."""

    @property
    def draft(self) -> str:
        """Name of the first version, where there is more than one."""
        return self.versions[0] if len(self.versions) > 1 else ""


def front_of(results: Results, *, threshold: float = THRESHOLD) -> Front:
    """Gather what the first sheet says."""
    return Front(
        process=results.process,
        versions=tuple(version.name for version in results.versions),
        figures=headline(results, threshold=threshold),
        threshold=threshold,
    )


def write_front(
    book: Workbook,
    sheet: Worksheet,
    front: Front,
    sheets: Sheets,
    jumps: Mapping[str, Jumps],
    *,
    lang: str,
) -> None:
    """Fill the first sheet; `sheets` are those that follow, `jumps` the links they have."""
    words = catalogue(lang)
    styles = _styles(book)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    at = _head(sheet, front, words, styles)
    at = _figures(sheet, at, front, words, styles)
    at = _sheets(sheet, at, sheets, words, styles)
    _reading(sheet, at, list(_advice(front, sheets, jumps, words)), words, styles)


def _styles(book: Workbook) -> Mapping[str, Format]:
    looks: Mapping[str, Mapping[str, object]] = {
        "text": TEXT_FORMAT,
        "title": {"bold": True, "font_size": 16},
        "process": {**TEXT_FORMAT, "text_wrap": False, "font_size": 12},
        "heading": {"bold": True, "bg_color": HEADING_COLOUR, "bottom": 1},
        "number heading": {**NUMBER_FORMAT, "bold": True, "bg_color": HEADING_COLOUR, "bottom": 1},
        "count": {**NUMBER_FORMAT, "num_format": "#,##0"},
        "share": {**NUMBER_FORMAT, "num_format": "0.0%"},
        "link": {**TEXT_FORMAT, "font_color": LINK_COLOUR, "underline": 1},
    }
    return {name: book.add_format(dict(look)) for name, look in looks.items()}


def _head(
    sheet: Worksheet, front: Front, words: Mapping[str, str], styles: Mapping[str, Format]
) -> int:
    names = " → ".join(front.versions)
    sheet.write_string(0, 0, words["memo_title"], styles["title"])
    sheet.write_string(1, 0, fitted(visible(front.process)), styles["process"])
    told = words["memo_versions"].replace("{names}", visible(names))
    sheet.write_string(2, 0, fitted(told), styles["process"])
    return 4


def _heading(
    sheet: Worksheet, at: int, titles: tuple[str, str, str], styles: Mapping[str, Format]
) -> int:
    for column, title in enumerate(titles):
        style = styles["number heading" if column == 1 else "heading"]
        # An empty cell has its ground too
        sheet.write(at, column, title or None, style)
    return at + 1


def _figures(
    sheet: Worksheet,
    at: int,
    front: Front,
    words: Mapping[str, str],
    styles: Mapping[str, Format],
) -> int:
    found = front.figures
    silent = words["memo_silent_count"].replace("{name}", visible(front.versions[-1]))
    lines: tuple[tuple[str, float | None, str], ...] = (
        (words["memo_contributions"], found.contributions, "count"),
        (words["memo_signatures"], found.weight, "count"),
        (words["memo_answered"], found.answered, "count"),
        (words["front_share"], found.share, "share"),
        (words["front_weight_share"], found.weight_share, "share"),
        (words["memo_theme_count"], found.themes, "count"),
        (silent, found.silent, "count"),
    )
    at = _heading(sheet, at, (words["summary"], "", ""), styles)
    for label, number, style in lines:
        sheet.write_string(at, 0, fitted(label), styles["text"])
        if number is not None:
            sheet.write_number(at, 1, round(number, DECIMALS), styles[style])
        at += 1
    return at + 1


def _sheets(
    sheet: Worksheet,
    at: int,
    sheets: Sheets,
    words: Mapping[str, str],
    styles: Mapping[str, Format],
) -> int:
    titles = (words["front_sheet"], words["front_rows"], words["front_holds"])
    at = _heading(sheet, at, titles, styles)
    for name, (_, rows) in sheets.items():
        place = internal_link(words[name], 0, 0)
        sheet.write_url(at, 0, place, styles["link"], string=words[name])
        sheet.write_number(at, 1, len(rows), styles["count"])
        _explain(sheet, at, words.get(f"about_{name}", ""), styles["text"])
        at += 1
    return at + 1


def _advice(
    front: Front, sheets: Sheets, jumps: Mapping[str, Jumps], words: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """How to read the workbook, and which links Excel has no room for."""
    for name in READING:
        told = words[f"front_{name}_help"].replace("{threshold}", f"{front.threshold:g}")
        yield words[f"front_{name}"], told
    if front.figures.contributions > front.most:
        told = words["listed_part"].replace("{n}", f"{front.most:,}")
        yield words["front_listed"], told.replace("{total}", f"{front.figures.contributions:,}")
    for name, held in jumps.items():
        if held.rows < len(sheets[name][1]):
            told = words["front_cut_links"].format(
                most=f"{MOST_LINKS:,}", sheet=words[name], rows=f"{held.rows:,}"
            )
            yield words["front_no_links"], told


def _reading(
    sheet: Worksheet,
    at: int,
    advice: list[tuple[str, str]],
    words: Mapping[str, str],
    styles: Mapping[str, Format],
) -> None:
    at = _heading(sheet, at, (words["front_reading"], "", ""), styles)
    for name, told in advice:
        sheet.write_string(at, 0, name, styles["text"])
        _explain(sheet, at, told, styles["text"])
        at += 1


def _explain(sheet: Worksheet, at: int, told: str, style: Format) -> None:
    # Not every program works out how high a row with wrapped text is
    sheet.set_row(at, LINE_HEIGHT * (1 + len(told) // (WIDTHS[2] + 10)))
    sheet.write_string(at, 2, told, style)
