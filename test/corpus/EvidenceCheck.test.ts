import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as EvidenceCheck from "../../src/corpus/EvidenceCheck.ts"
import * as Verbatim from "../../src/corpus/Verbatim.ts"
import type { Evidence } from "../../src/domain/Evidence.ts"
import type { PersonaContent } from "../../src/domain/Persona.ts"
import { generator } from "../../src/domain/Seed.ts"
import { rows } from "./surveys.ts"

const said = "I don’t trust the export — it “forgets” half of my invoices, every single month."
const records = rows([
  { Plan: "Pro", Channels: "Email; Phone; Live chat", Why: said, Short: "Too slow." },
  { Plan: "Free", Channels: "Email", Why: "We were unable to log in for three days… nobody told us why.", Used: "Yes" },
  {
    Plan: "Team",
    Why: "名前を入力するたびに画面が固まってしまうので困っています。",
    Note: "Café 10 % günstiger als vorher"
  },
  { Plan: "Team", Why: "Nobody has sampled this record, and still it stands in the corpus." }
])
const corpus = Corpus.make(records)
const sample = records.slice(0, 3)

const blank: PersonaContent = {
  name: "Ada",
  age: null,
  occupation: null,
  title: "Someone",
  summary: "Someone.",
  demographics: {},
  goals: ["To be done"],
  painPoints: [],
  behaviours: [],
  motivations: [],
  quotes: [],
  evidence: []
}

const evidence = (over: Partial<Evidence>): Evidence => ({
  claim: "/goals/0",
  recordId: "r1",
  field: "Why",
  text: said,
  kind: "quote",
  status: "unverified",
  ...over
})

const checkQuote = (text: string, over: Partial<Evidence> = {}) =>
  EvidenceCheck.check(
    corpus,
    { ...blank, quotes: [text], evidence: [evidence({ claim: "/quotes/0", text, ...over })] },
    sample
  )

const checkAnswer = (over: Partial<Evidence>) => {
  const { persona } = EvidenceCheck.check(
    corpus,
    { ...blank, evidence: [evidence({ kind: "answer", ...over })] },
    sample
  )
  return persona.evidence[0]
}

describe("EvidenceCheck, quotes", () => {
  it("verifies what stands in the cited field word for word", () => {
    const { persona, repaired, unverified, verified } = checkQuote("forgets” half of my invoices")
    assert.deepStrictEqual([verified, repaired, unverified], [1, 0, 0])
    assert.deepStrictEqual(persona.quotes, ["forgets” half of my invoices"])
    assert.strictEqual(persona.evidence[0]?.status, "verified")
  })

  it.each([
    [
      "straight quotation marks and dashes",
      `I don't trust the export - it "forgets" half of my invoices`,
      "I don’t trust the export — it “forgets” half of my invoices"
    ],
    ["another case and spacing", "i DON’T  trust\nthe export", "I don’t trust the export"],
    ["quotation marks around it", `"I don’t trust the export"`, "I don’t trust the export"],
    ["a full stop that is not there", "I don’t trust the export.", "I don’t trust the export"],
    ["dots for an ellipsis", "for three days... nobody told us", "for three days… nobody told us"],
    ["accents left out", "Cafe 10 % gunstiger als", "Café 10 % günstiger als"]
  ])("repairs %s to the source's own words", (_, written, source) => {
    const { persona, repaired } = checkQuote(written)
    assert.deepStrictEqual(persona.quotes, [source])
    assert.strictEqual(persona.evidence[0]?.text, source)
    assert.strictEqual(persona.evidence[0]?.status, "repaired")
    assert.strictEqual(repaired, 1)
  })

  it("widens a quote that cuts a word, which can turn its meaning round", () => {
    assert.deepStrictEqual(checkQuote("able to log in for three days", { recordId: "r2" }).persona.quotes, [
      "unable to log in for three days"
    ])
    assert.deepStrictEqual(checkQuote("I don").persona.quotes, [])
    assert.strictEqual(Verbatim.find("for all I can't do it", "for all I can"), "for all I can't")
    assert.strictEqual(Verbatim.find("only non-smokers get in", "smokers get in"), "non-smokers get in")
  })

  it("sets record and field right where the quote stands elsewhere in the sample", () => {
    const { persona } = checkQuote("nobody told us why", { recordId: "r1", field: "Channels" })
    assert.deepInclude(persona.evidence[0], { recordId: "r2", field: "Why", status: "repaired" })
  })

  it("looks outside the sample only where the evidence says so", () => {
    assert.strictEqual(checkQuote("Nobody has sampled this record", { recordId: "r4" }).verified, 1)
    assert.strictEqual(checkQuote("Nobody has sampled this record", { recordId: "r1" }).unverified, 1)
  })

  it("removes invented quotes with their evidence, and counts the claims of the others anew", () => {
    const quotes = ["I love every bit of it, truly", "nobody told us why", "Too slow."]
    const { persona, repaired, unverified, verified } = EvidenceCheck.check(
      corpus,
      {
        ...blank,
        quotes,
        evidence: [
          evidence({ claim: "/quotes/0", text: quotes[0] ?? "" }),
          evidence({ claim: "/quotes/1", recordId: "r2", text: quotes[1] ?? "" }),
          evidence({ claim: "/quotes/2", field: "Short", text: quotes[2] ?? "" })
        ]
      },
      sample
    )
    assert.deepStrictEqual(persona.quotes, quotes.slice(1))
    assert.deepStrictEqual(
      persona.evidence.map(({ claim, text }) => [claim, text]),
      [
        ["/quotes/0", "nobody told us why"],
        ["/quotes/1", "Too slow."]
      ]
    )
    assert.deepStrictEqual([verified, repaired, unverified], [2, 0, 1])
  })

  it("finds a quote that came without evidence", () => {
    const { persona, repaired } = EvidenceCheck.check(corpus, { ...blank, quotes: ["half of my invoices"] }, sample)
    assert.deepInclude(persona.evidence[0], { claim: "/quotes/0", recordId: "r1", field: "Why", kind: "quote" })
    assert.strictEqual(repaired, 1)
  })

  it("shows the evidence's words where the quote itself is a paraphrase of them", () => {
    const { persona } = checkQuote("The export loses invoices all the time", {
      text: "half of my invoices, every single month"
    })
    assert.deepStrictEqual(persona.quotes, ["half of my invoices, every single month"])
    assert.strictEqual(persona.evidence[0]?.status, "repaired")
  })

  it("takes very few words for a quote only where they are the whole answer", () => {
    assert.deepStrictEqual(checkQuote("the export").persona.quotes, [])
    assert.deepStrictEqual(checkQuote("single month").persona.quotes, [])
    assert.deepStrictEqual(checkQuote("too slow", { field: "Short" }).persona.quotes, ["Too slow."])
  })

  it("knows scripts without spaces", () => {
    assert.strictEqual(checkQuote("画面が固まってしまう", { recordId: "r3" }).verified, 1)
  })

  it("survives quotes of nothing but marks", () => {
    for (const text of ["", "   ", "…", '"""""""""""" a b c', "— — — — — — — —"]) {
      assert.deepStrictEqual(checkQuote(text).persona.quotes, [])
    }
  })

  it("is quick on long sources that nearly match all the way", () => {
    const long = Corpus.make(rows([{ Why: "ab ".repeat(200_000) }]))
    const text = `${"ab ".repeat(2000)}c`
    const { unverified } = EvidenceCheck.check(long, { ...blank, quotes: [text] }, long.records)
    assert.strictEqual(unverified, 1)
  })
})

