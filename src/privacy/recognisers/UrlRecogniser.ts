/**
 * Web addresses. linkifyjs knows the top-level domains and where an address ends; what it takes for one too easily is left out:
 * file names (`notes.md`) and a missing blank after a full stop (`love it.so`).
 */
import { find } from "linkifyjs"
import { matchesOf, caseless } from "./Expressions.ts"
import type { Recogniser, Span } from "../Recogniser.ts"

// File extensions that are top-level domains as well.
const extensions = new Set(
  "md py rs sh pl ps cc so zip mov app java js ts ai bz gz ml mk tf vi pub bat cab cfg".split(" ")
)

// Country domains that are everyday words of a language, and so may begin the sentence after a full stop.
const words = new Set(
  "it is so me be my no to at us in am as do an by go he we or on la es de un il tu se si ma mi ne la do ja da na pa ni".split(
    " "
  )
)

// Domains of countries and of everybody that are worth an address without anything before or after it.
const plainDomain = (host: string): boolean => {
  const labels = host.split(".")
  const top = labels.at(-1) ?? ""
  if (extensions.has(top.toLowerCase())) return false
  // "works.It": the domain has a capital of its own, so a sentence begins there.
  if (/^\p{Lu}/u.test(top) && host !== host.toUpperCase()) return false
  if (labels.length > 2) return labels.every((label) => label.length > 1) || /^www$/i.test(labels[0] ?? "")
  return !words.has(top.toLowerCase()) || (top === "de" && /^[a-z0-9-]{4,}$/.test(labels[0] ?? ""))
}

// Whatever stands after "www." is an address, also under a domain that nobody has registered.
const withWww = /(?<![\w@./-])www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?:\/[^\s<>"')\]]{0,200})?/gi

const candidate = caseless(/[\p{L}\p{N}]\.\p{L}|:\/\//u)
const run = /\S+/g
// No address that somebody writes is longer. linkifyjs takes more than linear time for what it reads in one piece.
const longest = 4000

interface Link {
  readonly value: string
  readonly start: number
  readonly end: number
}

/** What linkifyjs takes for links, read run by run between blanks; one that is cut goes on to the end of its run. */
const linksIn = (text: string): ReadonlyArray<Link> => {
  if (!candidate.test(text)) return []
  return matchesOf(text, run).flatMap((match) => {
    const written = match[0].slice(0, longest)
    if (!candidate.test(written)) return []
    return find(written, "url").map(({ value, start, end }) => ({
      value,
      start: match.index + start,
      end: match.index + (end === longest ? match[0].length : end)
    }))
  })
}

/** Web addresses, with or without `https://`. */
export const UrlRecogniser: Recogniser = {
  name: "UrlRecogniser",
  types: ["URL"],
  recognise: (text) => {
    const spans: Array<Span> = []
    for (const link of linksIn(text)) {
      const scheme = /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(link.value)
      const host = link.value.replace(/[/?#:].*$/su, "")
      const path = link.value.slice(host.length)
      const sure =
        scheme || /^www\./i.test(link.value) || (path.length > 1 && !extensions.has(host.split(".").at(-1) ?? ""))
      if (!sure && !plainDomain(host)) continue
      spans.push({
        start: link.start,
        end: link.end,
        type: "URL",
        score: sure ? 0.95 : 0.75,
        rule: sure ? "address" : "domain"
      })
    }
    const starts = new Set(spans.map(({ start }) => start))
    for (const { index, 0: link } of /www\./i.test(text) ? matchesOf(text, withWww) : []) {
      if (starts.has(index)) continue
      const end = index + link.replace(/[-/.,;:!?]{1,200}$/, "").length
      spans.push({ start: index, end, type: "URL", score: 0.9, rule: "www" })
    }
    return spans
  }
}
