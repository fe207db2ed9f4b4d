/**
 * What of a server's own words may stand in an error message.
 *
 * A server may quote the request in its complaint, and requests hold research text. So its words are passed on only where no
 * stretch of them stands in what was sent.
 */

const STRETCH = 16
const LONGEST = 240

/** The server's words, shortened and on one line; null where they repeat a stretch of what was sent. */
export const quotable = (words: string, sent: ReadonlyArray<string>): string | null => {
  const text = words.replaceAll(/\s+/g, " ").trim().slice(0, LONGEST)
  if (text === "") return null
  const haystacks = sent.map((one) => one.replaceAll(/\s+/g, " "))
  for (let at = 0; at === 0 || at + STRETCH <= text.length; at++) {
    const stretch = text.slice(at, at + STRETCH)
    if (stretch.length === STRETCH && haystacks.some((haystack) => haystack.includes(stretch))) return null
  }
  return text
}
