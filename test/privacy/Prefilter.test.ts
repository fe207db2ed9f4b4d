import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Prefilter from "../../src/privacy/names/Prefilter.ts"
import { tokensOf } from "../../src/privacy/names/NameTokens.ts"

const words = (expression: RegExp) => [...(Prefilter.beginningOf(expression)?.words ?? [])].toSorted()

it("reads the words off an expression that it may begin with", () => {
  assert.deepStrictEqual(words(/(?<!\p{L})(?:Mr|Mrs)\.? /gu), ["mr", "mrs"])
  assert.deepStrictEqual(words(/(?:my |the )?(?:first )?name(?: is|[’']s) /giu), ["first", "my", "name", "the"])
  assert.deepStrictEqual(words(/ ?(?:,? who is|[’']s) (?:\d{1,2}|one)/gu), ["s", "who"])
  assert.deepStrictEqual(words(/fianc[eé]e? /gu), ["fiance", "fiancee"])
  assert.deepStrictEqual(words(/ich heiße /giu), ["ich"])
})

it("reads no words off an expression that may begin with any", () => {
  assert.isUndefined(Prefilter.beginningOf(/[a-z]{1,3} name/u))
  assert.isUndefined(Prefilter.beginningOf(/(?:my )?\p{L}+/u))
  assert.isUndefined(Prefilter.beginningOf(/\d+/u))
})

// What expressions are made of, with two texts that each part matches.
const parts = [
  ["(?:my|our)", "my", "OUR"],
  ["(?:he|she)[’']s", "he's", "She’s"],
  ["name(?: is)?", "name", "name is"],
  ["(?:just )?call", "call", "just call"],
  ["fianc[eé]e?", "fiancé", "fiancee"],
  ["I[’']?m", "I'm", "im"],
  ["c\\/o", "c/o", "C/O"]
] as const
const Piece = Schema.Struct({
  part: Schema.Literals([0, 1, 2, 3, 4, 5, 6]),
  variant: Schema.Literals([1, 2]),
  gap: Schema.Literals([" ", ",? ", "\\n", "-"]),
  optional: Schema.Boolean,
  written: Schema.Boolean
})

it.prop(
  "where an expression matches, its cue stands",
  [Schema.Array(Piece).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(4)))],
  ([pieces]) => {
    const source = pieces.map(({ part, gap, optional }) => `(?:${parts[part][0]}${gap})${optional ? "?" : ""}`).join("")
    const text = pieces
      .filter(({ optional, written }) => written || !optional)
      .map(({ part, variant, gap }) => parts[part][variant] + gap.replace("?", "").replace("\\n", "\n"))
      .join("")
    const expression = new RegExp(source, "iu")
    assert.match(text, expression)
    const cues = Prefilter.make([expression])
    const within = `Well. ${text}Maya`
    const places = cues.in(within, tokensOf(within)).get(0)
    const at = expression.exec(within)?.index
    assert.isTrue(places === "anywhere" || (at !== undefined && places?.includes(at)))
  },
  { arbitrary: { runs: 500 } }
)

it("a text without the cue is not searched", () => {
  const cues = Prefilter.make([/(?:Mr|Mrs) /u, /my name is /iu])
  const text = "Our name is on the door, Mister."
  assert.strictEqual(cues.in(text, tokensOf(text)).size, 0)
})
