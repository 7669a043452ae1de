"use strict";
// Elements from plain values. Nothing here, or anywhere in these scripts, reads markup: whatever
// citizens wrote becomes a text node, and every address begins with "#".

function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== false) { made.setAttribute(key, value === true ? "" : value); }
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
  return made;
}

function to(route, ...children) {
  return el("a", { href: "#" + route }, ...children);
}

function cite(version, citation, contribution) {
  if (!citation) { return null; }
  const link = to(articleRoute(version, citation, contribution), citation);
  link.className = "cite";
  return link;
}

function isolated(text) { return el("bdi", {}, text); }

function meta(...children) { return el("span", { class: "meta" }, ...children); }

function count(number) {
  return number.toLocaleString("en", { maximumFractionDigits: 0 });
}

function degree(tenThousandths) { return (tenThousandths / 10000).toFixed(2); }

function share(part) {
  const percent = (100 * part).toFixed(1);
  return data.lang === "es" ? percent + "\u00a0%" : percent + "%";
}

function filled(message, gaps) {
  return message.replace(/\{(\w+)\}/g, (all, name) => (name in gaps ? String(gaps[name]) : all));
}

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/n\u0303/g, "ñ")
    .replace(/[\u0300-\u036f]/g, "");
}

function figure(name, value, more) {
  return el("div", {}, el("dt", {}, name), el("dd", {}, value),
    more ? el("dd", { class: "more" }, more) : null);
}

// A list of which some are drawn, and a button for those that follow; focus goes on with them.
function longList(places, drawItem, step) {
  const list = el("ol", { class: "cards" });
  const more = el("button", { type: "button" });
  let drawn = 0;
  function draw(focus) {
    const next = places.slice(drawn, drawn + step).map((place) => drawItem(place));
    list.append(...next);
    drawn += next.length;
    const left = places.length - drawn;
    more.textContent = filled(m.more, { n: count(Math.min(step, left)), total: count(left) });
    more.hidden = left === 0;
    if (focus && next.length) {
      next[0].setAttribute("tabindex", "-1");
      next[0].focus();
    }
  }
  more.addEventListener("click", () => draw(true));
  draw(false);
  return [list, more];
}
