/**
 * Conversations in which nobody is named: questions told by their print, and those that cannot be told apart.
 */
import type { Line, Turn } from "./Interview.ts"
import { castOf } from "./Roster.ts"
import type { Transcript } from "./Transcript.ts"

interface Block {
  readonly text: string
  readonly place: string
}

const blocksOf = (lines: ReadonlyArray<Line>): ReadonlyArray<Block> => {
  const blocks: Array<{ readonly parts: Array<string>; readonly place: string }> = []
  let open = false
  for (const { place, text } of lines) {
    const blank = text.trim() === ""
    if (!blank && open) blocks.at(-1)?.parts.push(text.trim())
    else if (!blank) blocks.push({ parts: [text.trim()], place })
    open = !blank
  }
  return blocks.map(({ parts, place }) => ({ text: parts.join(" "), place }))
}

// All of a paragraph in bold or italics, or after the long dash that Japanese magazines print before questions.
const marked = /^(?:(\*\*|__|\*|_)(?!\s)(.+?)\1|(?:\u2015|\u2500|\u2014){2}\s*(.+))$/s
const asks = (text: string): boolean => /[?\uff1f\u061f]|[\u304b\u5462\u5417]\u3002/.test(text)
const endsAsking = (text: string): boolean => /[?\uff1f\u061f]["'\u201d\u2019)*_\s]*$/.test(text)

/** The conversation in a text whose questions are printed otherwise than its answers; nothing where they are not. */
export const markedQuestions = (lines: ReadonlyArray<Line>): Transcript | undefined => {
  const blocks = blocksOf(lines).map((block) => {
    const found = block.text.includes("**") && !block.text.endsWith("**") ? null : marked.exec(block.text)
    return { ...block, question: found === null ? undefined : (found[2] ?? found[3]) }
  })
  const first = blocks.findIndex(({ question }) => question !== undefined && asks(question))
  const body = blocks.slice(first).filter(({ text }) => !/^#{1,6}\s/.test(text))
  const questions = body.filter(({ question }) => question !== undefined)
  const answers = body.filter(({ question }) => question === undefined)
  if (first === -1 || questions.length < 3 || answers.length < 3) return undefined
  if (questions.filter(({ question = "" }) => asks(question)).length < questions.length * 0.6) return undefined
  if (answers.filter(({ text }) => endsAsking(text)).length > answers.length * 0.15) return undefined
  const cast = castOf(
    [],
    blocks.slice(0, first).map(({ text }) => text)
  )
  const [asking = "Interviewer", answering = "Participant"] = [1, -1].map(
    (sign) => cast.find(({ weight }) => Math.sign(weight) === sign)?.name
  )
  const turns = body.map(({ place, question, text }): Turn => {
    const speaker = question === undefined ? answering : asking
    return { speaker, text: question ?? text, place }
  })
  return {
    header: [],
    turns,
    cast: [...cast, { name: asking, weight: 5 }, { name: answering, weight: -5 }],
    assumed: [
      "nobody is named in it. The paragraphs that are printed in bold, in italics or after a long dash were taken for questions, the others for the answers of one person."
    ]
  }
}

/** Whether people talk in a text without being named: most paragraphs begin with a dash and some ask, or every second one asks. */
export const isDialogue = (texts: ReadonlyArray<string>): boolean => {
  const blocks = blocksOf(texts.map((text) => ({ text, place: "" })))
  const lines = texts.map((text) => text.trim()).filter((text) => text !== "")
  for (const [pieces, enough] of [
    [lines, 0.8],
    [blocks.map(({ text }) => text), 0.8]
  ] as const) {
    const dashed = pieces.filter((text) => /^(?:[-\u2013\u2014]\s?\S|>>)/.test(text))
    if (
      pieces.length >= 6 &&
      dashed.length >= pieces.length * enough &&
      dashed.filter(endsAsking).length * 5 >= pieces.length
    )
      return true
  }
  const asking = blocks.map(({ text }) => endsAsking(text))
  const changes = asking.filter((one, i) => i > 0 && one !== asking[i - 1]).length
  return blocks.length >= 6 && asking.filter(Boolean).length * 3 >= blocks.length && changes * 3 >= blocks.length * 2
}
