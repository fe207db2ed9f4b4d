/**
 * What a person said, without what a transcriber or a tool put between the words.
 */
import { withoutInside } from "./Stamps.ts"

/** A text without the marks of bold print, which are no words of the speaker. */
export const plain = (text: string): string => text.replace(/(\*\*|__)(?=\S)(.+?)\1/gs, "$2")

// How words begin that transcribers put in brackets for what is heard and not said, in the languages of our role words.
const beginnings = [
  "laugh chuckl giggl inaud unintellig indistinct unclear incomprehensib garbled pause silen crosstalk cross-talk overlap simultaneous cough sigh sneez sniff",
  "clears clearing gasp applau music background knock phone doorbell beep smile smiling crying whisper yawn hesitat interrupt breath groan scoff snort nodding",
  "lacht lachen gelächter räusper seufz unverst husten hustet schweig gleichzeitig geräusch lächel nickt weint flüster zögert klingel",
  "incompr soupir touss hésit bruit sonnerie sourit chuchot ininteligible ininteligível inaudível silencio silêncio suspir ruido ruído sonríe asiente",
  "risata risate incomprensib sospir rumore annuisce sorride onverstaanbaar zucht stilte gelach hoest glimlach skratt ohörbar tystnad hostar suckar latter uhørbar utydelig stillhet",
  "naurua epäselvä hiljaisuus śmiech śmieje niezrozum cisza pauza westchn uśmiech smích směje nesrozum kašl povzdech nezrozum nevet szünet érthetetlen sóhaj",
  "gülüyor gülüş sessizlik anlaşıl смех смеё смеят неразборч пауза молчан вздох кашл тишина нерозбірл γέλι παύση σιωπή ακατάληπτ ضحك يضحك تضحك صمت سعال צחוק שתיקה"
].flatMap((line) => line.split(" "))

const entire = new Set(
  "noise cries sob nod nods hum sobs rire rires rit risa risas ríe ríen tose tosse música musique musica musik riso risos ri ride ridono pausa pausas sorri ruis knikt ler latter latter nauraa tauko ticho csend güler öksürük сміх шум"
    .split(" ")
    .concat("stille", "hosten", "silence", "silenzio", "hums")
)

const isNoise = (word: string): boolean =>
  entire.has(word) || beginnings.some((beginning) => word.startsWith(beginning))

/** Whether what stands in brackets was not said: laughter, a pause, a gap, `(...)`, `(2.0)`. */
const isRemark = (content: string, bracket: string): boolean => {
  if (/^[\s.,\u2026?\u00bf\d]*s?$/.test(content)) return !/^\d{2,}$/.test(content)
  if (/[\u7b11\u54b3]|\u6c88\u9ed9|\u805e\u304d\u53d6|\uc6c3\uc74c|\uce68\ubb35/.test(content))
    return content.length <= 12
  const words = content.toLowerCase().match(/[\p{L}\p{M}-]+/gu) ?? []
  return words.length <= (bracket === "(" ? 4 : 6) && words.some(isNoise)
}

const inBrackets =
  /(\s*)(?:\(\(([^()]{1,60})\)\)|([[({<*\uff08\u3010])([^[\](){}<>*\uff08\uff09\u3010\u3011]{1,60})[\])}>*\uff09\u3011])/g

// A number or a letter in square brackets, or raised digits after a word.
const footnote = /\[\^?[a-z\d]{1,3}\](?!\()|(?<=[\p{L}.,;!?"'\u2019\u201d)]{3})[\u00b9\u00b2\u00b3\u2070-\u2079]+/gu
const aside = /^\s*\[[^[\]]*\]\s*$/
const placeholder = /^\s*\[[\p{Lu}\d_ -]+\]\s*$/u
const attachment = /^\s*<[^<>]{3,40}>\s*$/

/** Whether a line is a transcriber's remark from end to end: `[phone rings]`, `(They walk to the kitchen.)`. */
export const isAside = (line: string): boolean =>
  attachment.test(line) || ((aside.test(line) || /^\s*\([^()]*\)\s*$/.test(line)) && !placeholder.test(line))

/** The words in what stands beside a label. Empty where there are only noises and times. */
export const wordsOf = (text: string): string => {
  if (attachment.test(text) || (aside.test(text) && !placeholder.test(text))) return ""
  let words = withoutInside(text)
  if (/[[({<*\uff08\u3010]/.test(words)) {
    words = words.replace(
      inBrackets,
      (whole: string, gap: string, double: string | undefined, bracket?: string, content?: string) =>
        isRemark(content ?? double ?? "", bracket ?? "[") ? (gap === "" ? "" : " ") : whole
    )
  }
  return plain(words.replace(footnote, ""))
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ([,.;\u2026])(?=\s|$)/g, "$1")
    .trim()
}

const cjk = String.raw`[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]`
const cjkEnd = new RegExp(`${cjk}$`)
const cjkStart = new RegExp(`^${cjk}`)

/** The words that are written with a hyphen inside a line, so that they keep it where a line breaks there. */
export const hyphenated = (lines: Iterable<string>): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const line of lines) {
    if (line.includes("-")) for (const [word] of line.matchAll(/\p{L}+-\p{L}+/gu)) found.add(word.toLowerCase())
  }
  return found
}

/**
 * How a wrapped line goes on from the one above it: hyphens of line breaks go, and scripts without spaces get none.
 *
 * @returns the line above, and what stands between it and the one below
 */
export const joint = (above: string, below: string, compounds: ReadonlySet<string>): readonly [string, string] => {
  const first = /^\p{Ll}+/u.exec(below)?.[0]
  if (first !== undefined && above.endsWith("-")) {
    const last = /\p{L}+(?=-$)/u.exec(above.slice(-40))?.[0]
    if (last !== undefined) return [compounds.has(`${last}-${first}`.toLowerCase()) ? above : above.slice(0, -1), ""]
  }
  if (above.endsWith("\u00ad")) return [above.slice(0, -1), ""]
  return [above, cjkEnd.test(above.slice(-1)) && cjkStart.test(below) ? "" : " "]
}