describe("EvidenceCheck, in slices", () => {
  it("says the same, and lets others in after each record that a passage is looked for in", () => {
    const wrong = Array.from({ length: 20 }, (_, i) => `these are not the words of anybody ${i}`)
    const persona = { ...blank, quotes: ["forgets” half of my invoices", ...wrong], evidence: [] }
    const slices = EvidenceCheck.checkSliced(corpus, persona, sample)
    let count = 0
    let step = slices.next()
    for (; step.done !== true; step = slices.next()) count++
    assert.deepStrictEqual(step.value, EvidenceCheck.check(corpus, persona, sample))
    assert.isAtLeast(count, wrong.length * sample.length)
  })
})

describe("EvidenceCheck, answers", () => {
  it("verifies a whole answer and one choice of several", () => {
    assert.strictEqual(checkAnswer({ field: "Plan", text: "Pro" })?.status, "verified")
    assert.strictEqual(checkAnswer({ field: "Channels", text: "Live chat" })?.status, "verified")
    assert.strictEqual(checkAnswer({ field: "Channels", text: "Live" })?.status, "unverified")
  })

  it("repairs case and the field's name", () => {
    assert.deepInclude(checkAnswer({ field: "plan", text: "pro" }), { field: "Plan", text: "Pro", status: "repaired" })
  })

  it("repairs the record, within the same field", () => {
    assert.deepInclude(checkAnswer({ recordId: "r1", field: "Plan", text: "Free" }), {
      recordId: "r2",
      status: "repaired"
    })
  })

  it("does not take a yes to one question for a yes to another", () => {
    assert.strictEqual(checkAnswer({ recordId: "r2", field: "Plan", text: "Yes" })?.status, "unverified")
  })

  it("keeps what is not borne out, and says so, but drops what names a record that is not there", () => {
    assert.deepInclude(checkAnswer({ field: "Plan", text: "Enterprise" }), { text: "Enterprise", status: "unverified" })
    const { persona, unverified } = EvidenceCheck.check(
      corpus,
      { ...blank, evidence: [evidence({ recordId: "r99", text: "nobody ever said this at all" })] },
      sample
    )
    assert.deepStrictEqual(persona.evidence, [])
    assert.strictEqual(unverified, 1)
  })

  it("keeps what else the persona has, its id included", () => {
    const persona = { ...blank, id: "p1" }
    assert.deepStrictEqual(EvidenceCheck.check(corpus, persona, sample).persona, persona)
  })
})

