"""Matching as a whole: what holds for every list of links, whatever the encoder."""

from __future__ import annotations

import unicodedata

import pytest
from evaluate_toys import LetterEncoder
from match_toys import ALMAZUL, ASKED, almazul_in, by_contribution, contributions, unit

from tracer.constitution import read_constitution, units
from tracer.match import match_provisions, parcels
from tracer.records import Contribution, Link, Provision, Unit
from tracer.text import nfc

letters = LetterEncoder().encode


def many_units(n: int = 40) -> list[Unit]:
    """Units of which a few answer what is asked, so that confidences go from 0 to near 1."""
    syllables = ("ba", "ce", "di", "fo", "gu", "ja", "le", "mi", "no", "pu")
    filler = [f"Norma {syllables[k % 10] * 3} {syllables[k // 10] * 4} {k}." for k in range(n)]
    return [unit(k, t) for k, t in enumerate([*ASKED.values(), *filler], 1) if len(t) > 20][:n]


@pytest.fixture(scope="module")
def almazul(tmp_path_factory):
    return almazul_in(tmp_path_factory.mktemp("match"))


def test_links_come_by_contribution_in_the_order_given_then_by_rank(almazul):
    links = match_provisions(contributions(), units(almazul), encode=letters, top=4)
    listed = by_contribution(links)
    assert list(listed) == list(ASKED)
    for rows in listed.values():
        assert [row.rank for row in rows if row.rank] == [1, 2, 3, 4]
        assert len({row.citation for row in rows}) == len(rows)


def test_the_order_of_contributions_changes_the_order_of_rows_only():
    given, found = contributions(), many_units()
    expected = by_contribution(match_provisions(given, found, encode=letters))
    turned = by_contribution(match_provisions(given[::-1], found, encode=letters))
    assert list(turned) == list(ASKED)[::-1]
    assert turned == expected


@pytest.mark.parametrize("chunk", [1, 2, 5])
def test_the_number_compared_at_a_time_changes_nothing(monkeypatch, chunk):
    given, found = contributions(), many_units()
    expected = match_provisions(given, found, encode=letters)
    monkeypatch.setattr(parcels, "CHUNK", chunk)
    assert match_provisions(given, found, encode=letters) == expected


def test_progress_counts_every_contribution_once(monkeypatch):
    monkeypatch.setattr(parcels, "CHUNK", 3)
    done: list[int] = []
    match_provisions(contributions(), many_units(), encode=letters, progress=done.append)
    assert done == [3, 3, 1]


def test_a_row_of_rank_0_comes_first_just_where_nothing_reaches_one_half():
    more = {
        "poco": "Que publiquen todo",
        "medio": "Que publiquen su deuda",
        "más": "Que publiquen todo siempre, cada cual",
        "algo": "Que la gente decida más",
    }
    given = contributions({**ASKED, **more})
    links = match_provisions(given, many_units(), encode=letters)
    bests = []
    for rows in by_contribution(links).values():
        best = max(row.confidence for row in rows if row.rank)
        bests.append(best)
        assert [row.rank == 0 for row in rows] == [best < 0.5 and n == 0 for n in range(len(rows))]
        if rows[0].rank == 0:
            assert rows[0].confidence == 1 - best
            assert (rows[0].citation, rows[0].article, rows[0].strength) == ("", "", "")
    assert any(0.3 < best < 0.5 for best in bests)
    assert any(0.5 <= best < 0.7 for best in bests)


def test_scores_fall_with_the_rank_and_stay_between_0_and_1():
    for rows in by_contribution(
        match_provisions(contributions(), many_units(), encode=letters, top=40)
    ).values():
        ranked = [row for row in rows if row.rank and row.confidence < 0.95]
        assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)
        assert all(0 <= row.score <= 1 and 0 <= row.confidence <= 1 for row in rows)


QUOTE = "Los parques, jardines y plazas son bienes de uso común."


def backwards(text: str) -> str:
    """The same words, so that nothing of it is a quotation."""
    return " ".join(reversed(text.split()))


@pytest.mark.parametrize("top", [1, 2, 5, 10, 15, 30])
def test_a_shorter_list_is_the_beginning_of_a_longer_one(top):
    found = [*many_units(), unit(99, QUOTE)]
    about = " ".join(backwards(ASKED[i]) for i in ("agua", "voto", "noche")) * 2
    given = [*contributions(), Contribution("cita", f"{about}\n{QUOTE}")]
    everything = by_contribution(match_provisions(given, found, encode=letters, top=100))
    # quoted at the end of a text about other things: fourth by its signals
    assert everything["cita"][0].citation == "Art. 99"
    assert everything["cita"][0].score < everything["cita"][1].score
    listed = by_contribution(match_provisions(given, found, encode=letters, top=top))
    for i, rows in listed.items():
        ranked = [row for row in rows if row.rank]
        assert len(ranked) == top
        assert ranked == [row for row in everything[i] if row.rank][:top]


