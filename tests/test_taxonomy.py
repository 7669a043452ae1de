"""Assigning texts to a user's concepts."""

import pytest
from evaluate_toys import LetterEncoder

from tracer.errors import EmptyInputError
from tracer.records import Concept, Contribution
from tracer.taxonomy import assign_concepts

letters = LetterEncoder().encode
NAMES = ("agua potable", "transporte público", "vivienda digna")
ASKED = {
    "a": "Queremos agua potable todos los días",
    "t": "Más transporte público de noche",
    "v": "Una vivienda digna para cada familia",
    "mudo": "🙂 !!",
}


def _texts(asked: dict[str, str] = ASKED) -> list[Contribution]:
    return [Contribution(id_, text) for id_, text in asked.items()]


def _first(concepts: list[Concept], asked: dict[str, str] = ASKED) -> dict[str, str]:
    found = assign_concepts(_texts(asked), concepts, encode=letters, top=1)
    return {a.contribution_id: a.concept for a in found}


def test_names_alone_will_do() -> None:
    found = _first([Concept(name) for name in NAMES])
    assert found == {"a": NAMES[0], "t": NAMES[1], "v": NAMES[2], "mudo": ""}


def test_examples_teach_what_a_name_does_not_say() -> None:
    asked = {"x": "Que pasen más pipas", "y": "Que el camión llegue a tiempo"}
    water = ("que pasen las pipas", "más pipas en la colonia", "que pase la pipa")
    buses = ("que el camión pase", "que llegue el camión a tiempo", "más camiones a tiempo")
    taught = [Concept("uno", "", water), Concept("dos", "", buses), Concept("tres")]
    assert _first(taught, asked) == {"x": "uno", "y": "dos"}


def test_probabilities_are_over_the_whole_list() -> None:
    concepts = [Concept(name, "", (f"derecho a {name}",)) for name in NAMES]
    found = assign_concepts(_texts(), concepts, encode=letters, top=len(NAMES))
    for id_ in ("a", "t", "v"):
        own = [a.confidence for a in found if a.contribution_id == id_]
        assert sum(own) == pytest.approx(1, abs=1e-5)
        assert own == sorted(own, reverse=True)


def test_a_wordless_text_gets_a_row_without_a_concept() -> None:
    found = assign_concepts(_texts(), [Concept(name) for name in NAMES], encode=letters)
    (silent,) = [a for a in found if a.contribution_id == "mudo"]
    assert (silent.rank, silent.concept, silent.confidence) == (0, "", 0.0)


def test_rows_follow_the_texts_and_not_their_order() -> None:
    concepts = [Concept(name, "", (f"derecho a {name}",)) for name in NAMES]
    there = assign_concepts(_texts(), concepts, encode=letters)
    back = assign_concepts(_texts()[::-1], concepts, encode=letters)
    assert sorted(there, key=lambda a: (a.contribution_id, a.rank)) == sorted(
        back, key=lambda a: (a.contribution_id, a.rank)
    )
    assert [a.contribution_id for a in there if a.rank in (0, 1)] == list(ASKED)


def test_texts_judged_at_a_time_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from tracer.taxonomy import assign

    concepts = [Concept(name, "", (f"derecho a {name}",)) for name in NAMES]
    expected = assign_concepts(_texts(), concepts, encode=letters)
    monkeypatch.setattr(assign, "CHUNK", 1)
    assert assign_concepts(_texts(), concepts, encode=letters) == expected


def test_one_concept_is_no_choice() -> None:
    with pytest.raises(EmptyInputError, match="al menos dos"):
        assign_concepts(_texts(), [Concept("agua")], encode=letters)


def test_no_texts_no_rows() -> None:
    assert assign_concepts([], [Concept(name) for name in NAMES], encode=letters) == ()
