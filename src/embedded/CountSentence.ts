/**
 * A count as a sentence that one would say aloud: what was asked, what was answered, by how many of how many. Nobody's words are
 * rewritten; questions and answers stand in quotation marks as they were put.
 */
import type { Demographic } from "../domain/Codebook.ts"
import type { Count } from "../domain/Evidence.ts"
import { clean } from "../corpus/ColumnLabel.ts"

const possessive: Readonly<Record<Demographic, string>> = {
  age: "their age",
  gender: "their gender",
  occupation: "their occupation",
  education: "their education",
  income: "their income",
  household: "their household",
  region: "their place"
}

/** In quotation marks; marks inside become single ones. */
const quoted = (text: string): string =>
  `“${clean(text)
    .replace(/"([^"]*)"/g, "‘$1’")
    .replace(/“/g, "‘")
    .replace(/[”"]/g, "’")}”`

/** Whom the base of a count holds where it does not hold all. */
const base = ({ operator }: Count): string => (operator === "range" ? "who gave a number" : "who answered")

/** `24 of 29`, and whom the base holds where some did not answer. */
const figure = (count: Count, size: number): string => {
  const { matched, of } = count.group
  return of === size ? `${matched} of ${of}` : `${matched} of the ${of} ${base(count)}`
}

/** How many, in words where they say it well, and always in figures. */
const subject = (count: Count, size: number): string => {
  const { group } = count
  const share = group.matched / Math.max(1, group.of)
  const exact = figure(count, size)
  if (group.matched === group.of) return group.of === size ? `All ${group.of}` : `All ${group.of} ${base(count)}`
  if (share >= 0.9) return `Nearly all of them (${exact})`
  if (share >= 0.55) return `Most of them (${exact})`
  if (share >= 0.45) return `About half of them (${exact})`
  return exact.charAt(0).toUpperCase() + exact.slice(1)
}

const said = ({ answers = [], isMultiple, operator, range, terms = [] }: Count): string => {
  switch (operator) {
    case "mentions":
      return `mention ${terms.map(quoted).join(" or ")}`
    case "range":
      if (range?.min === undefined) return `gave at most ${range?.max}`
      return range.max === undefined
        ? `gave ${range.min} or more`
        : range.min === range.max
          ? `gave ${range.min}`
          : `gave between ${range.min} and ${range.max}`
    case "is":
    case "any-of":
      return `${isMultiple ? "chose" : "said"} ${answers.map(quoted).join(" or ")}`
  }
}

const isQuestion = (text: string): boolean => /[?？]\s*(?:\([^()]*\))?$/.test(text)

/** What was asked, and of a grid the item that was answered. */
const to = ({ isMultiple, item, label, operator }: Count): string => {
  const text = clean(label)
  const end = item === undefined ? "" : `: ${clean(item)}`
  if (item !== undefined && end !== "" && text.endsWith(end) && text.length > end.length) {
    const question = text.slice(0, -end.length)
    // A question that was cut would say less than its item alone.
    if (question.endsWith("…")) return `${isMultiple ? "under" : "to"} ${quoted(item)}`
    return `${isMultiple ? "under" : "to"} ${quoted(item)} ${isQuestion(question) ? "when asked" : "under"} ${quoted(question)}`
  }
  if (isQuestion(text)) return `when asked ${quoted(text)}`
  return `${operator === "range" ? "for" : isMultiple || operator === "mentions" ? "under" : "to"} ${quoted(text)}`
}

/**
 * The sentence of a count.
 *
 * @param size respondents of the segment
 * @param isContrast whether it is higher than among all beyond chance: then both are told
 */
export const of = (count: Count, size: number, isContrast: boolean): string => {
  const { demographic, everyone, operator } = count
  const answer =
    demographic !== null && operator !== "mentions"
      ? `${said(count).replace(/^(?:said|chose) /, "gave ")} as ${possessive[demographic]}`
      : `${said(count)} ${to(count)}`
  const against = isContrast ? `, against ${everyone.matched} of ${everyone.of} among everyone` : ""
  return `${subject(count, size)} ${answer}${against}.`
}
