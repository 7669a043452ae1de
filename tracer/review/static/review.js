// Keys for the buttons that bear them, and the search while typing. Without it everything works
// with the mouse and the Tab key.
(function () {
  "use strict";
  function typing(target) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
      !/^(checkbox|button|submit)$/.test(target.type);
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) { return; }
    var note = document.querySelector("#decidir input[name=note]");
    if (typing(event.target)) {
      // Enter in the note must not give a verdict by itself: it leaves the field.
      if (event.target === note && (event.key === "Enter" || event.key === "Escape")) {
        event.preventDefault();
        note.blur();
      }
      return;
    }
    if (event.key === "n" && note) { event.preventDefault(); note.focus(); return; }
    var wanted = event.key === "d" ? "5" : event.key;
    var held = document.querySelector('[data-key="' + CSS.escape(wanted) + '"]');
    if (held) { event.preventDefault(); held.click(); }
  });
  // A second press while the first is on its way changes nothing.
  document.querySelectorAll("form[method=post]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
    });
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { window.location.reload(); }
  });

  var search = document.getElementById("busqueda");
  var list = document.getElementById("hallazgos");
  if (!search || !list) { return; }
  var status = document.getElementById("cuantos");
  var asked = 0, waiting = 0;
  function show(found) {
    list.textContent = "";
    found.forEach(function (one) {
      var item = document.createElement("li");
      var button = document.createElement("button");
      var citation = document.createElement("b");
      var words = document.createElement("span");
      button.name = "other";
      button.value = one.value;
      citation.textContent = one.citation;
      words.className = "meta";
      words.textContent = one.words;
      button.append(citation, " " + one.heading, words);
      item.append(button);
      list.append(item);
    });
    status.textContent = found.length ?
      status.dataset.some.replace("{n}", found.length) : status.dataset.none;
  }
  function ask() {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      var mine = ++asked;
      fetch("/buscar?q=" + encodeURIComponent(search.elements.q.value))
        .then(function (answer) { return answer.json(); })
        .then(function (found) { if (mine === asked) { show(found); } })
        .catch(function () {
          if (mine !== asked) { return; }
          show([]);
          status.textContent = status.dataset.silent;
        });
    }, 120);
  }
  search.elements.q.addEventListener("input", ask);
  // Somebody may have begun to type before this script was there.
  if (search.elements.q.value !== search.elements.q.defaultValue) { ask(); }
})();
