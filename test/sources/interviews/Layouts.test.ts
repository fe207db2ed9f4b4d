import { assert, describe, it } from "vitest"
import * as Interviews from "../../../src/sources/interviews/index.ts"
import { layouts } from "./layouts.ts"
import { talks } from "./talks.ts"

const names = { file: "talk.txt", label: "talk.txt" }
const folded = (text: string) => text.replace(/\s+/g, " ").trim()
const firstLetters = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join("")

describe("an interview in any language", () => {
  for (const { initials = false, kind, name, write } of layouts) {
    it(`is read where turns are written with ${name}`, () => {
      for (const { language, names: people, roles, turns } of talks) {
        const short = [["I", "P"], ["Q", "A"], people.map(firstLetters)]
        for (const labels of [roles, people, ["Speaker 1", "Speaker 2"], ...(initials ? short : [])]) {
          if (labels[0] === labels[1]) continue
          const text = write(turns.map((text, i) => ({ who: labels[i % 2] ?? "", text, at: i * 7 + 2 })))
          const { records } =
            kind === "captions" ? Interviews.fromCaptions(text, names) : Interviews.fromText(text, names)
          assert.deepStrictEqual(
            records.map(({ fields }) => fields.map(({ speaker, text }) => [speaker?.toUpperCase(), folded(text)])),
            [turns.flatMap((text, i) => (i % 2 === 0 ? [] : [[labels[1]?.toUpperCase(), text]]))],
            `${language}, ${labels.join(" and ")}`
          )
        }
      }
    })
  }
})
