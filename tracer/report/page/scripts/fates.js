// The table of fates: the template draws its first rows, this the others when they are asked for.
function startFates() {
  const held = data.lineages.find(
    ({ old, new: newer }) => old === draftVersion() && newer === finalVersion());
  const body = document.querySelector("#tabla-destinos tbody");
  if (!held || !body || !hasDraft()) { return; }
  const button = document.getElementById("mas-destinos");
  const step = body.rows.length;
  document.querySelectorAll("#destinos .capped").forEach((note) => { note.hidden = true; });
  function offer() {
    const left = held.rows.length - body.rows.length;
    button.hidden = left <= 0;
    button.textContent = filled(m.more, { n: count(Math.min(step, left)), total: count(left) });
  }
  button.addEventListener("click", () => {
    const first = body.rows.length;
    body.append(...held.rows.slice(first, first + step).map(fateRow));
    offer();
    body.rows[first].setAttribute("tabindex", "-1");
    body.rows[first].focus();
  });
  offer();
}

function fateRow([older, newer, fate, similarity, reasons, kinds, texts]) {
  const changed = differences(kinds, texts);
  return el("tr", {},
    el("td", {}, cite(draftVersion(), string(older))),
    el("td", {}, cite(finalVersion(), string(newer))),
    el("td", {}, m["fate_" + string(fate)], reasons.map((reason) => meta(reason))),
    el("td", { class: "n" }, older && newer ? degree(similarity) : ""),
    el("td", {}, changed ? el("details", {}, el("summary", {}, m.show_changes), changed) : ""));
}
