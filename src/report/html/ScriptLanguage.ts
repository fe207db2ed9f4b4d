/**
 * The language of a study and the direction of its script, as far as its letters tell.
 */

const scripts = [
  { language: "he", direction: "rtl", letters: /\p{Script=Hebrew}/gu },
  { language: "ar", direction: "rtl", letters: /\p{Script=Arabic}/gu },
  { language: "dv", direction: "rtl", letters: /\p{Script=Thaana}/gu },
  { language: "ja", direction: "ltr", letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { language: "ko", direction: "ltr", letters: /\p{Script=Hangul}/gu },
  { language: "zh", direction: "ltr", letters: /\p{Script=Han}/gu },
  { language: "ru", direction: "ltr", letters: /\p{Script=Cyrillic}/gu },
  { language: "el", direction: "ltr", letters: /\p{Script=Greek}/gu }
] as const

/** So much text tells its script. */
const most = 20_000

/** The language that most letters belong to; English for Latin ones, which tell no language. */
export const languageOf = (texts: ReadonlyArray<string>): { language: string; direction: "ltr" | "rtl" } => {
  const text = texts.join(" ").slice(0, most)
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const found = scripts.find(({ letters: own }) => (text.match(own)?.length ?? 0) > letters * 0.4)
  return { language: found?.language ?? "en", direction: found?.direction ?? "ltr" }
}
