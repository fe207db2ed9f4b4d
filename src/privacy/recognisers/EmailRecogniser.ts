/**
 * E-mail addresses: found at the `@`, then read outwards, so that the work is bounded for every `@`.
 */
import type { Recogniser, Span } from "../Recogniser.ts"

// RFC 5321 allows 64 characters before the @ and 253 after it.
const localPart = /[\p{L}\p{N}._%+'’#$&~-]{1,64}$/u
const notAtTheStart = /^[^\p{L}\p{N}]+/u
const hostCharacters = /^[\p{L}\p{N}.-]{3,253}/u
const label = /^[\p{L}\p{N}-]{1,63}$/u
const topLevel = /^(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})$/u

/** The host at the front of a text: as many labels as it can have, the last of them letters. */
const hostOf = (text: string): string | undefined => {
  const labels = hostCharacters.exec(text)?.[0].split(".") ?? []
  // What follows a label that is none is no part of the host: "maya@example.org...".
  const broken = labels.findIndex((name) => !label.test(name) || name.startsWith("-"))
  const host = broken < 0 ? labels : labels.slice(0, broken)
  // "maya@example.org.Thanks" and "maya@example.org-" end before what is no top-level domain.
  while (host.length > 1 && !topLevel.test(host.at(-1) ?? "")) {
    const trimmed = (host.pop() ?? "").replace(/-.*$/su, "")
    if (topLevel.test(trimmed)) return [...host, trimmed].join(".")
  }
  return host.length > 1 ? host.join(".") : undefined
}

/** E-mail addresses. */
export const EmailRecogniser: Recogniser = {
  name: "EmailRecogniser",
  types: ["EMAIL_ADDRESS"],
  recognise: (text) => {
    const spans: Array<Span> = []
    for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
      const local = localPart.exec(text.slice(Math.max(0, at - 64), at))?.[0].replace(notAtTheStart, "")
      const host = hostOf(text.slice(at + 1, at + 254))
      if (local === undefined || local === "" || host === undefined) continue
      spans.push({
        start: at - local.length,
        end: at + 1 + host.length,
        type: "EMAIL_ADDRESS",
        score: 0.99,
        rule: "address"
      })
    }
    return spans
  }
}
