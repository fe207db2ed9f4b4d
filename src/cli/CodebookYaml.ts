/**
 * A codebook as YAML for a researcher to correct. Texts are quoted as in JSON, which YAML reads alike.
 */
import type { Codebook, Doubt } from "../corpus/codebook/index.ts"

/** The codebook as text. Read as YAML, it is the codebook again. */
export const render = (codebook: Codebook, doubts: ReadonlyArray<Doubt>): string => {
  const { metadata, questions, ...study } = codebook
  const doubtsOf = (key: string) => doubts.filter(({ question }) => question === key)
  return [
    "# What each question is. Correct what is wrong and give the file back with --codebook.",
    "# What you leave out stays as it was guessed, so that a file may hold a single line of a single question.",
    ...block(study, ""),
    "",
    questions.length === 0 ? "questions: []" : "questions:",
    ...questions.flatMap((question) => [
      ...doubtsOf(question.key).map(({ message }) => `  # Please look at ${message.replace(/\s+/g, " ")}`),
      ...entry(question)
    ]),
    "",
    metadata.length === 0 ? "metadata: []" : "metadata:",
    ...metadata.map((meta) => `  - ${flow(meta)}`),
    ""
  ].join("\n")
}

const entry = (value: object): ReadonlyArray<string> =>
  block(value, "    ").map((line, i) => (i === 0 ? `  - ${line.trimStart()}` : line))

const longest = 100

const block = (value: object, indent: string): ReadonlyArray<string> =>
  Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    const line = `${indent}${key}: ${flow(one)}`
    return Array.isArray(one) && line.length > longest
      ? [`${indent}${key}:`, ...one.map((item: unknown) => `${indent}  - ${flow(item)}`)]
      : [line]
  })

const flow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key}: ${flow(one)}`)
      .join(", ")} }`
  return JSON.stringify(value)
}
