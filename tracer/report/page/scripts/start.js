// The report can be read before any of this runs: the data are parsed when the page has been drawn.
let lastScroll = 0;

function later(work) {
  if (window.requestIdleCallback) { window.requestIdleCallback(work, { timeout: 200 }); }
  else { setTimeout(work, 20); }
}

function startOnce() {
  once("table", () => {
    startTable();
    setTable(wish);
    performance.mark("usable");
    later(() => { startFates(); linkReport(); later(() => foldOn(0)); });
    return true;
  });
}

// What the template marks as an article, a theme or a contribution becomes a link to its page.
function linkReport() {
  document.querySelectorAll("#informe [data-to]").forEach((named) => {
    named.append(to(named.dataset.to, ...named.childNodes));
  });
  document.querySelectorAll("#informe .scripted").forEach((own) => { own.hidden = false; });
  document.querySelectorAll("#informe [data-query]").forEach((link) => {
    link.setAttribute("href", link.getAttribute("href") + "&" + link.dataset.query);
  });
}

// A first search would take a second to fold all texts, so they are folded while nobody waits.
function foldOn(first) {
  const last = Math.min(first + 500, data.contributions.id.length);
  for (let at = first; at < last; at += 1) { searchable(at); }
  if (last < data.contributions.id.length) { later(() => foldOn(last)); }
}

function start() {
  const skip = document.querySelector(".skip");
  skip.addEventListener("click", (event) => {
    // Its address would lead away from the page that is shown.
    event.preventDefault();
    document.getElementById("contenido").focus();
  });
  history.scrollRestoration = "manual";
  window.addEventListener("scroll", () => { lastScroll = window.scrollY; }, { passive: true });
  window.addEventListener("hashchange", arrive);
  arrive();
  later(() => { openData(); startOnce(); });
}

start();
