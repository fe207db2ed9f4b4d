/**
 * What belongs to an address besides its street: a number or a flat before it; flat, town, region, postcode and country after it, on
 * the same line or on the lines below.
 */
import { endingIn, caseless } from "../Expressions.ts"
import { codeAtFront } from "./Postcodes.ts"
import { isIntroduced } from "./Introduction.ts"

const unit = caseless(
  /^(?:,? ?|,? ?\n[>?\s]{0,6}),?(?:apt|apartment|flat|unit|suite|ste|appt|floor|whg|#)\.? ?#?[\p{L}\p{N}-]{1,6}(?![\p{L}\p{N}])|^, ?\d{1,2}\.?[ºª°]\.? ?(?:\p{L}{1,6}(?!\p{L})\.?)?|^, ?r\/c(?!\p{L})/iu
)
const code = /^(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?(?![\p{L}\p{N}])/u
const region = /^[A-Z]{2,3}(?=[ ,.\n?!]|$)/u
const word = "\\p{L}[\\p{L}\\p{M}'’.-]{0,24}"
const smallWords =
  "de|del|della|di|da|do|dos|das|du|des|la|le|les|el|los|las|am|an der|im|upon|on|and|of|the|van|von|sur|nad|u|w|pod"
const capitals = new RegExp(
  `^\\p{Lu}(?:[\\p{L}\\p{M}'’-]{0,24}|\\p{L}{0,2}\\.[\\p{L}\\p{M}'’-]{0,24})(?: (?:(?:${smallWords}) ){0,2}\\p{Lu}[\\p{L}\\p{M}'’-]{0,24}(?![\\p{L}\\p{N}])){0,4}(?![\\p{L}\\p{N}])`,
  "u"
)
const smalls = caseless(`^${word}(?: ${word}){0,3}?(?= \\d{4,6}(?!\\d)|,|[.?!]?\\s*(?:\\n|$))`)
// A line of nothing but a place: a few words, and a postcode at its end or front.
const placeLine = new RegExp(
  `^(?:\\d{4,6} )?${word}(?:[ ,]{1,2}(?:${word}|[\\p{L}()]{2,20})){0,5}(?: ?[A-Z\\d]{1,2})?(?: \\d{4,6}(?:-\\d{3,4})?)?(?=[ ]?(?:\\n|$|[.?]))`,
  "u"
)

/** A part at the front of the rest of a text, and how long it is; nothing when what follows is no part of an address. */
const partAt = (rest: string, joint: string, lowerCase: boolean): number => {
  const known = codeAtFront.exec(rest) ?? code.exec(rest)
  if (known !== null) {
    // "10115 Berlin": the town after its postcode.
    const town = /^[ ]/.test(rest.slice(known[0].length)) ? capitals.exec(rest.slice(known[0].length + 1)) : null
    return known[0].length + (town === null || joint === " " ? 0 : 1 + town[0].replace(/\.$/, "").length)
  }
  const abbreviated = region.exec(rest)
  if (abbreviated !== null) return abbreviated[0].length
  if (stop.test(rest)) return 0
  if (joint.includes("\n")) return placeLine.exec(rest)?.[0].length ?? 0
  return ((lowerCase ? smalls : capitals).exec(rest)?.[0] ?? "").replace(/\.$/, "").length
}

const stop = caseless(
  /^(?:tel|t(?:é|e)l(?:é|e)phone|t(?:é|e)l|telefon|tel(?:é|e)fono|telefone|telefoon|kom|cell|gsm|bitte|merci|gracias|grazie|graag|prosz(?:ę|e)|obrigad[oa]|phone|fax|mobile|office|email|e-mail|regards|best|thanks|thank|dear|hi|interviewer|participant|i|we|he|she|they|it|is|and|or|but|so|because)(?!\p{L})/iu
)
const leadIn = /^[.,]?(?: ?\n[>?\s]{0,8},? ?|, )/u
const finalCode = /^\d{4,6}(?:-\d{3,4})?(?![\p{L}\p{N}:.-])/u
const placesOnly = /^[\p{L}\p{M}'’.() ,\n>-]*$/u

/** How far places that end in a postcode go, on this line after a comma or on the next ones: 0 when none does. */
export const lengthToCode = (rest: string): number => {
  const lead = leadIn.exec(rest)?.[0].length ?? 0
  const code = rest.search(/\d/)
  if (lead === 0 || code < lead) return 0
  const places = rest.slice(lead, code)
  const end = finalCode.exec(rest.slice(code))?.[0].length ?? 0
  // A year is no postcode.
  if (
    end === 0 ||
    (end === 4 && /^(?:19|20)/.test(rest.slice(code))) ||
    !placesOnly.test(places) ||
    !/(?:^|[\s,])$/.test(places)
  )
    return 0
  const words = places.split(/[\s,]+/u).filter(Boolean).length
  return words > 0 && words <= 8 && places.split("\n").length <= 4 && !stop.test(places) ? code + end : 0
}
/** "Union Street Mahler Street": a second street of a crossing. */
const crossStreet = caseless(/^ (?:\p{L}[\p{L}'’-]{1,24} ){1,2}(?:street|road|avenue)(?!\p{L})/iu)

const lineStart = endingIn(caseless(/(?:^|\n)[>?\s]{0,8}(?:\d{1,5} |(?:apt|suite)\.? \d{1,5} ){0,2}/iu))

const joints = /^(?:[.,]? ?\n[>?\t\r ]{0,8},? ?|, ?| )/u

/** The end of an address that begins with the street between the given places; `lowerCase` is whether the text has no capital. */
export const extendRight = (text: string, lowerCase: boolean, start: number, streetEnd: number): number => {
  let end = streetEnd
  const block = lineStart(text, start) !== undefined || isIntroduced(text, start)
  const crossed = crossStreet.exec(text.slice(end, end + 60))
  if (crossed !== null && block) end += crossed[0].length
  let units = 0
  let lines = 0
  for (let part = 0; part < 6; part++) {
    const rest = text.slice(end, end + 90)
    const flat = unit.exec(rest)
    if (flat !== null && units === 0) {
      end += flat[0].length
      units++
      continue
    }
    const places = lengthToCode(text.slice(end, end + 140))
    if (places > 0) return end + places
    const joint = joints.exec(rest)?.[0]
    if (joint === undefined) break
    if (joint.includes("\n")) {
      if ((!block && units === 0) || ++lines > 4) break
    }
    const after = rest.slice(joint.length)
    // A blank alone joins what a comma would: only after a flat, or before a postcode or region.
    if (
      joint === " " &&
      units === 0 &&
      code.exec(after) === null &&
      codeAtFront.exec(after) === null &&
      region.exec(after) === null
    )
      break
    const length = partAt(after, joint, lowerCase)
    if (length === 0) break
    end += joint.length + length
    // A country may follow a postcode on the same line, nothing else does.
    if (/\d{4,6}$/.test(text.slice(end - 6, end)) || codeAtFront.test(after)) break
  }
  return end
}

const before = caseless(
  /(?:(?<![\p{L}\p{N}.,:/£$€-])\d{1,5}[a-zA-Z]?,? |(?<![\p{L}\p{N}])(?:apt|apartment|suite|unit|flat)\.? \d{1,5},? ){1,2}$/iu
)
const crossing = /(?:(?:to|at|of|is|on|here are) |[:\n] ?|^)((?:\p{Lu}[\p{L}'’-]{1,20} ){1,2}and )$/u

/** The start of an address whose street begins at the given place. */
export const extendLeft = (text: string, start: number): number => {
  const numbered = start - (before.exec(text.slice(Math.max(0, start - 24), start))?.[0].length ?? 0)
  return numbered - (crossing.exec(text.slice(Math.max(0, numbered - 60), numbered))?.[1]?.length ?? 0)
}
