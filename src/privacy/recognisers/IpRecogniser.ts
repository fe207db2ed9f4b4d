/**
 * Addresses of the Internet Protocol, versions 4 and 6, and networks of them (`10.0.0.0/8`), checked by Node's own parser.
 */
import { matchesOf } from "./Expressions.ts"
import { isIP } from "node:net"
import type { Recogniser, Span } from "../Recogniser.ts"

// A fifth number makes it a number of sections, unless one of the four is larger than those get.
const version4 =
  /(?<![\p{L}\p{N}.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\p{L}\p{N}])(?:(?!\.\d)|(?<=\d{3}\.[\d.]{5,11}|\.\d{3}(?:\.\d{1,3}){0,2}))/gu
const dotted = /\d\.\d/
const version6 = /(?<![\p{L}\p{N}:.])[0-9A-Fa-f:][0-9A-Fa-f:.]{1,45}(?![\p{L}\p{N}:])/gu
const networkSize = /^\/\d{1,3}(?![\d/])/
// "version 1.2.3.4" and "v1.2.3.4" number software.
const numbersSoftware = /(?:version|release|build|firmware|v|§|section) ?$/i

const spanOf = (text: string, start: number, address: string, rule: string): Span => {
  const end = start + address.length
  const size = networkSize.exec(text.slice(end, end + 5))?.[0].length ?? 0
  return { start, end: end + size, type: "IP_ADDRESS", score: 0.95, rule }
}

/** Network addresses. */
export const IpRecogniser: Recogniser = {
  name: "IpRecogniser",
  types: ["IP_ADDRESS"],
  recognise: (text) => {
    const spans: Array<Span> = []
    for (const match of dotted.test(text) ? matchesOf(text, version4) : []) {
      if (isIP(match[0]) !== 4 || numbersSoftware.test(text.slice(Math.max(0, match.index - 12), match.index))) continue
      spans.push(spanOf(text, match.index, match[0], "version-4"))
    }
    for (const match of text.includes(":") ? matchesOf(text, version6) : []) {
      if (!match[0].includes(":")) continue
      const address = match[0].endsWith("::") ? match[0] : match[0].replace(/[.:]$/, "")
      // Two groups at least and one digit, but for the address of the machine itself: "::" and "a::b" are rather code.
      const groups = address.split(/:+/).filter(Boolean).length
      if (!/\d/.test(address) || (groups < 2 && address !== "::1") || isIP(address) !== 6) continue
      spans.push(spanOf(text, match.index, address, "version-6"))
    }
    return spans
  }
}
