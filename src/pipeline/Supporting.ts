/**
 * Counting who else says what a persona says, where the app has a stage that finds them.
 */
import { Effect, Result, Schema } from "effect"
import { call } from "../calls/ModelCall.ts"
import { frozen } from "../calls/Frozen.ts"
import * as EvidenceGate from "../corpus/EvidenceGate.ts"
import * as DraftRequest from "../domain/DraftRequest.ts"
import * as Patch from "../domain/Patch.ts"
import { claimFields, type Persona } from "../domain/Persona.ts"
import { JudgeError } from "../stages/StageError.ts"
import type { PersonaResult } from "./HybridResult.ts"
import type { Run } from "./Run.ts"

const Further = Schema.Record(Schema.String, Schema.Array(Schema.String))

/** The persona with further evidence for its claims: passages of which each supports its claim by itself, as the evidence gate sees it. */
export const counted = Effect.fnUntraced(function* (
  { calls, judging, models: { support } }: Pick<Run, "models" | "calls" | "judging">,
  result: PersonaResult,
  origin: DraftRequest.DraftRequest
): Effect.fn.Return<PersonaResult> {
  if (support === null) return result
  const { persona } = result
  const answer = yield* judging.withPermit(
    Effect.result(
      call(calls, {
        stage: "judge",
        identity: { operation: "support", prompt: support.prompt, input: { persona, origin } },
        draft: origin.index,
        model: support.model,
        terms: undefined,
        server: support.server,
        segment: origin.segment.id,
        bound: () => Effect.succeed({ inputTokens: 0, outputTokens: 0 }),
        attempt: (variant) => support.same({ persona, origin: DraftRequest.reseed(origin, variant) }),
        schema: Further,
        fail: (reason) => new JudgeError({ reason })
      })
    )
  )
  if (Result.isFailure(answer)) return result
  const widened = EvidenceGate.check(
    Patch.apply(persona, { replace: replacements(persona, origin, answer.success.value) }),
    origin,
    persona.id
  )
  // What it says stays the same.
  return EvidenceGate.kept(widened.persona) < EvidenceGate.kept(persona)
    ? result
    : frozen({ ...result, persona: widened.persona })
})

const replacements = (
  persona: Persona,
  origin: DraftRequest.DraftRequest,
  further: typeof Further.Type
): NonNullable<Patch.PersonaPatch["replace"]> =>
  claimFields.flatMap((field) =>
    persona[field].flatMap(({ evidence, id, text }) => {
      const found = [...new Set(further[id] ?? [])].filter(
        (passage) => !evidence.includes(passage) && supports(passage, { field, text }, origin)
      )
      return found.length === 0 ? [] : [{ id, text, evidence: [...evidence, ...found] }]
    })
  )

const nothing = { title: "-", bio: [], goals: [], painPoints: [], behaviours: [], motivations: [], quotes: [] }

const supports = (
  passage: string,
  { field, text }: { readonly field: (typeof claimFields)[number]; readonly text: string },
  origin: DraftRequest.DraftRequest
): boolean => {
  if (!origin.passages.some(({ id }) => id === passage)) return false
  const alone = { ...nothing, [field]: [{ text, evidence: [passage] }] }
  return EvidenceGate.kept(EvidenceGate.check(alone, origin, "alone").persona) === 1
}
