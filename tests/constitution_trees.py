"""Random constitutions as trees: what a reader should find, and how each piece is printed.

A tree is drawn together with the conventions of its drafter, and is never ambiguous to a person
who sees it printed: where a choice would be, the strategy leaves it out and a comment says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hypothesis import strategies as st

from tracer.citation.numbering import LETTERS, roman

OPENINGS = (
    "Toda persona", "El Estado", "La ley", "Nadie", "Las autoridades", "Los pueblos originarios",
    "Quien ejerza la Presidencia", "El Congreso de la Unión", "Cada alcaldía", "México",
    "En los casos del artículo 8, la Corte", "Para los efectos de la fracción II, el Instituto",
    "A falta de ley, el juez", "Artículo por artículo, la Comisión",
    "Título y cédula", "Sección electoral es aquella que", "Capítulo aparte",
    "Y quien la represente",
    "«Ciudad» y “Estado”", "¿Quién decide? El pueblo", "Únicamente la ley", "1917 es el año en que",
)  # fmt: skip
FRAGMENTS = (
    "tiene derecho al agua y a la vivienda digna", "protege a las niñas, niños y adolescentes",
    "según el artículo 44 de la Constitución Federal", "conforme a los artículos 3, 4 y 5 bis",
    "en los términos del Artículo 123, apartado B, fracción IV", "sin discriminación alguna",
    "de acuerdo con el Capítulo II del Título Tercero", "previsto en el inciso a) del numeral 2",
    "con base en la fracción I y en la letra A del artículo anterior", "«sin condiciones»",
    "durante 15 días hábiles y hasta 1,500 pesos", "por el 3.5 % del padrón", "teórico-práctica",
    "jurídico-penal", "la “dignidad humana”", "(incluidas las de S.A. de C.V.)",
    "etc., y los demás",
    "que establece la Ley núm. 5 y el Art. 7", "a la par del Libro Segundo", "D. Benito Juárez",
    "promoverá, respetará, protegerá y garantizará", "la cigüeña, el ñandú y el pingüino",
    "en la Ciudad de México y en las demás entidades", "de la Sección Primera",
    "o sus equivalentes",
    "tal como dispone el artículo 27", "a que se refiere el párrafo segundo del artículo 16 bis",
    "ante el Tribunal Superior de Justicia", "—salvo prueba en contrario—",
    "hasta el 5 de febrero de 1917",
    "en proceso transitorio", "con perspectiva de género e interculturalidad",
)  # fmt: skip
HEADINGS = (
    "De la Ciudad", "Derecho a la vida", "Disposiciones generales", "Libertad de expresión",
    "De los derechos humanos y sus garantías, y de los deberes de las personas", "Agua",
    "Del Poder Legislativo", "Pueblos y barrios originarios", "Igualdad y no discriminación",
    "De la administración pública de los municipios y de las alcaldías de la Ciudad de México y "
    "su zona metropolitana",
    "Del artículo 115 constitucional", "Participación ciudadana (iniciativa y consulta)",
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A provision as it should be read, and as it is printed."""

    citation: str
    level: str
    parent: str
    label: str = ""
    """As printed, with its stop: ``ARTÍCULO 1``, ``a)``; empty for an unnumbered paragraph."""
    heading: str = ""
    beside: bool = False
    """The heading stands on the line of the label."""
    paragraphs: tuple[str, ...] = ()
    runs_on: bool = False
    """The first paragraph stands on the line of the label."""
    children: tuple[Piece, ...] = ()
    depth: int = 0
    """Of lists: 1 for the outermost; 0 for anything that is no item of a list."""
    repealed: bool = False

    def walk(self) -> Iterator[Piece]:
        """Give this piece and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Printed(NamedTuple):
    """A paragraph of the printed document."""

    role: str
    """``title`` (a label alone or with its heading), ``heading``, ``item``, ``headed`` (an item
    with
    its heading) or ``text``."""
    label: str
    words: str
    depth: int
    """Of lists, as in `Piece`."""
    level: str


@dataclass(frozen=True)
class Tree:
    """A whole document."""

    pieces: tuple[Piece, ...]

    def walk(self) -> Iterator[Piece]:
        """Give every piece in document order."""
        for piece in self.pieces:
            yield from piece.walk()

    def printed(self) -> Iterator[Printed]:
        """Give the paragraphs of the document in order."""
        for piece in self.walk():
            yield from _printed(piece)


def _printed(piece: Piece) -> Iterator[Printed]:
    paragraphs = list(piece.paragraphs)
    if piece.depth and piece.label:
        first = piece.heading or paragraphs.pop(0)
        role = "headed" if piece.heading else "item"
        yield Printed(role, piece.label, first, piece.depth, piece.level)
    elif piece.runs_on:
        yield Printed("text", piece.label, paragraphs.pop(0), 0, piece.level)
    else:
        if piece.label or piece.beside:
            words = piece.heading if piece.beside else ""
            yield Printed("title", piece.label, words, 0, piece.level)
        if piece.heading and not piece.beside:
            yield Printed("heading", "", piece.heading, 0, piece.level)
    for words in paragraphs:
        yield Printed("text", "", words, piece.depth, piece.level)


@dataclass(frozen=True)
class Conventions:
    """How one drafter labels things."""

    article: str
    sentence_case: bool
    """«Artículo 1» and not «ARTÍCULO 1»."""
    runs_on: bool
    """Text begins on the line of the article's label."""
    beside: bool
    """Headings of articles stand on the line of their label."""
    containers: tuple[str, ...]
    counted: str
    """Numbering of the containers: roman, ordinal or arabic."""
    container_beside: bool
    capitals: bool
    """Container headings are in capitals."""
    chain: tuple[tuple[str, str], ...]
    """Lists from the outermost in: level and printed form."""
    semicolons: bool
    """Items of lists end in semicolons, the last in a full stop."""


