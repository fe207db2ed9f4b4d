import { assert, describe, it } from "@effect/vitest"
import { PersonRecogniser } from "../../src/privacy/index.ts"
import { foundNames } from "./support.ts"

const names = (text: string, field?: string) => foundNames(PersonRecogniser, text, field)

describe("names are known by what is said around them", () => {
  it.each([
    ["a title", "Then Dr. Sunita Rao rang, and Mrs Lopez-Ortiz's nephew", ["Lopez-Ortiz", "Sunita Rao"]],
    ["a title before capitals", "Signed: Mr HOLLOWAY", ["HOLLOWAY"]],
    ["a particle inside", "Frau Anna von der Heide war da", ["Anna von der Heide"]],
    ["an introduction", "Hello, my name is Bettina Kraus and I bake", ["Bettina Kraus"]],
    ["an introduction in lower case", "my name is bettina, i bake", ["bettina"]],
    ["being called", "I'm called Dougal.", ["Dougal"]],
    ["German", "Ich heiße Jürgen. Meine Tochter Lena kocht.", ["Jürgen", "Lena"]],
    ["French", "Je m'appelle Zoé Martin", ["Zoé Martin"]],
    ["Spanish", "me llamo Íñigo, y mi hermana Rocío también", ["Rocío", "Íñigo"]],
    ["kinship", "my husband Tom cooks, our daughter Aoife eats", ["Aoife", "Tom"]],
    ["several of kin", "our kids Nils, Runa and Bo, all small", ["Bo", "Nils", "Runa"]],
    ["kinship after the name", "Then Marek, my flatmate, left", ["Marek"]],
    ["being called by somebody", "a guy called Fitzroy helped", ["Fitzroy"]],
    ["speech", "On the day Imogen Clarke said it was over", ["Imogen Clarke"]],
    ["a letter's beginning", "Dear Ottoline,\nthe app is slow.", ["Ottoline"]],
    ["a letter's end", "It works now.\n\nKind regards,\nRashid Aziz", ["Rashid Aziz"]],
    ["thanks", "That's it, thanks, Bronwen!", ["Bronwen"]],
    ["asking for somebody", "ring the shop and ask for Ken", ["Ken"]],
    ["age", "I have Runa who's six and, well, Bo is eleven.", ["Bo", "Runa"]],
    ["a label in a form", "Name: Petra Novak\nAge: 40", ["Petra Novak"]],
    ["labels that come back", "Odile: I cook.\nSam: Me too.\nOdile: Daily.\nSam: Never.", ["Odile", "Sam"]]
  ])("by %s", (_, text, expected) => assert.deepStrictEqual(names(text), expected))
})

describe("words that stand where a name could are left alone", () => {
  it.each([
    "Dear Customer Support, dear Team",
    "Hi there, Hello World, Hey All",
    "Thanks, Great app overall",
    "I'm German, and I'm Catholic. I'm Happy.",
    "They said so. Everyone said so. Nobody told me. Google told me.",
    "My mum English breakfast on Sunday",
    "my name is on the list, my name is misspelled here",
    "Dr on call was kind; the Mrs is out",
    "my boss NHS policy, my GP IT system",
    "Note: buy milk\nPros: cheap\nCons: slow",
    "In May I will mark the date",
    "my friend LinkedIn showed me",
    "Breakfast is seven minutes, dinner is at eight"
  ])("in %j", (text) => assert.deepStrictEqual(names(text), []))
})

describe("columns", () => {
  it.each([
    ["Name", "oluwaseun adebayo", ["oluwaseun adebayo"]],
    ["Full name *", "SIOBHÁN BYRNE", ["SIOBHÁN BYRNE"]],
    ["participant_name", "Ng, Wei", ["Ng, Wei"]],
    ["Participant", "Will", ["Will"]],
    ["Vorname", "Jean-Luc", ["Jean-Luc"]],
    ["Q3\nWhat is your name?", "Bea", ["Bea"]]
  ])("of names (%s) hold a name in any case: %j", (header, text, expected) =>
    assert.deepStrictEqual(names(text, header), expected)
  )

  it.each([
    ["Participant", "P07"],
    ["Respondent", "R_1a2b3c"],
    ["Name", "prefer not to say"],
    ["Name", "N/A"],
    ["Company name", "Northwind"],
    ["Which name would you give the product?", "Sparkle"]
  ])("that hold none (%s: %j) are left alone", (header, text) => assert.deepStrictEqual(names(text, header), []))

  it.each([
    ["Definitely! Freda, freda@example.org", ["Freda"]],
    ["(937) 555-0164. Ruth Ellen", ["Ruth Ellen"]],
    ["whatsapp +44 7700 900318 (Anneke)", ["Anneke"]],
    ["Hugo & Olive, house@example.com", ["Hugo", "Olive"]],
    ["Marcus T. — marcus@example.org", ["Marcus T"]]
  ])("of contact details hold the name beside them: %j", (text, expected) =>
    assert.deepStrictEqual(names(text, "May we contact you? If so, how?"), expected)
  )

  it.each(["Yes please, 07700 900123", "Evenings only. tess@example.org. Thanks", "Happy to help. Call me"])(
    "of contact details hold no name in %j",
    (text) => assert.deepStrictEqual(names(text, "May we contact you?"), [])
  )
})
