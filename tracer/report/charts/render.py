"""From a drawing to an inline SVG: Vega-Altair describes it, vl-convert renders it, and only what
a strict content security policy allows is kept.

No word of a drawing reaches the renderer, which would stop the whole program at a character that
XML doesn't know, and would measure words with the fonts of the machine: it is given their numbers,
and the words are put in their places afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from tracer.cells import visible
from tracer.report.charts.drawing import Band, Box, Dot, Drawing, Rule, Words

if TYPE_CHECKING:
    import altair

VEGA_LITE = "6.4"
"""Renders alike whatever the version of Altair that describes the chart."""
NAMESPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "g", "path", "line", "text"}
ATTRIBUTES = (
    "transform", "d", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray",
    "text-anchor", "font-size", "font-weight", "x1", "y1", "x2", "y2",
)  # fmt: skip
DEFAULTS = {
    ("transform", "translate(0,0)"), ("stroke-dasharray", "1,0"), ("font-weight", "normal"),
    ("text-anchor", "start"),
}  # fmt: skip
LONG = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
ANCHORS = {"start": "left", "middle": "center", "end": "right"}
THIN = 1.2
"""Width of outlines, in pixels."""

Rows = list[dict[str, object]]


def svg(drawing: Drawing, *, name: str, title: str, description: str) -> str:
    """Draw as markup that may stand inside a page.

    Parameters
    ----------
    drawing : Drawing
    name : str
        Begins the ids of the title and the description; one of the program's own.
    title, description : str
        For those who don't see it.

    Returns
    -------
    str
        An ``svg`` element without styles, scripts, links, or ids other than those two.
    """
    from vl_convert import vegalite_to_svg

    drawn = vegalite_to_svg(_specification(drawing), vl_version=VEGA_LITE)
    words = [visible(mark.text).replace("\n", " ") for mark in drawing.words]
    inside = "".join(_kept(child, words) for child in ElementTree.fromstring(drawn))
    ids = f"{name}-t", f"{name}-d"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ids[0]} {ids[1]}" '
        f'width="{drawing.width:g}" height="{drawing.height:g}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}">'
        f'<title id="{ids[0]}">{escape(visible(title))}</title>'
        f'<desc id="{ids[1]}">{escape(visible(description))}</desc>{inside}</svg>'
    )


def _kept(element: ElementTree.Element, words: Sequence[str]) -> str:
    tag = element.tag.removeprefix(NAMESPACE)
    if tag not in ELEMENTS:
        return ""
    inside = "".join(_kept(child, words) for child in element)
    attributes = {key: _short(element.get(key, "")) for key in ATTRIBUTES if element.get(key)}
    written = {key: value for key, value in attributes.items() if (key, value) not in DEFAULTS}
    if tag == "text":
        inside = escape(words[int(element.text or "")])
    elif (tag in ("path", "line") and not written.keys() & {"fill", "stroke"}) or (
        tag == "g" and not inside
    ):
        return ""
    elif tag == "g" and not written:
        return inside
    elif tag == "g" and not inside:
        return ""
    opening = tag + "".join(f' {key}="{escape(value)}"' for key, value in written.items())
    return f"<{opening}>{inside}</{tag}>" if inside else f"<{opening}/>"


def _short(value: str) -> str:
    return LONG.sub(lambda found: f"{float(found.group()):.1f}".removesuffix(".0"), value)


def _specification(drawing: Drawing) -> dict[str, Any]:
    """A layer for each kind of mark. Altair copies whatever rows it is given many times over, so
    that it is told only their names."""
    import altair as alt

    down, across = _scale(drawing.height), _scale(drawing.width)
    ends = {"x2": "x2:Q", "y2": "y2:Q"}
    sized = {"size": alt.Size("size:Q", scale=None)}
    told = {"text": "n:N", "angle": alt.Angle("angle:Q", scale=None), **sized}
    marks: dict[str, tuple[Rows, Any, dict[str, Any]]] = {
        "bands": (_strips(drawing.bands), _area, {"y2": "y2:Q", "detail": "n:N"}),
        "rules": (_rules(drawing.rules), _rule, ends),
        "boxes": (_boxes(drawing.boxes), _rect, ends),
        "dots": (_dots(drawing.dots), _point, sized),
        "words": (_texts(drawing.words), _text, told),
    }
    layers = [
        mark(alt.Chart(alt.NamedData(name))).encode(
            x=alt.X("x:Q", axis=None, scale=across),
            y=alt.Y("y:Q", axis=None, scale=down),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            **encoded,
        )
        for name, (rows, mark, encoded) in marks.items()
        if rows
    ]
    chart = (
        alt.layer(*layers)
        .properties(width=drawing.width, height=drawing.height, padding=0, autosize="none")
        .configure(aria=False, background="transparent")
        .configure_view(stroke=None)
    )
    named = {name: rows for name, (rows, _, _) in marks.items() if rows}
    return {**chart.to_dict(validate=False), "datasets": named}


def _scale(length: float) -> altair.Scale:
    import altair as alt

    return alt.Scale(domain=[0, length], range=[0, length], nice=False, zero=False)


def _area(chart: altair.Chart) -> Any:
    return chart.mark_area(interpolate="basis", fillOpacity=0.9)


def _rect(chart: altair.Chart) -> Any:
    return chart.mark_rect(strokeWidth=THIN, strokeDash=_datum("dash"))


def _rule(chart: altair.Chart) -> Any:
    return chart.mark_rule(strokeWidth=1)


def _point(chart: altair.Chart) -> Any:
    return chart.mark_point(strokeWidth=THIN, strokeDash=_datum("dash"))


def _text(chart: altair.Chart) -> Any:
    return chart.mark_text(
        baseline="alphabetic", limit=0, align=_datum("anchor"), fontWeight=_datum("weight")
    )


def _datum(field: str) -> altair.ExprRef:
    import altair as alt

    return alt.ExprRef(f"datum.{field}")


def _strips(bands: Sequence[Band]) -> Rows:
    """Four points each: a basis spline through them leaves and arrives level."""
    rows: Rows = []
    for n, band in enumerate(bands):
        bend = 0.42 * (band.x1 - band.x0)
        ends = ((band.x0, band.top0), (band.x0 + bend, band.top0), (band.x1 - bend, band.top1),
                (band.x1, band.top1))  # fmt: skip
        rows += [
            {"n": n, "x": _at(x), "y": _at(top), "y2": _at(top + band.height), "fill": band.fill,
             "stroke": None}
            for x, top in ends
        ]  # fmt: skip
    return rows


def _boxes(boxes: Sequence[Box]) -> Rows:
    return [
        {"x": _at(b.x), "x2": _at(b.x + b.width), "y": _at(b.y), "y2": _at(b.y + b.height),
         "fill": _paint(b.fill), "stroke": _paint(b.stroke), "dash": _dash(b.dashed)}
        for b in boxes
    ]  # fmt: skip


def _rules(rules: Sequence[Rule]) -> Rows:
    return [
        {"x": _at(r.x0), "x2": _at(r.x1), "y": _at(r.y0), "y2": _at(r.y1), "fill": None,
         "stroke": r.stroke}
        for r in rules
    ]  # fmt: skip


def _dots(dots: Sequence[Dot]) -> Rows:
    # Vega's size of a symbol is the area of the square around it.
    return [
        {"x": _at(d.x), "y": _at(d.y), "size": _at(4 * d.radius**2), "fill": _paint(d.fill),
         "stroke": _paint(d.stroke), "dash": _dash(d.dashed)}
        for d in dots
    ]  # fmt: skip


def _texts(words: Sequence[Words]) -> Rows:
    return [
        {"x": _at(w.x), "y": _at(w.y), "n": str(n), "size": w.size, "angle": w.angle,
         "fill": w.fill, "stroke": None, "anchor": ANCHORS[w.anchor],
         "weight": "bold" if w.bold else "normal"}
        for n, w in enumerate(words)
    ]  # fmt: skip


def _at(pixels: float) -> float:
    return round(pixels, 1) + 0.0


def _paint(colour: str) -> str | None:
    return None if colour == "none" else colour


def _dash(dashed: bool) -> list[int]:
    return [3, 2] if dashed else [1, 0]
