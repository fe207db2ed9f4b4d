/**
 * Hardware addresses of network devices (IEEE 802). The broadcast address and the empty one are nobody's.
 */
import { matchesOf } from "./Expressions.ts"
import type { Recogniser } from "../Recogniser.ts"

const address =
  /(?<![\p{L}\p{N}:.-])(?:[0-9A-F]{2}(?::[0-9A-F]{2}){5}|[0-9A-F]{2}(?:-[0-9A-F]{2}){5}|[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4})(?![\p{L}\p{N}]|[:.-][\p{L}\p{N}])/giu
const nobodys = /^(?:F{12}|0{12})$/i

/** Hardware addresses. */
export const MacRecogniser: Recogniser = {
  name: "MacRecogniser",
  types: ["MAC_ADDRESS"],
  recognise: (text) =>
    /[0-9A-F]{2}[:.-][0-9A-F]{2}/i.test(text)
      ? Array.from(matchesOf(text, address), (match) => match)
          .filter((match) => !nobodys.test(match[0].replace(/[:.-]/g, "")))
          .map((match) => ({
            start: match.index,
            end: match.index + match[0].length,
            type: "MAC_ADDRESS",
            score: 0.95,
            rule: "shape"
          }))
      : []
}
