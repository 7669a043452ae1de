"""How contributions and provisions are cut, and which units can answer at all."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from match_toys import unit

from tracer.match.pieces import (
    MAX_SEGMENTS,
    PIECE_WIDTH,
    SEGMENT_WIDTH,
    blocks_of,
    candidates,
    contribution_segments,
    pieces,
    segments,
    words_of,
)
from tracer.records import Contribution, Provision, Span, Unit

LONG = " ".join(
    f"Frase número {n} de una petición que pide agua, luz y parques." for n in range(30)
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("width", [60, 220, 600])
def test_segments_are_whole_sentences_joined_up_to_the_width(form, width):
    text = unicodedata.normalize(form, LONG)
    cut = segments(text, width=width)
    assert " ".join(text[s.start : s.end] for s in cut) == text
    assert all(s.end - s.start <= max(width, 70) for s in cut)
    for joined, after in pairwise(cut):
        assert text.index(".", after.start) + 1 - joined.start > width


def test_sentences_that_say_nothing_begin_no_segment():
    text = "🙂🙂\n1917.\nQueremos agua.\n***\n¡Ya!"
    assert [text[s.start : s.end] for s in segments(text, width=10)] == ["Queremos agua.", "¡Ya!"]


def test_a_contribution_has_at_least_one_segment_and_a_limited_number():
    assert contribution_segments(Contribution("a", "")) == [Span(0, 0)]
    assert contribution_segments(Contribution("b", "🙂 2017")) == [Span(0, 6)]
    endless = Contribution("c", "\n".join([LONG[:SEGMENT_WIDTH]] * 200))
    assert len(contribution_segments(endless)) == MAX_SEGMENTS


def test_pieces_are_cut_from_the_document_and_carry_the_headings_above_them():
    text = f"{LONG} {LONG}"
    own = Provision("Art. 1, A", "section", "Agua", "", "Art. 1", None, 5, 5)
    below = Provision("Art. 1, A, 1", "numeral", "", text, "Art. 1, A", None, 100, 100 + len(text))
    both = Unit("Art. 1, A", "Art. 1", "Agua", "Derechos · Ciudad", (own, below))
    cut = pieces([unit(7, "Breve."), both])
    assert [piece.unit for piece in cut] == [0] + [1] * (len(cut) - 1)
    assert len(cut) > 3
    for piece in cut[1:]:
        assert piece.text == text[piece.span.start - 100 : piece.span.end - 100]
        assert len(piece.text) <= PIECE_WIDTH
        assert piece.encoded_as == f"Derechos. Ciudad. Agua. {piece.text}"
    assert words_of(both) == f"Ciudad. Agua\n{text}"


def test_every_unit_has_a_piece_even_where_no_sentence_says_anything():
    bare = unit(1, "A. B. C.")
    assert candidates([bare]) == (bare,)
    assert [(piece.unit, piece.text) for piece in pieces([bare])] == [(0, "A. B. C.")]


def test_candidates_are_permanent_in_force_and_say_something():
    kept = unit(1, "Habrá agua.")
    others = [
        unit(2, "1917"),
        unit(3, "Habrá luz.", status="repealed"),
        unit(0, "Queremos paz.", citation="Preámbulo"),
        unit(0, "Habrá plazo.", citation="Trans. 5"),
    ]
    assert candidates([*others, kept]) == (kept,)


def _article_with_sections():
    own = Provision("Art. 1", "article", "Ciudad habitable", "", "", None, 0, 0)
    water = Provision(
        "Art. 1, A", "section", "Agua", "Nadie quedará sin agua.", "Art. 1", None, 0, 23
    )
    drop = Provision(
        "Art. 1, A, 1", "numeral", "", "La ley dirá cuánta.", "Art. 1, A", None, 24, 43
    )
    park = Provision("Art. 1, B", "section", "Parques", "Habrá árboles.", "Art. 1", None, 44, 58)
    return Unit("Art. 1", "Art. 1", "Ciudad habitable", "Título", (own, water, drop, park))


def test_an_article_is_cut_at_its_sections_and_loses_no_word():
    unit = _article_with_sections()
    blocks = blocks_of(unit)
    assert [block.citation for block in blocks] == ["Art. 1, A", "Art. 1, B"]
    assert [block.heading for block in blocks] == ["Agua", "Parques"]
    assert {block.context for block in blocks} == {"Título · Ciudad habitable"}
    assert "\n".join(block.text for block in blocks) == unit.text


def test_an_article_without_sections_is_one_block():
    alone = replace(_article_with_sections(), provisions=_article_with_sections().provisions[:1])
    assert blocks_of(alone) == (alone,)
