/**
 * What a prompt calls the counts and passages that it shows, and the way back.
 *
 * Ids of a run grow long, and those of one segment say how many there are of others. So every prompt numbers what it shows itself:
 * counts `c1`, `c2` …, passages `p1`, `p2` …, in the order in which they stand there.
 */
import { Array } from "effect"
import type { Count, Passage } from "../domain/Evidence.ts"
import type { DraftQuote } from "../domain/Persona.ts"
import { mostEvidence } from "./AnswerParts.ts"

/** What a prompt shows, in its order. */
export interface Shown {
  readonly counts: ReadonlyArray<Pick<Count, "id">>
  readonly passages: ReadonlyArray<Pick<Passage, "id">>
}

/** The names in a prompt. */
export interface Citations {
  readonly counts: ReadonlyArray<string>
  readonly passages: ReadonlyArray<string>
  /** What the prompt calls the source with this id; undefined where it does not show it. */
  readonly nameOf: (id: string) => string | undefined
  /** The id of the source that is called so; undefined where none is. */
  readonly idOf: (name: string) => string | undefined
}

const written = /^\W*([cp])0*(\d+)\W*$/i

/** The names of what is shown. */
export const of = ({ counts, passages }: Shown): Citations => {
  const named = [
    ...counts.map(({ id }, index) => [`c${index + 1}`, id] as const),
    ...passages.map(({ id }, index) => [`p${index + 1}`, id] as const)
  ]
  const ids = new Map<string, string>(named)
  const names = new Map(named.map(([name, id]) => [id, name]))
  return {
    counts: counts.map((_, index) => `c${index + 1}`),
    passages: passages.map((_, index) => `p${index + 1}`),
    nameOf: (id) => names.get(id),
    idOf: (name) => {
      const [, kind = "", number = ""] = written.exec(name) ?? []
      return ids.get(`${kind.toLowerCase()}${number}`)
    }
  }
}

/** The ids that names mean, each once; names that mean nothing are left out. */
export const idsOf = (citations: Citations, names: ReadonlyArray<string>): ReadonlyArray<string> =>
  Array.dedupe(names.flatMap((name) => citations.idOf(name) ?? [])).slice(0, mostEvidence)

/** The passage of this name as a quote. A name that means none stays as it is, for the evidence gate to drop and to count. */
export const quoted = ({ idOf }: Citations, name: string, passages: ReadonlyArray<Passage>): DraftQuote => {
  const id = idOf(name)
  const passage = passages.find((one) => one.id === id)
  return { text: passage?.text ?? name, passage: passage?.id ?? "" }
}
