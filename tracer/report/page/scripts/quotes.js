// Quoted words inside their context. Offsets count UTF-16 code units, as these strings do.
const ROOM = 140;
const STEM = 6;
const ENDING = 5;

function whole(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

function clipped(text, room) {
  if (text.length <= room) { return text; }
  const head = text.slice(0, whole(text, room));
  const space = head.lastIndexOf(" ");
  return (space > room / 2 ? head.slice(0, space) : head) + "…";
}

function clippedBefore(text, room) {
  if (text.length <= room) { return text; }
  const tail = text.slice(whole(text, text.length - room));
  const space = tail.indexOf(" ");
  return "…" + (space >= 0 && space < room / 2 ? tail.slice(space) : tail);
}

// The text of a quote with its words in <mark>; those that the other side has too in <b>.
function quoted(text, start, end, loose, other) {
  if (start < 0) { return [el("mark", {}, ...runs(loose[end], other))]; }
  if (end <= start) { return [clipped(text, 3 * ROOM)]; }
  return [
    clippedBefore(text.slice(Math.max(0, start - 4 * ROOM), start), ROOM),
    el("mark", {}, ...runs(text.slice(start, end), other)),
    clipped(text.slice(end, end + 4 * ROOM), ROOM),
  ];
}

function wordsOf(text, start, end, loose) {
  return start < 0 ? loose[end] : text.slice(start, end);
}

function runs(text, other) {
  const theirs = contentWords(other || "");
  if (!theirs.length) { return [text]; }
  const pieces = [];
  let at = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = stem(found[0]);
    if (!word || !theirs.some((their) => sameFamily(word, their))) { continue; }
    pieces.push(text.slice(at, found.index), el("b", {}, found[0]));
    at = found.index + found[0].length;
  }
  pieces.push(text.slice(at));
  return pieces;
}

function contentWords(text) {
  return [...new Set((text.match(/[\p{L}\p{N}]+/gu) || []).map(stem).filter(Boolean))];
}

function stem(word) {
  const plain = folded(word);
  if (plain.length < 4 || stops.has(plain)) { return ""; }
  return plain.replace(/(?<=[aeiou])s$|(?<=[^aeiou])es$/, "");
}

// The same rule as tracer.report.shared has for lemmas.
function sameFamily(one, other) {
  if (one === other) { return true; }
  let common = 0;
  while (common < one.length && one[common] === other[common]) { common += 1; }
  return common >= STEM && Math.max(one.length, other.length) - common < ENDING;
}