CHAINS = (
    (("section", "{}."), ("numeral", "{}."), ("inciso", "{})"), ("numeral", "{})")),
    (("numeral", "{}."), ("inciso", "{})"), ("numeral", "{})")),
    (("fraction", "{}."), ("inciso", "{})"), ("numeral", "{}.")),
    (("section", "{}."), ("fraction", "{}."), ("inciso", "{})")),
    (("inciso", "{})"), ("numeral", "{}.")),
    (("numeral", "{}.-"), ("inciso", "{}.")),
    (("fraction", "{}.-"), ("inciso", "{}.-")),
    (("numeral", "{}º."), ("inciso", "{})")),
    (("numeral", "{})"), ("inciso", "{})")),
    (("section", "APARTADO {}."), ("numeral", "{}."), ("fraction", "{})")),
)
ARTICLES = (
    "Artículo {}", "Artículo {}.", "Artículo {}.-", "Artículo {}º.-", "Artículo {}.- ", "Art. {}.-",
    "Artículo {}°", "Artículo {}:", "Artículo {} -",
)  # fmt: skip
_CONTAINERS = (
    (), ("chapter",), ("title",), ("title", "chapter"), ("book", "title", "chapter"),
    ("title", "chapter", "division"), ("chapter", "division"),
)  # fmt: skip
_NAMES = {"book": "LIBRO", "title": "TÍTULO", "chapter": "CAPÍTULO", "division": "SECCIÓN"}
_LEADS = {"book": "Lib.", "title": "Tít.", "chapter": "Cap.", "division": "§"}
_ORDINALS = (
    "PRIMERO", "SEGUNDO", "TERCERO", "CUARTO", "QUINTO", "SEXTO", "SÉPTIMO", "OCTAVO", "NOVENO",
    "DÉCIMO", "DÉCIMO PRIMERO", "DECIMOSEGUNDO",
)  # fmt: skip