describe("EvidenceCheck, whatever the persona", () => {
  const fields = records.flatMap(({ fields, id }) => fields.map((field) => ({ id, ...field })))
  const Seeds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 31 }))

  /** Text that is sometimes a piece of the source, sometimes a mangled one, sometimes neither. */
  const text = (random: () => number): string => {
    const source = fields[Math.floor(random() * fields.length)]?.text ?? ""
    const start = Math.floor(random() * source.length)
    const piece = source.slice(start, start + Math.floor(random() * 60))
    const mangle = [
      (value: string) => value,
      (value: string) => value.toUpperCase(),
      (value: string) => `“${value}…`,
      (value: string) => value.replaceAll(" ", "  "),
      (value: string) => Array.from(value).toReversed().join(""),
      () => source,
      () => ""
    ]
    return mangle[Math.floor(random() * mangle.length)]?.(piece) ?? ""
  }

  const persona = (seed: number): PersonaContent => {
    const random = generator(seed)
    const pick = <A>(...from: ReadonlyArray<A>): A | undefined => from[Math.floor(random() * from.length)]
    const quotes = Array.from({ length: Math.floor(random() * 5) }, () => text(random))
    return {
      ...blank,
      quotes,
      evidence: Array.from({ length: Math.floor(random() * 9) }, () => {
        const index = Math.floor(random() * 6)
        return {
          claim: pick("/goals/0", `/quotes/${index}`, "/quotes/x", "") ?? "",
          recordId: pick("r1", "r2", "r3", "r4", "nobody") ?? "",
          field: pick("Why", "why", "Plan", "Channels", "toString", "") ?? "",
          text: random() < 0.5 ? (quotes[index] ?? "") : text(random),
          kind: pick("quote", "answer") ?? "quote",
          status: pick("verified", "repaired", "unverified") ?? "verified"
        }
      })
    }
  }

  it.prop(
    "every quote left stands verbatim where its evidence says, and every other evidence tells the truth",
    [Seeds],
    ([seed]) => {
      const checked = EvidenceCheck.check(corpus, persona(seed), sample)
      const { evidence, quotes } = checked.persona
      for (const [index, quote] of quotes.entries()) {
        const own = evidence.filter(({ claim }) => claim === `/quotes/${index}`)
        assert.strictEqual(own.length, 1)
        assert.strictEqual(own[0]?.text, quote)
        assert.notStrictEqual(own[0]?.status, "unverified")
      }
      for (const item of evidence) {
        assert.isDefined(corpus.byId(item.recordId))
        const field = fields.find(({ id, name }) => id === item.recordId && name === item.field)
        if (item.status !== "unverified")
          assert.isTrue(field?.text.includes(item.text) === true && item.text.trim() !== "")
      }
      const left = evidence.filter(({ claim }) => claim.startsWith("/quotes/")).length
      assert.strictEqual(left, quotes.length)
    },
    { arbitrary: { runs: 3000 } }
  )

  it.prop(
    "checking twice changes nothing",
    [Seeds],
    ([seed]) => {
      const once = EvidenceCheck.check(corpus, persona(seed), sample)
      const twice = EvidenceCheck.check(corpus, once.persona, sample)
      assert.deepStrictEqual(twice.persona, once.persona)
      assert.deepStrictEqual([twice.verified, twice.repaired], [once.verified, once.repaired])
    },
    { arbitrary: { runs: 3000 } }
  )

  const Words = Schema.Array(
    Schema.Literals(["I", "can't", "say", "über", "naïve", "“so”", "10", "%", "—", "today,", "名前"])
  ).check(Schema.isMinLength(6))

  it.prop(
    "whole words out of any field are verified",
    [Words, Seeds],
    ([words, seed]) => {
      const source = words.join(" ")
      const random = generator(seed)
      const from = Math.floor(random() * (words.length - 3))
      const quote = words.slice(from, from + 4 + Math.floor(random() * words.length)).join(" ")
      const own = Corpus.make(rows([{ Said: source }]))
      const { repaired, verified } = EvidenceCheck.check(
        own,
        { ...blank, quotes: [quote], evidence: [evidence({ claim: "/quotes/0", field: "Said", text: quote })] },
        []
      )
      if (Verbatim.isSubstantial(quote)) assert.deepStrictEqual([verified, repaired], [1, 0])
    },
    { arbitrary: { runs: 1000 } }
  )

  it.prop(
    "any other piece of a field comes back in whole words that contain it",
    [Arbitrary.schema(Schema.String), Seeds],
    ([source, seed]) => {
      const random = generator(seed)
      const start = Math.floor(random() * source.length)
      const piece = source.slice(start, start + 1 + Math.floor(random() * 20))
      if (piece === "") return
      const found = Verbatim.find(source, piece)
      assert.isDefined(found)
      assert.isTrue(source.includes(found) && found.includes(piece))
      assert.strictEqual(Verbatim.find(source, found), found)
    },
    { arbitrary: { runs: 2000 } }
  )
})
