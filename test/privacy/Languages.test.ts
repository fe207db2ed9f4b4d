import { fileURLToPath } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import { Scan } from "../../src/privacy/index.ts"
import { judge, recased } from "./sets/Judging.ts"
import { readSets } from "./sets/LabelledText.ts"

const scanner = Scan.make()
const found = (text: string): ReadonlyArray<string> =>
  scanner.scan(text).map(({ start, end }) => text.slice(start, end))

const sets = readSets(fileURLToPath(new URL("./sets", import.meta.url)))

/** What is measured is two to four marks above these. */
const floors: Readonly<Record<string, { f2: number; masked: number; small: number }>> = {
  german: { f2: 0.94, masked: 0.92, small: 0.85 },
  french: { f2: 0.94, masked: 0.93, small: 0.79 },
  spanish: { f2: 0.95, masked: 0.92, small: 0.74 },
  italian: { f2: 0.93, masked: 0.92, small: 0.8 },
  dutch: { f2: 0.94, masked: 0.87, small: 0.62 },
  portuguese: { f2: 0.93, masked: 0.85, small: 0.6 },
  polish: { f2: 0.92, masked: 0.87, small: 0.68 }
}

describe("texts of seven languages that were held out", () => {
  it.each(Object.entries(floors))("are masked in %s", (language, floor) => {
    const texts = sets.flatMap((set) => (set.language === language ? set.heldOut : []))
    const measure = (change: (text: string) => string) => {
      const changed = texts.map((labelled) => ({ ...labelled, text: change(labelled.text) }))
      return judge(
        changed,
        changed.map(({ text }) => scanner.scan(text))
      )
    }
    const written = measure((text) => text)
    expect(written.gold).toBeGreaterThan(80)
    expect(written.f2).toBeGreaterThan(floor.f2)
    expect(written.masked).toBeGreaterThan(floor.masked)
    expect(written.otherWords).toBeLessThan(0.03)
    const small = measure((text) => recased(text, (letter) => letter.toLowerCase()))
    expect(small.masked).toBeGreaterThan(floor.small)
    expect(small.otherWords).toBeLessThan(0.03)
  })
})

describe("names that are announced", () => {
  it.each([
    ["Gestern war Frau Quellhorst bei uns und hat den Zähler abgelesen.", "Quellhorst"],
    ["Ich heiße Wunibald Trenkner und habe eine Frage zu der Rechnung.", "Wunibald Trenkner"],
    ["Das hat mein Onkel, der Wunibald, schon immer gesagt.", "Wunibald"],
    ["wir haben mit herrn quellhorst gesprochen und das war sehr gut.", "quellhorst"],
    ["Hier, à la mairie, madame Quenneville nous a dit que oui.", "Quenneville"],
    ["Ieri mi ha chiamato il dott. Bramantesi e non ho capito.", "Bramantesi"],
    ["soy yo, me llamo wistremundo y no me funciona la cuenta.", "wistremundo"],
    ["Gisteren was meneer Ter Quaede bij ons voor de meter.", "Ter Quaede"],
    ["Rozmawiałem z panem Wszędobylskim i nie jest to takie proste.", "Wszędobylskim"],
    ["Cześć, z tej strony Gniewosz, nie działa mi hasło.", "Gniewosz"]
  ])("are found in %j", (text, name) => {
    expect(found(text)).toContain(name)
  })

  it("are found in the list of those who were there", () => {
    const text =
      "Protokoll der Sitzung\nAnwesend: Quellhorst, Trenkner (bis 11 Uhr), Uhlhoff\nDas war alles, was wir hatten."
    expect(found(text)).toEqual(expect.arrayContaining(["Quellhorst", "Trenkner", "Uhlhoff"]))
  })

  it("end before the noun that goes with them", () => {
    expect(found("Das hat Herrn Quellhorsts Abteilung nicht bezahlt und wir auch nicht.")).toContain("Quellhorsts")
  })
})

describe("names in cases and behind elisions", () => {
  it.each([
    ["Das war Sebastians Idee, und ich finde sie nicht schlecht.", "Sebastians"],
    ["pomysł agnieszki jest dobry, ale nie mam na to czasu.", "agnieszki"],
    ["mieszkam w kielcach i nie mam do was daleko.", "kielcach"],
    ["moro em torres vedras e não tenho carro, mas vou de comboio.", "torres vedras"],
    ["Nous avons suivi le conseil d'Anne-Sophie, et c'est mieux.", "Anne-Sophie"]
  ])("are found in %j", (text, name) => {
    expect(found(text)).toContain(name)
  })

  it("leave the words of the language alone", () => {
    expect(found("L'emballage est trop grand et l'étiquette ne tient pas.")).toEqual([])
    expect(found("Mia madre non usa il telefono, ma il tablet sì.")).toEqual([])
    expect(found("Kalender, Keller und Bilder sind mir nicht wichtig, aber die Suche ist es.")).toEqual([])
  })
})

describe("organisations", () => {
  it.each([
    ["Ich arbeite bei Quellhorst & Söhne KG und nicht im Büro.", "Quellhorst & Söhne KG"],
    ["Ich war zwölf Jahre bei der Volksbank Trenknerland und dann nicht mehr.", "Volksbank Trenknerland"],
    ["Lavoro alla Bramantesi S.r.l. da otto anni e non mi lamento.", "Bramantesi S.r.l."],
    ["Pracuję w firmie Gniewosz Sp. z o.o. i nie narzekam.", "Gniewosz Sp. z o.o."],
    ["Je travaille chez Quenneville et Fils depuis que je suis jeune.", "Quenneville et Fils"]
  ])("are found in %j", (text, name) => {
    expect(found(text).join(" | ")).toContain(name.replace(/\.$/, ""))
  })
})

describe("addresses of other countries", () => {
  it("end where a sentence or the next field begins", () => {
    expect(found("Wohnt jetzt hier: Schützenwall 57, 24114 Kiel. Bitte merken.")).toContain(
      "Schützenwall 57, 24114 Kiel"
    )
    expect(found("Adresse : 22 avenue Jean-Jaurès, 69007 Lyon\nTéléphone : 07 62 44 90 31")).toEqual([
      "22 avenue Jean-Jaurès, 69007 Lyon",
      "07 62 44 90 31"
    ])
  })
})

describe("customer numbers", () => {
  it.each([
    ["Meine Kundennummer lautet 5521-77340, bitte prüfen.", "5521-77340"],
    ["Mon numéro de client est le 5521-77340, merci.", "5521-77340"],
    ["Mi número de cliente es 5521-77340, gracias.", "5521-77340"],
    ["Mijn klantnummer is 5521-77340, dank u wel.", "5521-77340"]
  ])("are found in %j", (text, number) => {
    expect(found(text)).toContain(number)
  })
})
