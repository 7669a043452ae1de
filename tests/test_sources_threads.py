"""Discussion threads: nested replies, passages, exports that differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracer.errors import ColumnError, EmptyInputError, FormatError
from tracer.sources import ReadResult, read_contributions

ESSAY = {
    "id": "e1",
    "title": "Dos aguas",
    "text": "El agua sobra en agosto y falta en abril.",
    "discussions": [
        {
            "id": 1,
            "author": "Rosalba M.",
            "date": "2016-10-11T10:00:00Z",
            "text": "<p>Que nadie se quede <b>sin agua</b></p>",
            "anchor": {"exact": "falta en abril", "start": 26, "end": 40},
            "replies": [
                {"id": 2, "author": "Iván T.", "text": "¿Quién paga?",
                 "replies": [{"id": 3, "author": "Rosalba M.", "text": "Todos", "replies": []}]}
            ],
        },
        {"id": 4, "author": "Ana", "text": "🙏", "anchor": {"start": 0, "end": 7},
         "replies": [{"id": 5, "author": "Eva", "text": "De acuerdo"}]},
    ],
}  # fmt: skip


def _read(folder: Path, data: object, **options: str) -> ReadResult:
    (folder / "hilos.json").write_text(json.dumps(data), encoding="utf-8")
    return read_contributions(folder / "hilos.json", **options)  # type: ignore[arg-type]


def test_every_comment_and_reply_is_a_contribution_on_its_threads_passage(tmp_path: Path) -> None:
    read = _read(tmp_path, [ESSAY])
    assert [(c.id, c.text, c.anchor) for c in read.contributions] == [
        ("1", "Que nadie se quede sin agua", "falta en abril"),
        ("2", "¿Quién paga?", "falta en abril"),
        ("3", "Todos", "falta en abril"),
        ("4", "🙏", "El agua"),
        ("5", "De acuerdo", "El agua"),
    ]
    assert {(c.channel, c.question, c.source) for c in read.contributions} == {
        ("comment", "Dos aguas", "hilos.json")
    }
    assert read.contributions[0].date == "2016-10-11"
    assert read.rejected == ()


def test_no_author_is_kept(tmp_path: Path) -> None:
    assert not any(name in repr(_read(tmp_path, [ESSAY])) for name in ("Rosalba", "Iván", "Ana"))


def test_one_essay_or_a_wrapped_list_reads_like_a_list(tmp_path: Path) -> None:
    expected = _read(tmp_path, [ESSAY]).contributions
    assert _read(tmp_path, ESSAY).contributions == expected
    assert _read(tmp_path, {"essays": [ESSAY]}).contributions == expected


def test_other_names_and_rich_text_read_the_same(tmp_path: Path) -> None:
    rich = {"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "Que nadie se "},
                                          {"type": "text", "text": "quede sin agua"}]},
        {"type": "paragraph", "content": [{"type": "text", "text": "nunca"}]}]}  # fmt: skip
    export = {
        "pubs": [{
            "title": "Dos aguas",
            "discussions": [{
                "id": "d", "anchors": [{"originalText": "falta en abril"}],
                "thread": {"comments": [
                    {"id": "c1", "content": rich, "createdAt": "2016-10-11"},
                    {"id": "c2", "text": "¿Quién paga?"}]},
            }],
        }]
    }  # fmt: skip
    read = _read(tmp_path, export)
    assert [(c.id, c.text, c.anchor, c.date) for c in read.contributions] == [
        ("c1", "Que nadie se quede sin agua\nnunca", "falta en abril", "2016-10-11"),
        ("c2", "¿Quién paga?", "falta en abril", ""),
    ]


def test_ids_that_begin_anew_in_every_essay_are_told_apart_by_it(tmp_path: Path) -> None:
    essays = [
        {"id": e, "title": e, "comments": [{"id": "1", "comment": f"sobre {e}"}]} for e in "ab"
    ]
    assert [c.id for c in _read(tmp_path, essays).contributions] == ["a/1", "b/1"]


def test_a_comment_without_id_is_called_after_its_essay_and_place(tmp_path: Path) -> None:
    essay = {"id": "a", "title": "A", "threads": [{"text": "uno"}, {"text": "dos"}]}
    assert [c.id for c in _read(tmp_path, essay).contributions] == ["a-1", "a-2"]


def test_a_list_of_flat_records_is_a_table(tmp_path: Path) -> None:
    read = _read(tmp_path, [{"id": 7, "titulo": "Agua", "texto": "limpia", "firmas": 3}])
    assert [(c.id, c.text, c.weight) for c in read.contributions] == [("7", "Agua\nlimpia", 3.0)]


def test_what_is_neither_threads_nor_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="ensayos"):
        _read(tmp_path, [1, 2])
    with pytest.raises(EmptyInputError, match="vacía"):
        _read(tmp_path, [])
    (tmp_path / "roto.json").write_text("{")
    with pytest.raises(FormatError, match=r"roto\.json"):
        read_contributions(tmp_path / "roto.json")
    with pytest.raises(ColumnError, match="no es una tabla"):
        _read(tmp_path, [ESSAY], id_column="id")
