/** Personas that read much like another of the same run. Each stands for people of its own, so that none is left out for it. */
import * as Similarity from "../corpus/Similarity.ts"
import { readableText } from "../domain/Persona.ts"
import type { PersonaResult, Warning } from "./HybridResult.ts"

/** Warns of pairs that share so much of their words, the most similar first. */
export const warnings = (personas: ReadonlyArray<PersonaResult>, similarity: number): ReadonlyArray<Warning> => {
  if (similarity >= 1) return []
  const read = personas.map(({ persona, provenance: { segment } }) => ({
    who: `${persona.name} (${segment})`,
    features: Similarity.features(readableText(persona))
  }))
  const pairs = read.flatMap((a, position) =>
    read.slice(position + 1).flatMap((b) => {
      const shared = Similarity.similarity(a.features, b.features)
      return shared < similarity ? [] : [{ shared, names: `${a.who} and ${b.who}` }]
    })
  )
  if (pairs.length === 0) return []
  const named = pairs.toSorted((a, b) => b.shared - a.shared).map(({ names }) => names)
  const more = named.length > mostNamed ? ` and ${named.length - mostNamed} more pairs` : ""
  return [
    {
      code: "personas-alike",
      message: `Much of these personas reads alike: ${named.slice(0, mostNamed).join("; ")}${more}. Each stands for people of its own; ask for fewer personas if that is too fine.`
    }
  ]
}

const mostNamed = 3
