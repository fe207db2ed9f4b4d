/**
 * A format that a result can be written in; the list of them is in `Formats`.
 */
import { Effect } from "effect"
import type { HybridResult } from "../pipeline/HybridResult.ts"
import { fileName } from "./FileName.ts"

/** A format that a result can be written in. */
export interface ResultFormat {
  /** What `--format` calls it, such as `md`. */
  readonly name: string
  /** The name of the file that is written, such as `personas.md`. */
  readonly file: string
  /** Whether it is written where no format is asked for. A new one is not. */
  readonly isDefault: boolean
  /** Whether the file is made to be passed on: no original words are ever put back in it. */
  readonly isShared?: boolean
  /** Whether each persona has a file of its own, in the folder of `file` and named after the persona. */
  readonly isPerPersona?: boolean
  /** The whole file as text. With `isPerPersona` the result holds one persona. */
  readonly render: (result: HybridResult) => Effect.Effect<string>
}

/** A file of a result. */
export interface ResultFile {
  /** Its path within the folder of the result, with `/`. */
  readonly file: string
  readonly text: string
}

/**
 * The files of a result in one format.
 *
 * @example
 * ```ts
 * import { Effect } from "effect"
 * import type { HybridResult } from "effect-persona"
 * import { characterCard, filesOf } from "effect-persona/report"
 *
 * export const cards = (result: HybridResult.HybridResult) =>
 *   Effect.map(filesOf(characterCard, result), (files) => files.map(({ file }) => file))
 * ```
 */
export const filesOf = (
  { file, isPerPersona = false, render }: ResultFormat,
  result: HybridResult
): Effect.Effect<ReadonlyArray<ResultFile>> => {
  if (!isPerPersona) return Effect.map(render(result), (text) => [{ file, text }])
  const [, folder = "", ending = ""] = /^(.*\/)?[^/]*?(\.[^/]*)$/.exec(file) ?? []
  const taken = new Set<string>()
  return Effect.forEach(result.personas, (one) => {
    const wanted = fileName(one.persona.name) || one.persona.id
    const name = taken.has(wanted) ? `${wanted}-${one.persona.id}` : wanted
    taken.add(name)
    return Effect.map(render({ ...result, personas: [one] }), (text) => ({ file: `${folder}${name}${ending}`, text }))
  })
}
