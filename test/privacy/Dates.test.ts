import { assert, describe, it } from "@effect/vitest"
import { AgeRecogniser, DateOfBirthRecogniser, DateRecogniser } from "../../src/privacy/index.ts"
import { found } from "./support.ts"

const typed = (text: string, field?: string) =>
  DateRecogniser.recognise(text, field === undefined ? undefined : { field }).map(
    ({ start, end, type }) => `${type}: ${text.slice(start, end)}`
  )

describe("dates", () => {
  it.each([
    ["since 11/15/1979", ["DATE: 11/15/1979"]],
    ["am 03.05.2021 oder 3.5.21", ["DATE: 03.05.2021"]],
    ["2024-06-05T09:15:30.500-07:00", ["DATE: 2024-06-05T09:15:30.500-07:00"]],
    ["on 2021-05-21 14:02:26, say", ["DATE: 2021-05-21 14:02:26"]],
    ["5 May 2021 and May 5, 2021", ["DATE: 5 May 2021", "DATE: May 5, 2021"]],
    ["the 3rd of June", ["DATE: 3rd of June"]],
    ["le 14 juillet 1989", ["DATE: 14 juillet 1989"]],
    ["am 3. Oktober 1990", ["DATE: 3. Oktober 1990"]],
    ["el 6 de enero de 2001", ["DATE: 6 de enero de 2001"]],
    ["12 stycznia 1999 r.", ["DATE: 12 stycznia 1999"]],
    ["in June 2019", ["TIME: June 2019"]],
    ["I moved here in May", ["TIME: May"]],
    ["see you on Thursday, am Dienstag, mardi", ["TIME: Thursday", "TIME: Dienstag", "TIME: mardi"]]
  ])("are found in %j with how exact they are", (text, expected) => assert.deepStrictEqual(typed(text), expected))

  it.each([
    ["I was born on 2/7/1961", ["DATE_OF_BIRTH: 2/7/1961"]],
    ["DOB: 1961-07-02", ["DATE_OF_BIRTH: 1961-07-02"]],
    ["geboren am 7. Februar 1961", ["DATE_OF_BIRTH: 7. Februar 1961"]],
    ["née le 7 février 1961", ["DATE_OF_BIRTH: 7 février 1961"]]
  ])("are dates of birth in %j", (text, expected) => {
    assert.deepStrictEqual(typed(text), expected)
    assert.lengthOf(DateOfBirthRecogniser.recognise(text), 1)
  })

  it("are dates of birth in a column of them", () => {
    assert.deepStrictEqual(typed("02.07.1961", "Date of birth"), ["DATE_OF_BIRTH: 02.07.1961"])
    assert.deepStrictEqual(typed("02.07.1961", "Submitted at"), ["DATE: 02.07.1961"])
  })

  it.each([
    "you may say so",
    "the march of 20 people",
    "12-11-10",
    "version 1.2.34",
    "99/99/2021",
    "a 5/10 for me",
    "mayo on top",
    "Today is5/21"
  ])("are not seen in %j", (text) => assert.deepStrictEqual(typed(text), []))
})

describe("ages", () => {
  it.each([
    ["I'm 34, with two kids", ["34"]],
    ["a 34-year-old nurse", ["34"]],
    ["aged 71", ["71"]],
    ["ich bin 42 Jahre alt", ["42"]],
    ["j'ai 27 ans", ["27"]],
    ["tengo 63 años", ["63"]],
    ["born in 1972", ["1972"]]
  ])("are found in %j", (text, expected) => assert.deepStrictEqual([...new Set(found(AgeRecogniser, text))], expected))

  it("are found in a column of ages and nowhere else by their digits", () => {
    assert.deepStrictEqual(found(AgeRecogniser, "34", "Age"), ["34"])
    assert.deepStrictEqual(found(AgeRecogniser, "34", "Score"), [])
    assert.deepStrictEqual(found(AgeRecogniser, "34", "Average order"), [])
  })

  it.each(["I'm 100% sure", "page 34", "34 years of work", "age 18-24"])("are not seen in %j", (text) =>
    assert.deepStrictEqual(found(AgeRecogniser, text), [])
  )
})
