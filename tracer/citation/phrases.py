"""Phrases of a citation, cut from its tokens."""

from __future__ import annotations

import re
from dataclasses import replace

from tracer.citation.cursor import Cursor, kind_at, value_at
from tracer.citation.folding import Folded
from tracer.citation.lists import AFTER_ORDINAL, ValueList, listed, numbered, take_range
from tracer.citation.phrase import Phrase
from tracer.citation.tokens import DEIXIS, DISPOSITIONS, WORDS, Token, tokens
from tracer.citation.values import Value

_STRENGTH = ("", "comma", "of", "and", "stop", "gap")
_SEPARATORS = {
    "of": "of", "and": "and", "stop": "stop", "dash": "comma", "filler": "", "self": "", "to": "",
}  # fmt: skip


def phrases(folded: Folded, *, most: int | None = None) -> tuple[list[Phrase], list[Token]]:
    """Cut a folded text into phrases.

    Parameters
    ----------
    folded : Folded
    most : int, optional
        Values at which to stop: who gets more of them knows that there may be more.

    Returns
    -------
    phrases : list of Phrase
        In the order of the text.
    skipped : list of Token
        What belongs to none of them and isn't mere punctuation.
    """
    cursor = Cursor(folded, [token for token in tokens(folded) if token.text != " "])
    counted = 0
    while cursor.at < len(cursor.tokens) and (most is None or counted <= most):
        taken = _named(cursor) or _ordinal_first(cursor) or _worded(cursor) or _bare(cursor)
        if taken is None:
            _pass(cursor)
        else:
            cursor.found.append(taken)
            counted += max(1, len(taken.values))
            cursor.before = ""
    return cursor.found, cursor.skipped


def _pass(cursor: Cursor) -> None:
    token = cursor.tokens[cursor.at]
    if token.kind == "weak":
        separator = "comma" if token.text in ",.:/" else ""
    else:
        separator = _SEPARATORS.get(token.kind, "gap")
    if separator == "gap":
        cursor.skipped.append(token)
    cursor.before = max(cursor.before, separator, key=_STRENGTH.index)
    cursor.at += 1


def _made(cursor: Cursor, level: str, to: int, **known: object) -> Phrase:
    start, end = cursor.tokens[cursor.at].start, cursor.tokens[to - 1].end
    cursor.at = to
    text, written = cursor.folded.text[start:end], cursor.folded.written(start, end)
    sort = next((k for k in DISPOSITIONS if level == "disposition" and k in text.lower()), "")
    return Phrase(
        level, start=start, end=end, before=cursor.before, text=text, written=written, sort=sort,
        **known,  # type: ignore[arg-type]
    )  # fmt: skip


def _named(cursor: Cursor) -> Phrase | None:
    token = cursor.tokens[cursor.at]
    if token.kind in ("preamble", "motives", "transversal"):
        return _made(cursor, token.kind, cursor.at + 1, values=())
    alone = token.kind == "transitory" and token.text.lower() == "transitorios"
    if alone and value_at(cursor, cursor.at + 1, "transitory") is None:
        return _made(cursor, "transitories", cursor.at + 1, values=())
    return None


def _ordinal_first(cursor: Cursor) -> Phrase | None:
    """«segundo párrafo», «quinto y sexto transitorios», «5 transitorio»."""
    first = value_at(cursor, cursor.at, "transitory")
    if first is None or first.shape not in ("ordinal", "number"):
        return None
    many = listed(cursor, ValueList([first], cursor.at + 1), "", plural=True)
    for found in (many, ValueList([first], cursor.at + 1)):
        level = kind_at(cursor, found.at)
        fits = level in AFTER_ORDINAL and (first.shape == "ordinal" or level == "transitory")
        if fits and value_at(cursor, found.at + 1, level) is None:
            return _made(cursor, level, found.at + 1, values=tuple(found.values),
                         plural=len(found.values) > 1, ranged=found.ranged)  # fmt: skip
    return None


