// The page of an article of any version.
function drawArticle(route) {
  const citation = route.get("articulo");
  const named = route.get("version");
  const version = named === null ? finalVersion()
    : data.versions.findIndex((held) => held.name === named);
  const units = version < 0 ? [] : unitsAt(version, citation);
  if (!units.length) { return unknownPage(citation); }
  const held = data.versions[version];
  const asked = placeOf("contributions", route.get("aportacion"));
  const links = linksTo(version, units);
  const headings = [...new Set(units.map((unit) => held.units.heading[unit]))].filter(Boolean);
  return {
    kind: m.articulo + " · " + held.name,
    title: citation + (headings.length === 1 ? ". " + clipped(headings[0], 120) : ""),
    body: [
      units.some((unit) => held.units.repealed[unit])
        ? el("p", { class: "limits" }, m.status_repealed) : null,
      held.units.context[units[0]] ? el("p", { class: "meta" }, held.units.context[units[0]]) : null,
      articleFigures(links.map((link) => held.links.c[link])),
      chosenLink(version, links, asked, [citation, ...units.map((unit) => held.units.citation[unit])]),
      el("h3", {}, m.page_text),
      units.map((unit) => lawText(version, unit, headings.length === 1 ? headings[0] : "", links.find(
        (link) => held.links.c[link] === asked && held.links.unit[link] === unit))),
      ancestry(version, citation, held.units.article[units[0]]),
      themesOf(links.map((link) => held.links.c[link])),
      answeredBy(version, links),
    ],
  };
}

function linksTo(version, units) {
  const { c } = data.versions[version].links;
  return units.flatMap((unit) => linksOfUnit(version, unit))
    .filter((link) => counts(version, link))
    .sort((one, other) => c[one] - c[other] || one - other);
}

function articleFigures(asked) {
  const distinct = [...new Set(asked)];
  return el("dl", { class: "figures" },
    figure(m.page_answers, count(distinct.length)),
    figure(m.signatures, count(weightOf(distinct))));
}

// Who came from a contribution sees first why it leads here.
function chosenLink(version, links, asked, cited) {
  if (asked === undefined) { return null; }
  const { c } = data.versions[version].links;
  const link = links.find((held) => c[held] === asked);
  const ways = trailsOf(asked).filter((trail) => data.trails.draft[trail] && cited.includes(
    string(version === finalVersion() ? data.trails.final[trail] : data.trails.draft[trail])));
  return el("section", { class: "chosen" },
    el("h3", {}, m.page_from, " ", askedLink(asked)),
    link === undefined ? el("p", {}, m.page_no_words) : pairOfQuotes(version, link),
    ways.length ? el("ul", { class: "cards" }, ways.map(way)) : null);
}

function pairOfQuotes(version, link) {
  return el("div", { class: "pair" },
    el("div", {}, el("p", { class: "side" }, m.theirs), el("blockquote", {}, saidQuote(version, link))),
    el("div", {}, el("p", { class: "side" }, m.norm), el("blockquote", {}, normQuote(version, link))));
}

// The words of a unit, one provision a paragraph, with those that `link` rests on in <mark>.
function lawText(version, unit, title, link) {
  const { units, links } = data.versions[version];
  const [start, end] = link === undefined ? [0, 0] : [links.norm[link], links.normEnd[link]];
  let at = 0;
  const several = units.parts[unit].length > 1;
  return el("div", { class: "law" }, units.parts[unit].map(([citation, heading, length]) => {
    const text = marked(units.text[unit], at, at + length, start, end);
    at += length ? length + 1 : 0;
    if (!length && heading === title) { return null; }
    return el("p", {}, several ? el("span", { class: "label" }, citation) : null,
      heading && heading !== title ? [el("b", {}, heading), el("br")] : null, text);
  }));
}

function marked(text, from, until, start, end) {
  const first = Math.max(from, start);
  const last = Math.min(until, end);
  if (first >= last) { return [text.slice(from, until)]; }
  return [text.slice(from, first), el("mark", {}, text.slice(first, last)), text.slice(last, until)];
}

function ancestry(version, citation, article) {
  const own = (place) => [citation, article].includes(string(place));
  const before = [];
  const after = [];
  for (const { old, new: newer, rows } of data.lineages) {
    if (newer === version) { before.push(...rows.filter((r) => own(r[1])).map((r) => [old, r[0], r])); }
    if (old === version) { after.push(...rows.filter((r) => own(r[0])).map((r) => [newer, r[1], r])); }
  }
  return [descent(m.page_ancestors, before), descent(m.page_heirs, after)];
}

function descent(title, pairs) {
  if (!pairs.length) { return null; }
  return [el("h3", {}, title), el("ul", { class: "cards" }, pairs.map(([version, cited, row]) =>
    el("li", {}, el("p", {}, data.versions[version].name, ": ", cite(version, string(cited)),
      string(cited) ? " · " : "", el("b", {}, m["fate_" + string(row[2])]),
      string(cited) ? " · " + m.semejanza + " " + degree(row[3]) : ""),
      row[4].map((reason) => meta(reason)), differences(row[5], row[6]))))];
}

const KINDS = ["span", "ins", "del", "gap"];

function differences(kinds, texts) {
  if (!kinds.length) { return null; }
  return el("p", { class: "diff" }, kinds.map((kind, at) => (KINDS[kind] === "gap"
    ? el("span", { class: "gap" }, " […] ") : el(KINDS[kind], {}, texts[at]))));
}

function themesOf(asked) {
  const found = [...grouped([...new Set(asked)].map((c) => data.contributions.theme[c]))]
    .filter(([theme]) => theme >= 0).sort((one, other) => other[1].length - one[1].length);
  if (!found.length) { return null; }
  return [el("h3", {}, m.page_themes), el("ul", {}, found.map(([theme, held]) =>
    el("li", {}, themeLink(theme), " (" + count(held.length) + ")")))];
}

function answeredBy(version, links) {
  const { c, confidence, strength } = data.versions[version].links;
  return [
    el("h3", {}, m.page_answers, " (" + count(new Set(links.map((link) => c[link])).size) + ")"),
    links.length ? longList(links, (link) => el("li", {},
      el("p", {}, askedLink(c[link]), " · ", channelName(c[link]), " · ",
        filled(m.page_signatures, { n: count(data.contributions.weight[c[link]]) }), " · ",
        el("b", {}, degree(confidence[link])), " · ", m["strength_" + string(strength[link])]),
      reviewed(version, link), pairOfQuotes(version, link)), 20) : el("p", { class: "none" }, m.page_nobody),
  ];
}
