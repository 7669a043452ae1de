"""What holds of every citation: formatting and reading, order, spelling, garbage, resolution."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import within

from tracer.citation import Address, parse_citation, resolve
from tracer.citation.numbering import LETTERS, roman
from tracer.errors import CitationError
from tracer.records import Constitution, Provision

NUMBERS = st.integers(1, 999).map(str)
TAILS = st.sampled_from(["", "", "", " bis", " ter", " quáter", " quinquies", " bis 1", "-A", "-Ñ"])
REPEATS = st.sampled_from(["", "", "", "", " (2)", " (3)"])
COUNTS = st.one_of(
    st.just("único"), st.tuples(NUMBERS, TAILS, REPEATS).map(lambda piece: "".join(piece))
)
SUFFIXES = st.sampled_from(["", "", "", " bis", " ter"])


def _suffixed(bases: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(bases, SUFFIXES, REPEATS).map(lambda piece: "".join(piece))


LEVELS = {
    "section": _suffixed(st.sampled_from(LETTERS.upper())),
    "numeral": _suffixed(NUMBERS),
    "fraction": st.just("frac. único")
    | _suffixed(st.integers(1, 120).map(lambda n: f"frac. {roman(n)}")),
    "inciso": _suffixed(
        st.sampled_from([*LETTERS, "aa", "bb", "ll", "ch", "al", "ii", "iv", "xi"])
    ),
    "paragraph": st.tuples(NUMBERS, REPEATS).map(lambda piece: f"párr. {piece[0]}{piece[1]}"),
    "proviso": st.sampled_from(["par. 1", "par. único", "par. transitorio", "par. transitorio 2"]),
}


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, ...]:
    """Parts of distinct levels in any order, and numerals within an inciso of a numeral."""
    levels = draw(st.lists(st.sampled_from(list(LEVELS)), max_size=4, unique=True))
    below = [draw(LEVELS[level]) for level in levels]
    if {"numeral", "inciso"} <= set(levels) and draw(st.booleans()):
        below.append(draw(st.tuples(NUMBERS, REPEATS).map(lambda p: f"{p[0]}){p[1]}")))
    return tuple(below)


@st.composite
def larger_units(draw: st.DrawFn) -> Address:
    kinds = draw(
        st.one_of(
            st.lists(
                st.sampled_from(["part", "book", "title", "chapter", "division"]),
                min_size=1, max_size=4, unique=True,
            ).map(lambda found: sorted(found, key=_PLACES.index)),
            st.sampled_from([["chapter", "title"], ["chapter", "title", "division"]]),
        )
    )  # fmt: skip
    region = st.sampled_from([Address("transitories"), Address("decree", ("2",))])
    within = draw(region) if kinds[0] in ("chapter", "division") and draw(st.booleans()) else None
    within = None if kinds[:2] == ["chapter", "title"] else within
    for kind in kinds:
        within = Address(kind, (draw(st.one_of(COUNTS, st.just("preliminar"))),), within)
    assert within is not None
    return within


_PLACES = ["part", "book", "title", "chapter", "division"]
DECREES = st.one_of(st.none(), NUMBERS.map(lambda n: Address("decree", (n,))))
ADDRESSES = st.one_of(
    st.tuples(COUNTS, parts()).map(lambda p: Address("article", (p[0], *p[1]))),
    st.tuples(COUNTS, parts(), DECREES).map(lambda p: Address("transitory", (p[0], *p[1]), p[2])),
    st.tuples(st.sampled_from(["final", "adicional", "derogatoria"]), COUNTS, parts()).map(
        lambda p: Address("disposition", (f"{p[0]} {p[1]}", *p[2]))
    ),
    larger_units(),
    st.sampled_from(["preamble", "motives"]).map(Address),
    st.sampled_from(["preamble", "motives"]).map(lambda kind: Address(kind, ("(2)",))),
    st.just(Address("transitories")),
    NUMBERS.map(lambda n: Address("decree", (n,))),
)


@settings(max_examples=600, deadline=None)
@given(ADDRESSES)
def test_every_address_is_read_back_as_itself_with_nothing_assumed(address: Address) -> None:
    parsed = parse_citation(str(address))
    assert parsed.addresses == (address,)
    assert parsed.assumed == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(ADDRESSES, min_size=2, max_size=12))
def test_the_order_of_addresses_is_total_and_does_not_depend_on_how_they_came(
    addresses: list[Address],
) -> None:
    for one in addresses:
        for other in addresses:
            assert (one < other) + (other < one) + (one == other) == 1
    assert sorted(addresses) == sorted(reversed(addresses))


def test_siblings_sort_as_a_document_has_them() -> None:
    in_order = [
        "Preámbulo", "Art. 1", "Art. 1, A", "Art. 1, B", "Art. 1, N", "Art. 1, Ñ", "Art. 1, O",
        "Art. 2", "Art. 2, 1", "Art. 2, 2", "Art. 2, 2 bis", "Art. 2, 10", "Art. 9, frac. IX",
        "Art. 9, frac. IX bis", "Art. 9, frac. X", "Art. 12", "Art. 12-A", "Art. 12 bis",
        "Art. 12 ter", "Art. 12 quáter", "Art. 12 quinquies", "Art. 13", "Art. 14, h", "Art. 14, i",
        "Art. 14, ii", "Art. 14, iv", "Art. 14, v", "Art. 14, ix", "Art. 14, x", "Art. 14, z",
        "Art. 14, aa", "Art. 14, bb", "Transitorios", "Trans. 1", "Trans. 10", "Decreto 2",
        "Decreto 2, Trans. 1",
    ]  # fmt: skip
    addresses = [parse_citation(text).addresses[0] for text in in_order]
    assert [str(address) for address in sorted(reversed(addresses))] == in_order


@settings(max_examples=60, deadline=None)
@given(st.lists(ADDRESSES, min_size=1, max_size=8, unique=True))
def test_every_citation_of_a_document_resolves_to_itself(addresses: list[Address]) -> None:
    provisions = tuple(
        Provision(str(a), "article", "", "Texto.", "", None, 0, 6) for a in addresses
    )
    document = Constitution("prueba", "", provisions)
    for address in addresses:
        resolution = resolve(parse_citation(str(address)), document)
        assert (resolution.citations, resolution.assumed) == ((str(address),), ())


WORDED = (
    "Artículo 16, apartado B, numeral 3, inciso a)", "párrafo tercero del artículo 4",
    "fracciones I, II y IV del artículo 3", "artículos 5 a 9", "vigésimo octava transitoria",
    "Título III, Capítulo Segundo", "artículo 12 bis", "artículo 12-A", "Preámbulo",
    "artículo 19 N° 3 inciso quinto", "incisos a) y ñ) del artículo 7", "Exposición de motivos",
)  # fmt: skip


def _spellings(text: str) -> list[str]:
    return [
        text.upper(),
        text.lower(),
        unicodedata.normalize("NFD", text),
        "".join(c for c in unicodedata.normalize("NFD", text.replace("ñ", "\0")) if c < "\u0300"
                or c > "\u036f").replace("\0", "ñ"),
        text.replace(" ", "\u00a0"),
        text.replace(" ", " \n "),
        text.replace("-", "\u2011"),
        text.replace("°", "º"),
        f"  {text} .",
    ]  # fmt: skip


@pytest.mark.parametrize("text", WORDED)
def test_case_accents_spaces_and_dashes_make_no_difference(text: str) -> None:
    expected = parse_citation(text).addresses
    assert expected
    for spelling in _spellings(text):
        assert parse_citation(spelling).addresses == expected, spelling


PIECES = st.sampled_from(
    ["artículo", "arts.", "16", "bis", "A", "a)", "y", ",", ";", ".", "de", "la", "fracción", "IV",
     "inciso", "segundo", "párrafo", "transitorio", "Título", "Decreto", "anterior", "este", "al",
     "2)", "(2)", "-", "§", "ley", "transversal", "х", "\u0301", "º", "4o.", "999999", "\0", "ii"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map(" ".join)))
def test_whatever_is_written_it_is_read_or_refused(text: str) -> None:
    try:
        parsed = parse_citation(text)
    except CitationError as error:
        assert len(str(error)) < 1000
    else:
        assert parsed.addresses or parsed.kind in ("absent", "transversal")
        for address in parsed.addresses:
            assert str(parse_citation(str(address)).addresses[0])


HOSTILE = {
    "blanks": "Art. 1" + " " * 99_000,
    "one word": "a" * 99_000,
    "digits": "9" * 99_000,
    "parentheses": "(" * 99_000,
    "short lists": "a y b " * 16_000,
    "ranges": "1 a 200 " * 12_000,
    "chains": "inciso a) de la fracción II de " * 3_000,
    "products": "incisos a, b y c de las fracciones I, II y III, numerales 1, 2 y 3 " * 1_400,
    "nested": "Art. 5, 1, a, 1) " * 5_500,
    "bis": "1 bis ter quáter " * 5_800,
    "ordinals": "décimo primero " * 6_500,
    "accents": "e\u0301" * 49_000,
    "signs": "§" * 99_000,
    "said": "dicho " * 16_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_of_a_hundred_thousand_characters_is_done_with_in_seconds(name: str) -> None:
    with within(400):
        try:
            parse_citation(HOSTILE[name])
        except CitationError as error:
            assert len(str(error)) < 1000


def test_two_megabytes_are_refused_at_once() -> None:
    with within(50), pytest.raises(CitationError, match="2000000 caracteres"):
        parse_citation("Art. 5, " * 250_000)
