import { assert, describe, it } from "@effect/vitest"
import { SecretRecogniser, UsernameRecogniser } from "../../src/privacy/index.ts"
import { ColumnRecogniser } from "../../src/privacy/recognisers/ColumnRecogniser.ts"
import { found } from "./support.ts"

// Put together here, so that no scanner takes this file for a leak.
const keys = [
  ["sk", "ant", "api03", "Zx9".repeat(12)].join("-"),
  ["ghp", "aB3".repeat(12)].join("_"),
  ["sk", "live", "a1B2".repeat(6)].join("_"),
  `AKIA${"ABCD1234".repeat(2)}`,
  `AIza${"x".repeat(35)}`,
  ["xoxb", "123456789012", "abcdefGHIJ"].join("-"),
  // Of services that no list names.
  ["lin", "api", "aB3".repeat(12)].join("_"),
  ["dckr", "pat", "x7Y".repeat(9)].join("_")
]

describe("secrets", () => {
  it.each(keys)("are found by how the keys of a service begin: %s", (key) =>
    assert.include(found(SecretRecogniser, `I pasted ${key} there`), key)
  )

  it("are found as tokens and private keys, whole", () => {
    const token = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "c2lnbmF0dXJlLXBhcnQ"].join(".")
    assert.include(found(SecretRecogniser, `header ${token}.`), token)
    const key = ["-----BEGIN RSA PRIVATE KEY-----", "MIIEow", "-----END RSA PRIVATE KEY-----"].join("\n")
    assert.include(found(SecretRecogniser, `see\n${key}\nbelow`), key)
  })

  it.each([
    ["password: hunter22", "hunter22"],
    ["my password is Tr0ub4dor&3", "Tr0ub4dor&3"],
    ["API_KEY=4f9d2c7b1e8a", "4f9d2c7b1e8a"],
    ["mein Passwort lautet: Sommer!2019", "Sommer!2019"],
    ["PIN: 4821", "4821"],
    ["postgres://app:s3cretpw@db.example.org", "s3cretpw"]
  ])("are found in %j", (text, secret) => assert.include(found(SecretRecogniser, text), secret))

  it.each([
    "my password is too long",
    "I forgot my password again",
    "the secret to good soup",
    "token of appreciation",
    "password managers are great",
    "a task-based sk-eleton",
    "the key-points are clear",
    "the file was called scan_20240512103055123456789",
    "read a-very-long-internationalisation-guide of 2024"
  ])("are not seen in %j", (text) => assert.deepStrictEqual(found(SecretRecogniser, text), []))
})

describe("names of accounts", () => {
  it.each([
    ["follow @nia_bakes on there", "@nia_bakes"],
    ["my username is nia.bakes92", "nia.bakes92"],
    ["Benutzername: niabakes", "niabakes"],
    ["I'm on instagram as nia_bakes", "nia_bakes"]
  ])("are found in %j", (text, name) => assert.include(found(UsernameRecogniser, text), name))

  it("are the cell in a column of them", () => {
    assert.deepStrictEqual(found(ColumnRecogniser, "niabakes", "Instagram handle"), ["niabakes"])
    assert.deepStrictEqual(found(ColumnRecogniser, "niabakes", "Favourite"), [])
  })

  it.each([
    "meet @ 5pm",
    "write to nia@example.org",
    "install @effect/vitest",
    "I can't handle this",
    "the login is slow",
    "my username is hard to remember",
    "on instagram and elsewhere"
  ])("are not seen in %j", (text) => assert.deepStrictEqual(found(UsernameRecogniser, text), []))
})
