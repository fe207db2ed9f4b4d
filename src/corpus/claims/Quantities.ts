/**
 * Words that say how many people: `most`, `a third`, `nobody`. They are figures too, if rough ones.
 */

/** A quantity in words, and between what shares it is true. */
export interface Quantity {
  readonly text: string
  /** What a cited text must hold one of to have said so itself, in lower case. */
  readonly words: ReadonlyArray<string>
  readonly least: number
  readonly most: number
}

const people =
  "(?:them|these|those|people|respondents|participants|members|users|customers|shoppers|interviewees|adults|women|men|" +
  "the (?:group|segment|people|respondents|participants|members|users|customers|rest|others|\\d+))"
const hedge =
  "(?:(more than|over|less than|under|fewer than|nearly|almost|just under|about|around|roughly|some|exactly) )?"
const fractions = "(?:a |one |the )?(?:half|third|quarter|fifth)|two thirds|two-thirds|three quarters|three-quarters"

/** Fractions of people, or at the start of a sentence. `Half an hour` and `a third child` are none. */
const fraction = new RegExp(
  `(?<![\\p{L}\\p{N}])${hedge}(${fractions})(?= (?:of )?(?:all )?${people}(?![\\p{L}]))|` +
    `(?<=^|[.;:!?] )${hedge}(${fractions})(?= (?!an? |of an? |of the time|hours?|years?|child)\\p{L})`,
  "giu"
)

const shares: Readonly<Record<string, number>> = {
  half: 1 / 2,
  third: 1 / 3,
  quarter: 1 / 4,
  fifth: 1 / 5,
  thirds: 2 / 3,
  quarters: 3 / 4
}

/** Half of the distance to the next fraction that people would say. */
const tolerance = 0.06

interface Rough extends Omit<Quantity, "text"> {
  readonly form: RegExp
}

const subject = (wordForm: string): string => `(?:^|[.;:!?] )(?:${wordForm})(?![\\p{L}])`
const of = (wordForm: string): string => `(?<![\\p{L}])(?:${wordForm}) (?:of )?(?:all )?${people}(?![\\p{L}])`
const rough = (forms: ReadonlyArray<string>, words: string, least: number, most: number): Rough => ({
  form: new RegExp(forms.join("|"), "iu"),
  words: words.split("|"),
  least,
  most
})

const above = 1e-9

// The first that fits a text counts: `nearly all` is not also `all`.
const roughs: ReadonlyArray<Rough> = [
  rough(
    [
      subject("(?:nearly|almost) (?:all|everyone|everybody)"),
      of("(?:nearly|almost) all"),
      "(?<![\\p{L}])(?:nearly|almost) (?:everyone|everybody)(?![\\p{L}])"
    ],
    "nearly all|almost all|nearly everyone|almost everyone|nearly everybody|almost everybody",
    0.85,
    1
  ),
  rough(["(?<![\\p{L}])(?:large|vast|great|clear) majority(?![\\p{L}])"], "majority", 0.7, 1),
  rough(["(?<![\\p{L}])majority(?![\\p{L}])"], "majority", 0.5 + above, 1),
  rough(["(?<![\\p{L}])minority(?![\\p{L}])"], "minority", 0, 0.5 - above),
  rough([subject("most(?! (?:of the time|days|importantly|often|likely))"), of("most")], "most", 0.5 + above, 1),
  rough(
    [subject("(?:hardly|scarcely) (?:anyone|anybody)"), of("hardly any")],
    "hardly any|hardly anyone|hardly anybody",
    0,
    0.15
  ),
  rough(
    [subject("(?:very |only )?(?:a )?few(?! (?:minutes|hours|days|times|weeks|years))"), of("(?:a )?few")],
    "few",
    0,
    0.3
  ),
  rough([subject("none|nobody|no one"), of("none")], "none|nobody|no one", 0, 0),
  rough(
    [subject("all(?! (?:day|the time|in all|year|week|night))|everyone|everybody|every (?:one|person)"), of("all")],
    "all|everyone|everybody|every",
    1,
    1
  )
]

const mayHold = /half|third|quarter|fifth|all|every|major|minor|most|few|hardly|scarcely|none|nobody|no one/i

/** The quantities in words of a text. */
export const quantities = (text: string): Array<Quantity> => {
  if (!mayHold.test(text)) return []
  const found: Array<Quantity> = []
  for (const match of text.matchAll(fraction)) {
    const [whole, hedgeOfPeople, ofPeople, hedgeAtStart, atStart] = match
    const hedgeWord = hedgeOfPeople ?? hedgeAtStart ?? ""
    const name = ofPeople ?? atStart ?? ""
    const word = name.toLowerCase().split(/[ -]/).at(-1) ?? ""
    const share = shares[word]
    if (share === undefined) continue
    found.push({ text: whole, words: [name.toLowerCase()], ...bandOf(share, hedgeWord.toLowerCase()) })
  }
  for (const { form, ...band } of roughs) {
    const match = form.exec(text)
    if (match === null) continue
    found.push({ text: match[0].replace(/^[.;:!?] /, ""), ...band })
    break
  }
  return found
}

const bandOf = (share: number, hedgeWord: string): { readonly least: number; readonly most: number } => {
  if (hedgeWord === "more than" || hedgeWord === "over") return { least: share + above, most: share + 3 * tolerance }
  if (["less than", "under", "fewer than"].includes(hedgeWord)) return { least: 0, most: share - above }
  if (["nearly", "almost", "just under"].includes(hedgeWord)) return { least: share - tolerance, most: share - above }
  return { least: share - tolerance, most: share + tolerance }
}