@st.composite
def conventions(draw: st.DrawFn) -> Conventions:
    """Draw the habits of a drafter."""
    article = draw(st.sampled_from(ARTICLES))
    stopped = article.rstrip()[-1] in ".-:"
    sentence_case = draw(st.booleans())
    return Conventions(
        article=article if sentence_case else article.upper(),
        sentence_case=sentence_case,
        # «Artículo 5 Toda persona…» is a sentence as much as it is an article: not drawn
        runs_on=stopped and draw(st.booleans()),
        beside=stopped and draw(st.booleans()),
        containers=draw(st.sampled_from(_CONTAINERS)),
        counted=draw(st.sampled_from(("roman", "ordinal", "arabic"))),
        container_beside=draw(st.booleans()),
        capitals=draw(st.booleans()),
        chain=draw(st.sampled_from(CHAINS)),
        semicolons=draw(st.booleans()),
    )


@st.composite
def sentences(draw: st.DrawFn, end: str = ".") -> str:
    """Draw a paragraph of one sentence or two, with traps in it."""
    words = [draw(st.sampled_from(OPENINGS))]
    words += draw(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=7))
    if draw(st.integers(0, 3)) == 0:
        words[-1] += "."
        words += [draw(st.sampled_from(OPENINGS)), draw(st.sampled_from(FRAGMENTS))]
    return " ".join(words) + end


@st.composite
def trees(draw: st.DrawFn, *, indented: bool = False) -> Tree:
    """Draw a document.

    Parameters
    ----------
    indented : bool
        Whether the document will be printed with its lists indented. Only then a person can tell
        what an unnumbered paragraph after the items of a list belongs to.
    """
    habits = draw(conventions())
    pieces: list[Piece] = []
    if draw(st.booleans()):
        words = tuple(draw(sentences()) for _ in range(draw(st.integers(1, 2))))
        label = "Preámbulo" if habits.sentence_case else "PREÁMBULO"
        pieces.append(Piece("Preámbulo", "preamble", "", label, paragraphs=words))
    counter = [0, 0]
    if habits.containers:
        for number in range(1, draw(st.integers(1, 2)) + 1):
            pieces.append(
                draw(_container(habits, habits.containers, number, "", counter, indented))
            )
    else:
        pieces += [draw(_article(habits, "", counter, indented)) for _ in range(draw(_COUNT))]
    if draw(st.booleans()):
        pieces.append(draw(_transitories(habits, indented)))
    return Tree(tuple(pieces))


_COUNT = st.integers(1, 3)
SUFFIXES = ("", " bis", " ter", " quáter")


@st.composite
def _container(
    draw: st.DrawFn,
    habits: Conventions,
    levels: tuple[str, ...],
    number: int,
    parent: str,
    counter: list[int],
    indented: bool,
) -> Piece:
    level, *inner = levels
    citation = f"{parent}, " * bool(parent) + f"{_LEADS[level]} {number}"
    heading = draw(st.sampled_from(HEADINGS))
    heading = heading.upper() if habits.capitals else heading
    children: list[Piece] = []
    if inner and draw(st.integers(0, 4)):
        for n in range(1, draw(st.integers(1, 2)) + 1):
            children.append(draw(_container(habits, tuple(inner), n, citation, counter, indented)))
    else:
        children = [
            draw(_article(habits, citation, counter, indented)) for _ in range(draw(_COUNT))
        ]
    label = f"{_NAMES[level]} {_counted(habits.counted, number, level)}"
    label = label.title() if habits.sentence_case and habits.counted != "roman" else label
    beside = habits.container_beside
    return Piece(
        citation, level, parent, label + "." * beside, heading, beside, children=tuple(children)
    )


def _counted(kind: str, number: int, level: str) -> str:
    if kind == "ordinal":
        word = _ORDINALS[number - 1]
        return word[:-1] + "A" if level == "division" else word
    return roman(number) if kind == "roman" else str(number)