def test_min_confidence_drops_weaker_rows_and_keeps_rank_0():
    given, found = contributions(), many_units()
    everything = match_provisions(given, found, encode=letters)
    strong = match_provisions(given, found, encode=letters, min_confidence=0.2)
    assert strong == tuple(r for r in everything if r.rank == 0 or r.confidence >= 0.2)
    assert 0 < sum(r.rank > 0 for r in strong) < sum(r.rank > 0 for r in everything)
    none = match_provisions(given, found, encode=letters, min_confidence=1.1)
    assert none == tuple(r for r in everything if r.rank == 0)


def test_a_citation_that_a_person_rejected_is_never_proposed_again():
    given, found = contributions(), many_units()
    before = by_contribution(match_provisions(given, found, encode=letters))
    barred = frozenset(row.citation for row in before["agua"] if row.rank in (1, 2))
    after = by_contribution(
        match_provisions(given, found, encode=letters, top=99, without={"agua": barred})
    )
    assert len(barred) == 2
    assert barred.isdisjoint(row.citation for row in after["agua"])
    assert len([row for row in after["agua"] if row.rank]) == len(found) - 2
    assert [r for r in after["toros"] if r.rank][:10] == [r for r in before["toros"] if r.rank]


def test_where_every_unit_is_rejected_nothing_answers():
    found = many_units()
    barred = {"agua": frozenset(u.citation for u in found)}
    links = match_provisions(contributions()[:1], found, encode=letters, without=barred)
    assert links == (Link("agua", 0, "", "", 0.0, 1.0, ""),)


def test_no_contribution_gives_no_link(almazul):
    assert match_provisions([], units(almazul), encode=letters) == ()


def test_a_document_that_can_answer_nothing_leaves_every_contribution_unanswered():
    silent = [
        unit(1, "🙂 1917"),
        unit(2, "Se garantiza el agua.", status="repealed"),
        unit(0, "Queremos agua.", citation="Preámbulo"),
    ]
    for found in ([], silent):
        links = match_provisions(contributions(), found, encode=letters)
        assert [(r.contribution_id, r.rank, r.confidence) for r in links] == [
            (i, 0, 1.0) for i in ASKED
        ]


@pytest.mark.parametrize("level", ["section", "article", "finest"])
def test_preamble_transitory_and_repealed_provisions_are_never_proposed(almazul, level):
    found = units(almazul, level=level)
    assert {"Preámbulo", "Trans. 1", "Art. 9"} <= {u.citation for u in found}
    links = match_provisions(contributions(), found, encode=letters, top=99)
    proposed = {row.citation for row in links if row.rank}
    assert proposed == {f"Art. {n}" for n in range(1, 12) if n != 9}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_evidence_is_cut_from_the_raw_texts_at_its_offsets(tmp_path, form):
    path = tmp_path / "texto.md"
    path.write_text(unicodedata.normalize(form, ALMAZUL), encoding="utf-8")
    document = read_constitution(path)
    given = contributions({i: unicodedata.normalize(form, t) for i, t in ASKED.items()})
    raw = {c.id: c.text for c in given}
    links = match_provisions(given, units(document), encode=letters)
    for row in (row for row in links if row.rank):
        said, norm = row.contribution_span, row.provision_span
        assert row.evidence_contribution == nfc(raw[row.contribution_id][said.start : said.end])
        assert row.evidence_provision == nfc(document.text[norm.start : norm.end]) != ""
    assert form == "NFC" or document.text != nfc(document.text)


def test_composed_and_decomposed_contributions_get_the_same_links(almazul):
    texts = {i: t for i, t in ASKED.items() if len(t) < 100}
    decomposed = {i: unicodedata.normalize("NFD", t) for i, t in texts.items()}
    encode = lambda found: letters([nfc(text) for text in found])  # noqa: E731
    a = match_provisions(contributions(texts), units(almazul), encode=encode)
    b = match_provisions(contributions(decomposed), units(almazul), encode=encode)
    assert [(r.citation, r.score, r.confidence) for r in a] == [
        (r.citation, r.score, r.confidence) for r in b
    ]


def test_a_repealed_line_of_a_unit_in_force_is_no_evidence():
    norm, gone = "Se prohíben las corridas de toros.", "(Se deroga)"
    place = ("Art. 1", "numeral", "Prohibir las corridas", norm, "Art. 1", None, 0, len(norm))
    below = ("Art. 1, 2", "numeral", "", gone, "Art. 1", None, 50, 50 + len(gone), "repealed")
    mixed = Unit("Art. 1", "Art. 1", "", "", (Provision(*place), Provision(*below)))
    links = match_provisions(
        [Contribution("x", "¿Se deroga?")], [mixed, unit(2, "Otra cosa distinta.")], encode=letters
    )
    assert [r.evidence_provision for r in links if r.citation == "Art. 1"] == [norm]
