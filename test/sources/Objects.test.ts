import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect, Stream } from "effect"
import * as ResearchData from "../../src/sources/ResearchData.ts"
import { allAnswers, answers, questions, readFile, whyNot } from "./support.ts"

const people = [
  { id: 1, name: "Ana", home: { size: 3, pets: ["cat", "dog"] }, happy: true, note: null, left: "" },
  { id: 2, name: "Bo", visits: [{ shop: "A", sum: 0.1 + 0.2 }, { shop: "B" }], note: "N/A" }
]

const flat: ReadonlyArray<Record<string, string>> = [
  { id: "1", name: "Ana", "home.size": "3", "home.pets": "cat; dog", happy: "true" },
  { id: "2", name: "Bo", "visits.1.shop": "A", "visits.1.sum": "0.3", "visits.2.shop": "B", note: "N/A" }
]

layer(NodeServices.layer)("JSON and YAML", (it) => {
  it.effect("flattens the objects of a list under dotted names", () =>
    Effect.gen(function* () {
      const read = yield* readFile("people.json", JSON.stringify(people, null, 2))
      assert.deepStrictEqual(allAnswers(read), flat)
      assert.deepStrictEqual(
        read.records.map((record) => [record.id, record.source.place]),
        [
          ["people.json#1", "record 1"],
          ["people.json#2", "record 2"]
        ]
      )
    })
  )

  for (const name of ["data", "rows", "responses"]) {
    it.effect(`finds the list under "${name}", first or last`, () =>
      Effect.gen(function* () {
        const first = yield* readFile("people.json", JSON.stringify({ [name]: people, version: 2 }))
        const last = yield* readFile("people.json", JSON.stringify({ version: 2, [name]: people }))
        assert.deepStrictEqual(allAnswers(first), flat)
        assert.deepStrictEqual(allAnswers(last), flat)
      })
    )
  }

  it.effect("reads a single object as one record", () =>
    Effect.map(readFile("person.json", JSON.stringify(people[0])), (read) =>
      assert.deepStrictEqual(allAnswers(read), flat.slice(0, 1))
    )
  )

  it.effect("reads JSON lines, naming the line of each", () =>
    Effect.gen(function* () {
      const text = people.map((person) => JSON.stringify(person)).join("\n\n")
      for (const name of ["people.jsonl", "people.ndjson", "people.json"]) {
        const read = yield* readFile(name, `${text}\n`)
        assert.deepStrictEqual(allAnswers(read), flat)
        assert.deepStrictEqual(
          read.records.map((record) => [record.id, record.source.place]),
          [
            [`${name}#1`, "line 1"],
            [`${name}#2`, "line 3"]
          ]
        )
      }
    })
  )

  it.effect("names the line of what is not JSON, without showing it", () =>
    Effect.gen(function* () {
      const lines = yield* whyNot("people.jsonl", '{"a":1}\n{"a":2}\n{"a": secret}\n')
      assert.match(lines.message, /people\.jsonl, line 3: /)
      const list = yield* whyNot("people.json", '[\n{"a":1},\n{"a":2},\n{"a": secret}\n]')
      assert.match(list.message, /people\.json, line 4: /)
      const object = yield* whyNot("people.json", '{\n"b": 1,\n"a": secret\n}')
      assert.match(object.message, /people\.json(?:, line 3)?: /)
      for (const reason of [lines, list, object]) {
        assert.strictEqual(reason._tag, "Malformed")
        assert.notInclude(reason.message, "secret")
      }
    })
  )

  it.effect("names the line of a long element that is not JSON", () =>
    Effect.gen(function* () {
      // Read in parts of 64 KiB: the broken element begins in one part and breaks in the next.
      const long = `{\n\n"a":"${"x".repeat(50_000)}"}`
      const reason = yield* whyNot("people.json", `[\n${long},\n${long.slice(0, -1)} oops}\n]`)
      assert.match(reason.message, /line 5: /)
    })
  )

  it.effect("says so where a list was cut off", () =>
    Effect.map(whyNot("people.json", '[{"a":1},{"a":'), (reason) => assert.strictEqual(reason._tag, "Malformed"))
  )

  it.effect("says so where JSON holds no answers", () =>
    Effect.gen(function* () {
      for (const text of ["[]", "{}", '[{"a":null},{"a":""}]', '{"data":[]}']) {
        assert.strictEqual((yield* whyNot("people.json", text))._tag, "NoRecords")
      }
    })
  )

  it.effect("reads a conversation of turns in JSON as one interview", () =>
    Effect.gen(function* () {
      const turns = [
        { speaker: "Interviewer", text: "How do you cook?" },
        { speaker: "Maria", text: "With gas." },
        { speaker: "Maria", text: "Mostly." }
      ]
      const held = yield* readFile("talk.json", JSON.stringify({ participant: { age: 37 }, turns }))
      assert.strictEqual(held.records.length, 1)
      assert.strictEqual(held.records[0]?.kind, "interview")
      assert.deepStrictEqual(answers(held.records[0]), { "participant.age": "37", "turn-2": "With gas. Mostly." })
      assert.strictEqual(questions(held.records[0])["turn-2"], "How do you cook?")
      const bare = yield* readFile("talk.json", JSON.stringify(turns))
      assert.deepStrictEqual(allAnswers(bare), [{ "turn-2": "With gas. Mostly." }])
    })
  )

  it.effect("does not take rows with a role and a text for a conversation", () =>
    Effect.gen(function* () {
      const rows = [
        { role: "nurse", text: "Too dear." },
        { role: "driver", text: "Fine." }
      ]
      const read = yield* readFile("people.json", JSON.stringify(rows))
      assert.deepStrictEqual(allAnswers(read), rows)
    })
  )

  it.effect("reads an interview in each element of a list", () =>
    Effect.gen(function* () {
      const talk = (name: string) => ({
        person: name,
        transcript: [
          { speaker: "Q", text: "Why?" },
          { speaker: name, text: `${name} did.` }
        ]
      })
      const read = yield* readFile("talks.json", JSON.stringify([talk("Ana"), talk("Bo")]))
      assert.deepStrictEqual(
        read.records.map((record) => [record.id, record.kind, answers(record)]),
        [
          ["talks.json#1", "interview", { person: "Ana", "turn-2": "Ana did." }],
          ["talks.json#2", "interview", { person: "Bo", "turn-2": "Bo did." }]
        ]
      )
    })
  )

  it.effect("reads a list of questions and answers as one person's", () =>
    Effect.gen(function* () {
      const person = {
        id: 7,
        answers: [
          { question: "Age?", answer: 37 },
          { question: "Why?", answer: null }
        ]
      }
      const read = yield* readFile("people.json", JSON.stringify([person, { ...person, id: 8 }]))
      assert.deepStrictEqual(allAnswers(read), [
        { id: "7", "Age?": "37" },
        { id: "8", "Age?": "37" }
      ])
      const one = yield* readFile("person.json", JSON.stringify({ responses: person.answers, id: 9 }))
      assert.deepStrictEqual(allAnswers(one), [{ id: "9", "Age?": "37" }])
    })
  )

  it.effect("reads YAML: a list, a list in an object, and several documents", () =>
    Effect.gen(function* () {
      const list = "- name: Ana\n  home:\n    size: 3\n- name: Bo\n"
      const expected = [{ name: "Ana", "home.size": "3" }, { name: "Bo" }]
      assert.deepStrictEqual(allAnswers(yield* readFile("people.yaml", list)), expected)
      assert.deepStrictEqual(
        allAnswers(yield* readFile("people.yml", `responses:\n${list.replace(/^/gm, "  ").trimEnd()}\n`)),
        expected
      )
      assert.deepStrictEqual(
        allAnswers(yield* readFile("people.yaml", "---\nname: Ana\nhome:\n  size: 3\n---\nname: Bo\n")),
        expected
      )
    })
  )

  it.effect("names the line of what is not YAML, counted from the top of the file", () =>
    Effect.gen(function* () {
      const reason = yield* whyNot("people.yaml", "---\na: 1\n---\nb: 2\n    c: secret\n")
      assert.match(reason.message, /people\.yaml, line 5: /)
      assert.notInclude(reason.message, "secret")
    })
  )
})

