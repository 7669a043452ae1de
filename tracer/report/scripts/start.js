// The report can be read before any of this runs: the data are parsed when the page has been drawn.
let lastScroll = 0;

function startOnce() { once("table", () => { startTable(); setTable(wish); linkReport(); return true; }); }

// What the template marks as an article, a theme or a contribution becomes a link to its page.
function linkReport() {
  document.querySelectorAll("#informe [data-to]").forEach((named) => {
    named.append(to(named.dataset.to, ...named.childNodes));
  });
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
  const later = window.requestIdleCallback || ((work) => setTimeout(work, 50));
  later(() => { openData(); startOnce(); }, { timeout: 1000 });
}

start();
