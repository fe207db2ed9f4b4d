import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import { LocalAnonymiser, Operators, PersonRecogniser, type Recogniser } from "../../src/privacy/index.ts"
import * as Ciphers from "../../src/privacy/Ciphers.ts"
import { interview, row } from "./support.ts"

/** Finds what a pattern matches: types that operators know, without the rules of their own recognisers. */
const shaped = (type: string, shape: RegExp): Recogniser => ({
  name: type,
  types: [type],
  recognise: (text) =>
    Array.from(text.matchAll(shape), ({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
      type,
      score: 0.9,
      rule: "shape"
    }))
})

const recognisers = [
  shaped("EMAIL_ADDRESS", /\w+@[\w.]+\w/g),
  shaped("AGE", /\b\d\d(?= years)/g),
  shaped("DATE", /\b\d{4}-\d\d-\d\d\b|\b\d\d?[./]\d\d?[./]\d{4}\b|\blast Tuesday\b/g),
  shaped("LOCATION", /\bLeeds\b/g),
  shaped("ADDRESS", /\b\d+ Elm Road, Leeds LS6 2AB/g)
]
const key = Redacted.make("a secret that nobody guesses")
const make = (operators: Operators.Operators, policy?: Operators.Operators) =>
  LocalAnonymiser.make({ recognisers, operators, key, ...(policy && { policy }) })
const write = (operators: Operators.Operators, text: string) => make(operators).replaceText(text)

describe("without a word about it", () => {
  it("what a persona is made of stays, and what tells who somebody is goes", () => {
    assert.strictEqual(
      write({}, "34 years in Leeds, at 12 Elm Road, Leeds LS6 2AB, since 2019-05-02, ill last Tuesday: a@b.org"),
      "34 years in Leeds, at [ADDRESS_1], since [DATE_1], ill last Tuesday: [EMAIL_ADDRESS_1]"
    )
  })

  it("nothing of it stays under the strict policy", () => {
    assert.strictEqual(
      make({}, Operators.strict).replaceText("34 years in Leeds, last Tuesday"),
      "[AGE_1] years in [LOCATION_1], [DATE_1]"
    )
  })
})

