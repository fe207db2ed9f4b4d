import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { allAnswers, answers, questions, readFile, whyNot } from "./support.ts"

layer(NodeServices.layer)("interviews", (it) => {
  it.effect("give one record with what the participant said and was asked", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.txt",
        "Interviewer: How do you cook?\n\nMaria: With gas.\nMostly.\n\nInterviewer: Why?\n\nMaria: It is quick.\n"
      )
      assert.deepStrictEqual(records, [
        {
          id: "talk.txt#1",
          source: { file: records[0]?.source.file ?? "", place: "line 3" },
          kind: "interview",
          fields: [
            { name: "turn-2", question: "How do you cook?", text: "With gas. Mostly.", speaker: "Maria" },
            { name: "turn-4", question: "Why?", text: "It is quick.", speaker: "Maria" }
          ]
        }
      ])
    })
  )

  it.effect("take the lines above them for facts about the participant", () =>
    Effect.gen(function* () {
      for (const blank of ["\n", ""]) {
        const { records } = yield* readFile(
          "talk.txt",
          `Participant: P4\nAge: 37\n- **Occupation:** nurse, nights\nInterviewer: Dana R.\nDate: 2 May, 14:30\n${blank}Interviewer: How are you today?\nP4: Fine, thanks.\nInterviewer: Good.\nP4: Yes.\n`
        )
        assert.deepStrictEqual(answers(records[0]), {
          Participant: "P4",
          Age: "37",
          Occupation: "nurse, nights",
          Interviewer: "Dana R.",
          Date: "2 May, 14:30",
          "turn-2": "Fine, thanks.",
          "turn-4": "Yes."
        })
      }
    })
  )

  it.effect("do not take what is said first for a fact", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.txt",
        "Participant: I went home.\nInterviewer: When did you go?\nParticipant: At 10:30, and then: nothing.\nInterviewer: Why?\nParticipant: Tired.\n"
      )
      assert.deepStrictEqual(answers(records[0]), {
        "turn-1": "I went home.",
        "turn-3": "At 10:30, and then: nothing.",
        "turn-5": "Tired."
      })
      assert.strictEqual(questions(records[0])["turn-1"], undefined)
    })
  )

  it.effect("do not take a remark or an address for a speaker, however often it comes", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.txt",
        "Interviewer: Where?\nMaria: There.\nNote: I went by bus.\nNote: It was late.\nAt 10:30 I ate.\nAt 10:45 I slept.\nhttps://example.org is the page.\nInterviewer: And then?\nMaria: Home.\n"
      )
      assert.deepStrictEqual(answers(records[0]), {
        "turn-2":
          "There. Note: I went by bus. Note: It was late. At 10:30 I ate. At 10:45 I slept. https://example.org is the page.",
        "turn-4": "Home."
      })
    })
  )

  for (const [what, text] of [
    ["[00:03:12] before the label", "[00:00:01] Interviewer: Why?\n[00:00:03] Ana: So.\n[00:00:04] Ana: Yes."],
    ["00:03 before the label", "00:01 Interviewer: Why?\n00:03 Ana: So. Yes."],
    ["(00:03) after the label", "Interviewer (00:01): Why?\nAna (00:03): So. Yes."],
    ["bold labels", "**Interviewer:** Why?\n\n**Ana:** So. Yes."],
    ["bold names", "**Interviewer**: Why?\n\n**Ana**: So. Yes."],
    ["names with a time above the words", "Interviewer  0:01\nWhy?\n\nAna  0:03\nSo.\nYes."],
    ["a list", "- Interviewer: Why?\n- Ana: So. Yes."],
    ["capitals", "INTERVIEWER: Why?\nANA: So. Yes."]
  ] as const) {
    it.effect(`read labels written as ${what}`, () =>
      Effect.gen(function* () {
        const { records } = yield* readFile("talk.md", text)
        assert.strictEqual(records.length, 1)
        assert.deepStrictEqual(answers(records[0]), { "turn-2": "So. Yes." })
        assert.strictEqual(questions(records[0])["turn-2"], "Why?")
      })
    )
  }

  for (const label of ["Moderator", "Researcher", "Facilitator", "I", "Q", "INT", "Interviewer 2", "UX Researcher"]) {
    it.effect(`know that ${label} asks, even without a question mark`, () =>
      Effect.gen(function* () {
        const { records } = yield* readFile(
          "talk.txt",
          `${label}: Tell me.\nAna: Why me?\n${label}: Go on.\nAna: Sure?\n`
        )
        assert.deepStrictEqual(answers(records[0]), { "turn-2": "Why me?", "turn-4": "Sure?" })
      })
    )
  }

  it.effect("with two names have the one who asks more questions ask", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.txt",
        "Bo: Ready.\nAna: How old?\nBo: 30. You?\nAna: And why?\nBo: So.\nAna: Oh?\nBo: Yes.\n"
      )
      assert.strictEqual(records.length, 1)
      assert.deepStrictEqual(Object.values(answers(records[0])), ["Ready.", "30. You?", "So.", "Yes."])
    })
  )

  it.effect("with numbered questions and answers have one participant", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile("talk.txt", "Q1: Why?\nA1: So.\n\nQ2: When?\nA2: Then.\n")
      assert.deepStrictEqual(records.map(answers), [{ "turn-2": "So.", "turn-4": "Then." }])
    })
  )

  it.effect("of a group give one record for each participant, with shared facts and their own", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "group.txt",
        "Date: 3 May\nP1: nurse\nP2: driver\nPlace: Leeds\n\nModerator: How do you shop?\nP1: Online, always.\nP2: At the market.\nP1: Really?\nModerator: Why?\nP2: It is cheap.\n"
      )
      assert.deepStrictEqual(
        records.map((record) => [record.id, record.source.place, answers(record)]),
        [
          [
            "group.txt#1",
            "line 7",
            { Date: "3 May", P1: "nurse", Place: "Leeds", "turn-2": "Online, always.", "turn-4": "Really?" }
          ],
          [
            "group.txt#2",
            "line 8",
            { Date: "3 May", P2: "driver", Place: "Leeds", "turn-3": "At the market.", "turn-6": "It is cheap." }
          ]
        ]
      )
      assert.strictEqual(questions(records[1])["turn-3"], "How do you shop?")
    })
  )

  it.effect("keep the paragraphs of a long answer apart", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile("talk.txt", "Q: Why?\nA: First\npart.\n\nSecond: part.\nQ: Oh?\nA: Yes.\n")
      assert.strictEqual(answers(records[0])["turn-2"], "First part.\nSecond: part.")
    })
  )

  it.effect("of a participant who speaks once are still interviews", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.txt",
        "Interviewer: Tell me everything about it.\nMaria: Well, it is long.\n"
      )
      assert.deepStrictEqual(answers(records[0]), { "turn-2": "Well, it is long." })
    })
  )

  it.effect("take facts out of YAML above Markdown", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.md",
        "---\nparticipant: P3\nhome:\n  size: 2\n---\n\n# Interview 3\n\n**Interviewer:** Why?\n\n**P3:** It is **very** quick.\n"
      )
      assert.deepStrictEqual(answers(records[0]), {
        participant: "P3",
        "home.size": "2",
        "turn-2": "It is very quick."
      })
      assert.strictEqual(records[0]?.source.place, "line 11")
    })
  )

  it.effect("in HTML are read as in text", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.html",
        "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><h1>Talk 3</h1><table><tr><th><p>Age</p></th><td> <div>37</div> </td></tr></table><dl><dt>Job</dt><dd>nurse &amp; more</dd></dl><p><strong>Interviewer:</strong> Why <a href='x'>so</a>?</p><p><strong>Ana:</strong> It is<br>quick.</p></body></html>"
      )
      assert.strictEqual(records.length, 1)
      assert.deepStrictEqual(answers(records[0]), { Age: "37", Job: "nurse & more", "turn-2": "It is quick." })
      assert.strictEqual(questions(records[0])["turn-2"], "Why so?")
    })
  )
})

