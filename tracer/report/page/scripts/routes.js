// One file, many pages: what stands behind "#" says which is shown.
const PAGES = [["articulo", drawArticle], ["tema", drawTheme], ["aportacion", drawContribution]];
const plainTitle = document.title;
const scrolls = new Map();
let reportHash = "";
let place = 0;
let leftFrom = null;

function unknownPage(id) {
  return { kind: m.page_unknown, title: id, body: [el("p", {}, m.page_unknown_help)] };
}

function route() { return new URLSearchParams(location.hash.slice(1)); }

// The first word alone decides: «tema» after «trazabilidad» is a filter.
function section(given) { return [...given.keys()][0] || ""; }

function pageOf(given) { return PAGES.find(([key]) => section(given) === key); }

// Every entry of the history gets a number, to scroll to where the reader was when it comes again.
function arrive() {
  scrolls.set(place, lastScroll);
  const known = history.state && history.state.place;
  place = known || Date.now() + Math.random();
  if (!known) { history.replaceState({ place }, ""); }
  const given = route();
  const page = pageOf(given);
  if (page) {
    openData();
    showPage(page[1](given));
  } else {
    showReport(given);
  }
  restore(Boolean(page));
}

function showPage(drawn) {
  const target = document.getElementById("hoja");
  const report = document.getElementById("informe");
  if (!report.hidden) { leftFrom = document.activeElement; }
  const heading = el("h2", { tabindex: "-1" }, isolated(drawn.title));
  target.replaceChildren(el("p", { class: "back" }, to(reportHash.slice(1) || "numeros", "← " + m.page_back)),
    el("p", { class: "kind" }, drawn.kind), heading, ...drawn.body.flat(Infinity).filter(Boolean));
  reading(true);
  document.title = clipped(drawn.title, 80) + " · " + plainTitle;
  heading.focus({ preventScroll: true });
}

// A page of its own stands in the report's place, under a smaller title.
function reading(page) {
  document.getElementById("hoja").hidden = !page;
  document.getElementById("informe").hidden = page;
  document.querySelector("nav.contents").hidden = page;
  document.body.classList.toggle("reading", page);
}

function showReport(given) {
  const target = document.getElementById("hoja");
  const cameBack = !target.hidden;
  target.replaceChildren();
  reading(false);
  document.title = plainTitle;
  reportHash = location.hash;
  if (section(given) === "trazabilidad") { showTable(given); }
  if (cameBack && leftFrom && leftFrom.isConnected) { leftFrom.focus({ preventScroll: true }); }
}

function showTable(given) {
  openData();
  startOnce();
  given.delete("trazabilidad");
  const wanted = Object.fromEntries(given);
  // Rows that are drawn already stay, and with them the link that was followed.
  if (JSON.stringify(wanted) !== JSON.stringify(wish)) { setTable(wanted); }
}

function restore(isPage) {
  const known = scrolls.get(place);
  if (known !== undefined) { window.scrollTo({ top: known, behavior: "instant" }); return; }
  if (isPage) { window.scrollTo({ top: 0, behavior: "instant" }); return; }
  const name = section(route());
  const wanted = name && document.getElementById(name);
  if (wanted) { wanted.scrollIntoView({ behavior: "instant" }); }
}
