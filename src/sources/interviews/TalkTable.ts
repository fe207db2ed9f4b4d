/**
 * Tables that are conversations: a column of who speaks, a column of what was said, perhaps times.
 */
import type { Line, Row, Turn } from "./Interview.ts"
import { folded, leaningOf } from "./RoleWords.ts"
import { isNameLike, isNobody, speakerKey } from "./SpeakerLabel.ts"
import { isStampOnly } from "./Stamps.ts"

/**
 * Which columns of a table hold who speaks and what was said; or, where each person has a column, whose column is which.
 */
export interface TalkColumns {
  readonly speaker: number
  readonly text: number
  readonly people?: ReadonlyArray<{ readonly label: string; readonly column: number }>
  /** How many rows on top are no turns. */
  readonly headerRows: number
}

type Cells = ReadonlyArray<string>

const speakerHeader =
  /^(?:speaker|speaker name|who|voice|turn by|sprecher(?:\*?in)?|person|locut(?:eur|rice|or|ora)|interlocut(?:eur|or|ore)|intervenant|hablante|orador(?:a)?|falante|parlante|spreker|talare|taler|taler\/in|puhuja|mowca|mluvci|konusmaci|\u0433\u043e\u0432\u043e\u0440\u044f\u0449\u0438\u0439|\u0441\u043f\u0438\u043a\u0435\u0440|\u8bdd\u8005|\u8a71\u8005|\u767a\u8a00\u8005|\u53d1\u8a00\u4eba|\ud654\uc790|\u0627\u0644\u0645\u062a\u062d\u062f\u062b|\u05d3\u05d5\u05d1\u05e8)$/
const textHeader =
  /^(?:text|words?|utterance|transcript(?:ion)?|content|what was said|speech|said|dialogue|message|aussage|transkript(?:ion)?|inhalt|wortlaut|texte|propos|enonce|contenu|texto|transcripcion|intervencion|enunciado|transcricao|fala|conteudo|testo|trascrizione|contenuto|tekst|uiting|yttrande|tekst|ytring|puhe|wypowiedz|promluva|metin|\u0442\u0435\u043a\u0441\u0442|\u0440\u0435\u043f\u043b\u0438\u043a\u0430|\u5185\u5bb9|\u767a\u8a00|\u53d1\u8a00|\ub0b4\uc6a9|\u0627\u0644\u0646\u0635|\u05d8\u05e7\u05e1\u05d8)$/
const roleHeader = /^(?:role|name|participant|rolle|nom|nombre|nome|naam|namn|navn)$/

const column = (rows: ReadonlyArray<Cells>, i: number): ReadonlyArray<string> =>
  rows.map((row) => row[i]?.trim() ?? "").filter((cell) => cell !== "")

/** Whether cells are labels of a conversation: few, short, coming back, and one of them asks. */
const areLabels = (cells: ReadonlyArray<string>, mustAsk: boolean): boolean => {
  const counts = new Map<string, number>()
  for (const cell of cells) counts.set(speakerKey(cell), (counts.get(speakerKey(cell)) ?? 0) + 1)
  const labels = [...counts.keys()]
  const leanings = labels.map((label) => leaningOf(label).weight)
  return (
    cells.length >= 2 &&
    labels.length >= 2 &&
    labels.length <= Math.max(3, cells.length / 2) &&
    cells.every((cell) => cell.length <= 40 && isNameLike(cell.replace(/:$/, "")) && !isNobody(cell)) &&
    (!mustAsk || (leanings.some((weight) => weight > 0) && leanings.some((weight) => weight <= 0)))
  )
}

const meanWords = (cells: ReadonlyArray<string>): number =>
  cells.reduce((sum, cell) => sum + cell.split(/\s+/).length + cell.length / 40, 0) / Math.max(1, cells.length)

/** The column with the most words, if they are sentences. */
const wordiest = (rows: ReadonlyArray<Cells>, width: number, but: number): number => {
  let best = -1
  let most = 2.5
  for (let i = 0; i < width; i++) {
    const mean = i === but ? 0 : meanWords(column(rows, i))
    if (mean > most) [best, most] = [i, mean]
  }
  return best
}

const question =
  /^(?:questions?|fragen?|pregunta|pergunta|domanda|vraag|fraga|sporgsmal|sporsmal|kysymys|pytanie|otazka|soru|\u0432\u043e\u043f\u0440\u043e\u0441|\u8d28\u95ee|\u8cea\u554f|\u95ee\u9898)$/
const reply =
  /^(?:answers?|response|antwort|respuesta|resposta|risposta|reponse|antwoord|svar|vastaus|odpowiedz|odpoved|cevap|\u043e\u0442\u0432\u0435\u0442|\u56de\u7b54|\u7b54\u6848)$/

