/**
 * The names of months and weekdays in the languages that are read, from `Intl`, so that no list of ours can be wrong.
 */

const languages = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi", "cs", "tr"]

const lower = (name: string): string => name.toLowerCase().replace(/\.$/, "")

// The fifteenth, so that no time zone makes it another month.
const middle = (month: number): number => Date.UTC(2001, month, 15, 12)

const monthNames = (): ReadonlyMap<string, number> => {
  const names = new Map<string, number>()
  const style = (language: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" })
  for (const language of languages) {
    // With a day as well, because Slavic languages put the month into the genitive then.
    const styles = [
      style(language, { month: "long" }),
      style(language, { month: "short" }),
      style(language, { day: "numeric", month: "long" }),
      style(language, { day: "numeric", month: "short" })
    ]
    for (const format of styles) {
      for (let month = 0; month < 12; month++) {
        const name = format.formatToParts(middle(month)).find((part) => part.type === "month")?.value ?? ""
        if (/^\p{L}{3,}\.?$/u.test(name)) names.set(lower(name), month + 1)
      }
    }
  }
  names.set("sept", 9)
  return names
}

/** The number of a month, 1 to 12, by its name in small letters. */
export const months: ReadonlyMap<string, number> = monthNames()

/** The names of the weekdays in small letters, without the Portuguese ordinals and what else is a word of its own. */
export const weekdays: ReadonlySet<string> = new Set(
  languages.flatMap((language) => {
    const format = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" })
    return Array.from({ length: 7 }, (_, day) => lower(format.format(Date.UTC(2001, 0, 1 + day, 12)))).filter((name) =>
      /^\p{L}{4,}$/u.test(name)
    )
  })
)

/** English months that are everyday words or names as well, and short forms that are words somewhere. */
export const ambiguousMonths: ReadonlySet<string> = new Set(
  "may mayo march august mar jan jun jul set mag gen ago out des avg maj mai mei lug mars sep dic dez nov dec oct oca eki kas ara mart abr ene ott giu feb apr lis gru sie lip cze wrz kwi sty lut led srp zář pro bře dub kvě čvn čvc úno říj".split(
    " "
  )
)
