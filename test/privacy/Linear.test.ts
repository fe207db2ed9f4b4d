import { assert, describe, it } from "@effect/vitest"
import { defaultRecognisers, LocalAnonymiser } from "../../src/privacy/index.ts"

/** Texts that drive careless patterns into quadratic or exponential work: each begins a match at every place and never ends it. */
const hostile = [
  "a",
  "A",
  "1",
  " ",
  "\n",
  "@",
  "a@",
  "@a.",
  "a.",
  "a-",
  "1 ",
  "1.",
  "+1(",
  "0-",
  "http://",
  "www.",
  "Mr ",
  "Mr A",
  "Dear ",
  "A. ",
  "Aa ",
  "Aa-",
  "Aa'",
  "my name is ",
  "Tom said ",
  "Tom, Tom and ",
  "Aa: ",
  "GB82",
  "GB82 ",
  "4111 ",
  ":",
  "1:",
  "[PERSON_",
  "[PERSON_1",
  "PERSON_1",
  "\\[",
  "my husband ",
  "1 Elm ",
  "1 Elm Road, ",
  "LS6 2AB ",
  "who's six ",
  "me and ",
  " and I",
  "\u0301",
  "👩🏽",
  "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ",
  "kkkkkkk@",
  "van der "
]

describe("100 kB of hostile text", () => {
  it.each(hostile)("made of %j is gone through to the end by every recogniser", (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    for (const recogniser of defaultRecognisers) {
      for (const { start, end } of recogniser.recognise(text, { field: "Name\nMay we contact you?" })) {
        assert.isTrue(start >= 0 && start < end && end <= text.length)
      }
    }
  })

  it.each(["[PERSON_1]", "Tom Tom ", "Dr Tom ", "a@b.com "])("made of %j is replaced and restored", (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    const pseudonymiser = LocalAnonymiser.make()
    assert.isTrue(pseudonymiser.restore(pseudonymiser.replaceText(text)).text === text)
  })
})
