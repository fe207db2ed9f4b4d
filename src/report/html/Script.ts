/**
 * The one script of the report, for what HTML alone does not do: buttons that open all evidence and print, evidence that is open in
 * print, and a link into closed evidence in browsers that do not open it by themselves. Without it everything else works.
 */

/** The script. Its hash stands in the policy of the file, so that no other can run. */
export const script = `"use strict";
const all = () => [...document.querySelectorAll("details")];
let shut = [];
addEventListener("beforeprint", () => { shut = all().filter((one) => !one.open); shut.forEach((one) => { one.open = true }) });
addEventListener("afterprint", () => { shut.forEach((one) => { one.open = false }) });
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target === null) return;
  const own = target.querySelector(":scope > details");
  if (own !== null) own.open = true;
  for (let at = target.closest("details"); at !== null; at = at.parentElement.closest("details")) at.open = true;
  if (target.closest("details") !== null) target.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
const tools = document.querySelector(".tools");
tools.hidden = false;
const [open, print] = tools.querySelectorAll("button");
open.addEventListener("click", () => {
  const to = open.getAttribute("aria-pressed") !== "true";
  all().forEach((one) => { one.open = to });
  open.setAttribute("aria-pressed", String(to));
});
print.addEventListener("click", () => window.print());
`
