import { assert, describe, it } from "@effect/vitest"
import {
  CardRecogniser,
  EmailRecogniser,
  IbanRecogniser,
  IpRecogniser,
  PhoneRecogniser,
  UrlRecogniser
} from "../../src/privacy/index.ts"
import { found } from "./support.ts"

describe("e-mail addresses", () => {
  it.each([
    ["write to nia.powell+diary@mail.example.co.uk, please.", ["nia.powell+diary@mail.example.co.uk"]],
    ["(mailto:o'hara@example.ie)", ["o'hara@example.ie"]],
    ["**jürgen@müller-bücher.example**", ["jürgen@müller-bücher.example"]],
    ["either a@example.org or b@example.org.", ["a@example.org", "b@example.org"]],
    ["it's tess@example.org...then", ["tess@example.org"]]
  ])("are found in %j", (text, expected) => assert.deepStrictEqual(found(EmailRecogniser, text), expected))

  it.each(["meet @ 5pm", "follow @tess on there", "user@localhost", "3 @ £2.50", "a @ b.com", "@@@@"])(
    "are not seen in %j",
    (text) => assert.deepStrictEqual(found(EmailRecogniser, text), [])
  )
})

describe("web addresses", () => {
  it.each([
    ["see https://blog.example.org/me?x=1, it's good", ["https://blog.example.org/me?x=1"]],
    ["my page is www.tess-bakes.co.uk.", ["www.tess-bakes.co.uk"]],
    ["portfolio: tessbakes.com", ["tessbakes.com"]],
    ["linked here: bit.ly/3xYz", ["bit.ly/3xYz"]]
  ])("are found in %j", (text, expected) => assert.deepStrictEqual(found(UrlRecogniser, text), expected))

  it.each([
    "the file notes.md and main.rs",
    "some things, e.g. this, i.e. that",
    "I love it.so much",
    "It works.It really does",
    "no.thanks",
    "about 3.5 hours",
    "well...ok"
  ])("are not seen in %j", (text) => assert.deepStrictEqual(found(UrlRecogniser, text), []))
})

describe("telephone numbers", () => {
  it.each([
    ["Text 07700 900123 any time", ["07700 900123"]],
    ["(020) 7946 0958 after six", ["(020) 7946 0958"]],
    ["+44 7700 900 123", ["+44 7700 900 123"]],
    ["+1 (202) 555-0142 or 202-555-0143", ["+1 (202) 555-0142", "202-555-0143"]],
    ["Tel. 030 901820 im Büro", ["030 901820"]],
    ["rufen Sie 0171 1234567 an", ["0171 1234567"]],
    ["0044 20 7946 0958", ["0044 20 7946 0958"]],
    ["call (202) 555-0142 x12.", ["(202) 555-0142 x12"]],
    ["07700900123, 07700 900124", ["07700900123", "07700 900124"]]
  ])("are found in %j", (text, expected) => assert.deepStrictEqual(found(PhoneRecogniser, text), expected))

  it.each([
    "2019 2020 2021 were hard",
    "12.05.2023 10:30:15",
    "2024-05-12 07:01:42",
    "on 01/02/2023 and 03/04/2023",
    "it cost £1,200.00, not $12500000",
    "0.123456789 of them",
    "participant 10023456789",
    "order 5512345678",
    "1699999999",
    "about 123 456 789 people",
    "ISBN 978-3-16-148410-0",
    "192.168.100.200",
    "100-200"
  ])("are not seen in %j", (text) => assert.deepStrictEqual(found(PhoneRecogniser, text), []))

  it("need no more than their digits in a column of telephone numbers", () => {
    assert.deepStrictEqual(found(PhoneRecogniser, "2025550142", "Mobile number"), ["2025550142"])
    assert.deepStrictEqual(found(PhoneRecogniser, "2025550142", "Steps"), [])
  })

  it.each(["not before 12.05.2023", "in 2019, 2020 or 2021", "since 2019 2020 2021", "£12 345 678"])(
    "are not seen in a column of contact details that says %j",
    (text) => assert.deepStrictEqual(found(PhoneRecogniser, text, "May we contact you?"), [])
  )

  it("are not seen in a column of identifiers", () => {
    assert.deepStrictEqual(found(PhoneRecogniser, "07700900123", "Respondent ID"), [])
  })
})

describe("network addresses", () => {
  it.each([
    ["from 203.0.113.9.", ["203.0.113.9"]],
    ["2001:db8::8a2e:370:7334, then", ["2001:db8::8a2e:370:7334"]],
    ["the 10.20.0.0/16 range", ["10.20.0.0/16"]]
  ])("are found in %j", (text, expected) => assert.deepStrictEqual(found(IpRecogniser, text), expected))

  it.each(["version 1.2.3.4", "v2.10.0.1", "at 10:30:15", "std::vector", "a::b", "300.1.2.3", "1.2.3.4.5"])(
    "are not seen in %j",
    (text) => assert.deepStrictEqual(found(IpRecogniser, text), [])
  )
})

describe("payment cards", () => {
  it.each([
    ["4111 1111 1111 1111", ["4111 1111 1111 1111"]],
    ["my card 5555555555554444 expired", ["5555555555554444"]],
    ["amex 3782-822463-10005", ["3782-822463-10005"]],
    ["my debit card 501812345673 was declined", ["501812345673"]],
    ["Maestro 6304 1234 5674", ["6304 1234 5674"]]
  ])("are found in %j", (text, expected) => assert.deepStrictEqual(found(CardRecogniser, text), expected))

  it.each(["4111 1111 1111 1112", "1234567890123452", "0000 0000 0000 0000", "X4111111111111111"])(
    "are not seen in %j",
    (text) => assert.deepStrictEqual(found(CardRecogniser, text), [])
  )

  it("of twelve digits are those of cards only where cards are spoken of", () => {
    assert.deepStrictEqual(found(CardRecogniser, "the order 501812345673 was late"), [])
  })

  it("are not seen in a column of identifiers", () => {
    assert.deepStrictEqual(found(CardRecogniser, "4111111111111111", "case_id"), [])
  })
})

describe("bank accounts", () => {
  it.each([
    ["IBAN GB82 WEST 1234 5698 7654 32 thanks", ["GB82 WEST 1234 5698 7654 32"]],
    ["de89370400440532013000", ["de89370400440532013000"]]
  ])("are found in %j", (text, expected) => assert.deepStrictEqual(found(IbanRecogniser, text), expected))

  it.each(["GB82 WEST 1234 5698 7654 33", "XX00 1234 5678 9012", "GB82 WEST 1234"])("are not seen in %j", (text) =>
    assert.deepStrictEqual(found(IbanRecogniser, text), [])
  )
})
