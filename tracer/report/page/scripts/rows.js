// One row of the traceability table, as the template draws it for readers without script.
function askedCell(trail, version, link) {
  const c = data.trails.c[trail];
  const text = data.contributions.text[c];
  return el("td", {},
    meta(askedLink(c), " · ", channelName(c)),
    link < 0 ? clipped(text, 3 * ROOM) : saidQuote(version, link));
}

function saidQuote(version, link) {
  const { links, units, loose } = data.versions[version];
  const norm = wordsOf(units.text[links.unit[link]], links.norm[link], links.normEnd[link], loose);
  return quoted(data.contributions.text[links.c[link]],
    links.said[link], links.saidEnd[link], loose, norm);
}

function normQuote(version, link) {
  const { links, units, loose } = data.versions[version];
  const said = wordsOf(
    data.contributions.text[links.c[link]], links.said[link], links.saidEnd[link], loose);
  return quoted(units.text[links.unit[link]], links.norm[link], links.normEnd[link], loose, said);
}

// What people said of a link at the review desk.
function reviewed(version, link) {
  const standing = link < 0 ? "" : string(data.versions[version].links.review[link]);
  return standing ? meta(el("b", {}, m["standing_" + standing])) : null;
}

function end(version, citation, confidence, strength, contribution) {
  if (!citation) { return []; }
  const [unit] = unitsAt(version, citation);
  const heading = unit === undefined ? "" : data.versions[version].units.heading[unit];
  return [
    cite(version, citation, contribution),
    meta(version === finalVersion() && heading ? [clipped(heading, 90), el("br")] : "",
      strength ? [el("b", {}, degree(confidence)), " · ", m["strength_" + strength]] : m.inherited),
    reviewed(version, linkBetween(version, contribution, citation)),
  ].filter(Boolean);
}

function wayBetween(trail) {
  const held = data.trails.between[trail];
  if (!held) { return null; }
  const cited = held.map((place, step) => cite(draftVersion() + 1 + step, string(place)))
    .filter(Boolean);
  return meta(m.versiones_intermedias, ": ",
    cited.map((link, at) => (at ? [" → ", link] : link)));
}

function fateCell(trail) {
  const { fate, route, prior, priorConfidence, origin, c } = data.trails;
  const way = string(route[trail]);
  const before = string(prior[trail] || 0);
  return el("td", {},
    fate[trail] ? m["fate_" + string(fate[trail])] : "",
    way && way !== "none" ? meta(m["route_" + way]) : null,
    wayBetween(trail),
    before && way !== "none" ? meta(m["origin_" + string(origin[trail])], ": ",
      cite(0, before, c[trail]), " (", degree(priorConfidence[trail]), ")") : null);
}

function othersNote(trail) {
  const { c, final } = data.trails;
  const version = finalVersion();
  const { links, units } = data.versions[version];
  const others = linksOf(version, c[trail])
    .filter((link) => counts(version, link))
    .map((link) => units.citation[links.unit[link]])
    .filter((citation) => citation !== string(final[trail]));
  if (!others.length) { return null; }
  const shown = others.slice(0, 5).map((citation, at) => [
    at ? "; " : "", cite(version, citation, c[trail])]);
  return meta(m.others, ": ", shown, others.length > 5 ? "…" : "");
}

function bestLink(trail) {
  const { c, draft, final } = data.trails;
  const last = linkBetween(finalVersion(), c[trail], string(final[trail]));
  if (last >= 0) { return [finalVersion(), last]; }
  return [draftVersion(), hasDraft()
    ? linkBetween(draftVersion(), c[trail], string(draft[trail])) : -1];
}

function normCell(trail, version, link) {
  if (link >= 0) {
    return el("td", {}, version === finalVersion() ? null : meta(m.draft),
      normQuote(version, link));
  }
  return el("td", {}, isAnswered(data.trails.c[trail]) ? ""
    : el("span", { class: "none" }, m.nothing));
}

function drawRow(trail) {
  const t = data.trails;
  const c = t.c[trail];
  const [version, link] = bestLink(trail);
  return el("tr", {},
    askedCell(trail, version, link),
    el("td", { class: "n" }, count(data.contributions.weight[c])),
    el("td", {}, themeLink(data.contributions.theme[c])),
    el("td", {}, hasDraft() ? end(draftVersion(), string(t.draft[trail]),
      t.draftConfidence[trail], string(t.draftStrength[trail]), c) : ""),
    fateCell(trail),
    el("td", {}, end(finalVersion(), string(t.final[trail]), t.finalConfidence[trail],
      string(t.finalStrength[trail]), c), othersNote(trail)),
    normCell(trail, version, link));
}
