/**
 * Headers for a reader: survey tools export them with HTML, and with whole introductions before the question.
 */

/** The most characters of a label. */
export const maxLabel = 120

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&apos;": "'",
  "&nbsp;": " "
}

/** Most texts are clean, and this is asked of every answer many times. */
const needsCleaning = /[<&]|\s\s|[^\S ]|^\s|\s$|\]\(http/

/** Text without HTML tags and entities, in one line. */
export const clean = (text: string): string =>
  !needsCleaning.test(text)
    ? text
    : text
        .replace(/\[([^\]]{1,200})\]\(https?:[^)\s]{1,400}\)/g, "$1")
        .replace(/<\/?[a-zA-Z][^<>]{0,200}>/g, " ")
        .replace(/&(?:amp|lt|gt|quot|#39|apos|nbsp);/g, (entity) => entities[entity] ?? entity)
        .replace(/\s+/g, " ")
        .trim()

/**
 * The label of a column: its question where there is one, else its name. A long text is shortened to its last question that is
 * short enough, else cut at a word. `pain_points` and `painPoints` read as `Pain points`.
 */
export const label = (name: string, question?: string): string => {
  const text = clean(question ?? "") || readable(clean(name)) || name
  if (text.length <= maxLabel) return text
  const asked = sentences(text).findLast((sentence) => sentence.endsWith("?") && sentence.length <= maxLabel)
  return asked ?? cut(text, maxLabel)
}

/** Text of at most `length` characters, cut at a word and ending in `…` where something was left out. */
export const cut = (text: string, length: number): string => {
  if (text.length <= length) return text
  const head = text.slice(0, length - 1)
  const space = head.lastIndexOf(" ")
  return `${(space > length / 2 ? head.slice(0, space) : head).replace(/[\s,;:.–-]+$/, "").replace(/[\ud800-\udbff]$/, "")}…`
}

const sentences = (text: string): ReadonlyArray<string> =>
  text.split(/(?<=[.?!:])\s/).map((sentence) => sentence.trim())

const readable = (name: string): string => {
  if (name.includes(" ") || !/^[a-z][a-zA-Z0-9]*[A-Z_-]|^[a-zA-Z0-9]+_/.test(name)) return name
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/[_-]+/g, " ")
    .trim()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
