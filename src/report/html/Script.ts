/**
 * The one script of the report, for what HTML alone does not do: evidence in a drawer from which one goes on to the next, an index of
 * all entries to search and sort, buttons that open all evidence and print, evidence that is open in print, and a link into closed
 * evidence in browsers that do not open it by themselves. Without it everything but these is there: evidence opens in its place.
 *
 * What it shows it copies from the page, node by node; text never becomes markup.
 */

/** The script. Its hash stands in the policy of the file, so that no other can run. */
export const script = `"use strict";
const find = (query, within = document) => within.querySelector(query);
const all = (query, within = document) => [...within.querySelectorAll(query)];
const details = () => all("details");
let shut = [];
addEventListener("beforeprint", () => { shut = details().filter((one) => !one.open); shut.forEach((one) => { one.open = true }) });
addEventListener("afterprint", () => { shut.forEach((one) => { one.open = false }) });

const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const copyOf = (node) => {
  const copy = node.cloneNode(true);
  for (const one of [copy, ...all("[id]", copy)]) one.removeAttribute("id");
  return copy;
};

const entries = all(".entries > li[id]").map((item) => {
  const card = item.closest(".card");
  const list = item.closest(".entries");
  const support = find(".support", item) || find(".evidence td", item);
  const label = find(".label", item);
  const said = find(".said, bdi", item);
  return {
    item,
    id: item.id,
    card,
    name: find("h2", card).textContent,
    kind: list.dataset.kind,
    no: find(".no", item).textContent,
    said,
    text: (label === null ? "" : label.textContent + ": ") + said.textContent,
    support: support === null ? "" : support.firstChild.textContent.trim(),
    people: support === null ? 0 : Number((support.textContent.match(/\\d+/) || [0])[0])
  };
});
const placeOf = new Map(entries.map(({ id }, at) => [id, at]));

const drawer = find("#drawer");
const [before, after, close] = all("header button", drawer);
const body = find("#drawer-body");
let current = -1;
const show = (at) => {
  current = at;
  const { card, id, item, kind, name, no, said } = entries[at];
  find("#drawer-place").textContent = at + 1 + " of " + entries.length;
  before.disabled = at === 0;
  after.disabled = at === entries.length - 1;
  const title = element("h2", { id: "drawer-title", dir: "auto" }, ...copyOf(said).childNodes);
  const label = find(".label", item);
  const support = find(".support", item);
  const link = element("button", { type: "button" }, "Copy link to this");
  link.addEventListener("click", () => copyLink(link));
  body.className = [...card.classList].find((one) => /^c\\d+$/.test(one)) || "";
  body.replaceChildren(
    element("p", { class: "quiet", dir: "auto" }, name + " · " + kind + " " + no + (label === null ? "" : " · " + label.textContent)),
    title,
    ...(support === null ? [] : [copyOf(support)]),
    ...all(".evidence", item).map(copyOf),
    element("p", {}, link)
  );
  body.scrollTop = 0;
  history.replaceState(null, "", "#" + id);
  if (!drawer.open) drawer.showModal();
  body.focus();
};
const copyLink = (button) => {
  const said = (text) => { button.textContent = text };
  if (navigator.clipboard === undefined) return said(location.href);
  navigator.clipboard.writeText(location.href).then(() => said("Copied"), () => said(location.href));
};
const step = (by) => { if (entries[current + by] !== undefined) show(current + by) };
before.addEventListener("click", () => step(-1));
after.addEventListener("click", () => step(1));
close.addEventListener("click", () => drawer.close());
drawer.addEventListener("click", (event) => {
  if (event.target === drawer) drawer.close();
  const link = event.target.closest("a");
  if (link !== null) drawer.close();
});
drawer.addEventListener("keydown", (event) => {
  const forward = getComputedStyle(document.documentElement).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") step(event.key === forward ? 1 : -1);
});
document.addEventListener("click", (event) => {
  const summary = event.target.closest(".entries > li[id] > details > summary");
  const link = event.target.closest("a[href^='#']");
  const id = summary !== null ? summary.closest("li").id : link !== null ? link.hash.slice(1) : "";
  if (!placeOf.has(id)) return;
  event.preventDefault();
  show(placeOf.get(id));
});

const reveal = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  if (placeOf.has(id)) return show(placeOf.get(id));
  if (/^p\\d+$/.test(id)) {
    const { personas } = JSON.parse(find("#data").textContent);
    const lists = ["bio", "goals", "painPoints", "behaviours", "motivations"];
    for (const persona of personas)
      for (const { evidence, no } of lists.flatMap((list) => persona[list]))
        if (evidence.includes(id) && placeOf.has(persona.id + "-" + no)) return show(placeOf.get(persona.id + "-" + no));
  }
  const target = id === "" ? null : document.getElementById(id);
  if (target === null) return;
  if (target.tagName === "DETAILS") target.open = true;
  for (let at = target.closest("details"); at !== null; at = at.parentElement.closest("details")) at.open = true;
  if (target.closest("details") !== null) target.scrollIntoView();
};
addEventListener("hashchange", reveal);

const sortable = (table, rows, redraw) =>
  all("thead th button", table).forEach((button, column) => {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      rows().sort((a, b) => (up ? 1 : -1) * (typeof a.keys[column] === "number" ? a.keys[column] - b.keys[column] : String(a.keys[column]).localeCompare(String(b.keys[column]))));
      redraw();
    });
  });

const people = find(".people");
if (people !== null) {
  const number = (cell) => Number((cell.textContent.match(/\\d+/) || [0])[0]);
  const rows = all("tbody tr", people).map((row) => ({ row, keys: [row.cells[0].textContent, ...[...row.cells].slice(1).map(number)] }));
  for (const head of all("thead th", people)) head.replaceChildren(element("button", { type: "button" }, ...head.childNodes));
  sortable(people, () => rows, () => find("tbody", people).append(...rows.map(({ row }) => row)));
}

const index = find("#index");
const most = 200;
const [ofPersona, ofKind] = all("select", index);
const words = find("input", index);
const table = find("table", index);
const found = entries.map((entry) => ({ entry, keys: [entry.name, entry.kind, entry.text, entry.people] }));
const list = () => {
  const query = words.value.trim().toLowerCase();
  const fitting = found.filter(({ entry, keys }) =>
    (ofPersona.value === "" || entry.card.id === ofPersona.value) &&
    (ofKind.value === "" || entry.kind === ofKind.value) &&
    (query === "" || entry.item.textContent.toLowerCase().includes(query)));
  find("tbody", table).replaceChildren(...fitting.slice(0, most).map(({ entry }) => {
    const link = element("a", { href: "#" + entry.id, dir: "auto" }, entry.text);
    const row = element("tr", {}, element("td", { dir: "auto" }, entry.name), element("td", {}, entry.kind), element("th", { scope: "row" }, link), element("td", {}, entry.support));
    return row;
  }));
  find("#index-count").textContent = fitting.length + " of " + entries.length + (fitting.length > most ? "; the first " + most + " are listed" : "");
};
if (entries.length > 0) {
  for (const kind of new Set(entries.map((entry) => entry.kind))) ofKind.append(element("option", { value: kind }, kind));
  for (const card of all(".card")) ofPersona.append(element("option", { value: card.id }, find("h2", card).textContent));
  for (const control of [ofPersona, ofKind, words]) control.addEventListener("input", list);
  sortable(table, () => found, list);
  list();
  for (const one of all(".with-script")) one.hidden = false;
}

const tools = find(".tools");
tools.hidden = false;
const [open, print] = all("button", tools);
open.addEventListener("click", () => {
  const to = open.getAttribute("aria-pressed") !== "true";
  details().forEach((one) => { one.open = to });
  open.setAttribute("aria-pressed", String(to));
});
print.addEventListener("click", () => window.print());
reveal();
`
