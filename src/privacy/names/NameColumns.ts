/**
 * Names in cells and labels: columns that hold names, columns that hold contact details, and the labels of speakers.
 */
import { fold, wordsOf } from "./NameForm.ts"
import { everydayWords, notNames, particles, roles, titles } from "./NameWords.ts"
import { isNameWord, type Range, readName } from "./NameReader.ts"
import { remembered } from "../WorkingMemory.ts"

const whose =
  "your|full|complete|contact|participant|respondent|interviewee|customer|client|user|member|employee|emp|staff|student|stud|pupil|patient|person|manager|recipient|parent|guardian|spouse|partner|author|reviewer|guest|attendee|applicant|recruiter|first|last|given|family|sur|middle|maiden|legal|preferred"
// In other scripts: Russian, Ukrainian, Bulgarian, Greek, Arabic, Hebrew, Hindi, Chinese, Japanese, Korean, Thai.
const elsewhere =
  "ф ?и ?о|имя|фамилия|имя и фамилия|полное имя|ім'я|прізвище|име|όνομα|επώνυμο|ονοματεπώνυμο|الاسم|الاسم الكامل|اسم العائلة|שם|שם מלא|שם פרטי|שם משפחה|नाम|पूरा नाम|姓名|名字|氏名|お名前|名前|이름|성명|성함|ชื่อ|ชื่อ-นามสกุล"
const nameHeader = new RegExp(
  `^(?:q ?\\d{1,3}[.:)]? )?(?:(?:${whose})(?:'s|s)? ?)*(?:names?|[fl]names?|firstname|lastname|fullname)(?: \\(.{1,20}\\)| ?\\d)?$|^(?:participant|respondent|interviewee|contact|contact person|who are you|surname|forename|familyname|nickname|first|last|vorname|nachname|familienname|ansprechpartner(?:in)?|nom|nom complet|nom de famille|pr[eé]nom|nombre|apellidos?|nombre completo|nombre y apellidos|naam|voornaam|achternaam|${elsewhere}|(?:q ?\\d{1,3}[.:)]? )?what is your (?:full |first |last )?name)$`
)

// Underscores, camel case and the colon or star of a form do not matter to what a header means.
const plain = (header: string): string =>
  header
    .slice(0, 80)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[_\-.*:?]+/g, " ")
    .replace(/ +/g, " ")
    .trim()

/** Whether a column holds names of people, by its header or a line of it. A header comes with every cell of its column. */
export const isNameHeader = remembered(10_000, (header) =>
  header.split("\n").some((line) => nameHeader.test(plain(line)))
)

/** Whether a column holds a given name or a family name only. */
export const namePart = (header: string): "given" | "family" | undefined => {
  const text = plain(header)
  if (/(?:^| )(?:first ?name|fname|given ?name|forename|first|vorname|pr[eé]nom|nombre|voornaam)$/.test(text))
    return "given"
  if (
    /(?:^| )(?:last ?name|lname|family ?name|surname|last|nachname|familienname|nom|nom de famille|apellidos?|achternaam)$/.test(
      text
    )
  )
    return "family"
  return undefined
}

/** Whether a column holds ways to reach people, by its header. */
export const isContactHeader = (header: string): boolean =>
  /contact|emergency|next of kin|(?<![a-z])ice(?![a-z])|reach you|get in touch|e-?mail|phone|mobile|telephone|whatsapp|follow[ -]?up|call you|kontakt|erreich|handy|telefon|contacter|coordonn|contacto|teléfono/i.test(
    header
  )

// A question about people may well be answered with names, though each is given often.
const who =
  /^(?:who|whom|whose|wer|wen|wem|qui|quien|quién|chi|kto|quem)(?!\p{L})|\b(?:person|people|colleague|manager|teacher|doctor|friend|nominee|interviewer|employee|staff)s?\b/iu

/** Whether a question may be answered with people. */
export const asksWho = (header: string): boolean => who.test(header)

/** Whether a column holds people or how to reach them, by its header. */
export const isAboutPeople = (header: string): boolean =>
  isNameHeader(header) || isContactHeader(header) || asksWho(header)

// Cells of a name column that say there is no name.
const noName = /^(?:n\/?a|none|nil|no|yes|anonym\w*|prefer not .*|rather not .*|unknown|withheld|redacted|-+|test)$/i

// In a column of names "Will" is somebody.
const isNoName = (word: string): boolean => (notNames.has(word) && !everydayWords.has(word)) || titles.has(word)

