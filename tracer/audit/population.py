"""The units of a run that can be counted, with what the engine says of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracer.audit.folder import AuditedRun
from tracer.audit.items import CODES, Item
from tracer.citation.enclosing import enclosing
from tracer.errors import InputError

THRESHOLD = 0.5
"""Confidence from which a link counts, as everywhere in the report."""
SHOWN = 6
"""Provisions of the final text proposed to a coder."""
CODE_OF_STRENGTH: Final = dict(zip(("adopta", "parcial", "menciona"), CODES, strict=False))
CODE_OF_FATE: Final = {
    "kept": "sí", "moved": "sí", "strengthened": "sí", "reworded": "en parte", "merged": "en parte",
    "split": "en parte", "weakened": "menciona", "dropped": "no",
}  # fmt: skip
"""Of a draft provision. Reworded text is adopted under the middle definition, weakened text under
the generous one: the strict one asks for the same words or a stronger duty."""
BANDS: Final = (5_000, 10_000, 50_000)


def contribution_items(run: AuditedRun) -> tuple[Item, ...]:
    """Contributions, by id: is each answered by the final text?

    Score: confidence of the surest link to the final text. Code: its strongest link among those
    that count.
    """
    links = defaultdict(list)
    for link in run.tables["links"]:
        if link["version"] == run.final and link["rank"]:
            links[link["contribution_id"]].append(link)
    place = _places(run, run.final)
    items = []
    for row in sorted(run.tables["contributions"], key=lambda row: row["contribution_id"]):
        own = links.get(row["contribution_id"], [])
        counted = [x["strength"] for x in own if x["confidence"] >= THRESHOLD]
        codes = {CODE_OF_STRENGTH[strength] for strength in counted}
        first = sorted(own, key=lambda x: x["rank"])[:SHOWN]
        items.append(
            Item(
                id=row["contribution_id"],
                kind="contribution",
                text=row["text"],
                weight=float(row["weight"]),
                stratum=_stratum(row),
                code=next((code for code in CODES if code in codes), "no"),
                score=max((float(x["confidence"]) for x in own), default=0.0),
                candidates=tuple(
                    sorted((x["citation"] for x in first), key=lambda c: place.get(c, len(place)))
                ),
            )
        )
    return tuple(items)


def _stratum(row: Mapping[str, Any]) -> str:
    """Channel; petitions by how many signed, for the few large ones are what people ask about."""
    passed = sum(row["weight"] >= band for band in BANDS)
    named = ("", f" ≥ {BANDS[0]}", f" ≥ {BANDS[1]}", f" ≥ {BANDS[2]}")
    return f"{row['channel'] or '-'}{named[passed]}"


def provision_items(run: AuditedRun, *, kind: str = "provision") -> tuple[Item, ...]:
    """Provisions of the draft, in its order: is each in the final text?

    By article, or by the level that `kind` names; without any where the run wasn't aligned by it.
    Score: resemblance to the nearest provision of the final text. Weight: words.

    Raises
    ------
    InputError
        If the run has one version of the text only.
    """
    if not run.draft:
        raise InputError(
            "{folder} tiene una sola versión del texto; para auditar disposiciones hace falta un "
            "borrador y un texto final",
            folder=run.folder,
        )
    heirs = defaultdict(list)
    wanted = (run.draft, run.final, "article" if kind == "provision" else kind)
    for pair in run.tables["lineage"]:
        ends = (pair["old_version"], pair["new_version"], pair["level"])
        if pair["old_citation"] and ends == wanted:
            heirs[pair["old_citation"]].append(pair)
    place = _places(run, run.final)
    items = []
    for citation, pairs in heirs.items():
        codes = {CODE_OF_FATE[pair["fate"]] for pair in pairs}
        found = {pair["new_citation"] for pair in pairs if pair["new_citation"]}
        text = max((pair["old_text"] for pair in pairs), key=len)
        items.append(
            Item(
                id=citation,
                kind=kind,
                text=text,
                weight=float(len(text.split())),
                stratum="transitory" if citation.startswith("Trans") else "article",
                code=next(code for code in CODES if code in codes),
                score=max(float(pair["nearest"]) for pair in pairs),
                candidates=tuple(sorted(found, key=lambda c: place.get(c, len(place)))),
            )
        )
    return tuple(items)


def _places(run: AuditedRun, version: str) -> Mapping[str, int]:
    own = [row for row in run.tables["provisions"] if row["version"] == version]
    return {row["citation"]: at for at, row in enumerate(own)}


def texts_of(run: AuditedRun, version: str) -> Mapping[str, str]:
    """Words of every provision of a version with those of what it holds, by citation, in order."""
    own = [row for row in run.tables["provisions"] if row["version"] == version]
    whole: dict[str, list[str]] = {row["citation"]: [] for row in own}
    parent = {row["citation"]: row["parent"] for row in own}
    for row in own:
        words = " ".join(part for part in (row["heading"], row["text"]) if part)
        for at in enclosing(row["citation"], parent):
            whole[at] += [words] if words else []
    return {citation: "\n".join(parts) for citation, parts in whole.items()}


POPULATIONS: Final = {"contribution": contribution_items, "provision": provision_items}


def items_of(run: AuditedRun, kind: str) -> Sequence[Item]:
    """Population of one kind."""
    return POPULATIONS[kind](run)


def theme_items(run: AuditedRun, contributions: Sequence[Item]) -> tuple[Item, ...]:
    """Themes, by id: each is what at least half of its contributions are."""
    codes = {item.id: CODES.index(item.code) for item in contributions}
    held = defaultdict(list)
    for member in run.tables["members"]:
        if member["theme_id"]:
            held[member["theme_id"]].append(codes[member["contribution_id"]])
    return tuple(
        Item(theme, "theme", "", float(len(own)), "theme", CODES[sorted(own)[(len(own) - 1) // 2]],
             sum(code < len(CODES) - 1 for code in own) / len(own))
        for theme, own in sorted(held.items())
    )  # fmt: skip


def all_items(run: AuditedRun) -> tuple[Item, ...]:
    """Everything that can be counted: contributions, themes, and a draft's provisions."""
    contributions = contribution_items(run)
    found = [*contributions, *theme_items(run, contributions)]
    for kind in ("provision", "section", "finest") if run.draft else ():
        found += provision_items(run, kind=kind)
    return tuple(found)
