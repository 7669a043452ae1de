"""Which cell of the workbook leads to which: from what was asked to what answers it, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tracer.cells import Columns
from tracer.output import Row

MOST_LINKS = 65_530
"""Excel opens no more on one sheet."""

Sheets = Mapping[str, tuple[Columns, list[Row]]]
"""Message key of the sheet's name → its columns and rows, in order."""


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of the workbook."""

    sheet: str
    """Message key of its name."""
    row: int
    """0-based data row."""
    column: str


@dataclass(frozen=True, slots=True)
class Jumps:
    """The links of one sheet."""

    found: Mapping[int, Mapping[str, Place]]
    """0-based data row → column → where its cell leads: to one with the same text. A cell with
    several citations leads to the first."""
    rows: int
    """So many rows from the top have all of their links; the rest have none."""


Lookup = Callable[[Row], Place | None]
Finder = Callable[..., Place | None]


def sheet_jumps(
    sheets: Sheets, *, draft: str, final: str, most: int = MOST_LINKS
) -> Mapping[str, Jumps]:
    """Find the links of every sheet.

    Parameters
    ----------
    sheets : mapping
        As `tracer.report.book.workbook.report_sheets` gives them.
    draft, final : str
        Names of the first and the last version, as the coverage has them; `draft` is empty where
        there is one version only.
    most : int, default=65530
        Links of one sheet.
    """
    rules = _rules(sheets, draft, final)
    return {name: _first_links(sheets[name][1], rules[name], most) for name in rules}


def _first_links(rows: Sequence[Row], wanted: Mapping[str, Lookup], most: int) -> Jumps:
    found: dict[int, Mapping[str, Place]] = {}
    used = 0
    for at, row in enumerate(rows):
        held = {column: place for column, find in wanted.items() if (place := find(row))}
        used += len(held)
        if used > most:
            return Jumps(found, at)
        if held:
            found[at] = held
    return Jumps(found, len(rows))


def _finder(sheets: Sheets, sheet: str, column: str, *names: str) -> Finder:
    """Look up the first row by the values of some columns; an empty first value finds nothing."""
    rows = sheets[sheet][1] if sheet in sheets else []
    firsts: dict[tuple[object, ...], Place] = {}
    for at, row in enumerate(rows):
        firsts.setdefault(tuple(row.get(name) for name in names), Place(sheet, at, column))
    return lambda *values: firsts.get(values) if values[0] else None


def _rules(sheets: Sheets, draft: str, final: str) -> Mapping[str, Mapping[str, Lookup]]:
    """Give for every sheet what its columns lead to."""
    unit = _finder(sheets, "sheet_articles", "disposicion", "disposicion", "version")
    article = _finder(sheets, "sheet_articles", "articulo", "articulo", "version")

    def covered(citation: object, version: str) -> Place | None:
        # A lineage names whole articles, also where links are counted by section
        return unit(citation, version) or article(citation, version)

    theme = _named_once(sheets, _finder(sheets, "sheet_themes", "tema", "tema"))
    asker = _named_once(sheets, _finder(sheets, "sheet_trace", "tema", "tema"))
    traced = _finder(sheets, "sheet_trace", "id", "id")
    rules: Mapping[str, Mapping[str, Lookup]] = {
        "sheet_trace": {
            "tema": lambda row: theme(row["tema"]),
            "articulo_borrador": lambda row: covered(row["articulo_borrador"], draft),
            "destino": _fate(sheets, draft, final),
            "articulo_final": lambda row: covered(row["articulo_final"], final),
        },
        "sheet_articles": {
            "articulo": _back(sheets, "sheet_lineage", "articulo", draft, final),
            "disposicion": _back(sheets, "sheet_trace", "disposicion", draft, final),
        },
        "sheet_themes": {
            "tema": lambda row: asker(row["tema"]),
            "tema_padre": lambda row: theme(row["tema_padre"]),
        },
        "sheet_matrix": {
            "tema": lambda row: theme(row["tema"]),
            "articulo": lambda row: article(row["articulo"], final),
        },
        "sheet_gaps": {
            "referencia": lambda row: (
                covered(row["referencia"], final)
                if row.get("firmas") is None
                else traced(row["referencia"])
            ),
            "tema": lambda row: theme(row.get("tema")),
            "articulo_borrador": lambda row: covered(row.get("articulo_borrador"), draft),
            "mas_cercano": lambda row: covered(row.get("mas_cercano"), final),
        },
        "sheet_petitions": {
            "id": lambda row: traced(row["id"]),
            "articulos_borrador": lambda row: covered(_first(row["articulos_borrador"]), draft),
            "articulos_final": lambda row: covered(_first(row["articulos_final"]), final),
        },
        "sheet_lineage": {
            "articulo_borrador": lambda row: article(row["articulo_borrador"], draft),
            "articulo_final": lambda row: article(row["articulo_final"], final),
        },
        "sheet_review": {
            "id": lambda row: traced(row["id"]),
            "disposicion": lambda row: covered(row["disposicion"], str(row["version"])),
        },
    }
    return {name: rule for name, rule in rules.items() if name in sheets}


def _named_once(sheets: Sheets, find: Finder) -> Finder:
    """Leave out the names that several themes share: only one of them could be meant."""
    rows = sheets["sheet_themes"][1] if "sheet_themes" in sheets else []
    counts = Counter(row["tema"] for row in rows)
    return lambda name: find(name) if counts[name] == 1 else None


def _first(names: object) -> object:
    return names[0] if isinstance(names, list | tuple) and names else ""


def _back(sheets: Sheets, sheet: str, key: str, draft: str, final: str) -> Lookup:
    """From a row of the coverage to the first row of `sheet` that names its `key`."""
    finders = {
        version: _finder(sheets, sheet, column, column)
        for version, column in ((draft, "articulo_borrador"), (final, "articulo_final"))
    }

    def lookup(row: Row) -> Place | None:
        find = finders.get(str(row["version"]))
        return find(row[key]) if find else None

    return lookup


def _fate(sheets: Sheets, draft: str, final: str) -> Lookup:
    """From the fate of a draft provision to the pair of articles that it was read from."""
    columns = ("articulo_borrador", "articulo_final", "destino")
    pair = _finder(sheets, "sheet_lineage", "destino", *columns)
    rows = sheets["sheet_articles"][1] if "sheet_articles" in sheets else []
    articles = {(row["version"], row["articulo"]): row["articulo"] for row in rows}
    articles |= {(row["version"], row["disposicion"]): row["articulo"] for row in rows}

    def lookup(row: Row) -> Place | None:
        if not row["destino"]:
            return None
        old = articles.get((draft, row["articulo_borrador"]))
        return pair(old, articles.get((final, row["articulo_final"]), ""), row["destino"])

    return lookup
