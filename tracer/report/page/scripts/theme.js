// The page of a theme.
function drawTheme(route) {
  const id = route.get("tema");
  const theme = placeOf("themes", id);
  if (theme === undefined) { return unknownPage(id); }
  const { themes } = data;
  const asked = membersOf(theme);
  const answered = asked.filter(isAnswered);
  return {
    kind: m.tema,
    title: themes.label[theme],
    body: [
      themes.parent[theme] < 0 ? null
        : el("p", {}, m.tema_padre, ": ", themeLink(themes.parent[theme])),
      themes.terms[theme].length ? el("p", {}, m.terminos, ": ", themes.terms[theme].join(", ")) : null,
      themeFigures(theme, asked, answered),
      subthemes(theme),
      sayings(theme),
      answeringArticles(asked),
      themeContributions(theme, asked, answered),
    ],
  };
}

function themeFigures(theme, asked, answered) {
  const { themes } = data;
  const part = asked.length ? answered.length / asked.length : 0;
  return el("dl", { class: "figures" },
    figure(m.contributions, count(themes.size[theme]), themes.distinct[theme] < themes.size[theme]
      ? filled(m.campaign_copies, { n: count(themes.distinct[theme]) }) : ""),
    figure(m.signatures, count(themes.weight[theme])),
    figure(m.answered, count(answered.length), share(part)),
    figure(m.unanswered, count(asked.length - answered.length), share(1 - part)),
    figure(m.estabilidad, degree(themes.stability[theme]),
      themes.stability[theme] < data.unstable ? m.unstable : ""));
}

function subthemes(theme) {
  const children = below(theme).slice(1);
  if (!children.length) { return null; }
  return [el("h3", {}, m.page_subthemes), el("ul", {}, children.map((child) =>
    el("li", {}, themeLink(child), " (" + count(data.themes.size[child]) + ")")))];
}

function sayings(theme) {
  const said = data.themes.sayings[theme];
  if (!said.length) { return null; }
  return [el("h3", {}, m.page_sayings), said.map((c) => el("blockquote", {},
    clipped(data.contributions.text[c], 400), meta(askedLink(c))))];
}

function answeringArticles(asked) {
  const version = finalVersion();
  const { links, units } = data.versions[version];
  const found = grouped(asked.flatMap((c) => linksOf(version, c))
    .filter((link) => counts(version, link)).map((link) => links.unit[link]));
  const ranked = [...found].sort((one, other) => other[1].length - one[1].length || one[0] - other[0]);
  return [el("h3", {}, m.page_answering),
    ranked.length ? longList(ranked, ([unit, held]) => el("li", {},
      el("p", {}, cite(version, units.citation[unit]), " ", clipped(units.heading[unit], 120),
        " (" + count(held.length) + ")")), 20)
      : el("p", { class: "none" }, m.page_no_article)];
}

function themeContributions(theme, asked, answered) {
  const met = new Set(answered);
  const missing = asked.length - answered.length;
  const id = data.themes.id[theme];
  return [
    el("h3", {}, m.contributions, " (" + count(asked.length) + ")"),
    missing ? el("p", {}, to("trazabilidad&" + written(new Map([["tema", id], ["respuesta", "0"]])),
      filled(m.page_only_missing, { n: count(missing) }))) : null,
    longList(asked, (c) => el("li", {},
      el("p", {}, askedLink(c), " · ", channelName(c), " · ",
        filled(m.page_signatures, { n: count(data.contributions.weight[c]) }), " · ",
        met.has(c) ? cite(finalVersion(), bestCitation(c), c) : el("b", {}, m.page_unanswered)),
      el("p", { class: "said" }, clipped(data.contributions.text[c], 400))), 20),
  ];
}

function bestCitation(contribution) {
  const { links, units } = data.versions[finalVersion()];
  return units.citation[links.unit[linksOf(finalVersion(), contribution)[0]]];
}
