"""A small finished run, written for these tests: three channels, a draft and a final text."""

from __future__ import annotations

from dataclasses import replace

from tracer.records import (
    Alignment,
    Constitution,
    Contribution,
    Issue,
    Lineage,
    Link,
    Member,
    Provision,
    Rate,
    Span,
    Standing,
    Theme,
    Trace,
    Unit,
)
from tracer.report.results import Results, Version

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> \u202egnirts\u202c \x00 =1+1 🌳'

ASKED = (
    Contribution(
        "p1",
        "Que el agua sea un derecho y no un negocio. En Iztapalapa llega una vez por semana y "
        "pagamos pipas. Pedimos que toda persona tenga agua suficiente, salubre y asequible en "
        "su casa, todos los días.",
        channel="petition",
        weight=53_120.0,
        source="peticiones.csv",
        row=1,
        date="2016-09-14",
        borough="Iztapalapa",
    ),
    Contribution(
        "p2",
        "Licencia de paternidad de noventa días: que los padres puedan cuidar a sus hijos.",
        channel="petition",
        weight=11_431.0,
        source="peticiones.csv",
        row=2,
        date="2016-10-02",
    ),
    Contribution(
        "p3",
        "¡No más árboles talados! Que cada árbol derribado se reponga con tres.",
        channel="petition",
        weight=870.0,
        source="peticiones.csv",
        row=3,
        date="2016-10-20",
    ),
    Contribution("e1", "agua potable para las colonias altas", channel="survey", row=1),
    Contribution("e2", "más árboles y parques", channel="survey", row=2, borough="Coyoacán"),
    Contribution("e3", '=HYPERLINK("http://x.mx","ver")', channel="survey", row=3),
    Contribution("e4", HOSTILE, channel="survey", row=4),
    Contribution("c1", "El ensayo olvida a quienes cuidan sin salario.", channel="comment", row=1),
)

DRAFT = (
    ("Art. 14", "Derecho al agua", "Toda persona tiene derecho al agua. La ciudad la proveerá."),
    ("Art. 18", "Familias", "Los padres gozarán de una licencia de noventa días con salario."),
    ("Art. 21", "Ambiente", "Las autoridades protegerán los árboles de la ciudad."),
)
FINAL = (
    (
        "Art. 9",
        "Ciudad solidaria",
        "Toda persona tiene derecho al acceso, a la disposición y al saneamiento de agua potable "
        "suficiente, salubre, segura, asequible y accesible. La Ciudad garantizará la cobertura "
        "universal del agua.",
    ),
    ("Art. 13", "Ciudad habitable", "Las autoridades protegerán y repondrán los árboles."),
    ("Art. 50", "Del Instituto Electoral", "El Instituto organizará las elecciones."),
    ("Art. 51", "Derogado", ""),
)


def constitution(name: str, articles: tuple[tuple[str, str, str], ...]) -> Constitution:
    """Lay articles out one after another, as an extracted text has them."""
    text, provisions = "", []
    for page, (citation, heading, words) in enumerate(articles, start=1):
        text += f"{citation} {heading}\n"
        start = len(text)
        text += f"{words}\n"
        status = "repealed" if heading == "Derogado" else "in_force"
        provisions.append(
            Provision(
                citation, "article", heading, words, "", page, start, start + len(words), status
            )
        )
    return Constitution(name, text, tuple(provisions))


def units(text: Constitution) -> tuple[Unit, ...]:
    """One unit for each article."""
    return tuple(
        Unit(p.citation, p.citation, p.heading, "", (p,), p.status) for p in text.provisions
    )


def link(
    text: Constitution,
    asked: str,
    citation: str,
    confidence: float,
    strength: str,
    their_words: str,
    its_words: str,
    rank: int = 1,
) -> Link:
    """A link whose evidence stands where its offsets say."""
    contribution = next(c for c in ASKED if c.id == asked)
    theirs, its = contribution.text.index(their_words), text.text.index(its_words)
    return Link(
        asked,
        rank,
        citation,
        citation,
        confidence,
        confidence,
        strength,
        their_words,
        its_words,
        Span(theirs, theirs + len(their_words)),
        Span(its, its + len(its_words)),
    )


