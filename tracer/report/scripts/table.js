// Search and filters of the traceability table; without this script every row is simply shown.
(function () {
  "use strict";
  var form = document.getElementById("filtros");
  var table = document.getElementById("tabla-trazabilidad");
  if (!form || !table) { return; }
  var rows = Array.prototype.slice.call(table.tBodies[0].rows);
  var texts = null;
  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  function apply() {
    var words = folded(form.elements.buscar.value).split(/\s+/).filter(Boolean);
    var channel = form.elements.canal.value;
    var outcome = form.elements.respuesta.value;
    if (words.length && !texts) {
      texts = rows.map(function (row) { return folded(row.textContent); });
    }
    var shown = 0;
    rows.forEach(function (row, at) {
      var fits = (!channel || row.dataset.c === channel) &&
        (!outcome || row.dataset.r === outcome) &&
        words.every(function (word) { return texts[at].indexOf(word) >= 0; });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    var status = document.getElementById("cuantas");
    status.textContent = status.dataset.texto.replace("{n}", shown.toLocaleString("en"));
  }
  var waiting = 0;
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.hidden = false;
  apply();
})();
