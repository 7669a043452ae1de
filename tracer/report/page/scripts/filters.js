// Which rows of the traceability table fit, and in which order.
const PER_PAGE = 50;
const COLUMNS = ["aportacion", "firmas", "tema", "borrador", "destino", "final", "confianza", "fecha"];
const HEAVY_FIRST = ["firmas", "confianza"];

function searchable(contribution) {
  const texts = once("folded", () => []);
  if (texts[contribution] === undefined) {
    const { id, text, theme } = data.contributions;
    const label = theme[contribution] < 0 ? "" : data.themes.label[theme[contribution]];
    texts[contribution] = folded([id[contribution], text[contribution], label].join(" "));
  }
  return texts[contribution];
}

// "9", "art. 9" and "Art. 9" are the same wish; "Art. 9" wants its sections too, not Art. 90.
function wantsArticle(wish) {
  const plain = folded(wish.trim()).replace(/^(\d)/, "art. $1");
  return (citation) => {
    const given = folded(citation);
    return given === plain || given.startsWith(plain + ",");
  };
}

function citedBy(trail) {
  const { c, draft, final } = data.trails;
  const last = data.versions[finalVersion()];
  const others = linksOf(finalVersion(), c[trail]).filter((link) => counts(finalVersion(), link))
    .map((link) => last.units.citation[last.links.unit[link]]);
  return [string(draft[trail]), string(final[trail]), ...others];
}

function tests(wish) {
  const { trails, contributions } = data;
  const found = [];
  const words = folded(wish.buscar || "").split(/\s+/).filter(Boolean);
  if (wish.canal) {
    const channel = data.strings.indexOf(wish.canal === "-" ? "" : wish.canal);
    found.push((t) => contributions.channel[trails.c[t]] === channel);
  }
  if (wish.tema) {
    const theme = placeOf("themes", wish.tema);
    const members = new Set(theme === undefined ? [] : membersOf(theme));
    found.push((t) => (wish.tema === "-" ? contributions.theme[trails.c[t]] < 0
      : members.has(trails.c[t])));
  }
  if (wish.destino) {
    const fate = data.strings.indexOf(wish.destino);
    found.push((t) => trails.fate[t] === fate);
  }
  if (wish.confianza) {
    const least = 10000 * Number(wish.confianza);
    found.push((t) => (trails.finalConfidence[t] || 0) >= least);
  }
  if (wish.respuesta) {
    found.push((t) => isAnswered(trails.c[t]) === (wish.respuesta === "1"));
  }
  if (wish.articulo && wish.articulo.trim()) {
    const fits = wantsArticle(wish.articulo);
    found.push((t) => citedBy(t).some(fits));
  }
  if (words.length) {
    found.push((t) => words.every((word) => searchable(trails.c[t]).includes(word)));
  }
  return found;
}

// Places of document order, with what isn't cited last.
function documentOrder(version, column) {
  const units = data.versions[version].units;
  return column.map((cited) => {
    const [unit] = unitsAt(version, string(cited));
    return cited && unit !== undefined ? unit : units.citation.length;
  });
}

function alphabetical(names) {
  const collator = new Intl.Collator(data.lang, { numeric: true });
  const order = names.map((name, place) => place);
  order.sort((one, other) => collator.compare(names[one], names[other]));
  const rank = new Array(names.length);
  order.forEach((place, at) => { rank[place] = at; });
  return rank;
}

function sortKeys(column) {
  const { trails, contributions, themes } = data;
  if (column === "firmas") { return trails.c.map((c) => contributions.weight[c]); }
  if (column === "confianza") { return trails.finalConfidence; }
  if (column === "borrador") { return documentOrder(draftVersion(), trails.draft); }
  if (column === "final") { return documentOrder(finalVersion(), trails.final); }
  if (column === "destino") {
    const places = data.fates.map((fate) => data.strings.indexOf(fate));
    return trails.fate.map((fate) => (fate ? places.indexOf(fate) : places.length));
  }
  if (column === "tema") {
    const rank = alphabetical(themes.label);
    return trails.c.map((c) => (contributions.theme[c] < 0 ? rank.length : rank[contributions.theme[c]]));
  }
  const names = column === "fecha" ? contributions.date.map(string) : contributions.id;
  const rank = alphabetical(names);
  return trails.c.map((c) => rank[c]);
}

// "-firmas": most signatures first. Rows that tie keep the order of the data, heaviest first.
function sorted(rows, order) {
  const column = order.replace(/^-/, "");
  if (!COLUMNS.includes(column) || order === "-firmas") { return rows; }
  const keys = once("keys " + column, () => sortKeys(column));
  const sign = order.startsWith("-") ? -1 : 1;
  return rows.sort((one, other) => sign * ((keys[one] || 0) - (keys[other] || 0)) || one - other);
}

function fitting(wish) {
  const asked = tests(wish);
  const rows = [];
  for (let trail = 0; trail < data.trails.c.length; trail += 1) {
    if (asked.every((test) => test(trail))) { rows.push(trail); }
  }
  return sorted(rows, wish.orden || "-firmas");
}
