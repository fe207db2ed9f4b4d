/**
 * Countries and regions of several words, which no single word gives away. One-word names are in the lexicon.
 */
import type { Token } from "./NameTokens.ts"

const names = (
  "czech republic|south korea|north korea|saudi arabia|el salvador|united states|united states of america|united kingdom|united arab emirates|great britain|northern ireland|republic of ireland|" +
  "new zealand|new york|new jersey|new mexico|new hampshire|new orleans|new delhi|new south wales|south africa|south sudan|sri lanka|costa rica|puerto rico|dominican republic|central african republic|" +
  "people's republic of china|republic of china|republic of korea|democratic republic of the congo|republic of the congo|congo brazzaville|ivory coast|cote d'ivoire|burkina faso|sierra leone|cape verde|cabo verde|" +
  "equatorial guinea|papua new guinea|guinea bissau|bosnia and herzegovina|bosnia herzegovina|north macedonia|trinidad and tobago|antigua and barbuda|saint kitts and nevis|st kitts and nevis|saint lucia|st lucia|" +
  "saint vincent and the grenadines|saint vincent|sao tome and principe|san marino|vatican city|holy see|east timor|timor leste|solomon islands|marshall islands|cayman islands|virgin islands|british virgin islands|" +
  "faroe islands|falkland islands|cook islands|channel islands|isle of man|isle of wight|federated states of micronesia|hong kong|french guiana|french polynesia|new caledonia|western sahara|saint martin|" +
  "soviet union|south carolina|north carolina|south dakota|north dakota|west virginia|rhode island|british columbia|nova scotia|prince edward island|new brunswick|south australia|western australia|northern territory|" +
  "los angeles|san francisco|las vegas|st louis|salt lake city|kansas city|mexico city|buenos aires|rio de janeiro|sao paulo|cape town|tel aviv|kuala lumpur|ho chi minh city|" +
  "west midlands|east midlands|east anglia|home counties|middle east|latin america|south america|north america|central america|eastern europe|western europe|southeast asia|" +
  "vereinigtes konigreich|vereinigte staaten|nordrhein westfalen|rheinland pfalz|baden wurttemberg|mecklenburg vorpommern|schleswig holstein|sachsen anhalt|etats unis|royaume uni|pays bas|coree du sud|afrique du sud|" +
  "estados unidos|reino unido|paises bajos|republica dominicana|corea del sur|stati uniti|regno unito|paesi bassi|verenigde staten|verenigd koninkrijk|stany zjednoczone|wielka brytania|reino unido"
).split("|")

const byFirst = new Map<string, Array<ReadonlyArray<string>>>()
for (const name of names) {
  const words = name.split(" ")
  const first = words[0] ?? ""
  const sharing = byFirst.get(first) ?? []
  sharing.push(words)
  byFirst.set(first, sharing)
}
for (const sharing of byFirst.values()) sharing.sort((a, b) => b.length - a.length)

/** The last token of the country that begins at a token, or -1. A possessive is written into the first word: `people's`. */
export const countryAt = (tokens: ReadonlyArray<Token>, at: number): number => {
  const token = tokens[at]
  if (token?.kind !== "word") return -1
  const key = token.folded === "people" ? "people's" : token.folded
  for (const words of byFirst.get(key) ?? []) {
    let i = at
    const fits = words.every((word, k) => {
      if (k === 0) return true
      i++
      // "Guinea-Bissau" may be one token or two words; "St. Louis" has a dot.
      if (tokens[i]?.text === "." || tokens[i]?.text === "-") i++
      return tokens[i]?.folded === word
    })
    if (fits) return i
  }
  return -1
}