def _worded(cursor: Cursor) -> Phrase | None:
    """A word of a level with its values, or with what points at it: «este», «anterior»."""
    at, relation, times = _pointed(cursor, cursor.at)
    level = kind_at(cursor, at)
    if level not in WORDS:
        return None
    word = cursor.tokens[at].text.rstrip(". °").lower()
    plural = word.endswith(("s", "§§")) and word != "trans"
    at += 1
    if level == "article" and kind_at(cursor, at) == "transitory":
        level, at = "transitory", at + 1
    if level == "proviso" and kind_at(cursor, at) == "transitory":
        return _transitory_proviso(cursor, at + 1)
    row = numbered(cursor, at, level, plural=plural)
    if row is None:
        return _related(cursor, level, at, relation=relation, times=times, plural=plural)
    named_after = level == "article" and kind_at(cursor, row.at) == "transitory"
    if named_after and value_at(cursor, row.at + 1, "transitory") is None:
        level, row.at = "transitory", row.at + 1
    if level in ("article", "transitory"):
        cursor.open_articles = plural and level == "article"
    return _made(cursor, level, row.at, values=tuple(row.values), plural=plural,
                 ranged=row.ranged, added=row.added)  # fmt: skip


def _transitory_proviso(cursor: Cursor, at: int) -> Phrase:
    """«parágrafo transitorio 2», in Colombia."""
    value = value_at(cursor, at, "proviso")
    values = (replace(value, sort="transitorio") if value else Value("unique", "transitorio"),)
    return _made(cursor, "proviso", at + 1 if value else at, values=values)


def _pointed(cursor: Cursor, at: int) -> tuple[int, str, int]:
    """Read «este», «el mismo», «los dos» before a word."""
    relation, times = "", 1
    for _ in range(3):
        kind = kind_at(cursor, at)
        if kind not in DEIXIS:
            break
        if kind == "count":
            times = _COUNTS[cursor.tokens[at].text.lower()]
        else:
            relation = relation or kind
        at += 1
    return at, relation, times


_COUNTS = {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6}


def _related(
    cursor: Cursor, level: str, at: int, *, relation: str, times: int, plural: bool
) -> Phrase | None:
    """«artículo anterior», «este artículo»: a word without a number."""
    if level == "article" and kind_at(cursor, at) == "transitory":
        level, at = "transitory", at + 1
    if kind_at(cursor, at) in ("previous", "next", "said"):
        relation, at = kind_at(cursor, at), at + 1
    if not relation:
        return None
    return _made(cursor, level, at, values=(), relation=relation, times=times, plural=plural)


_NO_ARTICLE = re.compile(
    r" ?(?:%|por ciento|de (?:ener|febr|mar|abr|may|juni|juli|ago|sep|oct|nov|dic))"
)


def _is_one_more_article(cursor: Cursor) -> bool:
    """«el artículo 103, fracción I, y el 107»: the determiner stands for the word."""
    determiner = cursor.tokens[cursor.at - 1] if cursor.at else None
    if determiner is None or determiner.text.lower() not in ("el", "los", "del"):
        return False
    cited = any(phrase.level == "article" for phrase in cursor.found[-4:])
    after = cursor.folded.text[cursor.tokens[cursor.at].end :][:20].lower()
    return cited and cursor.before == "and" and _NO_ARTICLE.match(after) is None


def _bare(cursor: Cursor) -> Phrase | None:
    token = cursor.tokens[cursor.at]
    value = value_at(cursor, cursor.at, "")
    going_on = bool(cursor.found) and cursor.before != "gap"
    if value is None and token.kind == "to" and token.text in ("a", "A") and going_on:
        value = Value("letter", token.text)
    if value is None or value.shape in ("ordinal", "unique"):
        return None
    if value.shape == "number" and _is_one_more_article(cursor):
        return _made(cursor, "article", cursor.at + 1, values=(value,))
    if value.tail.startswith("-"):
        return _made(cursor, "", cursor.at + 1, values=(value,))
    article = value.shape == "number" and (cursor.open_articles or not cursor.found)
    found = ValueList([value], cursor.at + 1)
    take_range(cursor, found, "", plural=False)
    return _made(cursor, "", found.at, values=tuple(found.values), ranged=found.ranged,
                 plural=article and cursor.open_articles)  # fmt: skip