/** The people of a table with a column for each: one who asks, others who answer, and nothing else but numbers and times. */
const peopleOf = (titles: Cells, header: Cells, rows: ReadonlyArray<Cells>): TalkColumns["people"] => {
  const people = header.flatMap((cell, at) => {
    const { certain, weight } = leaningOf(cell)
    const role = question.test(cell)
      ? 1
      : reply.test(cell)
        ? -1
        : certain && cell.split(" ").length <= 3
          ? Math.sign(weight)
          : 0
    return role === 0 ? [] : [{ label: (titles[at] ?? "").trim(), column: at, role }]
  })
  const rest = header.flatMap((_, at) => (people.some(({ column }) => column === at) ? [] : [at]))
  const bare = rest.every((at) => column(rows, at).every((cell) => isStampOnly(cell) || /^[\d.,:\s-]*$/.test(cell)))
  const asks = people.filter(({ role }) => role > 0)
  const wordy = asks.every((one) => meanWords(column(rows, one.column)) > 3)
  return bare && wordy && asks.length === 1 && people.length > 1
    ? people.map(({ label, column }) => ({ label, column }))
    : undefined
}

/**
 * Whether a table is a conversation, by its first rows (some thirty are enough): nothing where it is one of answers. A header that
 * says `speaker` is enough; without one, the labels must say who asks, and all other columns must be times or numbers.
 */
export const talkColumns = (given: ReadonlyArray<Cells>): TalkColumns | undefined => {
  const filled = given.findIndex((row) => row.some((cell) => cell.trim() !== ""))
  if (filled === -1) return undefined
  const header = (given[filled] ?? []).map((cell) => folded(cell.replace(/["*:]/g, "").trim()))
  const rows = given.slice(filled + 1)
  const width = Math.max(...given.map((row) => row.length))
  const text = header.findIndex((cell) => textHeader.test(cell))
  const speaker = header.findIndex((cell) => speakerHeader.test(cell))
  if (speaker >= 0) {
    const said = text >= 0 ? text : wordiest(rows, width, speaker)
    const labels = column(rows, speaker)
    const repeated = new Set(labels.map(speakerKey)).size < labels.length || areLabels(labels, true)
    return said >= 0 && labels.length >= 2 && repeated ? { speaker, text: said, headerRows: filled + 1 } : undefined
  }
  const people = peopleOf(given[filled] ?? [], header, rows)
  if (people !== undefined) return { speaker: -1, text: -1, people, headerRows: filled + 1 }
  const role = header.findIndex((cell) => roleHeader.test(cell))
  if (role >= 0 && text >= 0 && areLabels(column(rows, role), true))
    return { speaker: role, text, headerRows: filled + 1 }
  for (const body of [rows, given.slice(filled)]) {
    for (let i = 0; i < Math.min(width, 4); i++) {
      // Without a header, names that take turns beside what was said are as good as roles.
      const first = speakerKey(body[0]?.[i] ?? "")
      const taking = body !== rows && column(body.slice(1), i).some((cell) => speakerKey(cell) === first)
      if (!areLabels(column(body, i), !taking)) continue
      const said = wordiest(body, width, i)
      if (said <= i) continue
      const others = Array.from({ length: width }, (_, at) => at).filter((at) => at !== i && at !== said)
      if (others.every((at) => column(body, at).every((cell) => isStampOnly(cell) || /^[\d.,:\s-]*$/.test(cell))))
        return { speaker: i, text: said, headerRows: filled + given.slice(filled).length - body.length }
    }
  }
  return undefined
}

/** The turns in the rows of a conversation. A row without a speaker goes on with the one above. */
export const turnsOf = (rows: ReadonlyArray<Row>, columns: TalkColumns): ReadonlyArray<Turn> => {
  const turns: Array<Turn> = []
  for (const { cells, place } of rows.slice(columns.headerRows)) {
    if (columns.people !== undefined) {
      for (const { column, label } of columns.people)
        turns.push({ speaker: label, text: cells[column]?.trim() ?? "", place })
      continue
    }
    const own = cells[columns.speaker]?.trim().replace(/\s*:$/, "") ?? ""
    const speaker = own === "" ? turns.at(-1)?.speaker : own
    if (speaker !== undefined) turns.push({ speaker, text: cells[columns.text]?.trim() ?? "", place })
  }
  return turns
}

/** The cells of lines that are a table written with bars, as in Markdown; nothing where they are none. */
export const cellsOf = (lines: ReadonlyArray<Line>): ReadonlyArray<Row> | undefined => {
  const filled = lines.filter(({ text }) => text.trim() !== "")
  const rows = filled.flatMap(({ place, text }) => {
    const inner = text.trim().replace(/^\||\|$/g, "")
    return inner.includes("|") ? [{ place, cells: inner.split("|").map((cell) => cell.trim()) }] : []
  })
  if (rows.length < 4 || rows.length < filled.length * 0.7) return undefined
  return rows.filter(({ cells }) => !cells.every((cell) => /^:?-{2,}:?$/.test(cell)))
}
