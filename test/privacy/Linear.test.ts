import { assert, describe, it } from "@effect/vitest"
import { allRecognisers, LocalAnonymiser } from "../../src/privacy/index.ts"
import { random } from "./Random.ts"

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
  "van der ",
  "A1",
  "12a ",
  "1-2-",
  "12/",
  "123-45-",
  "1 a ",
  "AB12 ",
  "AB12CD",
  "1 rue A ",
  "rue a 1 ",
  "Aa 1, Aa, ",
  "Aa 1\n",
  "1 Aa Aa 2 ",
  "Apt. 1 ",
  "my address is ",
  "address to the new one at ",
  "P.O. Box 1 ",
  "corner of a and ",
  "APO AE ",
  "Unit 1 Box ",
  "LS6 2AB, ",
  "Aa Aa Aa, ",
  "May ",
  "May 5, ",
  "1 May ",
  "01.02.",
  "2024-05-12T",
  "born on ",
  "aged 3",
  "I'm 3 ",
  "00:1A:",
  "0x1a",
  "1A1zP1eP5",
  "bc1q",
  "password: ",
  "password is ",
  "eyJaaaaaaaaaa.",
  "-----BEGIN PRIVATE KEY-----",
  "http://a:",
  "sk-a",
  "@a_",
  "username is ",
  "NHS number 943 476 ",
  "passport ",
  "account number 1 2 3 ",
  "ß",
  "İ",
  "é1é"
]

const mixture = (next: () => number, length: number): string => {
  let text = ""
  while (text.length < length) {
    const unit = hostile[Math.floor(next() * hostile.length)] ?? ""
    text += unit.repeat(1 + Math.floor(next() * next() * 12))
  }
  return text
}

describe("100 kB of hostile text", () => {
  it.each(hostile)("made of %j is gone through to the end by every recogniser", (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    for (const recogniser of allRecognisers) {
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

describe("short texts that begin like rows of numbers", () => {
  it.each([
    "12/12/12/12/12/12/12/4111 bc1qbc1qbc1qbc1qbc1q((a.a.a.a.a.a",
    `a.a.0-0-0-${"1A1zP1eP5".repeat(5)}${"LS6 2AB ".repeat(6)}www.1 elm road, Aa Aa`,
    `${"1".repeat(60)} ${"2a".repeat(40)}(`
  ])("%s is gone through to the end by every recogniser", (text) => {
    for (const recogniser of allRecognisers) {
      for (const { start, end } of recogniser.recognise(text)) assert.isTrue(start >= 0 && end <= text.length)
    }
  })
})

describe("random mixtures of what is hostile", () => {
  it.each([
    [3000, 60],
    [400, 500],
    [40, 5000],
    [4, 100_000]
  ])("are gone through to the end by every recogniser: %d texts of %d characters", (count, length) => {
    const next = random(count)
    for (let i = 0; i < count; i++) {
      const text = mixture(next, length)
      for (const recogniser of allRecognisers) {
        for (const context of [undefined, { field: "Home address" }]) {
          for (const { start, end, type } of recogniser.recognise(text, context)) {
            assert.isTrue(start >= 0 && start < end && end <= text.length && recogniser.types.includes(type))
          }
        }
      }
    }
  })
})
