import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Scan } from "../../src/privacy/index.ts"

const scanner = Scan.make()
const found = (text: string, field?: string) =>
  scanner.scan(text, field).map(({ start, end, type }) => `${type}: ${text.slice(start, end)}`)
const words = (text: string, field?: string) =>
  scanner.scan(text, field).map(({ start, end }) => text.slice(start, end))

describe("names with nothing around them to betray them", () => {
  it.each([
    ["an interview", "So then Oluwaseun had the kids and Birgit took the late shift.", ["Oluwaseun", "Birgit"]],
    ["a ticket", "Ticket reopened, Szymańska still cannot log in since the update", ["Szymańska"]],
    ["a review", "Great service, ask at the desk where Siobhan sorted it in a minute", ["Siobhan"]],
    ["small letters", "yesterday me and birgit tried it, then oluwaseun rang the shop", ["birgit", "oluwaseun"]],
    ["capitals", "PLEASE TELL SIOBHAN THAT THE ORDER NEVER CAME", ["SIOBHAN"]],
    ["a list", "On the call were Priya, Mark and Joy from our side", ["Priya", "Mark", "Joy"]],
    ["particles and letters", "The report by Anneke van der Meer PhD was read out", ["Anneke van der Meer PhD"]],
    ["German", "Gestern war ich mit Birgit im Laden und wir haben nicht lange gewartet", ["Birgit"]],
    ["French", "Je suis venue avec Amélie et nous avons attendu pour rien", ["Amélie"]],
    ["Spanish", "Fui con Íñigo a la tienda y no había nadie para atender", ["Íñigo"]]
  ])("are found in %s", (_, text, expected) => {
    const masked = words(text)
    for (const name of expected) assert.include(masked, name)
  })

  it.each([
    ["It rained all week and nothing came in the post.", []],
    ["Will you mark the date? In May we may hope for more joy.", []],
    ["The app is slow. Checkout freezes. Honestly, the old one was better!", []],
    ["i use the app twice a day and the reminders are annoying tbh", []],
    ["WHY IS THE CHECKOUT SO SLOW", []],
    ["Die Lieferung war pünktlich und der Fahrer hat nicht geklingelt.", []]
  ])("leave harmless text alone: %j", (text, expected) => assert.deepStrictEqual(words(text), expected))
})

describe("organisations and places", () => {
  it.each([
    ["She moved from Leeds to Trondheim.", "LOCATION: Trondheim"],
    ["Our parcels go through Czech Republic now", "LOCATION: Czech Republic"],
    ["I was let go by Northgate Foundry Ltd. in spring", "ORGANIZATION: Northgate Foundry Ltd"],
    ["Send it to 14 Ulmenweg 3, 80331 München please", "ADDRESS: 14 Ulmenweg 3, 80331 München"],
    ["We live at 27 rue des Lilas, Apt. 4, 69003 Lyon", "ADDRESS: 27 rue des Lilas, Apt. 4, 69003 Lyon"],
    ["Keychain Ltd is 94 Koskikatu 83, Churton Park", "ADDRESS: 94 Koskikatu 83, Churton Park"],
    ["please enter on Hobrovej 58", "ADDRESS: Hobrovej 58"],
    ["meet me at the corner of Mill Lane and Harbour Street", "ADDRESS: the corner of Mill Lane and Harbour Street"]
  ])("in %j", (text, expected) => assert.include(found(text), expected))
})

describe("a year and capitals", () => {
  it("are no address without a postcode beside the code of a region", () => {
    const text = "I worked on the Global HIV of the Northern Lakes Programme in 2019"
    assert.isEmpty(found(text).filter((one) => one.startsWith("ADDRESS")))
  })
})

describe("short answers in a column", () => {
  it.each([
    ["How often?", "Sometimes"],
    ["Which app do you use most?", "Splitwise"],
    ["Participant", "P07"]
  ])("are left alone under %j: %j", (field, text) => assert.deepStrictEqual(words(text, field), []))

  it("hold people where the word is known as a name", () =>
    assert.deepStrictEqual(found("Saskia", "Who helps you?"), ["PERSON: Saskia"]))
})

describe("the lexicon", () => {
  it("is what its script makes of the installed packages", () => {
    const root = fileURLToPath(new URL("../..", import.meta.url))
    const { status, stderr } = spawnSync(process.execPath, ["scripts/lexicon.mjs", "--check"], { cwd: root })
    assert.strictEqual(status, 0, stderr.toString("utf8"))
  })
})

describe("100 kB of hostile text", () => {
  it.each([
    "Dr Tom ",
    "12 Elm ",
    "Tom, Tom and ",
    "1 2 ",
    "P.O. Box ",
    "Aa-",
    "corner of ",
    "Ltd ",
    "Ann & ",
    "A. ",
    "u. "
  ])("made of %j is scanned to the end", (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    for (const { start, end } of scanner.scan(text)) assert.isTrue(start < end && end <= text.length)
  })
})