layer(NodeServices.layer)("subtitles", (it) => {
  it.effect("with voices are interviews, cues of one speaker joined", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.vtt",
        "WEBVTT - Talk\nKind: captions\n\nNOTE\nAge: 37\nJob: nurse\n\nSTYLE\n::cue { color: red }\n\n1\n00:00:01.000 --> 00:00:02.000 align:start\n<v Interviewer>Why &amp; how?</v>\n\n00:00:03.000 --> 00:00:04.000\n<v.loud Ana Lee>It is <i>quick</i>,\nand\n\n00:00:05.000 --> 00:00:06.000\ncheap.\n"
      )
      assert.deepStrictEqual(
        records.map((record) => [record.source.place, record.kind]),
        [["line 16", "interview"]]
      )
      assert.deepStrictEqual(answers(records[0]), { Age: "37", Job: "nurse", "turn-2": "It is quick, and cheap." })
      assert.strictEqual(questions(records[0])["turn-2"], "Why & how?")
      assert.strictEqual(records[0]?.fields.at(-1)?.speaker, "Ana Lee")
    })
  )

  it.effect("of SubRip with labels are interviews", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.srt",
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nInterviewer: Why?\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}Ana: It is\r\nquick,\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\nand cheap.\r\n"
      )
      assert.deepStrictEqual(answers(records[0]), { "turn-2": "It is quick, and cheap." })
      assert.strictEqual(records[0]?.source.place, "line 7")
    })
  )

  it.effect("without speakers are a document", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "talk.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nI cook\n\n00:02.000 --> 00:03.000\nevery day.\n"
      )
      assert.strictEqual(records[0]?.kind, "document")
      assert.deepStrictEqual(answers(records[0]), { "paragraph-1": "I cook every day." })
    })
  )

  it.effect("without words are an error", () =>
    Effect.map(whyNot("talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"), (reason) =>
      assert.strictEqual(reason._tag, "NoRecords")
    )
  )
})

