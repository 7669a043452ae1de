"""Addresses put together from phrases: what is inner to what, and what is a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracer.citation.address import Address, part_level
from tracer.citation.larger import take_larger
from tracer.citation.numbering import roman_value
from tracer.citation.order import Parts, alternatives, parts_of, refuse_beyond_most
from tracer.citation.phrase import Phrase
from tracer.citation.reading import (
    FIRST,
    HOLDERS,
    NAMED,
    Base,
    Composed,
    Reading,
    add_part,
    begin,
    close,
)
from tracer.citation.tokens import LARGER_WORDS
from tracer.citation.values import count

_CUTS = ("stop", "gap")


def compose(phrases: Sequence[Phrase], *, base: Base) -> Composed:
    """Put `phrases` together.

    Parameters
    ----------
    phrases : sequence of Phrase
    base : callable
        Called with each phrase that has a relation instead of a number, and the addresses read
        before it.

    Raises
    ------
    CitationError
        If they name more than `tracer.citation.order.MOST` provisions.
    """
    reading = Reading(phrases, base)
    at = 0
    while at < len(phrases):
        at = _take(reading, at)
        refuse_beyond_most(len(reading.result.addresses) + len(reading.result.loose))
    close(reading)
    return reading.result


def is_base(phrase: Phrase) -> bool:
    """Whether parts can hang on `phrase`: an article, or what a relation points at."""
    return phrase.level in FIRST or bool(phrase.relation)


def _is_part(phrase: Phrase) -> bool:
    return not (is_base(phrase) or phrase.level in (*NAMED, *LARGER_WORDS, "transversal"))


def _take(reading: Reading, at: int) -> int:
    """Take the phrase at `at`, with those that go with it; give the place of the next."""
    phrase = reading.phrases[at]
    reading.result.explicit |= phrase.level != ""
    if phrase.ranged or phrase.added:
        reading.result.assumed.append(_as_list(phrase))
    if phrase.level == "transversal":
        reading.result.transversal = True
    elif phrase.level in NAMED:
        repeat = re.search(r"\(\d+\)", phrase.text)
        begin(reading, Address(phrase.level, (repeat.group(),) if repeat else ()))
    elif phrase.level in LARGER_WORDS and not phrase.relation:
        return take_larger(reading, at)
    elif is_base(phrase):
        _take_base(reading, phrase, [()])
    else:
        return _take_parts(reading, at)
    return at + 1


def _as_list(phrase: Phrase) -> str:
    return f"«{phrase.written}» se lee como {', '.join(parts_of(phrase))}"


def _take_base(reading: Reading, phrase: Phrase, below: Sequence[Parts]) -> None:
    """Begin the addresses of an article, with the parts that stood before it."""
    if phrase.level in HOLDERS and phrase.before == "of" and reading.current is not None:
        return  # «artículo 64 del presente Título»: articles are numbered through
    decree = _left_behind(reading, phrase)
    bases = _bases(reading, phrase, decree)
    refuse_beyond_most(len(bases) * len(below))
    for address in bases:
        for parts in below:
            begin(reading, Address(address.kind, (*address.parts, *parts), address.within))
    reading.listing = phrase.plural and phrase.level == "article"


def _bases(reading: Reading, phrase: Phrase, decree: Address | None) -> Sequence[Address]:
    if phrase.relation:
        before = [*reading.result.addresses, *([reading.current] if reading.current else [])]
        return reading.base(phrase, before)
    sort = f"{phrase.sort} " if phrase.sort else ""
    return [Address(phrase.level, (sort + count(value),), decree) for value in phrase.values]


def _left_behind(reading: Reading, phrase: Phrase) -> Address | None:
    """Take back the larger unit that only says where the article stands; give its decree."""
    above = reading.current
    if above is None or phrase.before not in ("", "comma"):
        return None
    if phrase.level == "transitory" and above.kind == "decree":
        reading.current = None
        return above
    if phrase.level == "article" and above.kind in HOLDERS:
        reading.current = None
        reading.result.assumed.append(f"«{above}» sólo dice dónde está lo que sigue")
    return None


def _take_parts(reading: Reading, at: int) -> int:
    """Take a run of parts: of the article after it if «de» leads there, else of the one before."""
    end = at + 1
    phrases = reading.phrases
    while end < len(phrases) and _is_part(phrases[end]) and phrases[end].before not in _CUTS:
        end += 1
    joined = ("of",) if reading.current is not None else ("of", "", "comma")
    if end < len(phrases) and is_base(phrases[end]) and phrases[end].before in joined:
        first = at
        if reading.current is not None:
            cuts = [k for k in range(at, end) if phrases[k].before in ("and", *_CUTS)]
            first = cuts[-1] if cuts else at
        _add_forward(reading, phrases[at:first])
        reading.result.explicit = True
        _take_base(reading, phrases[end], alternatives(phrases[first:end], reading.result.assumed))
        return end + 1
    _add_forward(reading, phrases[at:end])
    return end


def _add_forward(reading: Reading, run: Sequence[Phrase]) -> None:
    """Add parts to the address being read; those that «de» joins stand innermost first."""
    at = 0
    while at < len(run):
        if not run[at].level and _take_bare(reading, run[at], run[at - 1] if at else None):
            at += 1
        elif reading.current is None:
            reading.result.loose.extend(alternatives(run[at:], reading.result.assumed))
            return
        else:
            end = at + 1
            while end < len(run) and run[end].before == "of" and run[end].level:
                end += 1
            for parts in alternatives(run[at:end], reading.result.assumed):
                for text in parts:
                    add_part(reading, text)
            reading.listing = reading.listing and not run[end - 1].plural
            at = end


def _take_bare(reading: Reading, phrase: Phrase, before: Phrase | None) -> bool:
    """Take a value without a word: an article, or a part told by its shape; False for neither."""
    value = phrase.values[0]
    if value.shape == "number" and value.tail.startswith("-") and not reading.listing:
        number, _, letter = count(value).partition("-")
        begin(reading, Address("article", (number, letter)))
        written = phrase.written
        reading.result.assumed.append(f"«{written}» se lee como Art. {number}, {letter}")
    elif value.shape == "number" and reading.current is None:
        if reading.result.loose:
            return False
        reading.result.assumed.append(f"«{phrase.written}» se lee como artículo")
        for one in phrase.values:
            begin(reading, Address("article", (count(one),)))
    elif value.shape == "number" and reading.listing and _goes_on(reading, phrase, before):
        for one in phrase.values:
            begin(reading, Address("article", (count(one),)))
        reading.listing = True
    elif reading.current is None:
        return False
    else:
        for text in _bare_parts(reading.current, phrase):
            add_part(reading, text)
    return True


def _goes_on(reading: Reading, phrase: Phrase, before: Phrase | None) -> bool:
    """Whether a number is one more article: «artículos 24 inciso 5, 93», not «Arts. 16, A, 3»."""
    whole = reading.current is not None and len(reading.current.parts) == 1
    return phrase.before == "and" or whole or before is None or bool(before.level)


def _bare_parts(current: Address, phrase: Phrase) -> list[str]:
    last = current.parts[-1] if current.parts else ""
    first = phrase.values[0]
    fractions = part_level(last) == "fraction" and phrase.before == "and"
    if fractions and first.shape == "letter" and first.base.isupper() and roman_value(first.base):
        return [f"frac. {first.base}"]
    levels = [part_level(p) for p in current.parts[1:]]
    if first.closed and first.shape == "number" and {"numeral", "inciso"} <= set(levels):
        return [f"{text})" if " " not in text else text.replace(" ", ") ", 1)
                for text in parts_of(phrase)]  # fmt: skip
    return parts_of(phrase)