def sample() -> Results:
    """Give the run: water is answered, parental leave is lost, trees are reworded."""
    old, new = constitution("Proyecto", DRAFT), constitution("Constitución", FINAL)
    water = "Pedimos que toda persona tenga agua suficiente, salubre y asequible"
    old_links = (
        link(old, "p1", "Art. 14", 0.81, "adopta", water, "Toda persona tiene derecho al agua."),
        link(old, "p2", "Art. 18", 0.93, "adopta", "Licencia de paternidad", "licencia de noventa"),
        link(old, "p3", "Art. 21", 0.66, "parcial", "No más árboles talados", "los árboles"),
    )
    potable = "agua potable suficiente, salubre, segura, asequible y accesible"
    new_links = (
        link(new, "p1", "Art. 9", 0.94, "adopta", water, potable),
        link(new, "p1", "Art. 13", 0.12, "menciona", "agua", "los árboles", rank=2),
        replace(
            link(
                new,
                "p3",
                "Art. 13",
                0.78,
                "parcial",
                "se reponga con tres",
                "repondrán los árboles",
            ),
            review="suspect",
        ),
        link(new, "e1", "Art. 9", 0.71, "adopta", "agua potable", potable),
        link(new, "e2", "Art. 13", 0.64, "menciona", "árboles", "los árboles"),
        link(new, "p2", "Art. 50", 0.04, "menciona", "Licencia", "Instituto"),
    )
    return Results(
        process="Constitución de la ciudad: muestra",
        contributions=ASKED,
        versions=(
            Version("Proyecto", old, units(old), old_links),
            Version("Constitución", new, units(new), new_links),
        ),
        themes=(
            Theme("t-p1", "", "agua · derecho", ("agua",), 2, 53_121.0, "p1", ("p1", "e1"),
                x=-1.0, y=0.2),
            Theme("t-p3", "", "árboles", ("árbol", "parque"), 3, 872.0, "p3", ("p3", "e2"),
                x=0.6, y=-0.3),
            Theme("t-c1", "t-p3", "cuidados", ("cuidar",), 1, 1.0, "c1", x=0.4, y=0.1),
        ),
        members=(
            Member("p1", "t-p1", 0.9),
            Member("e1", "t-p1", 0.8),
            Member("p3", "t-p3", 0.7),
            Member("e2", "t-p3", 0.7),
            Member("e2", "t-p1", 0.2),
            Member("c1", "t-c1", 0.6),
            Member("p2", "", 0.0),
        ),
        alignments=(Alignment("Proyecto", "Constitución", (
            Lineage("Art. 14", "Art. 9", "strengthened", 0.71, DRAFT[0][2], FINAL[0][2]),
            Lineage("Art. 21", "Art. 13", "reworded", 0.83, DRAFT[2][2], FINAL[1][2]),
            Lineage("Art. 18", "", "dropped", 0.0, DRAFT[1][2], ""),
            Lineage("", "Art. 50", "added", 0.0, "", FINAL[2][2]),
        )),),
        traces=(
            Trace("p1", "t-p1", "Art. 14", 0.81, "adopta", "Art. 9", 0.94, "adopta",
                "strengthened", "lineage"),
            Trace("p2", "", "Art. 18", 0.93, "adopta", fate="dropped", route="draft_only"),
            Trace("p3", "t-p3", "Art. 21", 0.66, "parcial", "Art. 13", 0.78, "parcial",
                "reworded", "lineage"),
            Trace("e1", "t-p1", final_citation="Art. 9", final_confidence=0.71,
                final_strength="adopta", route="final_only"),
            Trace("e2", "t-p3", final_citation="Art. 13", final_confidence=0.64,
                final_strength="menciona", route="final_only"),
            Trace("e3"),
            Trace("e4"),
        ),
        rates=tuple(
            Rate("petitions", definition, value, value - 0.1, value + 0.1, 3, 3.0)
            for definition, value in (("strict", 1 / 3), ("middle", 0.5), ("generous", 2 / 3))
        ),
        standings=(
            Standing("p1", "Constitución", "Art. 9", "accepted", "adopta", ("ana", "luz"),
                     "2026-02-03T10:00:00Z"),
            Standing("p3", "Constitución", "Art. 13", "suspect", "parcial", ("ana",),
                     "2026-02-01T10:00:00Z", "=nota"),
        ),
        manifest={
            "tracer": "0.1",
            "settings": {"seed": 13, "level": "section"},
            "inputs": [{"file": "peticiones.csv", "sha256": "9f86d081884c7d65" * 4}],
        },
        issues=(
            Issue("empty-row", "la fila 7 no tiene texto", "encuesta.csv", 7),
            Issue("empty-row", "la fila 9 no tiene texto", "encuesta.csv", 9),
            Issue("number-gap", "falta el artículo 12", "final.pdf", page=3),
        ),
    )  # fmt: skip