@st.composite
def _article(
    draw: st.DrawFn, habits: Conventions, parent: str, counter: list[int], indented: bool
) -> Piece:
    if counter[0] and counter[1] < len(SUFFIXES) - 1 and draw(st.integers(0, 9)) == 0:
        counter[1] += 1
    else:
        counter[:] = counter[0] + draw(st.sampled_from((1, 1, 1, 1, 2))), 0
    suffix = SUFFIXES[counter[1]]
    number = f"{counter[0]}{suffix}"
    citation = f"Art. {number}"
    printed = f"{counter[0]}{suffix if habits.sentence_case else suffix.upper()}"
    if suffix:
        label = habits.article.replace("o.", ".").replace("º", "").replace("°", "").format(printed)
    else:
        label = habits.article.format(printed)
    heading = draw(st.sampled_from(HEADINGS)) if draw(st.booleans()) else ""
    if not draw(st.integers(0, 14)):
        words = (draw(st.sampled_from(("(Se deroga)", "Se deroga.", "Derogado."))),)
        return Piece(
            citation, "article", parent, label, paragraphs=words, runs_on=habits.runs_on,
            repealed=True,
        )  # fmt: skip
    beside = bool(heading) and habits.beside
    words, children = draw(_contents(habits, citation, habits.chain, 1, indented))
    return Piece(
        citation,
        "article",
        parent,
        label,
        heading,
        beside,
        words,
        habits.runs_on and not heading and bool(words),
        children,
    )


@st.composite
def _contents(
    draw: st.DrawFn,
    habits: Conventions,
    citation: str,
    chain: tuple[tuple[str, str], ...],
    depth: int,
    indented: bool,
) -> tuple[tuple[str, ...], tuple[Piece, ...]]:
    """Own paragraphs of an article and what it holds: text, or a list with an introduction."""
    if chain and chain[0][0] == "section" and draw(st.booleans()):
        chain = chain[1:]
    if not chain or draw(st.booleans()):
        return tuple(draw(sentences()) for _ in range(draw(st.integers(1, 2)))), ()
    words = [draw(sentences()) for _ in range(draw(st.integers(0, 1)))]
    words.append(draw(sentences(_intro_stop(draw))))
    # a list may follow a heading at once, but then it is no list of semicolons
    if depth == 1 and draw(st.integers(0, 3)) == 0:
        words = []
    items = draw(_items(habits, citation, chain, depth, indented))
    after = draw(_after(habits, citation, items, len(words), depth, indented))
    return tuple(words), (*items, *after)


@st.composite
def _items(
    draw: st.DrawFn,
    habits: Conventions,
    citation: str,
    chain: tuple[tuple[str, str], ...],
    depth: int,
    indented: bool,
) -> tuple[Piece, ...]:
    (level, form), *inner = chain
    long = depth == 1 and draw(st.integers(0, 7)) == 0
    count = draw(st.integers(9, 12)) if long else draw(st.integers(2, 4))
    if level == "section" and any(name == "fraction" for name, _ in inner):
        count = min(count, 8)  # a section I. would be a fraction as well
    items = []
    for value in range(1, count + 1):
        last = value == count
        stop = "." if last or not habits.semicolons or level == "section" else ";"
        if value == count - 1 and stop == ";":
            stop = draw(st.sampled_from((";", "; y", ", y", "; o")))
        items.append(
            draw(
                _item(
                    habits,
                    citation,
                    (level, form),
                    value,
                    tuple(inner),
                    depth,
                    stop,
                    not last,
                    indented,
                )
            )
        )
    return tuple(items)


