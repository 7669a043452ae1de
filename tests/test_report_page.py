"""The page is one file, asks for nothing, and shows hostile texts as texts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from report_sample import HOSTILE, sample

import tracer
from tracer.errors import InputError
from tracer.messages import catalogue
from tracer.report.page import report_page
from tracer.report.shared import shared_words

ES = catalogue("es")
VOID = {"meta", "input", "br", "rect"}


class Seen(HTMLParser):
    """Collects tags, attributes and text outside scripts, and holds that tags are balanced."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.scripts.append(data)
        else:
            self.text += data


@pytest.fixture(scope="module")
def page() -> str:
    return report_page(sample())


def test_tags_are_balanced_and_ids_unique(page: str) -> None:
    seen = Seen(page)
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert seen.open == [] and len(ids) == len(set(ids)) > 10


def test_links_and_labels_lead_to_something_on_the_page(page: str) -> None:
    seen = Seen(page)
    ids = {attrs.get("id") for _, attrs in seen.tags}
    wanted = {str(attrs["href"]) for tag, attrs in seen.tags if tag == "a"}
    assert wanted and all(href.startswith("#") and href[1:] in ids for href in wanted)


def test_the_page_asks_for_nothing_outside(page: str) -> None:
    seen = Seen(page)
    assert not {tag for tag, _ in seen.tags} & {"img", "link", "iframe", "object", "base", "audio"}
    assert not any("src" in attrs or "style" in attrs for _, attrs in seen.tags)
    assert "url(" not in page and "@import" not in page


def test_the_policy_allows_exactly_the_style_and_script_of_the_page(page: str) -> None:
    policy = next(a["content"] for t, a in Seen(page).tags if a.get("http-equiv"))
    assert policy is not None and policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("field", ["text", "id", "channel", "label", "citation", "message", "name"])
def test_a_hostile_text_is_shown_as_text_wherever_it_stands(field: str) -> None:
    seen = Seen(report_page(_poisoned(field)))
    kinds = [attrs.get("type") for tag, attrs in seen.tags if tag == "script"]
    assert kinds == ["application/json", None]
    assert not any(key.startswith("on") for _, attrs in seen.tags for key in attrs)
    assert "<script>alert(1)</script>" in seen.text and "[U+202E]" in seen.text
    assert not set("\x00\u202e\u202c") & set(seen.text + seen.scripts[0])
    assert "<" not in seen.scripts[0] and json.loads(seen.scripts[0])


def _poisoned(field: str):  # type: ignore[no-untyped-def]
    results = sample()
    first, final = results.contributions[0], results.final
    if field in ("text", "id", "channel"):
        poisoned = replace(first, **{field: HOSTILE})
        return replace(results, contributions=(poisoned, *results.contributions[1:]))
    if field == "label":
        return replace(results, themes=(replace(results.themes[0], label=HOSTILE),))
    if field == "message":
        return replace(results, issues=(replace(results.issues[0], message=HOSTILE),))
    if field == "name":
        return replace(results, process=HOSTILE, manifest={HOSTILE: HOSTILE})
    units = (replace(final.units[2], citation=HOSTILE, heading=HOSTILE),)
    return replace(results, versions=(results.versions[0], replace(final, units=units)))


def test_both_sides_of_a_link_are_highlighted_inside_their_context(page: str) -> None:
    marks = [re.sub("</?b>", "", mark) for mark in re.findall("<mark>(.*?)</mark>", page)]
    assert "Pedimos que toda persona tenga agua suficiente, salubre y asequible" in marks
    assert "agua potable suficiente, salubre, segura, asequible y accesible" in marks
    assert "</mark> en su casa" in page


