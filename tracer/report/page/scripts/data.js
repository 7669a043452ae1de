// The data block, and ways to find things in it. Contributions, units and links are named by
// their place in the columns; the first contribution is the heaviest.
let data = null;
let m = {};
let stops = new Set();
const kept = new Map();

function openData() {
  if (data) { return; }
  data = JSON.parse(document.getElementById("datos").textContent);
  m = data.m;
  stops = new Set(data.stops);
}

// Computes once what `name` stands for.
function once(name, compute) {
  if (!kept.has(name)) { kept.set(name, compute()); }
  return kept.get(name);
}

function grouped(column) {
  const groups = new Map();
  column.forEach((key, place) => {
    const held = groups.get(key);
    if (held) { held.push(place); } else { groups.set(key, [place]); }
  });
  return groups;
}

function string(place) { return data.strings[place] || ""; }

function finalVersion() { return data.versions.length - 1; }

function draftVersion() { return data.prior ? 1 : 0; }

function hasDraft() { return draftVersion() < finalVersion(); }

function placeOf(kind, id) {
  return once("places of " + kind, () => {
    const found = new Map();
    data[kind].id.forEach((key, place) => { if (!found.has(key)) { found.set(key, place); } });
    return found;
  }).get(id);
}

// A citation names a unit, or an article that links count by its sections.
function unitsAt(version, citation) {
  const units = data.versions[version].units;
  const own = once("units " + version, () => grouped(units.citation));
  const ofArticle = once("articles " + version, () => grouped(units.article));
  return own.get(citation) || ofArticle.get(citation) || [];
}

function linksOfUnit(version, unit) {
  return once("by unit " + version, () => grouped(data.versions[version].links.unit)).get(unit) || [];
}

function linksOf(version, contribution) {
  const held = once("by asked " + version, () => grouped(data.versions[version].links.c));
  return held.get(contribution) || [];
}

function counts(version, link) {
  return data.versions[version].links.confidence[link] >= data.threshold;
}

function linkBetween(version, contribution, citation) {
  const { links, units } = data.versions[version];
  const found = linksOf(version, contribution)
    .filter((link) => units.citation[links.unit[link]] === citation);
  return found.length ? found[0] : -1;
}

function isAnswered(contribution) {
  return linksOf(finalVersion(), contribution).some((link) => counts(finalVersion(), link));
}

function trailsOf(contribution) {
  return once("trails", () => grouped(data.trails.c)).get(contribution) || [];
}

function below(theme) {
  const found = [theme];
  for (let at = 0; at < found.length; at += 1) {
    data.themes.parent.forEach((parent, child) => {
      if (parent === found[at] && !found.includes(child)) { found.push(child); }
    });
  }
  return found;
}

function membersOf(theme) {
  const all = new Set(below(theme).flatMap((child) => data.themes.members[child]));
  return [...all].sort((one, other) => one - other);
}

function channelName(contribution) {
  const key = string(data.contributions.channel[contribution]);
  return m["channel_" + key] || key;
}

function weightOf(contributions) {
  return contributions.reduce((sum, c) => sum + data.contributions.weight[c], 0);
}

function articleRoute(version, citation, contribution) {
  const route = new Map([["articulo", citation]]);
  if (version !== finalVersion()) { route.set("version", data.versions[version].name); }
  if (contribution !== undefined) { route.set("aportacion", data.contributions.id[contribution]); }
  return written(route);
}

function themeRoute(theme) { return written(new Map([["tema", data.themes.id[theme]]])); }

function askedRoute(contribution) {
  return written(new Map([["aportacion", data.contributions.id[contribution]]]));
}

function written(route) {
  return [...route].map(([key, value]) => key + "=" + encodeURIComponent(value)).join("&");
}

function askedLink(contribution) {
  return to(askedRoute(contribution), isolated(data.contributions.id[contribution]));
}

function themeLink(theme) {
  return theme < 0 ? m.no_theme : to(themeRoute(theme), data.themes.label[theme]);
}
