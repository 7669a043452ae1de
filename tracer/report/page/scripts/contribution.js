// The page of a contribution.
function drawContribution(route) {
  const id = route.get("aportacion");
  const asked = placeOf("contributions", id);
  if (asked === undefined) { return unknownPage(id); }
  return {
    kind: m.page_contribution,
    title: id,
    body: [
      facts(asked),
      el("h3", {}, m.theirs),
      wholeText(asked),
      el("h3", {}, m.page_ways),
      el("ul", { class: "cards" }, trailsOf(asked).map((trail) => way(trail))),
      data.versions.map((held, version) => linksSection(version, asked)).reverse(),
    ],
  };
}

function facts(asked) {
  const c = data.contributions;
  const known = [
    [m.canal, channelName(asked)], [m.firmas, count(c.weight[asked])],
    [m.tema, themeLink(c.theme[asked])], [m.fecha, string(c.date[asked])],
    [m.alcaldia, string(c.borough[asked])], [m.colonia, string(c.neighbourhood[asked])],
    [m.fuente, string(c.source[asked])], [m.page_question, string(c.question[asked])],
  ];
  return el("dl", { class: "facts" }, known.filter(([, value]) => value)
    .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function wholeText(asked) {
  const text = data.contributions.text[asked];
  const version = finalVersion();
  const { links } = data.versions[version];
  const [link] = linksOf(version, asked).filter((held) => counts(version, held));
  return el("p", { class: "said" }, link === undefined ? text
    : marked(text, 0, text.length, links.said[link], links.saidEnd[link]));
}

function way(trail) {
  const t = data.trails;
  const c = t.c[trail];
  const stations = [];
  if (hasDraft() && t.draft[trail]) {
    stations.push([data.versions[draftVersion()].name + ": ", end(draftVersion(),
      string(t.draft[trail]), t.draftConfidence[trail], string(t.draftStrength[trail]), c)]);
  }
  if (t.fate[trail] || t.route[trail]) { stations.push([...fateCell(trail).childNodes]); }
  if (t.final[trail]) {
    stations.push([data.versions[finalVersion()].name + ": ", end(finalVersion(),
      string(t.final[trail]), t.finalConfidence[trail], string(t.finalStrength[trail]), c)]);
  }
  const shown = stations.filter((station) => station.length);
  if (!shown.length) { return el("li", {}, el("p", { class: "none" }, m.nothing)); }
  return el("li", { class: "way" }, shown.map((station) => el("div", {}, station)));
}

function linksSection(version, asked) {
  const held = linksOf(version, asked);
  return [
    el("h3", {}, filled(m.page_links, { name: data.versions[version].name })),
    held.some((link) => counts(version, link)) ? null : el("p", { class: "none" }, m.nothing),
    held.map((link) => linkCard(version, link, asked)),
  ];
}

function linkCard(version, link, asked) {
  const { links, units } = data.versions[version];
  const unit = links.unit[link];
  return el("div", { class: "card" },
    counts(version, link) ? null : meta(m.page_nearest),
    el("p", {}, cite(version, units.citation[unit], asked), " ", clipped(units.heading[unit], 120), " · ",
      el("b", {}, degree(links.confidence[link])), " · ", m["strength_" + string(links.strength[link])]),
    reviewed(version, link), pairOfQuotes(version, link));
}
