import { createRequire } from "node:module"

// Required, so that the linter does not follow its types, which bring other ones of Node.
const { SyncRedactor } = createRequire(import.meta.url)("redact-pii")

// Stands for whatever was replaced: a character for private use, so that no text holds it and no rule takes it for a word.
const mark = "\u{E000}"
const redactor = new SyncRedactor({ globalReplaceWith: mark })

/**
 * What redact-pii replaces: `{start, end, type}` of each. It gives only the redacted text, so the texts between the marks are
 * looked up in the original one after the other; each at the first place that leaves something to replace before it, the last at
 * the end.
 */
export const find = (text) => {
  const redacted = redactor.redact(text)
  if (!redacted.includes(mark)) return []
  // Marks side by side are one span: nothing tells where the first ends.
  const [head, ...kept] = redacted.split(/\u{E000}+/u)
  if (!text.startsWith(head)) throw new Error("redact-pii changed more than it replaced")
  let start = head.length
  return kept.map((literal, index) => {
    const last = index === kept.length - 1
    const end = last ? text.length - literal.length : text.indexOf(literal, start + 1)
    if (end <= start || !text.startsWith(literal, end)) throw new Error("redact-pii changed more than it replaced")
    const span = { start, end, type: "REPLACED" }
    start = end + literal.length
    return span
  })
}
