"""The published table: which units a citation names, and where they stand in the lists."""

import pytest
from evaluate_toys import CONSTITUTION, LetterEncoder

from tracer.citation import parse_citation
from tracer.constitution import read_constitution, units
from tracer.evaluate import run_suite
from tracer.evaluate.table1 import Petition, cited_units, compare, first_articles
from tracer.records import Link

TEXT = """# Constitución

Título Primero. Derechos

Artículo 1. Ciudad

A. Agua

1. Toda persona tiene derecho al agua.

B. Suelo

1. El suelo es de todas las personas.

Título Segundo. Gobierno

Artículo 2. La función pública será honesta.

Artículo 3. Los bienes serán declarados.
"""


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("Art. 1, A, 1", {"Art. 1, A"}),
        ("Art. 1", {"Art. 1, A", "Art. 1, B"}),
        ("Art. 1, 3", {"Art. 1, A", "Art. 1, B"}),
        ("Art. 2, 7", {"Art. 2"}),
        ("Título Segundo", {"Art. 2", "Art. 3"}),
        ("Art. 9", set()),
    ],
)
def test_a_citation_names_its_section_or_else_all_of_its_article(tmp_path, cited, expected):
    (tmp_path / "t.md").write_text(TEXT, encoding="utf-8")
    document = read_constitution(tmp_path / "t.md")
    (address,) = parse_citation(cited).addresses
    assert cited_units(address, units(document), document) == expected


def _link(id_, rank, citation, confidence=0.9):
    return Link(id_, rank, citation, citation.split(", ")[0], 0.5, confidence, "adopta")


def test_the_first_five_articles_are_counted_without_repeats_and_without_the_zero_row():
    rows = [_link("1", 0, "")]
    rows += [_link("1", k, c) for k, c in enumerate(("Art. 1, A", "Art. 1, B", "Art. 2"), 1)]
    rows += [_link("1", k, f"Art. {k}") for k in range(4, 9)]
    assert first_articles(rows) == ["Art. 1", "Art. 2", "Art. 4", "Art. 5", "Art. 6"]


def test_kept_and_removed_petitions_are_counted_apart():
    petitions = [
        Petition("1", "Art. 1, A", frozenset({"Art. 1, A"}), frozenset({"Art. 1"})),
        Petition("2", "Art. 2", frozenset({"Art. 2"}), frozenset({"Art. 2"})),
        Petition("11", "x", frozenset(), frozenset()),
    ]
    listed = {
        "1": [_link("1", 1, "Art. 1, B"), _link("1", 2, "Art. 1, A")],
        "2": [_link("2", 1, "Art. 2")],
        "11": [_link("11", 0, ""), _link("11", 1, "Art. 2", 0.2)],
    }
    found = compare(petitions, listed)
    within, first, removed = found.rows.values()
    assert [(m.hits, m.n) for m in (within, first, removed)] == [(2, 2), (1, 2), (1, 1)]
    assert [case.right for case in found.cases] == [False, True, True]
    assert found.cases[0].found == "Art. 1, B"


def test_a_correction_in_the_suite_takes_the_place_of_what_was_published(tmp_path):
    (tmp_path / "t.md").write_text(CONSTITUTION, encoding="utf-8")
    (tmp_path / "p.csv").write_text(
        "id,titulo,citation\n1,Agua potable en casa todos los días,Art. 99\n2,Licencias,х\n",
        encoding="utf-8",
    )
    suite = tmp_path / "s.toml"
    suite.write_text('kind = "table1"\ntitle = "T"\ndocument = "t.md"\npetitions = "p.csv"\n')
    encoder = LetterEncoder()

    def kept():
        result = run_suite(str(suite), encoder=encoder, encode=encoder.encode)
        return result.rows["published unit first"]

    assert (kept().hits, kept().n) == (0, 0)
    suite.write_text(suite.read_text() + '[override]\n1 = "Art. 1"\n')
    assert (kept().hits, kept().n) == (1, 1)