describe("an operator", () => {
  it("redacts without telling anybody apart", () => {
    assert.strictEqual(write({ EMAIL_ADDRESS: "redact" }, "a@b.org, c@d.org"), "[EMAIL_ADDRESS], [EMAIL_ADDRESS]")
  })

  it("masks letters and digits, marks apart", () => {
    assert.strictEqual(write({ EMAIL_ADDRESS: "mask" }, "ask zed@b4.org"), "ask ***@**.***")
    assert.strictEqual(Operators.mask("Zoë-王 e\u0301"), "***-* *")
  })

  it("hashes with the key: the same in every run with it, another with another", () => {
    const text = "Write to a@b.org"
    const once = write({ EMAIL_ADDRESS: "hash" }, text)
    assert.match(once, /^Write to \[EMAIL_ADDRESS#[0-9a-f]{16}\]$/)
    assert.strictEqual(write({ EMAIL_ADDRESS: "hash" }, "Write to A@b.org"), once)
    const other = LocalAnonymiser.make({
      recognisers,
      operators: { EMAIL_ADDRESS: "hash" },
      key: Redacted.make("other")
    })
    assert.notStrictEqual(other.replaceText(text), once)
  })

  it("encrypts so that whoever has the key reads it again, in another run as well", () => {
    const text = "Write to a@b.org or c@d.org"
    const encrypted = write({ EMAIL_ADDRESS: "encrypt" }, text)
    assert.notMatch(encrypted, /@/)
    assert.strictEqual(make({}).restore(encrypted).text, text)
    const stranger = LocalAnonymiser.make({ recognisers, key: Redacted.make("other") })
    assert.strictEqual(stranger.restore(encrypted).text, encrypted)
  })

  it("writes the same made-up person for the same person, part for part and in the same case", () => {
    const anonymiser = LocalAnonymiser.make({ recognisers: [PersonRecogniser], operators: { PERSON: "surrogate" } })
    const { fields } = anonymiser.replaceRecord(
      interview("Maya Okafor", [["", "I'm maya. MAYA OKAFOR! Okafor, and my husband Tom."]])
    )
    const [name = ""] = [fields[0]?.speaker]
    const [given = "", family = ""] = name.split(" ")
    assert.match(name, /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u)
    const other = /husband (\w+)/.exec(fields[0]?.text ?? "")?.[1] ?? ""
    assert.strictEqual(
      fields[0]?.text,
      `I'm ${given.toLowerCase()}. ${name.toUpperCase()}! ${family}, and my husband ${other}.`
    )
    assert.notStrictEqual(other, given)
    assert.notMatch(fields[0]?.text ?? "", /maya|okafor|tom/i)
  })

  it("writes contact details from ranges that are nobody's", () => {
    const text = write({ "*": "surrogate" }, "a@b.org, c@d.org, A@b.org")
    const addresses = text.split(", ")
    for (const address of addresses) assert.match(address, /@example\.com$/)
    assert.strictEqual(addresses[0], addresses[2])
    assert.notStrictEqual(addresses[0], addresses[1])
  })

  it("makes bands of ages, years of dates and regions of addresses", () => {
    const text = "34 years, since 2019-05-02, 12 Elm Road, Leeds LS6 2AB"
    assert.strictEqual(write({ AGE: "age-band", DATE: "year", ADDRESS: "region" }, text), "30–39 years, since 2019, LS")
  })

  it("moves the dates of a record by as many days, and those of another by others", () => {
    const anonymiser = make({ DATE: "shift" })
    const shifted = (id: number) =>
      anonymiser
        .replaceRecord(row({ from: "2019-05-02", to: "2019-05-12", odd: "12.05.2019", us: "05/22/2019" }, id))
        .fields.map(({ text }) => text)
    const [from = "", to = "", odd = "", us = ""] = shifted(1)
    assert.notStrictEqual(from, "2019-05-02")
    const time = (text: string) => Date.parse(`${text}T00:00:00Z`)
    assert.strictEqual(time(to) - time(from), 10 * 86_400_000)
    assert.strictEqual(odd.split(".").toReversed().join("-"), to)
    assert.match(us, /^\d\d\/\d\d\/\d{4}$/)
    assert.notDeepEqual(shifted(2), shifted(1))
    assert.deepStrictEqual(shifted(1), shifted(1))
  })

  it("may be a function", () => {
    assert.strictEqual(
      write({ EMAIL_ADDRESS: ({ type, text }) => `<${type} of ${text.length}>` }, "a@b.org"),
      "<EMAIL_ADDRESS of 7>"
    )
  })

  it("that keeps a type hides nothing of another that it overlaps", () => {
    const overlapping = [shaped("LOCATION", /Leeds with a@b\.org/g), shaped("EMAIL_ADDRESS", /\w+@[\w.]+\w/g)]
    assert.strictEqual(
      LocalAnonymiser.make({ recognisers: overlapping }).replaceText("In Leeds with a@b.org"),
      "In Leeds with [EMAIL_ADDRESS_1]"
    )
  })

  const Choices = Schema.Record(
    Schema.Literals(["PERSON", "EMAIL_ADDRESS", "AGE", "DATE", "LOCATION", "ADDRESS"]),
    Schema.Literals(Operators.builtIn)
  )
  const Pieces = Schema.Array(
    Schema.Literals([
      "my name is Maya Okafor, ",
      "Maya ",
      "okafor ",
      "a@b.org ",
      "34 years ",
      "2019-05-02 ",
      "last Tuesday ",
      "in Leeds ",
      "12 Elm Road, Leeds LS6 2AB ",
      "[PERSON_1] ",
      "and so on. "
    ])
  ).pipe(Schema.check(Schema.isMaxLength(12)))

  it.prop("leaves nothing that a second look would find", [Choices, Pieces], ([operators, pieces]) => {
    const anonymiser = make(operators)
    const replaced = anonymiser.replaceText(pieces.join(""))
    const cleaned = anonymiser.clean(replaced)
    assert.deepStrictEqual(anonymiser.inspect(cleaned.text), [])
    if (Object.values(operators).every((one) => one === "placeholder" || one === "keep" || one === "encrypt"))
      assert.strictEqual(anonymiser.restore(cleaned.text).text, pieces.join(""))
  })
})

describe("a cipher", () => {
  it.effect.prop("gives back every text, and none that was altered", [Schema.String], ([text]) =>
    Effect.sync(() => {
      const { decrypt, encrypt } = Ciphers.make(key)
      const encrypted = encrypt(text)
      assert.strictEqual(decrypt(encrypted), text)
      const bytes = Buffer.from(encrypted, "base64url")
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      assert.isUndefined(decrypt(bytes.toString("base64url")))
      assert.isUndefined(Ciphers.make(Redacted.make("other")).decrypt(encrypted))
      assert.isUndefined(decrypt(text.slice(0, 8)))
    })
  )
})

describe("what only describes people", () => {
  const text = "I am 34 years old and joined on 3 March 2024."

  it("is left to the persona by default", () => {
    assert.strictEqual(LocalAnonymiser.make().replaceText(text), text)
  })

  it("is replaced where everything found is to be replaced", () => {
    assert.notMatch(LocalAnonymiser.make({ policy: Operators.strict }).replaceText(text), /34|March/)
  })

  it("is looked for where an operator is named for it", () => {
    const replaced = LocalAnonymiser.make({ operators: { AGE: "age-band" } }).replaceText(text)
    assert.include(replaced, "30–39")
  })
})
