"""Citations as people write them, read into addresses; and addresses looked up in a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product

from tracer.address import Address, ParsedCitation, part_level
from tracer.citation_tokens import LARGER_WORDS, LEVEL_WORDS, SCANNER
from tracer.errors import CitationError
from tracer.numbering import LETTERS, letter_value, ordinal_value, roman, roman_value
from tracer.resolution import Proposal, Resolution, resolve

__all__ = [
    "Address", "ParsedCitation", "Proposal", "Resolution", "article_of", "parse_citation",
    "resolve",
]  # fmt: skip

_ABSENT = {"x", "\u0445", "-", "–", "—"}  # the published table uses the Cyrillic letter
WIDEST_RANGE = 200
"""Provisions that one «a» may span; more is a slip."""


@dataclass(slots=True)
class _Reading:
    """Where the reader stands in a citation."""

    done: list[Address] = field(default_factory=list)
    current: Address | None = None
    waiting: list[list[str]] = field(default_factory=list)
    """Inner parts met before their article, one level a list: «incisos a) y b) del artículo 3»."""
    plural: bool = False
    between: str = ""
    """What stood before the token being read, where that says nothing."""
    transversal: bool = False
    assumed: list[str] = field(default_factory=list)


def parse_citation(text: str) -> ParsedCitation:
    """Read a citation as people write it.

    Parameters
    ----------
    text : str
        ``art. 16 apdo. B num. 3``, ``Artículo 7, 8-C Art. 24``, ``Título Sexto``, ``х``…

    Returns
    -------
    ParsedCitation
        At least one address, unless its kind says otherwise.

    Raises
    ------
    CitationError
        If nothing in `text` can be read as an address.

    Examples
    --------
    >>> [str(a) for a in parse_citation("Art. 16, A, 3, 4, B.").addresses]
    ['Art. 16, A, 3', 'Art. 16, A, 4', 'Art. 16, B']
    """
    written = unicodedata.normalize("NFC", text).strip()
    if written.lower() in _ABSENT:
        return ParsedCitation(text, "absent")
    reading = _Reading()
    for token in SCANNER.finditer(written):
        _take(reading, token)
    _finish(reading)
    addresses = tuple(dict.fromkeys(reading.done))
    if not addresses and not reading.transversal:
        raise CitationError(
            f"no se entiende «{text}» como cita: se esperaba algo como «Art. 16, B, 3», "
            "«Título Sexto», «Trans. 5» o «Transversal»"
        )
    kind = "transversal" if reading.transversal else "addresses"
    return ParsedCitation(text, kind, addresses, tuple(reading.assumed))


def article_of(citation: str) -> str:
    """Give the article part of a canonical citation, ``Art. 16`` of ``Art. 16, B, 3``.

    Of what lies in no article (``Preámbulo``, a table's own label) the citation itself; of a
    transitory article its own first part, ``Trans. 5`` or ``Decreto 2, Trans. 1``.
    """
    found = re.match(r"(?:Decreto [^,]+, )?(?:Art|Trans)\. [^,]+", citation)
    return found.group() if found else citation


def _take(reading: _Reading, token: re.Match[str]) -> None:
    name = token.lastgroup or ""
    groups = {k: v for k, v in token.groupdict().items() if v is not None}
    for kind, handler in _HANDLERS.items():
        if kind in groups:
            handler(reading, groups)
            break
    reading.between = token.group() if name == "filler" else ""
    if name == "unknown":
        reading.assumed.append(f"se pasó por alto «{token.group()}»")


def _finish(reading: _Reading) -> None:
    if reading.waiting and reading.current is None:
        reading.assumed.append("no dice de qué artículo; se pasó por alto lo demás")
    _close(reading)


def _begin(reading: _Reading, address: Address) -> None:
    """Close the address being read and begin another, with the parts that were waiting for it."""
    _close(reading)
    for below in product(*reversed(reading.waiting)):
        _close(reading)
        reading.current = Address(address.kind, (*address.parts, *below), address.within)
    reading.waiting.clear()


def _close(reading: _Reading) -> None:
    if reading.current is not None:
        reading.done.append(reading.current)
    reading.current = None


def _article(reading: _Reading, groups: dict[str, str]) -> None:
    reading.plural = "plural" in groups
    _begin(reading, Address("article", (_count(groups["n"]),)))


def _transitory(reading: _Reading, groups: dict[str, str]) -> None:
    number = groups.get("t") or groups["transitory_after"]
    reading.plural = False
    decree = reading.current if reading.current and reading.current.kind == "decree" else None
    if decree:
        reading.current = None
    _begin(reading, Address("transitory", (_count(number),), decree))


def _larger(kind: str) -> Callable[[_Reading, dict[str, str]], None]:
    def take(reading: _Reading, groups: dict[str, str]) -> None:
        order = ("book", "title", "chapter", "division")
        above = reading.current
        nested = above is not None and kind in order and above.kind in order
        if nested and above is not None and order.index(above.kind) >= order.index(kind):
            # some drafts have titles within chapters; elsewhere a title begins anew
            nested = (above.kind, kind) == ("chapter", "title") and reading.between == ", "
        if nested:
            reading.current = None
        _begin(reading, Address(kind, (_count(groups[f"{kind}_n"]),), above if nested else None))

    return take


def _named(kind: str) -> Callable[[_Reading, dict[str, str]], None]:
    def take(reading: _Reading, groups: dict[str, str]) -> None:
        _begin(reading, Address(kind))

    return take


def _level(level: str) -> Callable[[_Reading, dict[str, str]], None]:
    def take(reading: _Reading, groups: dict[str, str]) -> None:
        written = groups.get(f"{level}_n") or groups.get(f"{level}_after") or ""
        part = _part(level, written)
        if level == "inciso" and (not part[0].isalpha() or ordinal_value(written)):
            part = f"párr. {_count(written)}"
            reading.assumed.append(f"«inciso {written}» se lee como párrafo, a la manera chilena")
        reading.plural = False
        _add(reading, part)

    return take


def _hyphened(reading: _Reading, groups: dict[str, str]) -> None:
    number, letter = re.split(r"\s?-\s?", groups["hyphened"])
    _begin(reading, Address("article", (number, letter.upper())))
    reading.assumed.append(f"«{groups['hyphened']}» se lee como Art. {number}, {letter.upper()}")


def _range(reading: _Reading, groups: dict[str, str]) -> None:
    """«A a E», «8 a 10»: everything between the last part read and this one."""
    last = reading.current.parts[-1] if reading.current else ""
    upto = groups["upto"]
    if last.isdigit() and upto.isdigit() and int(last) < int(upto) <= int(last) + WIDEST_RANGE:
        between = [str(n) for n in range(int(last) + 1, int(upto) + 1)]
    elif letter_value(last) and last.isupper() and upto.isupper():
        between = list(LETTERS[letter_value(last) or 0 : letter_value(upto) or 0].upper())
    else:
        reading.assumed.append(f"se pasó por alto «{groups['range'].strip()}»")
        return
    for part in between:
        _atom(reading, {"atom": part})
    reading.assumed.append(f"«{last} a {upto}» se lee como {', '.join([last, *between])}")


def _nested(reading: _Reading, groups: dict[str, str]) -> None:
    """«1)» is a numeral of its own list where it stands within an inciso of another numeral."""
    written = groups["nested"]
    current = reading.current
    levels = [part_level(p) for p in current.parts[1:]] if current else []
    if current is None or "numeral" not in levels or "inciso" not in levels:
        _atom(reading, {"atom": written.replace(")", "", 1)})
        return
    kept = current.parts
    if ")" in kept[-1].split(" ")[0]:
        reading.done.append(current)
        kept = kept[:-1]
    reading.current = Address(current.kind, (*kept, written), current.within)


def _atom(reading: _Reading, groups: dict[str, str]) -> None:
    written = groups["atom"]
    whole_articles = reading.plural and reading.current and len(reading.current.parts) == 1
    if reading.current is None and not reading.waiting and written[0].isdigit():
        reading.assumed.append(f"«{written}» se lee como artículo")
        _begin(reading, Address("article", (_count(written),)))
    elif written[0].isdigit() and whole_articles:
        _begin(reading, Address("article", (_count(written),)))
    elif len(written) > 1 and written[0].isalpha() and written[1].isalpha():
        _add(reading, _part("fraction", written))
    else:
        _add(reading, _count(written) if written[0].isdigit() else written)


def _transversal(reading: _Reading, groups: dict[str, str]) -> None:
    reading.transversal = True


def _add(reading: _Reading, part: str) -> None:
    """Put `part` under the address being read, or beside the part of its level."""
    if reading.current is None or reading.current.kind not in ("article", "transitory"):
        if reading.waiting and part_level(reading.waiting[-1][-1]) == part_level(part):
            reading.waiting[-1].append(part)
        else:
            reading.waiting.append([part])
        return
    current = reading.current
    levels = [part_level(p) for p in current.parts[1:]]
    level = part_level(part)
    if level == "section" and levels:
        kept = 1
    elif level in levels:
        kept = 1 + levels.index(level)
    else:
        kept = len(current.parts)
    if kept < len(current.parts):
        reading.done.append(current)
    reading.current = Address(current.kind, (*current.parts[:kept], part), current.within)


def _part(level: str, written: str) -> str:
    base, _, repeat = written.partition(" (")
    repeat = f" ({repeat}" if repeat else ""
    if level == "fraction":
        value = roman_value(base)
        number = _count(base)
        return f"frac. {base.upper() if value else roman(int(number))}{repeat}"
    if level == "paragraph":
        return f"párr. {_count(base)}{repeat}"
    if level == "section":
        return (base.upper() if base[0].isalpha() else _count(base)) + repeat
    if level == "numeral" or base[0].isdigit():
        return _count(base) + repeat
    return base.lower() + repeat


def _count(written: str) -> str:
    """Bring a number to the digits it is cited by, keeping bis and the like."""
    text = re.sub(r"[°ºª]", "", written).strip()
    lower = text.lower()
    if lower.startswith(("único", "única", "unico", "unica")):
        return "único"
    digits = re.match(r"(\d+)\s*([a-zá]*)\s*(\(\d+\))?\Z", lower)
    if digits:
        number, suffix, repeat = digits.groups()
        suffix = suffix.replace("quater", "quáter")
        return " ".join(piece for piece in (str(int(number)), suffix, repeat) if piece)
    value = ordinal_value(text) or roman_value(text)
    return str(value) if value else text


_HANDLERS: dict[str, Callable[[_Reading, dict[str, str]], None]] = {
    "transversal": _transversal,
    "preamble": _named("preamble"),
    "motives": _named("motives"),
    "transitory": _transitory,
    "transitory_after": _transitory,
    "transitories": _named("transitories"),
    **{kind: _larger(kind) for kind in LARGER_WORDS},
    "article": _article,
    "paragraph_after": _level("paragraph"),
    **{level: _level(level) for level in LEVEL_WORDS},
    "range": _range,
    "nested": _nested,
    "hyphened": _hyphened,
    "atom": _atom,
}