SCRIPTS = sorted((Path(tracer.__file__).parent / "report" / "page" / "scripts").glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_reads_markup_or_code_from_a_string(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    found = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|"
        r"DOMParser|\beval\b|\bFunction\(|javascript:|\bfetch\b|XMLHttpRequest|\bimport\b",
        source,
    )
    assert not found


def test_every_script_of_the_folder_is_on_the_page(page: str) -> None:
    assert SCRIPTS and all(path.read_text(encoding="utf-8") in page for path in SCRIPTS)


def test_words_that_both_sides_of_a_link_have_are_in_bold(page: str) -> None:
    marks = re.findall("<mark>(.*?)</mark>", page)
    asked, norm = (
        next(re.findall("<b>(.*?)</b>", mark) for mark in marks if word in mark)
        for word in ("Pedimos", "segura")
    )
    assert asked == ["agua", "suficiente", "salubre", "asequible"]
    assert norm == asked


def test_an_unstable_theme_and_a_campaign_are_marked() -> None:
    given = sample()
    first, second, *rest = given.themes
    shaky = replace(first, stability=0.31, distinct=first.size - 1)
    firm = replace(second, stability=0.9, distinct=second.size)
    page = report_page(replace(given, themes=(shaky, firm, *rest)))
    assert Seen(page).text.count(ES["unstable"]) == 1
    assert f"{ES['unstable']} (0.31)" in page
    assert ES["campaign_copies"].replace("{n}", str(first.size - 1)) in page


@pytest.mark.parametrize(
    ("said", "norm", "shared"),
    [
        ("que los vecinos participen", "La participación vecinal", ["participen"]),
        ("TRANSPORTE público", "transparencia del transporte", ["TRANSPORTE"]),
        ("un consejo", "una consulta", []),
        ("el de la", "el de la", []),
        ("", "algo", []),
    ],
)
def test_shared_words_have_one_lemma_or_are_of_one_family(
    said: str, norm: str, shared: list[str]
) -> None:
    left, right = shared_words(said, norm)
    assert [run.text for run in left if run.shared] == shared
    assert ("".join(run.text for run in left), "".join(run.text for run in right)) == (said, norm)


def test_the_headline_counts_are_those_of_the_sample(page: str) -> None:
    text = re.sub("<[^>]+>", " ", page)
    figures = " ".join(text.split())
    assert "aportaciones 8 firmas o apoyos 65,426" in figures
    assert "50.0\xa0% · 82.5\xa0% de las firmas" in text


def test_changed_words_are_marked_as_added_and_removed(page: str) -> None:
    assert "<ins>y repondrán </ins>" in page and "<del>de la ciudad</del>" in page


def test_limits_are_stated_in_both_languages(page: str) -> None:
    assert "La semejanza no prueba influencia" in page and '<html lang="es">' in page
    english = report_page(sample(), lang="en")
    assert "Similarity does not prove influence" in english and "Aportaciones" not in english


def test_a_long_table_is_capped_and_says_so() -> None:
    results = sample()
    many = tuple(replace(results.contributions[4], id=f"x{i:05}") for i in range(2_500))
    page = report_page(replace(results, contributions=many))
    assert "Se muestran 100 de 2,500 filas" in page
    drawn = page.split('<table id="tabla-trazabilidad">')[1].split("</table>")[0]
    assert drawn.count("<tr>") == 1 + 100
    assert len(json.loads(Seen(page).scripts[0])["contributions"]["id"]) == 2_500


def test_one_version_and_nothing_found_still_make_a_page() -> None:
    results = sample()
    only = replace(results.final, links=())
    bare = replace(
        results, versions=(only,), themes=(), members=(), alignments=(), traces=(), issues=(),
        manifest={}, contributions=(),
    )  # fmt: skip
    seen = Seen(report_page(bare))
    assert ES["not_compared"] in seen.text and ES["manifest_none"] in seen.text


def test_the_page_is_the_same_each_time() -> None:
    assert report_page(sample()) == report_page(sample())


def test_tables_have_captions_and_column_headings(page: str) -> None:
    tags = [tag for tag, _ in Seen(page).tags]
    assert tags.count("caption") == tags.count("table") == tags.count("thead") > 5
    assert all(a.get("scope") in ("col", "row") for t, a in Seen(page).tags if t == "th")


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(InputError, match="usa uno de es, en"):
        report_page(sample(), lang="fr")


def test_what_people_reviewed_is_a_section_where_somebody_did(page: str) -> None:
    section = page[page.index('<section id="revision"') : page.index('<section id="avisos"')]
    assert "el texto cambió después de revisarlo" in section and "Art. 13" in section
    assert "ana" not in Seen(section).text.split()
    assert 'id="revision"' not in report_page(replace(sample(), standings=()))
