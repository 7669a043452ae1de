"""Provisions gathered at the level that links are counted in."""

from __future__ import annotations

from tracer.citation import article_of
from tracer.citation.address import part_level
from tracer.records import Constitution, Provision, Unit
from tracer.text import says_something

LEVELS = ("section", "article", "finest")
CONTAINERS = frozenset({"book", "title", "chapter", "division"})


def units(constitution: Constitution, *, level: str = "section") -> tuple[Unit, ...]:
    """Gather the provisions of `constitution` into units.

    Parameters
    ----------
    constitution : Constitution
    level : {"section", "article", "finest"}, default="section"
        ``section``: the article's lettered section where it has sections, otherwise the article.
        Where an article with sections says something of its own besides, that is a unit too,
        under the article's citation and without the sections. ``finest``: every provision that
        has words of its own.

    Returns
    -------
    tuple of Unit
        In document order. Preamble and transitory articles are units; titles and chapters never
        are, their headings stand in `Unit.context`. Repealed units are kept, with their status.

    Raises
    ------
    ValueError
        If `level` is none of `LEVELS`.

    Examples
    --------
    >>> from tracer import read_constitution, sample_path, units
    >>> articles = units(read_constitution(sample_path("final.md")), level="article")
    >>> articles[1].citation, articles[1].heading
    ('Art. 1', 'De la Ciudad de Almazul')
    """
    if level not in LEVELS:
        raise ValueError(f"el nivel debe ser uno de {', '.join(LEVELS)}; vale {level!r}")
    known = {p.citation: p for p in constitution.provisions}
    gathered: dict[str, list[Provision]] = {}
    for provision in constitution.provisions:
        if provision.level not in CONTAINERS:
            gathered.setdefault(_owner(provision, level), []).append(provision)
    return tuple(
        _unit(citation, provisions, known)
        for citation, provisions in gathered.items()
        if any(says_something(p.text) for p in provisions)
    )


def _owner(provision: Provision, level: str) -> str:
    """Citation of the unit that a provision goes into, whether the document has it or not."""
    citation = provision.citation
    article = article_of(citation)
    if level == "finest" or citation == article:
        return citation
    below = citation[len(article) + 2 :].split(", ")[0]
    if level == "section" and part_level(below) == "section":
        return f"{article}, {below}"
    return article


def _unit(citation: str, provisions: list[Provision], known: dict[str, Provision]) -> Unit:
    own = known.get(citation)
    headings = []
    above = known.get((own or provisions[0]).parent)
    while above is not None:
        if above.heading:
            headings.append(above.heading)
        above = known.get(above.parent)
    in_force = any(says_something(p.text) for p in provisions if p.status != "repealed")
    return Unit(
        citation=citation,
        article=article_of(citation),
        heading=own.heading if own else "",
        context=" · ".join(reversed(headings)),
        provisions=tuple(provisions),
        status="in_force" if in_force else "repealed",
    )
