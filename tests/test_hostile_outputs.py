"""What citizens and files say is text in every output: never markup, formula, field or link."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from report_sample import HOSTILE, sample

from tracer.cells import visible
from tracer.records import Constitution, Link, Unit
from tracer.report.results import Results, Version
from tracer.report.write import write_report

pytestmark = pytest.mark.slow

HARMLESS = "Palabra "
PREFIXES = {
    "markup": HOSTILE,
    "formula": '=HYPERLINK("http://x.mx","ver")',
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1:A9)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "full width": "\uff1d1+1",
    "endings": "</style></script></title>]]>--><!--",
    "template": "{{ 7*7 }}{% raw %}${7*7}%s{0}{name}",
    "attribute": "\" onclick=alert(1) ' style=x:y javascript:alert(1)",
    "field": "{ INCLUDETEXT http://x.mx }<w:fldSimple w:instr='DATE'/>",
    "unseen": "\x00\x08\x0b\x7f\u2028\u202e\u2066\ufffe",
    "entities": "&#0;&lt;script&gt;&amp;amp;",
    "emoji": "👩‍👩‍👧🇲🇽𝒜",
}
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d")
FREE = {"b", "mark"}
"""Elements that quotes are made of: how many depends on the words that both sides share."""


def _contributions(run: Results, words: str) -> Results:
    said = tuple(
        replace(
            c, id=words + c.id, text=words + c.text, source=words, question=words,
            borough=words, neighbourhood=words, gender=words, age=words, anchor=words,
        )
        for c in run.contributions
    )  # fmt: skip
    return replace(
        run,
        contributions=said,
        members=tuple(replace(m, contribution_id=words + m.contribution_id) for m in run.members),
        traces=tuple(replace(t, contribution_id=words + t.contribution_id) for t in run.traces),
        themes=tuple(
            replace(
                t, label=words + t.label, terms=(words, *t.terms), medoid_id=words + t.medoid_id,
                representatives=tuple(words + i for i in t.representatives),
            )
            for t in run.themes
        ),
    )  # fmt: skip


def _version(version: Version, words: str) -> Version:
    held = tuple(replace(p, heading=words + p.heading) for p in version.constitution.provisions)
    units = tuple(
        Unit(p.citation, p.citation, p.heading, words, (p,), p.status) for p in held
    )  # fmt: skip
    links = tuple(_link(link, words) for link in version.links)
    text = Constitution(words + version.constitution.name, version.constitution.text, held)
    return Version(words + version.name, text, units, links)


def _link(link: Link, words: str) -> Link:
    return replace(
        link,
        contribution_id=words + link.contribution_id,
        evidence_contribution=words + link.evidence_contribution,
        evidence_provision=words + link.evidence_provision,
    )


def worded(words: str) -> Results:
    """The sample with `words` before whatever a citizen or a file can say."""
    run = _contributions(sample(), words)
    return replace(
        run,
        process=words + run.process,
        versions=tuple(_version(version, words) for version in run.versions),
        standings=tuple(
            replace(
                s, contribution_id=words + s.contribution_id, version=words + s.version,
                coders=(words,), note=words + s.note,
            )
            for s in run.standings
        ),
        issues=tuple(
            replace(i, message=words + i.message, source=words + i.source) for i in run.issues
        ),
        manifest={**run.manifest, "process": words, "inputs": [{"name": words, "sha256": "0"}]},
    )  # fmt: skip


class _Shape(HTMLParser):
    """Counts elements with the names of their attributes, and keeps words and addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: Counter[tuple[str, ...]] = Counter()
        self.words: list[str] = []
        self.addresses: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in FREE:
            self.elements[tag, *sorted(name for name, _ in attrs)] += 1
        self.addresses |= {v or "" for n, v in attrs if n in ("href", "src", "action")}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements["<!--",] += 1


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All files for people, once with harmless words and once with each of the others."""
    made = {}
    for name, words in {"harmless": HARMLESS, **PREFIXES}.items():
        made[name] = tmp_path_factory.mktemp("salidas")
        write_report(worded(words), made[name])
    return made


def _texts(part: bytes, tag: str) -> str:
    """The words of an XML part; that it can be read shows that it is well formed."""
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    return "\n".join(e.text or "" for e in root.iter(f"{{*}}{tag}"))


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _one_line(words: str) -> str:
    return " ".join(visible(words).split())


@pytest.mark.parametrize("kind", PREFIXES)
def test_no_cell_of_a_csv_begins_like_a_formula(folders: dict[str, Path], kind: str) -> None:
    for path in sorted(folders[kind].glob("*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        assert len(rows) > 5
        assert not [cell for row in rows for cell in row if cell.startswith(GUARDED)]
    rows = list(csv.DictReader((folders[kind] / "trazabilidad.csv").open(encoding="utf-8-sig")))
    shown = visible(PREFIXES[kind])
    assert all(row["id"].removeprefix("'").startswith(shown.splitlines()[0]) for row in rows)


@pytest.mark.parametrize("kind", PREFIXES)
def test_no_cell_of_a_workbook_is_a_formula(folders: dict[str, Path], kind: str) -> None:
    for path in sorted(folders[kind].glob("*.xlsx")):
        cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows()
                 for c in row]  # fmt: skip
        assert {c.data_type for c in cells} <= {"s", "n", "d"}
        assert any(visible(PREFIXES[kind]) in str(c.value) for c in cells)
        parts = _parts(path)
        for name, part in parts.items():
            assert "externalLink" not in name
            assert b'TargetMode="External"' not in part
            if name.endswith((".xml", ".rels")):
                assert not list(etree.fromstring(part).iter("{*}f"))


@pytest.mark.parametrize("kind", PREFIXES)
def test_the_page_has_the_elements_of_its_harmless_twin(
    folders: dict[str, Path], kind: str
) -> None:
    harmless, hostile = (
        _Shape((folders[name] / "reporte.html").read_text(encoding="utf-8"))
        for name in ("harmless", kind)
    )
    assert hostile.elements.keys() == harmless.elements.keys()
    # Longer names take more lines in a picture, or find no room: only how many is free.
    written = Counter({kind: n for kind, n in hostile.elements.items() if kind[0] != "text"})
    assert written == Counter({k: n for k, n in harmless.elements.items() if k[0] != "text"})
    assert hostile.addresses == harmless.addresses
    shown = visible(PREFIXES[kind]).strip()
    assert _one_line(shown) in _one_line("".join(hostile.words))


@pytest.mark.parametrize("kind", PREFIXES)
def test_the_memo_has_the_fields_and_relations_of_its_harmless_twin(
    folders: dict[str, Path], kind: str
) -> None:
    harmless, hostile = (_parts(folders[name] / "informe.docx") for name in ("harmless", kind))
    assert list(hostile) == list(harmless)
    for name in hostile:
        if name.endswith(".rels"):
            assert hostile[name] == harmless[name]
        elif name.endswith(".xml"):
            elements = [
                Counter(e.tag for e in etree.fromstring(parts[name]).iter())
                for parts in (harmless, hostile)
            ]
            assert elements[0] == elements[1]
    instructions = re.findall(rb'w:instr="([^"]*)"', hostile["word/document.xml"])
    assert set(instructions) == {rb" SEQ Tabla \* ARABIC "}
    assert _one_line(PREFIXES[kind]) in _texts(hostile["word/document.xml"], "t")
