"""Discussion threads on essays, as JSON: comments anchored to passages, with nested replies.

Exports differ in their names, so each thing is looked for under several: see the constants.
Authors are never kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracer.decoding import decode
from tracer.errors import EmptyInputError, FormatError, Phrase
from tracer.records import Contribution, Part
from tracer.redaction import UNTOUCHED, Redactor
from tracer.sources.cells import parse_date, plain_words
from tracer.sources.files import read_bytes
from tracer.sources.identity import Entry, distinguish
from tracer.sources.json_lines import table_from_records
from tracer.sources.result import ReadResult, rejected
from tracer.sources.table import Table
from tracer.sources.typed import as_cell

_LISTS = (
    "essays",
    "ensayos",
    "pubs",
    "documents",
    "documentos",
    "data",
    "results",
    "items",
    "rows",
)
_DISCUSSIONS = ("discussions", "discusiones", "threads", "hilos", "comments", "comentarios")
_REPLIES = ("replies", "respuestas", "children", "comments", "comentarios", "thread", "threads")
_TEXTS = ("text", "texto", "content", "contenido", "comment", "comentario", "body", "cuerpo")
_TITLES = ("title", "titulo", "título")
_ESSAY_TITLES = (*_TITLES, "name", "nombre")  # of a comment, they are whose it is
_DATES = ("date", "fecha", "createdAt", "created_at", "created", "timestamp", "updatedAt")
_ANCHORS = ("anchor", "anchors", "ancla", "target", "selector", "selection", "highlight")
_PASSAGES = ("exact", "originalText", "original_text", "quote", "passage", "pasaje", "cita", "text")
_IDS = ("id", "_id", "uuid")

_Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Threads:
    """Essays with their discussions, as they stand in the file."""

    name: str
    """File name."""
    essays: tuple[_Record, ...]


@dataclass(frozen=True, slots=True)
class _Comment:
    id: str
    essay: str
    """Id of the essay, or its place in the file."""
    contribution: Contribution


def read_json(path: Path, *, channel: str = "") -> Threads | Table:
    """Read a JSON file: essays with discussions, or else a list of flat records (a table).

    Raises
    ------
    InputError, FormatError
        If it is absent, no JSON, or neither of the two shapes.
    EmptyInputError
        If the list is empty.
    """
    text, _ = decode(read_bytes(path))
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise FormatError(
            "{name} debería ser JSON y no se puede leer: {error}; expórtalo de nuevo (si tiene un "
            "objeto por línea, llámalo .jsonl)",
            name=path.name, error=error,
        ) from None  # fmt: skip
    records = _records(data)
    if records is None:
        raise FormatError(
            "{name} debería ser una lista de ensayos con «discussions», o una lista de objetos "
            "con las mismas claves",
            name=path.name,
        )
    if not records:
        raise EmptyInputError(
            "{name} es una lista vacía; se esperaba al menos un objeto", name=path.name
        )
    if channel in ("", "comment") and any(_discussions(record) for record in records):
        return Threads(path.name, tuple(records))
    return table_from_records(records, name=path.name)


def read_threads(
    threads: Threads, *, channel: str = "", personal: Redactor = UNTOUCHED
) -> ReadResult:
    """Make a contribution of every comment and reply.

    Replies inherit the passage of their thread; the essay's title is the question. Comments are
    numbered as they stand in the file; one without id is called after its essay and that number.

    Returns
    -------
    ReadResult
        In document order, a comment before its replies.
    """
    comments = _numbered(threads, channel or "comment", personal)
    shared = _ids_in_several_essays(comments)
    entries, aside = [], []
    for comment in comments:
        number = comment.contribution.row
        if not comment.contribution.text:
            aside.append(
                rejected("empty-row", Phrase("comentario sin texto"), file=threads.name,
                         row=number, line=number, id=comment.id)
            )  # fmt: skip
            continue
        id = f"{comment.essay}/{comment.id}" if shared else comment.id
        entries.append(Entry(id, number, (replace(comment.contribution, id=id),)))
    contributions, repeats, issues = distinguish(entries, source=threads.name)
    ordered = sorted([*aside, *repeats], key=lambda one: one.row)
    return ReadResult(tuple(contributions), tuple(ordered), tuple(issues), rows=len(comments))


def _records(data: Any) -> list[_Record] | None:
    if isinstance(data, dict) and not _discussions(data):
        inner = next((data[key] for key in _LISTS if isinstance(data.get(key), list)), None)
        data = [data] if inner is None else inner
    elif isinstance(data, dict):
        data = [data]
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        return None
    return data


def _first(record: _Record, keys: tuple[str, ...]) -> Any:
    return next((record[key] for key in keys if record.get(key) not in (None, "", [], {})), None)


def _children(record: _Record, keys: tuple[str, ...]) -> list[_Record]:
    """Give the nested records under the first of `keys` that holds any."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, dict):
            value = _children(value, _REPLIES)
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            return [item for item in value if isinstance(item, dict)]
    return []


