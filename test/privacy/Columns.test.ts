import { assert, describe, it } from "@effect/vitest"
import { ColumnRecogniser } from "../../src/privacy/index.ts"
import { personalKind, readable } from "../../src/privacy/columns/Headers.ts"

const found = (header: string, cell: string) =>
  ColumnRecogniser.recognise(cell, { field: readable(header) }).map(({ end, start, type }) => [
    type,
    cell.slice(start, end)
  ])

describe("headers", () => {
  it.each([
    ["RecipientLastName", "Recipient Last Name"],
    ["NationalID", "National ID"],
    ["IPAddress", "IP Address"],
    ["birth_date", "birth date"],
    ["How often?", "How often?"]
  ])("are read as one would say them: %j is %j", (header, said) => assert.strictEqual(readable(header), said))

  it.each([
    ["Customer number", "ID_NUMBER"],
    ["emp_id", "ID_NUMBER"],
    ["NationalID", "ID_NUMBER"],
    ["licence_no", "ID_NUMBER"],
    ["MRN", "ID_NUMBER"],
    ["Mitgliedsnummer", "ID_NUMBER"],
    ["N° client", "ID_NUMBER"],
    ["Número de socio", "ID_NUMBER"],
    ["zip", "POSTCODE"],
    ["ZipCode", "POSTCODE"],
    ["PLZ", "POSTCODE"],
    ["Shipping address", "ADDRESS"],
    ["Where should we send it?", "ADDRESS"],
    ["LocationLatitude", "COORDINATES"],
    ["employer", "ORGANIZATION"],
    ["Current employer", "ORGANIZATION"],
    ["School name", "ORGANIZATION"],
    ["user_name", "USERNAME"],
    ["Slack name", "USERNAME"]
  ])("name what leads to one person: %j", (header, kind) => assert.strictEqual(personalKind(readable(header)), kind))

  it.each([
    "ResponseId",
    "Respondent ID",
    "id",
    "Case",
    "Number of children",
    "How many customers do you serve?",
    "Product code",
    "E-mail address",
    "IP address",
    "Company size",
    "Enjoys school",
    "City",
    "Account type",
    "Best thing about your employer",
    "Long term goals"
  ])("say nothing of people otherwise: %j", (header) => assert.isUndefined(personalKind(readable(header))))
})

describe("cells under such a header", () => {
  it("are somebody's as a whole, whatever they look like", () => {
    assert.deepStrictEqual(found("Customer number", " KD4471209 "), [["ID_NUMBER", "KD4471209"]])
    assert.deepStrictEqual(found("Home address", "The Old Chapel, Nether Sallow"), [
      ["ADDRESS", "The Old Chapel, Nether Sallow"]
    ])
    assert.deepStrictEqual(found("zip", "30512"), [["ADDRESS", "30512"]])
    assert.deepStrictEqual(found("LocationLatitude", "52.51634"), [["ADDRESS", "52.51634"]])
    assert.deepStrictEqual(found("employer", "Tallgrass Union"), [["ORGANIZATION", "Tallgrass Union"]])
  })

  it.each([
    ["employer", "self-employed"],
    ["employer", "Prefer not to say"],
    ["Customer number", "none"],
    ["Latitude", "high"],
    ["zip", "no idea, sorry"]
  ])("are left alone where they answer something else: %j, %j", (header, cell) =>
    assert.deepStrictEqual(found(header, cell), [])
  )
})
