"""The documentation: what it says of tables is so, and it builds without a warning."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import tracer
from tracer import tables
from tracer.breakdown import ATTRIBUTES
from tracer.cells import Columns
from tracer.lineage.tables import CHANGES, FORCE
from tracer.records import CHANNELS, FATES, STANDINGS, STRENGTHS, VERDICTS
from tracer.report import columns
from tracer.run_folder import TABLES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FORMATS = {"es": DOCS / "es" / "formatos.md", "en": DOCS / "en" / "formats.md"}
WRITTEN: dict[str, Columns] = {
    "contributions.parquet": tables.CONTRIBUTIONS,
    "provisions.parquet": tables.RUN_PROVISIONS,
    "themes.parquet": tables.RUN_THEMES,
    "members.parquet": tables.MEMBERS,
    "links.parquet": tables.RUN_LINKS,
    "lineage.parquet": tables.RUN_LINEAGE,
    "changes.parquet": CHANGES,
    "force.parquet": FORCE,
    "campaigns.parquet": tables.CAMPAIGNS,
    "breakdown.parquet": tables.BREAKDOWN,
    "issues.parquet": tables.ISSUES,
    "decisions.parquet": tables.DECISIONS,
    "trazabilidad.csv": columns.TRACE,
    "cobertura.csv": columns.COVERAGE,
    "rechazados.csv": tables.REJECTED,
}
TYPES = {
    "es": {"texto": str, "entero": int, "decimal": float, "lista de textos": tuple, "fecha": date},
    "en": {"text": str, "integer": int, "decimal": float, "list of texts": tuple, "date": date},
}


def described(lang: str) -> dict[str, dict[str, type]]:
    """Give the columns of each table as the page of formats tells them."""
    page = FORMATS[lang].read_text(encoding="utf-8")
    found: dict[str, dict[str, type]] = {}
    for part in re.split(r"^#{2,3} ", page, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]+\S \| [^|]+ \|$", part, re.MULTILINE)
        if rows:
            found[part.split("\n")[0]] = {name: TYPES[lang][kind] for name, kind in rows}
    return found


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_column_of_every_table_is_described_in_its_order(lang: str) -> None:
    told = described(lang)
    assert {f"{name}.parquet" for name in TABLES} <= set(told)
    assert list(told) == list(WRITTEN)
    for name, written in WRITTEN.items():
        assert list(told[name].items()) == list(written.items()), name


@pytest.mark.slow
def test_what_a_run_writes_has_the_described_columns(reviewable: Path) -> None:
    import csv

    import pyarrow.parquet as pq

    for name, told in described("es").items():
        path = reviewable / name
        if path.suffix == ".parquet":
            assert pq.read_schema(path).names == list(told), name
        else:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                assert next(csv.reader(lines)) == list(told), name


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_value_of_an_enumeration_is_named(lang: str) -> None:
    page = FORMATS[lang].read_text(encoding="utf-8")
    values = {*CHANNELS, *FATES, *STANDINGS, *STRENGTHS, *VERDICTS, *ATTRIBUTES}
    assert {value for value in values if f"`{value}`" not in page} == set()


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_key_of_a_manifest_is_described(lang: str, reviewable: Path) -> None:
    import json

    page = FORMATS[lang].read_text(encoding="utf-8")
    keys = json.loads((reviewable / "manifest.json").read_text(encoding="utf-8"))
    assert {key for key in keys if f"`{key}`" not in page} == set()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `docs/conf.py` says, with warnings as errors."""
    for needed in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(needed, reason="the site needs the extra docs")
    built = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", str(DOCS), str(built)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    return built


@pytest.mark.slow
def test_the_site_builds_without_a_warning_and_has_every_page(site: Path) -> None:
    pages = {str(path.relative_to(DOCS).with_suffix(".html")) for path in DOCS.rglob("*.md")}
    assert {page for page in pages if not (site / page).is_file()} == set()


@pytest.mark.slow
def test_every_name_of_the_front_door_is_on_the_page_of_the_api(site: Path) -> None:
    page = (site / "api.html").read_text(encoding="utf-8")
    assert {name for name in tracer.__all__ if f'id="tracer.{name}"' not in page} == set()
    assert "Parameters" in page


class _Page(HTMLParser):
    """What a browser would be told and would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.lang, self.asks = "", ""
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag == "html":
            self.lang = own.get("lang") or ""
        if tag == "input" and own.get("name") == "q" and not self.asks:
            self.asks = own.get("placeholder") or ""
        if tag in ("script", "img", "iframe", "link"):
            self.fetched.append(own.get("src") or own.get("href") or "")


def _parsed(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


@pytest.mark.slow
def test_a_page_says_its_language_and_its_buttons_speak_it(site: Path) -> None:
    for path in site.rglob("*.html"):
        english = path.parent.name == "en" or path.name == "api.html"
        page = _parsed(path)
        assert page.lang == ("en" if english else "es"), path
        assert page.asks == ("Search" if english else "Búsqueda"), path


@pytest.mark.slow
def test_the_site_fetches_nothing_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert [url for url in _parsed(path).fetched if "//" in url] == [], path