def _discussions(record: _Record) -> list[_Record]:
    return _children(record, _DISCUSSIONS)


def _numbered(threads: Threads, channel: str, personal: Redactor) -> list[_Comment]:
    found: list[_Comment] = []
    for place, essay in enumerate(threads.essays, start=1):
        title = personal.text(plain_words(_words(_first(essay, _ESSAY_TITLES))))
        own = personal.id(str(as_cell(_first(essay, _IDS))))
        body = _words(_first(essay, _TEXTS))
        name = own or str(place)
        shell = Contribution(id="", text="", channel=channel, source=threads.name, question=title)
        for discussion in _discussions(essay):
            for record, anchor in _walk(discussion, "", body):
                number = len(found) + 1
                own_shell = replace(shell, row=number, anchor=personal.text(anchor))
                found.append(_comment(record, own_shell, name, personal))
    return found


def _walk(record: _Record, inherited: str, body: str) -> Iterator[tuple[_Record, str]]:
    anchor = _passage(_first(record, _ANCHORS), body) or inherited
    replies = _children(record, _REPLIES)
    if _first(record, _TEXTS) is not None or not replies:
        yield record, anchor  # a record of replies alone is only the frame of a thread
    for reply in replies:
        yield from _walk(reply, anchor, body)


def _comment(record: _Record, shell: Contribution, essay: str, personal: Redactor) -> _Comment:
    texts: list[str] = []
    parts: list[Part] = []
    for name, keys in (("title", _TITLES), ("text", _TEXTS)):
        words = personal.text(plain_words(_words(_first(record, keys))))
        if words and words not in texts:
            start = sum(len(text) + 1 for text in texts)
            texts.append(words)
            parts.append(Part(name, start, start + len(words)))
    date = parse_date(as_cell(_first(record, _DATES))) or ""
    contribution = replace(shell, text="\n".join(texts), parts=tuple(parts), date=date)
    own = personal.id(str(as_cell(_first(record, _IDS))))
    return _Comment(own or f"{essay}-{shell.row}", essay, contribution)


def _passage(anchor: Any, body: str) -> str:
    """Find the quoted passage anywhere inside an anchor; else cut it out of the essay."""
    if isinstance(anchor, str):
        return plain_words(anchor)
    if isinstance(anchor, list):
        return next(filter(None, (_passage(item, body) for item in anchor)), "")
    if not isinstance(anchor, dict):
        return ""
    exact = _first(anchor, _PASSAGES)
    if isinstance(exact, str):
        return plain_words(exact)
    start, end = anchor.get("start"), anchor.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        return plain_words(body[start:end])
    nested = (value for value in anchor.values() if isinstance(value, (dict, list)))
    return next(filter(None, (_passage(value, body) for value in nested)), "")


def _words(value: Any) -> str:
    """Give the text of a string or of a rich-text tree, one block a line."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(_words(item) for item in value)
    if isinstance(value, dict):
        text = value.get("text")
        inner = text if isinstance(text, str) else _words(value.get("content"))
        return inner if value.get("type", "text") == "text" else f"{inner}\n"
    return "" if value is None else str(value)


def _ids_in_several_essays(comments: list[_Comment]) -> bool:
    pairs = {(comment.id, comment.essay) for comment in comments}
    return max(Counter(id for id, _ in pairs).values(), default=0) > 1
