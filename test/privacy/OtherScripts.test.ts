import { assert, describe, it } from "@effect/vitest"
import { LocalAnonymiser } from "../../src/privacy/index.ts"
import { row } from "./support.ts"

describe("names in other scripts", () => {
  it.each([
    ["Ф.И.О.", "Зорвель Квентсен"],
    ["氏名", "山田太郎"],
    ["이름", "김민준"],
    ["الاسم", "محمد علي"],
    ["Όνομα", "Τέσσα Βρόνγουικ"]
  ])("are replaced under %j", (header, name) => {
    assert.strictEqual(LocalAnonymiser.make().replaceRecord(row({ [header]: name })).fields[0]?.text, "[PERSON_1]")
  })

  it.each([
    ["Меня зовут Зорвель, живу здесь", "Меня зовут [PERSON_1], живу здесь"],
    ["اسمي محمد وأعمل هنا", "اسمي [PERSON_1] وأعمل هنا"]
  ])("are replaced where they are introduced: %j", (text, expected) => {
    assert.strictEqual(LocalAnonymiser.make().replaceText(text), expected)
  })

  it("are warned of where sentences are in a script that the lexicon does not have", () => {
    const anonymiser = LocalAnonymiser.make()
    anonymiser.replaceRecord(row({ Comment: "アプリが遅い。田中さんに聞いた。", Often: "はい" }))
    assert.strictEqual(anonymiser.unread(), 1)
  })
})