layer(NodeServices.layer)("rows in memory", (it) => {
  it.effect("become records, and those without an answer do not", () =>
    Effect.gen(function* () {
      const rows = [people[0] ?? {}, { note: "  ", other: undefined }, { when: new Date("2024-05-06"), n: 12n }]
      const records = yield* Stream.runCollect(ResearchData.fromRows(rows, { name: "crm" }))
      assert.deepStrictEqual(
        records.map((record) => record.id),
        ["crm#1", "crm#3"]
      )
      assert.deepStrictEqual(records.map(answers), [...flat.slice(0, 1), { when: "2024-05-06", n: "12" }])
    })
  )

  it.effect("may refer to themselves", () =>
    Effect.gen(function* () {
      const row: Record<string, unknown> = { name: "Ana" }
      row["self"] = row
      const records = yield* Stream.runCollect(ResearchData.fromRows([row], { name: "crm" }))
      assert.strictEqual(answers(records[0])["name"], "Ana")
    })
  )

  it.effect("keep names apart that are the same once flattened", () =>
    Effect.gen(function* () {
      const records = yield* Stream.runCollect(ResearchData.fromRows([{ "a.b": 1, a: { b: 2 } }], { name: "crm" }))
      assert.deepStrictEqual(answers(records[0]), { "a.b": "1", "a.b (2)": "2" })
    })
  )
})

