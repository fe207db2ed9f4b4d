import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { IdNumberRecogniser } from "../../src/privacy/index.ts"
import { schemes } from "../../src/privacy/recognisers/numbers/index.ts"
import type { Scheme } from "../../src/privacy/recognisers/numbers/Scheme.ts"
import { random } from "./Random.ts"
import { found } from "./support.ts"

/** How numbers of a scheme are written, `#` for a digit, and words that announce one. */
const written: ReadonlyArray<readonly [type: string, template: string, words: string]> = [
  ["US_NPI", "1#########", "NPI"],
  ["MEDICAL_LICENSE", "BK#######", "DEA number"],
  ["ABA_ROUTING_NUMBER", "1#########".slice(1), "routing number"],
  ["UK_NHS", "### ### ####", "NHS number"],
  ["UK_TAX_ID", "##########", "UTR"],
  ["IE_PPSN", "#######W", "PPS number"],
  ["CA_SIN", "5## ### ###", "SIN"],
  ["AU_TFN", "### ### ###", "tax file number"],
  ["AU_ABN", "## ### ### ###", "ABN"],
  ["AU_ACN", "### ### ###", "ACN"],
  ["AU_MEDICARE", "4### ##### 1", "Medicare"],
  ["NZ_TAX_ID", "##-###-###", "IRD number"],
  ["DE_TAX_ID", "65 ### ### ###", "Steuer-ID"],
  ["DE_SOCIAL_SECURITY", "65 170839 J ###", "Rentenversicherungsnummer"],
  ["DE_HEALTH_INSURANCE", "K#########", "Krankenversicherung"],
  ["DE_VAT_ID", "DE#########", "USt-IdNr."],
  ["DE_PASSPORT", "C01X0####", "Reisepass"],
  ["DE_LANR", "#######55", "LANR"],
  ["AT_SOCIAL_SECURITY", "#### 010180", "SV-Nummer"],
  ["CH_AHV", "756.####.####.##", "AHV-Nummer"],
  ["FR_NIR", "1 85 05 78 ### ### ##", "numéro de sécurité sociale"],
  ["FR_SIRET", "### ### ### #####", "SIRET"],
  ["BE_NATIONAL_ID", "85.07.30-###.##", "rijksregisternummer"],
  ["ES_NIF", "########Z", "DNI"],
  ["ES_NIE", "X#######T", "NIE"],
  ["PT_NIF", "2########", "NIF"],
  ["IT_VAT_CODE", "0######001#", "partita IVA"],
  ["NL_BSN", "#########", "BSN"],
  ["SE_PERSONNUMMER", "850730-####", "personnummer"],
  ["SE_ORGANISATIONSNUMMER", "55####-####", "organisationsnummer"],
  ["FI_PERSONAL_IDENTITY_CODE", "300785-###K", "henkilötunnus"],
  ["NO_NATIONAL_ID", "300785 #####", "fødselsnummer"],
  ["IS_KENNITALA", "300785-###9", "kennitala"],
  ["PL_PESEL", "850730#####", "PESEL"],
  ["PL_NIP", "###-###-##-##", "NIP"],
  ["CZ_BIRTH_NUMBER", "850730/####", "rodné číslo"],
  ["RO_CNP", "185073012####", "CNP"],
  ["BG_EGN", "850730####", "EGN"],
  ["HR_OIB", "###########", "OIB"],
  ["RS_JMBG", "300798571####", "JMBG"],
  ["TR_NATIONAL_ID", "5##########", "TC kimlik"],
  ["TH_TNIN", "31005#######9", "TNIN"],
  ["CN_RESIDENT_ID", "11010519850730###7", "身份证"],
  ["IN_AADHAAR", "4### #### ####", "Aadhaar"],
  ["SG_UEN", "########D", "UEN"],
  ["JP_MY_NUMBER", "#### #### ####", "マイナンバー"],
  ["KR_RRN", "850730-1######", "주민등록"],
  ["ZA_ID_NUMBER", "850730####08#", "RSA ID"],
  ["BR_CPF", "###.###.###-##", "CPF"],
  ["AR_CUIT", "20-########-#", "CUIT"],
  ["CL_RUT", "12.###.###-#", "RUT"],
  ["VEHICLE_ID", "1HGCM8###3A######", "VIN"],
  ["DEVICE_ID", "## ###### ###### #".replaceAll(" ", "-"), "IMEI"]
]

const schemeOf = (type: string): Scheme => {
  const scheme = schemes.find((known) => known.type === type && known.valid !== undefined)
  if (scheme === undefined) throw new Error(`no checked scheme of the type ${type}`)
  return scheme
}

const compact = (number: string): string => number.replace(/[ .:/\u00a0-]/g, "")

