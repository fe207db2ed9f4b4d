/**
 * The words of a text, as the similarity, the segments and the evidence check count them.
 */

// Single pass, no nested repetition: linear on any input.
const word = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu

/** The words of a text in lower case, in order. */
export const words = (text: string): ReadonlyArray<string> => text.toLowerCase().match(word) ?? []

/**
 * Whether a word is part of a placeholder that stands for personal data, such as the `person_3` of `[PERSON_3]`, or too plain to
 * tell anything about a text (articles, pronouns, auxiliary verbs in English, German, French and Spanish).
 */
export const isPlain = (lowerCased: string): boolean =>
  lowerCased.length < 3 || plain.has(lowerCased) || contraction.test(lowerCased)

const contraction = /^(?:i|you|we|they|he|she|it|that|there|what|who|let|here)['’](?:d|m|s|re|ve|ll)$|n['’]t$/

const plain: ReadonlySet<string> = new Set(
  (
    "the and for are but not you all any can had her was one our out has him his how its may she too use that with have this will " +
    "your from they know want been good much some time very when come here just like long make many over such take than them well " +
    "were what would there their about which could other into more then also because only really even most these those being does " +
    "did doing get got i'm it's don't i've can't that's didn't doesn't isn't lot lots thing things bit quite every always never still " +
    "who why where while after before again each both few own same should now yes " +
    "der die das und ist nicht ein eine einen ich wir sie mit für auf von den dem des zu im es auch aber oder wenn dass man noch sich " +
    "wird werden haben sind war nur schon mehr sehr wie was bei aus nach über keine immer dann weil " +
    "les des une est pas pour que qui dans sur avec plus par mais nous vous ils elle sont tout être avoir fait cette ces aux ont " +
    "los las una que por con para del como más pero sus ese esta este son muy también hay cuando todo ser tiene porque"
  ).split(" ")
)
