/**
 * Replacing words in files that keep their form.
 */
export { type Answer, type Cell, cells, type Changes, type Part, type Person } from "./Part.ts"
export { open, type Options, type Rewritable } from "./Rewritable.ts"
