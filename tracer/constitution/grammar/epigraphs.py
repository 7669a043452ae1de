"""Headings of articles set on the line of their text: «Artículo 1.- Organización del Estado. …»."""

from __future__ import annotations

import re

from tracer.constitution.blocks import Body
from tracer.constitution.grammar.headings import looks_like_heading
from tracer.constitution.grammar.labels import read_label
from tracer.constitution.grammar.reading import nfc
from tracer.constitution.grammar.style import Style

_STOPS = " .:-–—\t\n"
LONGEST = 110
"""In code points."""
LEAST_ARTICLES = 5
"""Fewer articles show no usage."""
NEARLY_ALL = 0.8
"""Share of the articles of a document that must begin with a heading."""

_SENTENCE = re.compile(
    r"([A-ZÁÉÍÓÚÑ¿«“\"][^.;:\n]{2,}?[^.;:\sA-Z])\.\s?[-–—]?\s+(?=[A-ZÁÉÍÓÚÑ¿«“\"(])"
)
_VERB = re.compile(
    r"\b(?:es|son|se|est[aá]n?|tienen?|puede[n]?|deben?|ser[aá]n?|habr[aá]|hay|corresponden?|reside"
    r"|garantiza[n]?|reconoce[n]?|protege[n]?|goza[n]?|nacen?|queda[n]?|rige[n]?|adopta[n]?"
    r"|\w+(?:ar|er|ir|dr)[aá]n?)\b",
    re.IGNORECASE,
)


def has_inline_headings(body: Body, style: Style) -> bool:
    """Tell whether the articles of `body` begin with a heading on the line of their label."""
    if style.article_headings != "auto":
        return style.article_headings == "inline"
    headed = articles = 0
    for block in body.blocks:
        raw = body.text[block.start : block.end]
        if raw[:1] not in "Aa":
            continue
        label = read_label(raw, block, style, in_transitories=False)
        if label is None or label.level != "article" or label.upto:
            continue
        rest = nfc(raw[label.length :]).strip()
        if rest and not style.repealed.match(rest):
            articles += 1
            headed += inline_heading(rest) is not None
    return articles >= LEAST_ARTICLES and headed >= NEARLY_ALL * articles


def inline_heading(raw: str) -> tuple[int, int] | None:
    """Where the heading at the start of `raw` ends, without its stop, and where the text begins.

    None where the first sentence is too long for a heading, says something of its own, or nothing
    follows it.
    """
    found = _SENTENCE.match(raw)
    if found is None or found.end(1) > LONGEST or _VERB.search(nfc(found.group(1))):
        return None
    return found.end(1), found.end()


def bold_heading(raw: str, lead: int) -> tuple[int, int] | None:
    """Where the heading at the start of `raw`, set in bold, ends, and where the text begins.

    Parameters
    ----------
    raw : str
        What follows the label of a unit.
    lead : int
        How many of its characters, blanks not counted, are set in bold.

    Returns
    -------
    tuple of int, or None
        None where no words are set in bold, or too many for a heading, or nothing follows them.
    """
    places = [at for at, c in enumerate(raw) if not c.isspace()]
    if not 0 < lead < len(places):
        return None
    bold = raw[: places[lead - 1] + 1]
    heading = bold.rstrip(_STOPS)
    text = len(bold) + len(raw[len(bold) :]) - len(raw[len(bold) :].lstrip(_STOPS))
    if not looks_like_heading(heading) or text >= len(raw) or not raw[text].isupper():
        return None
    return len(heading), text
