/**
 * What a study is called where nobody said: after its file.
 */
import { basename } from "node:path"
import { Option } from "effect"
import type { Pseudonymiser } from "../privacy/index.ts"

/** The name of a study. */
export interface StudyName {
  readonly text: string
  /** Whether somebody chose it. A file's name may hold a person's. */
  readonly isChosen: boolean
}

/** The name that was given, else that of the first file or folder, without its endings. */
export const of = (chosen: Option.Option<string>, input: ReadonlyArray<string>): StudyName => {
  const given = Option.getOrElse(chosen, () => "").trim()
  if (given !== "") return { text: given, isChosen: true }
  const file = input.find((path) => path !== "-") ?? ""
  const words = basename(file)
    .replace(/(?:\.[a-z][a-z0-9]{0,7}){1,2}$/i, "")
    .replace(/[-_.\s]+/g, " ")
    .trim()
  return { text: words === "" ? "Personas" : words.slice(0, 1).toUpperCase() + words.slice(1), isChosen: false }
}

/** The name for others: a name that was not chosen is a file's, and names of people in it are replaced. */
export const readable = ({ isChosen, text }: StudyName, pseudonymiser: Pseudonymiser | null): string =>
  isChosen || pseudonymiser === null ? text : pseudonymiser.replaceText(text)
