// The traceability table: filters kept in the address, sorting by heading, a page at a time.
let wish = {};
let sheet = 1;
let waiting = 0;

function form() { return document.getElementById("filtros"); }

function startTable() {
  fillChoices();
  addHeadings();
  form().hidden = false;
  document.getElementById("hojas").hidden = false;
  document.querySelectorAll("#trazabilidad .capped").forEach((note) => { note.hidden = true; });
  form().addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(readForm, event.target.type === "search" ? 200 : 0);
  });
  form().addEventListener("submit", (event) => { event.preventDefault(); readForm(); });
  form().addEventListener("reset", (event) => {
    event.preventDefault();
    setTable({});
    keepAddress();
    form().elements.buscar.focus();
  });
  document.getElementById("anterior").addEventListener("click", () => turn(-1));
  document.getElementById("siguiente").addEventListener("click", () => turn(1));
}

function fillChoices() {
  const themes = form().elements.tema;
  const order = alphabetical(data.themes.label);
  data.themes.id.map((id, theme) => theme).sort((one, other) => order[one] - order[other])
    .forEach((theme) => themes.append(
      el("option", { value: data.themes.id[theme] }, clipped(data.themes.label[theme], 60))));
  const fates = new Set(data.trails.fate);
  data.fates.filter((fate) => fates.has(data.strings.indexOf(fate)))
    .forEach((fate) => form().elements.destino.append(el("option", { value: fate }, m["fate_" + fate])));
  const cited = new Set(data.versions.slice(draftVersion()).flatMap((v) => v.units.article));
  document.getElementById("articulos").append(
    ...[...cited].map((citation) => el("option", { value: citation })));
}

function addHeadings() {
  document.querySelectorAll("#tabla-trazabilidad thead th[data-orden]").forEach((heading) => {
    const name = heading.textContent;
    const button = el("button", { type: "button" }, name);
    button.addEventListener("click", () => sortBy(heading.dataset.orden));
    // On paper a heading comes again on every sheet, which a button does not.
    heading.replaceChildren(button, el("span", { class: "printed" }, name));
  });
}

function sortBy(column) {
  const usual = HEAVY_FIRST.includes(column) ? "-" + column : column;
  const other = HEAVY_FIRST.includes(column) ? column : "-" + column;
  setTable({ ...wish, orden: (wish.orden || "-firmas") === usual ? other : usual });
  keepAddress();
}

function readForm() {
  clearTimeout(waiting);
  const read = {};
  for (const field of form().elements) {
    if (field.name && field.value) { read[field.name] = field.value; }
  }
  if (read.orden === "-firmas") { delete read.orden; }
  setTable(read);
  keepAddress();
}

function turn(step) {
  const last = Math.max(1, Math.ceil(rowsNow().length / PER_PAGE));
  const wanted = Math.min(last, Math.max(1, sheet + step));
  if (wanted === sheet) { return; }
  setTable({ ...wish, hoja: String(wanted) });
  keepAddress();
  document.getElementById("cuantas").scrollIntoView();
}

function rowsNow() {
  const { hoja, ...rest } = wish;
  const key = JSON.stringify(rest);
  const held = kept.get("rows");
  if (held && held.key === key) { return held.rows; }
  const rows = fitting(rest);
  kept.set("rows", { key, rows });
  return rows;
}

function setTable(wanted) {
  wish = wanted;
  const rows = rowsNow();
  const last = Math.max(1, Math.ceil(rows.length / PER_PAGE));
  sheet = Math.min(last, Math.max(1, Math.floor(Number(wish.hoja)) || 1));
  showForm();
  showOrder();
  const first = (sheet - 1) * PER_PAGE;
  const shown = rows.slice(first, first + PER_PAGE);
  document.querySelector("#tabla-trazabilidad tbody").replaceChildren(...shown.map(drawRow));
  document.getElementById("cuantas").textContent = rows.length ? filled(m.rows_shown, {
    from: count(first + 1), to: count(first + shown.length), n: count(rows.length),
    asked: count(new Set(rows.map((trail) => data.trails.c[trail])).size),
    total: count(data.contributions.id.length),
  }) : m.no_rows;
  document.getElementById("que-hoja").textContent =
    filled(m.page_of, { n: count(sheet), total: count(last) });
  document.getElementById("anterior").setAttribute("aria-disabled", String(sheet === 1));
  document.getElementById("siguiente").setAttribute("aria-disabled", String(sheet === last));
}

function showForm() {
  for (const field of form().elements) {
    if (!field.name || field === document.activeElement) { continue; }
    field.value = field.name === "orden" ? wish.orden || "-firmas" : wish[field.name] || "";
  }
}

function showOrder() {
  const order = wish.orden || "-firmas";
  document.querySelectorAll("#tabla-trazabilidad thead th[data-orden]").forEach((heading) => {
    const own = order.replace(/^-/, "") === heading.dataset.orden;
    if (own) { heading.setAttribute("aria-sort", order.startsWith("-") ? "descending" : "ascending"); }
    else { heading.removeAttribute("aria-sort"); }
  });
}

// The address says what the table shows, so that it can be sent to somebody. It replaces the entry
// before: one step back leads out of the table, not through every letter of a search.
function keepAddress() {
  const given = written(new Map(Object.entries(wish).filter(([, value]) => value)));
  history.replaceState(history.state, "", "#trazabilidad" + (given ? "&" + given : ""));
  reportHash = location.hash;
}
