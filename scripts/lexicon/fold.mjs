// The same folding and hash as in src/privacy/names/NameForm.ts and src/privacy/lexicon/Lexicon.ts.
// Where they differ no word is found any more, and test/privacy/Names.test.ts fails.
export const fold = (word) =>
  word
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")

export const hashOf = (word) => {
  let h = -2128831035
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 16777619)
  h ^= h >>> 15
  h = Math.imul(h, -2048144789)
  h ^= h >>> 13
  return h >>> 0
}
