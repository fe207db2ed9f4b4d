/**
 * A hundred made-up people, planted in a survey and in interviews in the ways people turn up in research data.
 */
import { Stream } from "effect"
import * as ResearchData from "../../src/sources/ResearchData.ts"

interface Identity {
  readonly given: string
  readonly family: string
  readonly email: string
  readonly phone: string
  readonly site: string
  readonly address: string
  readonly card: string
  readonly ip: string
  /** A number that only the words around it give away. */
  readonly account: string
  readonly handle: string
}

const pick = <A>(all: ReadonlyArray<A>, i: number, otherwise: A): A => all[i % all.length] ?? otherwise
const onsets = ["Zor", "Vek", "Quil", "Thry", "Brön", "Jas", "Łuk", "Mér", "Xan", "Døv"]
const ends = ["vel", "mira", "dan", "wyn", "tessa", "rik", "lena", "go", "phe", "bert"]
const families = ["Quent", "Barro", "Skov", "Hollt", "Vasqu", "Grüb", "Nakar", "O'Frel", "Dziem", "Wrex"]
const familyEnds = ["har", "well", "sen", "ova", "ez", "lich", "ski", "ington", "ard", "mann"]
const plain = (text: string) => text.normalize("NFD").replace(/[^\w]/g, "").toLowerCase()

/** The last digit that makes a card number pass Luhn's check. */
const luhn = (digits: string): number => {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, i) => {
      const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return (10 - (sum % 10)) % 10
}

const identities: ReadonlyArray<Identity> = Array.from({ length: 100 }, (_, i): Identity => {
  const tens = Math.floor(i / 10)
  const given = `${pick(onsets, i, "Zor")}${pick(ends, tens, "vel")}`
  const family = `${pick(families, i + tens, "Quent")}${pick(familyEnds, i + 3 * tens, "har")}`
  const number = String(100 + i)
  const card = `4929${String(1_000_000_000 + i * 7_919_113).slice(-10)}0`.slice(0, 15)
  return {
    given,
    family,
    email: `${plain(given)}.${plain(family)}@example.org`,
    phone: `07700 900${number}`,
    site: `https://${plain(given)}${plain(family)}.example.com/blog`,
    address: `${i + 1} ${pick(["Elm", "Station", "Mill"], i, "Elm")} Road, Leeds LS${(i % 9) + 1} ${i % 10}AB`,
    card: `${card}${luhn(card)}`,
    ip: `203.0.113.${i + 20}`,
    account: String(71_004_213 + i * 90_311),
    handle: `@${plain(given)}_${plain(family)}`
  }
})

/** Everything that tells who one of them is. */
export const secrets = identities.flatMap(({ given, family, ...others }) => [given, family, ...Object.values(others)])

/** A text without case and accents. */
export const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

/** The secrets that stand in a text: whether any spelling of it stands in a text: case, accents and the spaces between digits do not hide anybody. */
export const leaksIn = (sent: string): ReadonlyArray<string> => {
  const text = folded(sent)
  const digits = text.replaceAll(/[ -]/g, "")
  return secrets.filter((secret) =>
    /^[\d ]+$/.test(secret)
      ? digits.includes(secret.replaceAll(" ", ""))
      : new RegExp(
          `(?<![\\p{L}\\p{N}])${folded(secret).replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")}(?![\\p{L}\\p{N}])`,
          "u"
        ).test(text)
  )
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

// Row by row somebody else is mentioned who only turns up further down.
export const survey = [
  `Name,Contact,Member no,Age,How often do you shop?,What bothers you?,What would help you?,"What did ${identities[99]?.given ?? ""} ${identities[99]?.family ?? ""} tell you?"`,
  ...identities.slice(0, 70).map(({ account, address, card, email, family, given, handle, phone }, i) => {
    const other = identities[(i + 13) % 70]
    const bother = [
      `My name is ${given} ${family} and the queue bothers me. Also ${other?.given ?? ""} ${other?.family ?? ""} never answers, my customer number is ${account}.`,
      `${given.toLowerCase()} here, the app logs me out (${email}), call ${phone} or find me as ${handle} on insta.`,
      `They charged ${card} twice! I live at ${address} and nobody came. Employee ID: ${account}`,
      `I told Dr. ${family} about the prices, and ${other?.given.toUpperCase() ?? ""} ${other?.family.toUpperCase() ?? ""} too. My Instagram is ${other?.handle ?? ""}.`
    ]
    const help = `Somebody like ${other?.given.toLowerCase() ?? ""} ${other?.family.toLowerCase() ?? ""} at the counter, said ${given}.`
    return [
      `${given} ${family}`,
      i % 2 === 0 ? email : phone,
      account,
      String(20 + (i % 50)),
      pick(["daily", "weekly", "rarely"], i, "daily"),
      pick(bother, i, ""),
      help,
      "Nothing."
    ]
      .map(quoted)
      .join(",")
  })
].join("\n")

export const interviews = identities.slice(70).map((one, i) => {
  const { account, address, email, family, given, handle, ip, site } = one
  const name = `interviews/${plain(given)}_${plain(family)}.txt`
  const text = [
    `Interviewer: Thanks for coming, ${given}. Where do you shop?`,
    `${given} ${family}: Mostly online, from ${ip}. My page is ${site} and my mail ${email}. I post as ${handle}, membership number ${account}.`,
    `Interviewer: And before, ${given}?`,
    `${given} ${family}: I lived at ${address}. ${family} is written with care, and ${given.toLowerCase()} is what friends say. I want ${i + 2} fewer steps to pay.`
  ].join("\n")
  return { name, text }
})

/** The survey and the interviews, as records. */
export const data = Stream.concat(
  ResearchData.fromString(survey, { name: "survey.csv", format: "csv" }),
  Stream.fromIterable(interviews).pipe(
    Stream.flatMap(({ name, text }) => ResearchData.fromString(text, { name, format: "text" }))
  )
)