@st.composite
def _item(
    draw: st.DrawFn,
    habits: Conventions,
    above: str,
    kind: tuple[str, str],
    value: int,
    inner: tuple[tuple[str, str], ...],
    depth: int,
    stop: str,
    may_go_on: bool,
    indented: bool,
) -> Piece:
    level, form = kind
    number = _number(level, value)
    part = f"frac. {number}" if level == "fraction" else number
    if level == "numeral" and any(p[:1].isdigit() for p in above.split(", ")[1:]):
        part = f"{number})"
    citation = f"{above}, {part}"
    label = form.format(number)
    if level == "section" and draw(st.booleans()):
        heading = draw(st.sampled_from(HEADINGS))
        words, children = draw(_contents(habits, citation, inner, depth + 1, indented))
        return Piece(
            citation, level, above, label, heading, True, words, children=children, depth=depth
        )
    if not draw(st.integers(0, 14)):
        return Piece(
            citation, level, above, label, paragraphs=("(Se deroga)",), depth=depth, repealed=True
        )
    if inner and depth < 3 and not draw(st.integers(0, 3)):
        # «A. Toda persona es libre.» before a list is a heading, in some texts
        words = (draw(sentences(":" if level == "section" else _intro_stop(draw))),)
        items = draw(_items(habits, citation, inner, depth + 1, indented))
        after = draw(_after(habits, citation, items, 1, depth + 1, indented)) if indented else ()
        return Piece(
            citation, level, above, label, paragraphs=words, children=(*items, *after), depth=depth
        )
    words = (draw(sentences(stop)),)
    # a paragraph after the last item, or after a semicolon, may be of the list as a whole
    if may_go_on and stop == "." and not draw(st.integers(0, 5)):
        words += (draw(sentences(stop)),)
    return Piece(citation, level, above, label, paragraphs=words, depth=depth)


@st.composite
def _after(
    draw: st.DrawFn,
    habits: Conventions,
    citation: str,
    items: tuple[Piece, ...],
    before: int,
    depth: int,
    indented: bool,
) -> tuple[Piece, ...]:
    """Paragraphs after a list: without indentation only the end of the list can show them."""
    shown = habits.semicolons and not any(item.children for item in items)
    repealed = any(item.repealed for item in items[-2:])
    told = indented or (shown and not repealed and items[0].level != "section")
    if not told or draw(st.integers(0, 2)):
        return ()
    return tuple(
        Piece(
            f"{citation}, párr. {before + n}", "paragraph", citation,
            paragraphs=(draw(sentences()),), depth=depth - 1,
        )
        for n in range(1, draw(st.integers(1, 2)) + 1)
    )  # fmt: skip


def _intro_stop(draw: st.DrawFn) -> str:
    """What the words before a list end in: a colon, as a rule."""
    return draw(st.sampled_from(":::."))


def _number(level: str, value: int) -> str:
    if level == "fraction":
        return roman(value)
    if level == "section":
        return LETTERS[value - 1].upper()
    return LETTERS[value - 1] if level == "inciso" else str(value)


TRANSITORY = ("TRANSITORIOS", "Artículos transitorios", "DISPOSICIONES TRANSITORIAS")


@st.composite
def _transitories(draw: st.DrawFn, habits: Conventions, indented: bool) -> Piece:
    label = draw(st.sampled_from(TRANSITORY))
    feminine = label.endswith("AS")
    form = draw(st.sampled_from(("{}.-", "{}.", "{}:", "ARTÍCULO {}.-", "{}")))
    children = []
    for value in range(1, draw(st.integers(1, 3)) + 1):
        word = _ORDINALS[value - 1]
        word = word[:-1] + "A" if feminine and "ART" not in form else word
        word = word.capitalize() if habits.sentence_case else word
        citation = f"Trans. {value}"
        chain = tuple(kind for kind in habits.chain if kind[0] != "section")
        words, inner = draw(_contents(habits, citation, chain, 1, indented))
        children.append(
            Piece(
                citation, "transitory", "Transitorios", form.format(word), paragraphs=words,
                runs_on=form != "{}" and bool(words), children=inner,
            )
        )  # fmt: skip
    return Piece("Transitorios", "division", "", label, children=tuple(children))
