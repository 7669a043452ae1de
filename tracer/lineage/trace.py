"""From what someone asked, through the draft, to the final text: one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracer.errors import Phrase, ProcessError
from tracer.records import Lineage, Link, Member, Trace

ROUTES = ("lineage", "direct", "draft_only", "final_only", "none")


def trace(
    links_by_version: Mapping[str, Sequence[Link]],
    lineage: Sequence[Lineage],
    members: Sequence[Member],
    *,
    versions: Sequence[str],
    min_confidence: float = 0.5,
) -> tuple[Trace, ...]:
    """Join links, lineage and themes into one table.

    That a provision resembles a contribution doesn't say that it comes from it; a trace lists what
    can be read on both sides, not who influenced whom.

    Parameters
    ----------
    links_by_version : mapping of str to sequence of Link
        Links of the same contributions to each version of the text.
    lineage : sequence of Lineage
        From the first version to the last. Its citations may be coarser than those of the links
        (articles where links name sections), never finer.
    members : sequence of Member
        Themes of the contributions; may be empty.
    versions : sequence of str
        Names of the versions in order. The first is the draft, the last the final text; with a
        single one, only the final side is filled.
    min_confidence : float, default=0.5
        Links below it don't count, nor do rows of rank 0. 0 to 1.

    Returns
    -------
    tuple of Trace
        By contribution, in the order in which they first occur; within one, strongest first (sum
        of both confidences). A draft link gives one row: with the surest link among the heirs of
        its provision, else with the most similar heir, else alone. A final link that no such row
        holds gives a row with the contribution's surest draft link. At least one row for everyone.

    Raises
    ------
    ProcessError
        If `versions` is empty or names a version without links.
    """
    _check_versions(links_by_version, versions)
    final = counted_links(links_by_version[versions[-1]], min_confidence)
    draft_links = links_by_version[versions[0]] if len(versions) > 1 else ()
    draft = counted_links(draft_links, min_confidence)
    heirs = heirs_by_citation(lineage)
    themes = _strongest_themes(members)
    ids = dict.fromkeys(
        [x.contribution_id for v in versions for x in links_by_version[v]]
        + [m.contribution_id for m in members]
    )
    return tuple(
        row
        for name in ids
        for row in _rows(
            name, themes.get(name, ""), draft.get(name, []), final.get(name, []), heirs
        )
    )


def _rows(
    name: str, theme: str, draft: list[Link], final: list[Link], heirs: dict[str, list[Lineage]]
) -> list[Trace]:
    rows = [_from_draft(name, theme, link, final, heirs) for link in draft]
    reached = {row.final_citation for row in rows}
    for link in final:
        if link.citation not in reached:
            rows.append(_from_final(name, theme, draft[0] if draft else None, link, heirs))
    if not rows:
        return [Trace(name, theme)]
    return sorted(rows, key=lambda r: -(r.draft_confidence + r.final_confidence))


def _from_draft(
    name: str, theme: str, link: Link, final: list[Link], heirs: dict[str, list[Lineage]]
) -> Trace:
    """Follow a draft provision to the heir that answers best, else to the most similar heir."""
    start = (name, theme, link.citation, link.confidence, link.strength)
    born = heirs_of(link.citation, heirs)
    for goal in final:
        for row in born:
            if row.new_citation and holds(row.new_citation, goal.citation):
                end = (goal.citation, goal.confidence, goal.strength)
                return Trace(*start, *end, row.fate, "lineage")
    for row in born:
        if row.new_citation:
            return Trace(*start, row.new_citation, 0.0, "", row.fate, "lineage")
    return Trace(*start, "", 0.0, "", born[0].fate if born else "", "draft_only")


def _from_final(
    name: str, theme: str, draft: Link | None, link: Link, heirs: dict[str, list[Lineage]]
) -> Trace:
    """Set a final provision that no draft row reached beside the surest draft link."""
    end = (link.citation, link.confidence, link.strength)
    if draft is None:
        return Trace(name, theme, "", 0.0, "", *end, "", "final_only")
    start = (name, theme, draft.citation, draft.confidence, draft.strength)
    for row in heirs_of(draft.citation, heirs):
        # A split provision has several heirs, and its own row names only one of them.
        if row.new_citation and holds(row.new_citation, link.citation):
            return Trace(*start, *end, row.fate, "lineage")
    return Trace(*start, *end, "", "direct")


def counted_links(links: Sequence[Link], min_confidence: float) -> dict[str, list[Link]]:
    """Group the links that count by contribution, surest first.

    `min_confidence` is 0 to 1; rows of rank 0 don't count.
    """
    groups: dict[str, list[Link]] = {}
    for link in links:
        if link.rank >= 1 and link.citation and link.confidence >= min_confidence:
            groups.setdefault(link.contribution_id, []).append(link)
    for group in groups.values():
        group.sort(key=lambda x: (-x.confidence, x.rank, x.citation))
    return groups


def heirs_by_citation(lineage: Sequence[Lineage]) -> dict[str, list[Lineage]]:
    """Group the lineage by old citation, most similar first."""
    heirs: dict[str, list[Lineage]] = {}
    for row in lineage:
        if row.old_citation:
            heirs.setdefault(row.old_citation, []).append(row)
    for rows in heirs.values():
        rows.sort(key=lambda r: (-r.similarity, r.new_citation))
    return heirs


def heirs_of(citation: str, heirs: dict[str, list[Lineage]]) -> list[Lineage]:
    """Look up a citation, or the nearest provision above it that the lineage knows."""
    parts = citation.split(", ")
    for length in range(len(parts), 0, -1):
        above = ", ".join(parts[:length])
        if above in heirs:
            return heirs[above]
    return []


def holds(above: str, citation: str) -> bool:
    """Tell whether `citation` is `above` or lies within it."""
    return citation == above or citation.startswith(f"{above}, ")


def _strongest_themes(members: Sequence[Member]) -> dict[str, str]:
    themes: dict[str, str] = {}
    for member in sorted(members, key=lambda m: (-m.strength, m.theme_id)):
        if member.theme_id:
            themes.setdefault(member.contribution_id, member.theme_id)
    return themes


def _check_versions(links: Mapping[str, Sequence[Link]], versions: Sequence[str]) -> None:
    missing = [version for version in versions if version not in links]
    if not versions or missing:
        raise ProcessError(
            "se esperaban enlaces con cada versión, en orden; faltan: {missing} (hay: {found}); "
            "busca antes las disposiciones que responden a las aportaciones en cada versión",
            missing=", ".join(missing) or Phrase("todas"),
            found=", ".join(sorted(links)) or Phrase("ninguno"),
        )