const draw = (type: string, template: string, seed: number): string => {
  const next = random(seed)
  const { valid, shape } = schemeOf(type)
  const whole = new RegExp(`^(?:${shape.source.replaceAll("~", "[ .-]?")})$`)
  for (let i = 0; i < 100_000; i++) {
    const number = template.replace(/#/g, () => String(Math.floor(next() * 10)))
    if (whole.test(number) && valid?.(compact(number), number) === true) return number
  }
  throw new Error(`no valid number like ${template}`)
}

const runs = { arbitrary: { runs: 10 } }
const Seed = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 }))
const typesIn = (text: string, field?: string) =>
  IdNumberRecogniser.recognise(text, field === undefined ? undefined : { field }).map((span) => span.type)

describe("a number whose check holds", () => {
  it.effect.prop(
    "is found where words announce it, whole",
    [Seed],
    ([seed]) =>
      Effect.sync(() => {
        for (const [type, template, words] of written) {
          const number = draw(type, template, seed)
          const text = `hello, ${words}: ${number}, thanks`
          assert.include(found(IdNumberRecogniser, text), number, `${type} ${text}`)
          assert.include(typesIn(text), type)
        }
      }),
    runs
  )

  it.effect.prop(
    "is found in a column whose header announces it",
    [Seed],
    ([seed]) =>
      Effect.sync(() => {
        for (const [type, template, words] of written) {
          assert.include(typesIn(draw(type, template, seed), words), type)
        }
      }),
    runs
  )

  it.effect.prop(
    "is not found once a digit is changed, where nothing announces it",
    [Seed],
    ([seed]) =>
      Effect.sync(() => {
        const next = random(seed)
        for (const [type, template] of written) {
          const number = draw(type, template, seed)
          const places = Array.from(number.matchAll(/\d/g), (match) => match.index)
          const place = places[Math.floor(next() * places.length)] ?? 0
          const digit = (Number(number[place]) + 1 + Math.floor(next() * 9)) % 10
          const changed = number.slice(0, place) + String(digit) + number.slice(place + 1)
          // A few schemes are not checked at every place: then the change made another valid number.
          if (schemeOf(type).valid?.(compact(changed), changed) === true) continue
          assert.notInclude(typesIn(`we counted ${changed} of them`), type, `${type} ${changed}`)
          assert.notInclude(typesIn(changed, "Answer"), type)
        }
      }),
    runs
  )
})

describe("a number that nothing announces", () => {
  it("is rarely taken for one when it is random: next to never in a sentence, one in four by itself", () => {
    const next = random(7)
    for (const length of [7, 8, 9, 10, 11, 12, 13, 14, 15, 16]) {
      let inSentence = 0
      let alone = 0
      for (let i = 0; i < 400; i++) {
        const number = Array.from({ length }, () => String(Math.floor(next() * 10))).join("")
        if (typesIn(`about ${number} came back last week`).length > 0) inSentence++
        if (typesIn(number).length > 0) alone++
      }
      assert.isBelow(inSentence, 2, `${length} digits in a sentence`)
      assert.isBelow(alone, 100, `${length} digits alone`)
    }
  })

  it.each([
    "The 2012 2013 2014 figures",
    "participant 10023456789",
    "order 5512345678",
    "it cost 1.234.567,89",
    "ISBN 978-3-16-148410-0",
    "version 10.4.2031.88",
    "from 2019-03-04 to 2020-05-06",
    "call it 24/7, 365 days"
  ])("is left alone in %j", (text) => assert.deepStrictEqual(typesIn(text), []))

  it("is left alone in a column of the researcher's own numbers", () => {
    assert.deepStrictEqual(typesIn("943 476 5919", "Respondent ID"), [])
    assert.deepStrictEqual(typesIn("9434765919", "Score"), [])
  })
})

describe("numbers that only words tell", () => {
  it.each([
    ["my passport number is K4471190 and it expires", "K4471190"],
    ["Pasaporte: XDA004821", "XDA004821"],
    ["my driver's license is D1234-56789-01234", "D1234-56789-01234"],
    ["Führerschein B072RRE2I55", "B072RRE2I55"],
    ["account number 00123456", "00123456"],
    ["Kontonummer 532 013 000", "532 013 000"],
    ["sort code 20-00-00", "20-00-00"],
    ["MRN: 0048213", "0048213"]
  ])("are found in %j", (text, number) => assert.include(found(IdNumberRecogniser, text), number))

  it("have a type for each kind, and name the rule", () => {
    const [span] = IdNumberRecogniser.recognise("NHS number 943 476 5919")
    assert.strictEqual(span?.type, "UK_NHS")
    assert.strictEqual(span?.rule, "checksum-in-context")
  })
})

describe("every scheme", () => {
  it("has a check that can be made: its module of stdnum is there", () => {
    for (const { type, valid } of schemes) assert.isBoolean(valid?.("12345678901", "12345678901") ?? false, type)
  })
})