layer(NodeServices.layer)("documents", (it) => {
  it.effect("have a field for each paragraph, under the heading above it", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "notes.md",
        "# Shopping ##\n\nShe shops\non **Mondays**.\n\n- milk\n- bread\n\nWork\n----\n\n> Nights only.\n\n***\n"
      )
      assert.strictEqual(records[0]?.kind, "document")
      assert.deepStrictEqual(answers(records[0]), {
        "paragraph-1": "She shops on Mondays.",
        "paragraph-2": "- milk\n- bread",
        "paragraph-3": "Nights only."
      })
      assert.deepStrictEqual(Object.values(questions(records[0])), ["Shopping", "Shopping", "Work"])
    })
  )

  it.effect("of HTML are read alike", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "notes.html",
        "<body><h2>Shopping</h2><p>On <b>Mondays</b>.</p><p>And Fridays.</p><script>x</script></body>"
      )
      assert.deepStrictEqual(answers(records[0]), { "paragraph-1": "On Mondays.", "paragraph-2": "And Fridays." })
      assert.strictEqual(questions(records[0])["paragraph-2"], "Shopping")
    })
  )

  it.effect("may have facts above them", () =>
    Effect.gen(function* () {
      const { records } = yield* readFile(
        "diary.txt",
        "Participant: P7\nAge: 52\n\nToday I cooked.\n\nNote: it was late.\n"
      )
      assert.deepStrictEqual(answers(records[0]), {
        Participant: "P7",
        Age: "52",
        "paragraph-1": "Today I cooked.",
        "paragraph-2": "Note: it was late."
      })
    })
  )

  for (const [what, text] of [
    [
      "prose with a few labels",
      ["Monday", "Tuesday", "Monday", "Tuesday"]
        .map((day) => `${day}: I cooked.\n\n${"I slept.\n\n".repeat(5)}`)
        .join("")
    ],
    [
      "pros and cons",
      "I tried it for a week.\n\nPros: it is quick.\nCons: it is dear.\nPros: it is small.\nCons: it breaks.\n"
    ],
    ["a single remark", "Note: I went home.\n"]
  ] as const) {
    it.effect(`are what ${what} are`, () =>
      Effect.gen(function* () {
        const { records } = yield* readFile("text.txt", text)
        assert.deepStrictEqual(
          records.map((record) => record.kind),
          ["document"]
        )
        assert.strictEqual(
          Object.values(answers(records[0])).join(" ").replace(/\s+/g, " "),
          text.trim().replace(/\s+/g, " ")
        )
      })
    )
  }

  it.effect("without blank lines have a paragraph a line where lines end as sentences do", () =>
    Effect.gen(function* () {
      const lines = yield* readFile("a.txt", "I cook.\nI shop.\nI sleep.\n")
      assert.deepStrictEqual(allAnswers(lines), [
        { "paragraph-1": "I cook.", "paragraph-2": "I shop.", "paragraph-3": "I sleep." }
      ])
      const wrapped = yield* readFile("a.txt", "I cook every\nday of the\nweek.\n")
      assert.deepStrictEqual(allAnswers(wrapped), [{ "paragraph-1": "I cook every day of the week." }])
    })
  )
})