const cellWord = /^[\p{L}\p{M}][\p{L}\p{M}.'’-]*,?$/u

/**
 * The name that makes up a cell of a name column, in any case, or nothing when the cell is an identifier or a sentence.
 *
 * @param told whether the header says that it is a name: then "Das" and "Grace" are
 */
export const nameInCell = (cell: string, told = false): Range | undefined => {
  const trimmed = cell.trim()
  if (trimmed.length === 0 || trimmed.length > 80 || noName.test(trimmed)) return undefined
  const words = trimmed.split(/\s+/)
  if (words.length > 5 || !words.every((word) => cellWord.test(word))) return undefined
  if (words.some((word) => roles.has(fold(word)) && !titles.has(fold(word)))) return undefined
  if (!told && words.every((word) => isNoName(fold(word)))) return undefined
  // Three words without one capital are rather a phrase.
  if (words.length > 2 && !words.some((word) => /^[\p{Lu}\p{Lo}]/u.test(word))) return undefined
  const start = cell.indexOf(trimmed)
  return { start, end: start + trimmed.length }
}

/** The names in the label of a speaker, such as `Dr Lena Vogt` or `Moderator (Sam)`; none in `Interviewer` or `P3`. */
export const namesInLabel = (label: string): ReadonlyArray<Range> =>
  Array.from(label.slice(0, 120).matchAll(/[^()[\]/|,&]+/gu)).flatMap((piece) => {
    const range = nameInCell(piece[0])
    if (range === undefined) return []
    const name = piece[0].slice(range.start, range.end)
    const words = wordsOf(name)
    // Two letters are initials or a code, and say little.
    if (words.every((word) => word.folded.length < 3 && !particles.has(word.folded)) && !/\p{Lo}|\p{Ll}/u.test(name))
      return []
    return [{ start: piece.index + range.start, end: piece.index + range.end }]
  })

const detail = /[^\s,;()<>]{1,64}@[^\s,;()<>]{3,100}|\+?\(?\d[\d ().-]{6,20}\d/gu
const betweenPieces = /[,;:()/|–—!?\n&.]|\s-\s/gu

/**
 * Names written next to an e-mail address or a telephone number: "Freya, freya@…", "(937) 555-0164. Ruth Ellen". Only a piece
 * between punctuation that is all name counts, and it must touch the contact detail, or a name that does.
 */
export const namesBesideContacts = (text: string): ReadonlyArray<Range> => {
  const details = Array.from(text.matchAll(detail), (match) => ({
    start: match.index,
    end: match.index + match[0].length
  }))
  if (details.length === 0) return []
  const names: Array<Range> = []
  const between = details.map((found, i) => ({ start: details[i - 1]?.end ?? 0, end: found.start, last: false }))
  between.push({ start: details.at(-1)?.end ?? 0, end: text.length, last: true })
  for (const [i, stretch] of between.entries()) {
    const pieces = piecesOf(text, stretch)
    const touchesLeft = i > 0
    let chain = touchesLeft
    for (const piece of pieces) {
      if (!chain) break
      const name = wholeName(text, piece)
      if (name === undefined) chain = false
      else names.push(name)
    }
    chain = !stretch.last
    for (const piece of pieces.toReversed()) {
      if (!chain) break
      const name = wholeName(text, piece)
      if (name === undefined) chain = false
      else names.push(name)
    }
  }
  return names
}

const piecesOf = (text: string, stretch: Range): ReadonlyArray<Range> => {
  const pieces: Array<Range> = []
  let start = stretch.start
  const add = (end: number) => {
    const piece = text.slice(start, end)
    const trimmed = piece.trim()
    if (trimmed.length > 0) {
      const from = start + piece.indexOf(trimmed)
      pieces.push({ start: from, end: from + trimmed.length })
    }
  }
  for (const match of text.slice(stretch.start, stretch.end).matchAll(betweenPieces)) {
    const at = stretch.start + match.index
    // The dot of an initial is no border: "Marcus T. —", "M. Hartley".
    if (match[0] === "." && /(?:^|\s)\p{Lu}$/u.test(text.slice(Math.max(0, at - 2), at))) continue
    add(at)
    start = at + match[0].length
  }
  add(stretch.end)
  return pieces
}

const wholeName = (text: string, piece: Range): Range | undefined => {
  const words = text.slice(piece.start, piece.end)
  const name = readName(words, 0)
  if (name === undefined || !words.split(" ").some((word) => isNameWord(word))) return undefined
  return /^\.?$/.test(words.slice(name.end)) ? { start: piece.start, end: piece.start + name.end } : undefined
}