layer(NodeServices.layer)("a text in memory", (it) => {
  for (const [format, text] of [
    ["csv", "a,b\n1,2\n3,4\n"],
    ["json", '[{"a":1,"b":2},{"a":3,"b":4}]'],
    ["jsonl", '{"a":1,"b":2}\n{"a":3,"b":4}\n'],
    ["yaml", "- a: 1\n  b: 2\n- a: 3\n  b: 4\n"]
  ] as const) {
    it.effect(`is read as ${format} when told, and when it looks like it`, () =>
      Effect.gen(function* () {
        const told = yield* Stream.runCollect(ResearchData.fromString(text, { name: "pasted", format }))
        const seen = yield* Stream.runCollect(ResearchData.fromString(`\ufeff${text}`, { name: "pasted" }))
        assert.deepStrictEqual(told.map(answers), [
          { a: "1", b: "2" },
          { a: "3", b: "4" }
        ])
        assert.deepStrictEqual(seen, told)
      })
    )
  }

  it.effect("fails where it is blank", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Stream.runCollect(ResearchData.fromString(" \n", { name: "pasted" })))
      assert.strictEqual(error.reason._tag, "EmptyFile")
    })
  )
})

layer(NodeServices.layer)("Typeform's responses", (it) => {
  const answer = (ref: string, type: string, value: unknown) => ({
    field: { id: `id-${ref}`, ref, type: "x" },
    type,
    [type]: value
  })
  const items = [
    {
      response_id: "r1",
      landing_id: "l1",
      metadata: { browser: "touch" },
      hidden: { wave: "2" },
      answers: [
        answer("role", "choice", { label: "Nurse" }),
        answer("tools", "choices", { labels: ["Paper", "Phone"], other: "Slate" }),
        answer("why", "text", "It is calm")
      ]
    },
    { response_id: "r2", landing_id: "l2", answers: [answer("nps", "number", 9)] },
    { response_id: "r3", landing_id: "l3", answers: null }
  ]

  it.effect("are read by the fields that they answer, without what the server noted", () =>
    Effect.gen(function* () {
      const read = yield* readFile("form.json", JSON.stringify({ total_items: 3, items }))
      assert.deepStrictEqual(allAnswers(read), [
        { wave: "2", role: "Nurse", tools: "Paper; Phone; Slate", why: "It is calm" },
        { nps: "9" }
      ])
    })
  )

  it.effect("have the questions of the form where its definition is there", () =>
    Effect.gen(function* () {
      const form = {
        fields: [
          { ref: "role", title: "What is your role?" },
          { id: "g", properties: { fields: [{ id: "id-why", title: "Why?" }] } }
        ]
      }
      const { records } = yield* readFile("form.json", JSON.stringify({ form, items }))
      assert.deepStrictEqual(questions(records[0]), {
        wave: undefined,
        role: "What is your role?",
        tools: undefined,
        why: "Why?"
      })
    })
  )
})

layer(NodeServices.layer)("rows of an app", (it) => {
  const rows = [{ q: "yes" }, { q: "no" }]
  const ids = (input: ResearchData.RowsInput) =>
    Effect.map(Stream.runCollect(ResearchData.fromRows(input, { name: "app" })), (records) =>
      records.map(({ id }) => id)
    )

  it.effect("may be a list, come one after the other, or be a stream", () =>
    Effect.gen(function* () {
      async function* later() {
        yield* rows
      }
      for (const input of [rows, new Set(rows), later(), Stream.fromIterable(rows)]) {
        assert.deepStrictEqual(yield* ids(input), ["app#1", "app#2"])
      }
    })
  )

  it.effect("that cannot be read are named with their key", () =>
    Effect.gen(function* () {
      const reasonOf = (input: ResearchData.RowsInput) => Effect.map(Effect.flip(ids(input)), (error) => error.message)
      assert.match(yield* reasonOf([{ q: "x" }, { q: () => "no" }]), /^app#2: .*"q"/)
      const list: Array<ResearchData.RowObject> = []
      // A hole in it, which no type tells.
      list.length = 1
      assert.match(yield* reasonOf(list), /^app#1: is no object/)
      async function* breaks() {
        yield* rows
        await Promise.reject(new Error("gone"))
      }
      assert.match(yield* reasonOf(breaks()), /^app#3: could not be had/)
    })
  )
})
