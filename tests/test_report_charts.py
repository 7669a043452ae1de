"""The pictures: words where they have room, and nothing in the markup but marks and words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from report_sample import HOSTILE, sample

from tracer.cells import visible
from tracer.errors import InputError
from tracer.records import Contribution, Theme
from tracer.report.charts import CHART_TABLES, Figure, figures_of
from tracer.report.charts.bars import PHONE, borough_drawing, period_drawing, period_name
from tracer.report.charts.drawing import Band, Box, Dot, Drawing, Rule, Words
from tracer.report.charts.flow import NARROW, WIDE, flow_drawing
from tracer.report.charts.lettering import share, width_of, wrapped
from tracer.report.charts.matrix import matrix_drawing, matrix_list, shade
from tracer.report.charts.render import svg
from tracer.report.charts.theme_map import NARROW as MAP_NARROW
from tracer.report.charts.theme_map import WIDE as MAP_WIDE
from tracer.report.charts.theme_map import map_drawing
from tracer.report.coverage import theme_rows
from tracer.report.flow import Flow, by_channel, by_theme, passages, without_fates
from tracer.report.matrix import Matrix, matrix_of
from tracer.report.participation import Group, Spread
from tracer.report.results import Results
from tracer.report.trails import answers, trails

NAMES = {"channel": "Canal", "theme": "Tema", "draft": "En «Proyecto»", "fate": "Qué pasó",
         "final": "En «Constitución»"}  # fmt: skip
MARKS = Drawing(
    200, 100, (Band(10, 100, 10, 50, 20, "#2f7186"),), (Rule(0, 50, 200, 50),),
    (Box(5, 5, 5, 50, "#000000", "#333333", True),), (Dot(100, 50, 10, "#123456"),),
    (Words(10, 20, HOSTILE), Words(100, 50, "fin", anchor="end", angle=-90)),
)  # fmt: skip


def placed(given: Results) -> Results:
    """The sample with places on the map, a borough and a date for everyone."""
    themes = tuple(replace(t, x=0.5 * n - 0.5, y=0.3 * n**2) for n, t in enumerate(given.themes))
    told = tuple(
        replace(c, borough="Tlalpan" if n % 2 else "Coyoacán", date=f"2016-0{n % 3 + 1}-11")
        for n, c in enumerate((*given.contributions, *_copies(given.contributions[3], 14)))
    )
    return replace(given, themes=themes, contributions=told)


def _copies(one: Contribution, count: int) -> list[Contribution]:
    return [replace(one, id=f"z{n}") for n in range(count)]


def drawn(given: Results, lang: str = "es") -> list[Figure]:
    met = answers(given.final)
    found = figures_of(given, trails(given), met, theme_rows(given), lang=lang)
    return [f for f in (*found.flows, found.map, found.matrix, *found.participation) if f]


def elements(markup: str) -> Iterator[ElementTree.Element]:
    return ElementTree.fromstring(markup).iter()


def flows(given: Results) -> tuple[Flow, ...]:
    found = passages(given, trails(given))
    short = without_fates(found)
    return by_channel(found), by_theme(found, given.themes), by_channel(short)


def extents(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """What each upright word covers, by the estimate that it was placed with."""
    found = []
    for word in drawing.words:
        wide = width_of(word.text, word.size)
        left = word.x - {"start": 0, "middle": wide / 2, "end": wide}[word.anchor]
        if not word.angle:
            found.append((left, word.y - 0.7 * word.size, left + wide, word.y))
    return found


def collisions(drawing: Drawing) -> list[tuple[object, object]]:
    return [
        (a, b)
        for a, b in combinations(extents(drawing), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_every_kind_of_mark_is_drawn() -> None:
    tags = [e.tag.split("}")[1] for e in elements(svg(MARKS, name="x", title="a", description="b"))]
    assert (tags.count("path"), tags.count("line"), tags.count("text")) == (3, 1, 2)


def test_hostile_words_are_words_and_reach_the_page_visible() -> None:
    markup = svg(MARKS, name="x", title=HOSTILE, description=HOSTILE)
    texts = [e.text for e in elements(markup) if e.tag.endswith(("text", "title", "desc"))]
    assert texts == [visible(HOSTILE), visible(HOSTILE), visible(HOSTILE), "fin"]
    assert "<script" not in markup and "\u202e" not in markup and "\x00" not in markup


@pytest.mark.parametrize("place", ["label", "channel", "citation", "borough", "name"])
def test_no_chart_holds_anything_but_marks_and_words(place: str) -> None:
    given = placed(sample())
    if place == "label":
        given = replace(given, themes=tuple(replace(t, label=HOSTILE) for t in given.themes))
    elif place in ("channel", "borough"):
        told = tuple(replace(c, **{place: HOSTILE + str(n % 2)})
                     for n, c in enumerate(given.contributions))  # fmt: skip
        given = replace(given, contributions=told)
    else:
        links = tuple(replace(x, article=HOSTILE) for x in given.final.links)
        final = replace(given.final, links=links, name=HOSTILE)
        given = replace(given, versions=(given.versions[0], final))
    allowed = {"svg", "title", "desc", "g", "path", "line", "text"}
    for figure in drawn(given):
        for markup in (figure.wide, figure.narrow):
            found = list(elements(markup))
            assert {e.tag.split("}")[1] for e in found} <= allowed
            keys = {key for e in found for key in e.attrib}
            assert not {k for k in keys if k.startswith("on")} | keys & {"style", "class", "href"}
            assert "url(" not in markup


def test_each_picture_has_a_name_and_a_description_of_its_own() -> None:
    markups = [m for figure in drawn(placed(sample())) for m in (figure.wide, figure.narrow)]
    ids = [e.get("id") for m in markups for e in elements(m) if e.get("id")]
    assert len(ids) == len(set(ids)) == 2 * len(markups) > 12
    for markup in markups:
        top = ElementTree.fromstring(markup)
        assert top.get("role") == "img"
        assert (top.get("aria-labelledby") or "").split() == [e.get("id") for e in top[:2]]
        assert all(e.text for e in top[:2])


def test_every_figure_has_a_table_whose_cells_are_named_on_a_phone() -> None:
    for figure in drawn(placed(sample())):
        assert figure.rows and all(len(row) == len(figure.columns) for row in figure.rows)
        assert CHART_TABLES[f"tabla-{figure.name}"] == tuple(key for key, _ in figure.columns)


def test_the_table_of_a_flow_adds_up_at_every_step() -> None:
    given = sample()
    for figure in drawn(given)[:2]:
        for step in {row[0] for row in figure.rows}:
            own = sum(int(row[3]) for row in figure.rows if row[0] == step)
            assert own == len(given.contributions)


def test_the_same_results_are_drawn_in_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests');"
        "from test_report_charts import drawn, placed, sample;"
        "print(hashlib.sha256(repr(drawn(placed(sample()))).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1 and len(seen.pop()) == 65


def test_words_of_a_flow_stay_inside_and_apart() -> None:
    given = sample()
    many = tuple(replace(c, channel=f"canal número {n}") for n, c in enumerate(given.contributions))
    for results in (given, replace(given, contributions=many)):
        for flow in flows(results):
            frame = NARROW if len(flow.columns) == 3 else WIDE
            drawing = flow_drawing(flow, NAMES, lang="es", frame=frame)
            assert collisions(drawing) == []
            assert all(a[0] >= 0 and a[2] <= drawing.width for a in extents(drawing))
            assert all(a[3] <= drawing.height for a in extents(drawing))


def test_heights_of_bands_are_in_proportion_to_contributions() -> None:
    flow = flows(sample())[0]
    drawing = flow_drawing(flow, NAMES, lang="es", frame=WIDE)
    ratio = {round(x.height, 6) for x in drawing.bands}
    unit = min(ratio)
    assert {round(height / unit, 3) for height in ratio} == {b.count for b in flow.bands}


def crowd(count: int) -> tuple[Theme, ...]:
    return tuple(
        Theme(f"t{n}", "", f"tema de nombre bastante largo {n}", (), 5 + n**2 % 97, 1.0, "p1",
              stability=0.3 if n % 3 else 1.0, x=((n * 37) % 101) / 50 - 1,
              y=((n * 61) % 89) / 60 - 0.7)
        for n in range(count)
    )  # fmt: skip


@pytest.mark.parametrize("frame", [MAP_WIDE, MAP_NARROW])
@pytest.mark.parametrize("count", [3, 20, 150])
def test_labels_of_the_map_never_cover_one_another(count: int, frame) -> None:  # type: ignore[no-untyped-def]
    themes = crowd(count)
    drawing = map_drawing(themes, {t.id: 0.5 for t in themes}, lang="es", frame=frame)
    assert collisions(drawing) == []
    assert all(a[0] >= 0 and a[2] <= drawing.width for a in extents(drawing))
    assert len(drawing.words) > 4


def test_areas_on_the_map_are_in_proportion_to_contributions_and_to_those_answered() -> None:
    themes = crowd(3)
    drawing = map_drawing(themes, {t.id: 0.25 for t in themes}, lang="es", frame=MAP_WIDE)
    outer = [d for d in drawing.dots if d.stroke != "none" and d.radius != 8]
    sizes = sorted((t.size for t in themes), reverse=True)
    areas = [d.radius**2 / outer[0].radius ** 2 for d in outer]
    assert areas == pytest.approx([size / sizes[0] for size in sizes])
    inner = [d for d in drawing.dots if d.stroke == "none" and d.radius != 5.6]
    assert [i.radius / o.radius for i, o in zip(inner, outer, strict=True)] == pytest.approx(
        [0.5] * 3
    )


def test_an_unstable_theme_has_a_broken_outline() -> None:
    themes = crowd(4)
    drawing = map_drawing(themes, {}, lang="es", frame=MAP_WIDE)
    outer = [d for d in drawing.dots if d.radius != 8 and d.radius != 5.6]
    assert sorted(d.dashed for d in outer) == [False, False, True, True]


def test_every_number_of_the_matrix_stands_in_its_cell() -> None:
    matrix = matrix_of(sample())
    words = [w.text for w in matrix_drawing(matrix, lang="es").words]
    assert words.count("2") == 2 + 2 + 2 and "4" in words
    chips = [w.text for w in matrix_list(matrix, lang="es").words]
    assert {"Art. 9", "Art. 13", "agua · derecho", "árboles"} <= set(chips)


def test_numbers_of_a_large_matrix_do_not_run_into_each_other() -> None:
    themes, articles = [f"t{n}" for n in range(25)], [f"Art. {m}" for m in range(36)]
    counts = {(t, a): 999 - n * m for n, t in enumerate(themes) for m, a in enumerate(articles)}
    labels = dict.fromkeys(themes, "tema " * 9)
    matrix = Matrix(tuple(themes), tuple(articles), labels, counts, dict.fromkeys(counts, 1.0))
    drawing = matrix_drawing(matrix, lang="es")
    assert collisions(drawing) == [] and drawing.width < 1_250
    assert collisions(matrix_list(matrix, lang="es")) == []


def test_shades_go_from_light_to_dark_with_ink_that_can_be_read_on_them() -> None:
    shades = [shade(number, 100) for number in range(1, 101)]
    light = [sum(bytes.fromhex(fill[1:])) for fill, _ in shades]
    assert light == sorted(light, reverse=True) and len(set(light)) > 4
    assert all((ink == "#ffffff") == (sum(bytes.fromhex(fill[1:])) < 400) for fill, ink in shades)


def test_a_withheld_borough_has_a_name_and_no_bar() -> None:
    spread = Spread((Group("Tlalpan", 40, 10), Group("Tláhuac", None, None)), 0, "borough")
    drawing = borough_drawing(spread, lang="es", width=PHONE)
    assert [w.text for w in drawing.words] == ["Tlalpan", "40 · 25\xa0%", "Tláhuac", "reservado"]
    assert len(drawing.boxes) == 2
    assert drawing.boxes[1].width == pytest.approx(drawing.boxes[0].width / 4)


def test_an_empty_week_is_a_gap_and_a_withheld_one_a_ring() -> None:
    weeks = (Group("2016-W50", 9, 3), Group("2016-W51", 0, 0), Group("2016-W52", None, None))
    drawing = period_drawing(Spread(weeks, 0, "week"), lang="es", width=PHONE)
    assert len(drawing.boxes) == 2 and len(drawing.dots) == 1
    assert collisions(drawing) == []


def test_a_week_is_named_by_the_day_that_it_begins_on() -> None:
    assert period_name("2016-W01", "week", "es") == "4 ene 2016"
    assert period_name("2016-12", "month", "en") == "Dec 2016"
    assert period_name("2016", "year", "es") == "2016"


def test_words_are_broken_within_their_room_and_what_is_left_out_is_told() -> None:
    for text in ("agua potable para las colonias altas de la ciudad", "x" * 300, HOSTILE, "a b"):
        lines = wrapped(text, width=90, size=12, lines=2)
        assert 1 <= len(lines) <= 2 and all(width_of(line, 12) <= 90 for line in lines)
        whole = "".join(lines).replace(" ", "") == visible(text).replace(" ", "")
        assert whole or lines[-1].endswith("…") or lines[0].endswith("…")


def test_a_small_share_is_not_said_to_be_nothing() -> None:
    assert [share(part, "en") for part in (0, 0.001, 0.126, 1)] == ["0%", "<1%", "13%", "100%"]


def test_what_has_no_numbers_has_no_picture() -> None:
    given = sample()
    bare = replace(given, themes=(), members=(), contributions=given.contributions[4:5],
                   versions=(replace(given.final, links=()),), traces=())  # fmt: skip
    assert [figure.name for figure in drawn(bare)] == ["flujo-channel"]
    assert drawn(replace(bare, contributions=())) == []


def test_the_words_of_the_pictures_are_in_the_language_of_the_page() -> None:
    assert "Coyoacán" in drawn(placed(sample()), "en")[-2].wide
    assert "lost its answer" in drawn(sample(), "en")[0].wide
    assert "perdió la respuesta" in drawn(sample())[0].wide
    with pytest.raises(InputError):
        drawn(sample(), "fr")
