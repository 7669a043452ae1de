"""Numbers, dates and other people's words, as the memo prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracer.cells import visible
from tracer.records import Rate
from tracer.report.quotes import clip

NOTHING = "—"
MOST_LISTED = 3
LOCALES = {"es": "es_MX", "en": "en_US"}


def shown(text: str, room: int) -> str:
    """Other people's words on one line of about `room` code points, nothing in them unseen."""
    return clip(visible(text[: 20 * room]), room)


def asked(text: str, room: int) -> str:
    """What somebody asked; a title, which stands alone on the first line, ends with a full stop."""
    title, _, rest = text[: 20 * room].lstrip().partition("\n")
    title, rest = title.rstrip(), rest.lstrip()
    if rest and title[-1:].isalnum() and (rest[0].isupper() or rest[0] in "¿¡"):
        return shown(f"{title}. {rest}", room)
    return shown(text, room)


def count(number: float) -> str:
    """``53,120``, in both languages, as Mexico writes it."""
    return f"{number:,.0f}"


def share(part: float | None, *, lang: str) -> str:
    """``33.3 %``; a dash for None."""
    if part is None:
        return NOTHING
    return f"{100 * part:.1f}\N{NO-BREAK SPACE}%" if lang == "es" else f"{part:.1%}"


def interval(rate: Rate, *, lang: str) -> str:
    """``33.3 % (23.3–43.3)``: the share and its 95 % interval."""
    return f"{share(rate.value, lang=lang)} ({100 * rate.low:.1f}–{100 * rate.high:.1f})"


def degree(confidence: float | None) -> str:
    """``0.94``; a dash for None."""
    return NOTHING if confidence is None else f"{confidence:.2f}"


def listed(names: Sequence[str], *, room: int = 60) -> str:
    """The first names, and how many more there are: ``Art. 9; Art. 13; +2``."""
    named = [shown(name, room) for name in names[:MOST_LISTED]]
    more = [f"+{len(names) - MOST_LISTED}"] if len(names) > MOST_LISTED else []
    return "; ".join([*named, *more]) or NOTHING


def day(when: date, *, lang: str) -> str:
    """``3 de abril de 2031``."""
    from babel.dates import format_date

    return str(format_date(when, format="long", locale=LOCALES[lang]))
