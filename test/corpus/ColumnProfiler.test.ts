import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as ColumnLabel from "../../src/corpus/ColumnLabel.ts"
import * as ColumnProfiler from "../../src/corpus/ColumnProfiler.ts"
import type { ColumnKind, ColumnProfile } from "../../src/domain/Stratum.ts"
import { anonymised, interview, row, rows, survey, surveysAbsent } from "./surveys.ts"

const column = (name: string, answers: ReadonlyArray<string>): ColumnProfile => {
  const [profile] = ColumnProfiler.profile(rows(answers.map((answer) => ({ [name]: answer }))))
  assert.isDefined(profile)
  return profile
}

const cycle = (length: number, ...answers: ReadonlyArray<string>) =>
  Array.from({ length }, (_, index) => answers[index % answers.length] ?? "")

const numbered = (length: number, make: (index: number) => string) => Array.from({ length }, (_, index) => make(index))

const complaints = [
  "The export takes ages, and then it fails without saying why.",
  "I never know which of the three buttons saves my work, so I press them all.",
  "Support answered after a week, politely, but the invoice was still wrong.",
  "Honestly it is fine, I just wish it worked offline on the train.",
  "My team keeps its own spreadsheet because the numbers never match."
]

describe("ColumnProfiler", () => {
  const kinds: ReadonlyArray<readonly [string, string, ReadonlyArray<string>, ColumnKind]> = [
    ["answers from a short list", "Plan", cycle(20, "Free", "Pro", "Team"), "closed"],
    [
      "whole sentences that many chose",
      "Which is right?",
      cycle(20, "It is kind, honest, and loyal.", "It is kind, honest and loyal."),
      "closed"
    ],
    [
      "choices joined by semicolons",
      "Channels",
      cycle(20, "Email;Phone", "Email", "Phone;Chat", "Chat;Email;Phone"),
      "multi"
    ],
    [
      "choices joined by commas",
      "Devices",
      cycle(20, "Phone, Laptop", "Phone", "Laptop, Tablet", "Tablet", "Laptop", "Phone, Tablet"),
      "multi"
    ],
    [
      "a single choice of a pair that recombines",
      "Where",
      cycle(20, "Paris, France", "Lyon, France", "Berlin, Germany"),
      "closed"
    ],
    [
      "income bands with commas",
      "Household income",
      cycle(20, "$0 - $24,999", "$25,000 - $49,999", "$150,000+"),
      "closed"
    ],
    ["ratings from 1 to 10", "Rating", cycle(30, "7", "8", "10", "3"), "number"],
    ["amounts of money", "Monthly spend", numbered(30, (i) => `$${1000 + i * 37}`), "number"],
    ["ages, all different", "Age", numbered(12, (i) => String(20 + i * 3)), "number"],
    ["dealt-out numbers", "RespondentID", numbered(30, (i) => String(3_237_565_956 - i * 977)), "identifier"],
    ["a running number", "Row", numbered(30, (i) => String(i + 1)), "identifier"],
    ["codes", "Participant", numbered(12, (i) => `P-${i * 7}x`), "identifier"],
    ["addresses", "Contact address", numbered(5, (i) => `user${i}@example.org`), "identifier"],
    [
      "placeholders for addresses",
      "Reach me at",
      numbered(5, (i) => `[EMAIL_ADDRESS_${i + 1}${i === 2 ? "b" : ""}]`),
      "identifier"
    ],
    ["moments", "Timestamp", numbered(12, (i) => `2024-03-${10 + i} 12:00:00`), "identifier"],
    ["names", "First name", cycle(12, "Ada", "Grace"), "identifier"],
    ["free text", "What annoys you most?", complaints, "text"],
    ["job titles, all different", "Job title", numbered(12, (i) => `Job ${"abcdefghijkl"[i]} lead`), "closed"],
    ["phones that people use", "Which phone do you use?", cycle(12, "Android", "iPhone"), "closed"]
  ]
  it.each(kinds)("tells %s", (_, name, answers, kind) => {
    assert.strictEqual(column(name, answers).kind, kind)
  })

  const roles = [
    ["Age", "age"],
    ["Wie alt sind Sie?", "age"],
    ["Geschlecht", "gender"],
    ["Household Income", "income"],
    ["Education", "education"],
    ["Métier", "occupation"],
    ["job_title", "occupation"],
    ["Location (Census Region)", "location"],
    ["How many people live in your household?", "household"],
    ["What frustrates you most about invoicing?", "painPoint"],
    ["What are you trying to achieve with the app?", "goal"],
    ["Which best describes your household?", "household"],
    ["How often do you cook?", "behaviour"],
    ["Do you ever gamble?", "behaviour"],
    ["Why did you choose us?", "motivation"],
    ["¿Con qué frecuencia compra?", "behaviour"],
    ["Was stört Sie an der App?", "painPoint"],
    ["Do you eat steak?", "other"]
  ] as const
  it.each(roles)("takes %s for %s", (name, role) => {
    assert.strictEqual(column(name, ["Anything at all", "Something else"]).role, role)
  })

  it("takes the role from the answers where the header says nothing", () => {
    assert.strictEqual(column("Q7", cycle(12, "Female", "Male", "Prefer not to say")).role, "gender")
    assert.strictEqual(column("Q8", cycle(12, "18-29", "30-44", "45-60", "> 60")).role, "age")
    assert.strictEqual(column("Q9", cycle(12, "Bachelor degree", "Master's degree", "High school")).role, "education")
    assert.strictEqual(column("Q10", cycle(12, "1-5", "6-10", "11-50")).role, "other")
  })

  it("never quotes free text, identifiers, or what one person wrote at length into a closed question", () => {
    const other = "Something that only I would ever say because it happened to me last winter in Leeds"
    const profiles = ColumnProfiler.profile(
      rows(
        complaints.flatMap((text, i) =>
          cycle(6, "Yes", "No").map((answer, j) => ({
            id: `a${i}${j}x`,
            text: `${text} ${j}`,
            answer: i + j === 0 ? other : answer
          }))
        )
      )
    )
    const told = JSON.stringify(profiles)
    assert.deepStrictEqual(
      profiles.map(({ kind }) => kind),
      ["identifier", "text", "closed"]
    )
    for (const text of [...complaints, other, "a00x"]) assert.notInclude(told, text)
  })

  it("sums up numbers", () => {
    assert.deepStrictEqual(column("Rating", ["1", "2", "4", "9"]).numbers, { min: 1, median: 3, mean: 4, max: 9 })
  })

  it("lists choices by how many made them, and counts nobody twice", () => {
    assert.deepStrictEqual(
      column("Channels", ["Email;Phone", "Email", "Phone;Chat", "Email;Email;Chat", "Email;Chat"]).answers,
      [
        { answer: "Email", count: 4 },
        { answer: "Chat", count: 3 },
        { answer: "Phone", count: 2 }
      ]
    )
  })

  it("counts typed answers as one whatever their case, in the usual spelling", () => {
    const answers = ["Student", "student", "Retired", "retired", "student", "STUDENT "]
    assert.deepStrictEqual(column("Occupation", answers).answers, [
      { answer: "student", count: 4 },
      { answer: "Retired", count: 2 }
    ])
  })

  it("takes all speech of interviews for one column, and what stands above them for columns", () => {
    const profiles = ColumnProfiler.profile([
      interview("a", ["Well.", "It depends on the day.", "Mostly at night."], { Age: "34", Occupation: "Nurse" }),
      interview("b", ["I never do that."], { Age: "51", Occupation: "Teacher" })
    ])
    assert.deepStrictEqual(
      profiles.map(({ answered, kind, name }) => [name, kind, answered]),
      [
        ["Age", "number", 2],
        ["Occupation", "closed", 2],
        ["interview", "text", 2]
      ]
    )
  })

  it("shows the question rather than the header", () => {
    const [profile] = ColumnProfiler.profile(
      anonymised([
        { ...row("a", {}), fields: [{ name: "Q3", question: "How <b>often</b> do you cook?", text: "Daily" }] }
      ])
    )
    assert.strictEqual(profile?.label, "How often do you cook?")
  })

  it("shortens a header to the question it ends in", () => {
    const header = `Consider the following: <br>In A, you have a 50% chance &amp; more. <br><br>${"Words. ".repeat(20)}Would you play A or B?`
    assert.strictEqual(ColumnLabel.label(header), "Would you play A or B?")
  })

  it("cuts a long header at a word where it asks nothing, and keeps text that only looks like HTML", () => {
    const long = ColumnLabel.label("word ".repeat(60))
    assert.isAtMost(long.length, ColumnLabel.maxLabel)
    assert.match(long, /word…$/)
    assert.strictEqual(ColumnLabel.label("Is 3 < 5 and 7 > 6?"), "Is 3 < 5 and 7 > 6?")
    assert.strictEqual(ColumnLabel.label("pain_points"), "Pain points")
    assert.strictEqual(ColumnLabel.label("usageFrequency"), "Usage frequency")
  })

  it.effect.skipIf(surveysAbsent)("reads a real survey right", () =>
    Effect.gen(function* () {
      const profiles = ColumnProfiler.profile(yield* survey("steak-risk-survey.csv", 1))
      assert.deepStrictEqual(
        profiles.map(({ kind }) => kind),
        ["identifier", ...cycle(14, "closed")]
      )
      assert.deepStrictEqual(
        profiles.slice(-5).map(({ role }) => role),
        ["gender", "age", "income", "education", "location"]
      )
      assert.strictEqual(profiles[1]?.label, "Assuming you have $10 to bet, would you play Lottery A or Lottery B?")
    })
  )
})
