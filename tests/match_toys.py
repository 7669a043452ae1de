"""A constitution of eleven articles, what citizens ask of it, and units made by hand."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from tracer.constitution import read_constitution
from tracer.records import Constitution, Contribution, Link, Provision, Unit

ALMAZUL = """# Constitución de la Ciudad de Almazul

Preámbulo

El pueblo de Almazul quiere agua para todas las personas y animales libres de maltrato.

Artículo 1. Agua. Toda persona tiene derecho al acceso diario y continuo de agua potable en su
vivienda. El servicio será público y no podrá privatizarse.

Artículo 2. Animales. Los animales recibirán trato digno. Se prohíben las corridas de toros y los
espectáculos en que se les maltrate.

Artículo 3. Movilidad. El transporte público será seguro, asequible y accesible, y funcionará
también de noche.

Artículo 4. Servidores públicos. Quienes ejerzan un cargo presentarán cada año su declaración
patrimonial, de intereses y fiscal.

Artículo 5. Educación. La educación será gratuita, laica y obligatoria desde la primera infancia.

Artículo 6. Salud. Toda persona tiene derecho a la atención médica gratuita y a los medicamentos.

Artículo 7. Áreas verdes. Los parques, jardines y plazas son bienes de uso común. No podrán
venderse, concesionarse ni cerrarse.

Artículo 8. Participación. El cinco por ciento del presupuesto de cada alcaldía se decidirá por el
voto de sus habitantes.

Artículo 9. (Se deroga)

Artículo 10. Cuidados. La ley creará un sistema público de cuidados para la niñez, las personas
mayores y las personas con discapacidad.

Artículo 11. Congreso. El Congreso se compone de sesenta y seis diputaciones, electas cada tres
años por voto universal, libre y secreto.

Transitorios

Primero. El servicio diario de agua potable se garantizará a partir del año siguiente.
"""
ASKED = {
    "agua": "En mi colonia hay agua dos veces por semana. Queremos agua todos los días en casa.",
    "toros": "Prohibir las corridas de toros",
    "noche": "¿Por qué no hay camiones de noche? Que el transporte público funcione de noche.",
    "bienes": "Que los políticos publiquen su declaración patrimonial cada año.\n¡Ya basta!",
    "voto": "Que la gente decida por voto el cinco por ciento del presupuesto de su alcaldía",
    "nada": "🙂🙂 ¡¡!!",
    "vacío": "",
}
"""What citizens ask of it, by contribution id; the last two say nothing."""


def contributions(texts: dict[str, str] = ASKED) -> list[Contribution]:
    """Contributions of `texts`, by turns petitions and answers of a survey."""
    channels = ("petition", "survey")
    return [Contribution(i, t, channels[n % 2]) for n, (i, t) in enumerate(texts.items())]


def by_contribution(links: tuple[Link, ...]) -> dict[str, list[Link]]:
    """Links of each contribution, in the order of the list."""
    return {i: list(rows) for i, rows in groupby(links, key=lambda link: link.contribution_id)}


def unit(number: int, text: str, *, citation: str = "", status: str = "in_force") -> Unit:
    """An article of one provision."""
    citation = citation or f"Art. {number}"
    own = Provision(citation, "article", "", text, "", None, 0, len(text), status)
    return Unit(citation, citation, "", "", (own,), status)


def almazul_in(folder: Path) -> Constitution:
    """Write `ALMAZUL` into `folder` and read it."""
    path = folder / "almazul.md"
    path.write_text(ALMAZUL, encoding="utf-8")
    return read_constitution(path)
