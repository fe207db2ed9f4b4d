/**
 * The egress guard: the only way to a remote model.
 *
 * It stands around every stage whose model is remote, whoever wrote that stage. Each text of a request is inspected by the
 * anonymiser once more, research text and what a local model wrote of it alike; what is found is replaced, or the call refused
 * before anything is sent. Ids of records, which may hold the names of files, become `r1`, `r2`, …. Where nothing remote is used, none of this happens.
 *
 * Where something is remote and findings are replaced, the corpus itself is gone over first: by then everybody of the run is
 * known, and a name that one record gives away is found in the records before it. So models, segments and the evidence check all see the
 * same words, and a quote out of what was sent is found again.
 */
import { Effect, Schema } from "effect"
import * as Corpus from "../corpus/Corpus.ts"
import type { Location } from "../domain/ModelInfo.ts"
import * as ModelInfo from "../domain/ModelInfo.ts"
import type { Cleaned, Inspection } from "../domain/PersonalData.ts"
import type { DraftGeneratorShape } from "../stages/DraftGenerator.ts"
import type { CompareRequest, ExplainRequest, JudgeShape } from "../stages/Judge.ts"
import type { RefinerShape } from "../stages/Refiner.ts"
import {
  DraftGeneratorError,
  EgressRefused,
  JudgeError,
  type ModelStage,
  notBilled,
  RefinerError
} from "../stages/StageError.ts"
import * as RequestTexts from "./RequestTexts.ts"

/** How many of which type, such as `{ "PERSON": 2 }`. */
export const TypeCounts = Schema.Record(Schema.String, Schema.Int)

/** How many of which type. */
export type TypeCounts = typeof TypeCounts.Type

/**
 * What stood between the run and remote models. `none`: nothing remote was used. `replace`, `refuse`: every request was inspected, and
 * what was found replaced, or the request not sent. `off`: `allowRawEgress` was set, and nothing was inspected.
 */
export const Egress = Schema.Literals(["none", "replace", "refuse", "off"])

/** What stood between the run and remote models. */
export type Egress = typeof Egress.Type

/** What the egress guard found, by the place where it was found. */
export const Caught = Schema.Struct({
  /** In the records, once everybody of the run was known. */
  corpus: TypeCounts,
  draft: TypeCounts,
  judge: TypeCounts,
  refine: TypeCounts
})

/** What the egress guard found. */
export interface Caught extends Schema.Schema.Type<typeof Caught> {}

/** Where the guard looks. */
type Place = keyof Caught

/** The guard of one run. */
export interface EgressGuard {
  readonly egress: Egress
  /** The corpus gone over once more, where something is remote and findings are replaced. */
  readonly corpus: (corpus: Corpus.Corpus) => Effect.Effect<Corpus.Corpus>
  readonly drafts: (stage: DraftGeneratorShape) => DraftGeneratorShape
  readonly judge: (stage: JudgeShape) => JudgeShape
  readonly refiner: (stage: RefinerShape) => RefinerShape
  /** What was found so far, by place and type. Each text counts once for each place, however often it is sent. */
  readonly caught: () => Caught
}

const same = <A>(value: A): A => value

/** The guard of a run that sends nothing anywhere (`none`), or whose data was said twice to hold nothing personal (`off`). */
export const open = (egress: "none" | "off"): EgressGuard => ({
  egress,
  corpus: Effect.succeed,
  drafts: same,
  judge: same,
  refiner: same,
  caught: () => ({ corpus: {}, draft: {}, judge: {}, refine: {} })
})

/** A request holds what looks like personal data. */
interface Refusal {
  readonly _tag: "Refusal"
  readonly types: ReadonlyMap<string, number>
}

/** A guard that replaces or refuses. */
export const make = (
  anonymiser: { readonly clean: (text: string, inspection?: Inspection) => Effect.Effect<Cleaned> },
  egress: "replace" | "refuse"
): EgressGuard => {
  const caught: Record<Place, Map<string, number>> = {
    corpus: new Map(),
    draft: new Map(),
    judge: new Map(),
    refine: new Map()
  }
  const counted: Record<Place, Set<string>> = {
    corpus: new Set(),
    draft: new Set(),
    judge: new Set(),
    refine: new Set()
  }
  const known = new Map<string, Cleaned>()
  const aliases = new Map<string, string>()

  const keyOf = (text: string, inspection: Inspection | undefined): string =>
    inspection === undefined ? text : `${inspection.fictitious?.join("\n") ?? ""}\n\n${text}`

  const count = (place: Place, key: string, { replaced }: Cleaned) => {
    if (replaced.length === 0 || counted[place].has(key)) return
    counted[place].add(key)
    for (const type of replaced) caught[place].set(type, (caught[place].get(type) ?? 0) + 1)
  }

  /** Every text of a value inspected, each once in a run. */
  const inspectAll = Effect.fnUntraced(function* (
    place: Place,
    visit: (rewriting: RequestTexts.Rewriting) => unknown,
    inspection?: Inspection
  ) {
    const texts = new Set<string>()
    visit({
      text: (text) => {
        texts.add(text)
        return text
      },
      recordId: same
    })
    const all = new Map<string, Cleaned>()
    for (const text of texts) {
      const key = keyOf(text, inspection)
      let cleaned = known.get(key)
      if (cleaned === undefined) {
        // Single digits and marks, of which tables are full, are nobody's data.
        cleaned = text.length < 2 ? { text, replaced: [] } : yield* anonymiser.clean(text, inspection)
        known.set(key, cleaned)
        if (inspection === undefined && cleaned.text !== text)
          known.set(cleaned.text, { text: cleaned.text, replaced: [] })
      }
      count(place, key, cleaned)
      all.set(text, cleaned)
    }
    return all
  })

  /** The value with all its texts clean; or what they hold, where that is to be refused. */
  const protect = Effect.fnUntraced(function* <A>(
    place: Place,
    value: A,
    rewrite: (value: A, rewriting: RequestTexts.Rewriting) => A,
    inspection?: Inspection
  ): Effect.fn.Return<A, Refusal> {
    const clean = yield* inspectAll(place, (rewriting) => rewrite(value, rewriting), inspection)
    const types = new Map<string, number>()
    for (const { replaced } of clean.values()) for (const type of replaced) types.set(type, (types.get(type) ?? 0) + 1)
    if (egress === "refuse" && types.size > 0) return yield* Effect.fail<Refusal>({ _tag: "Refusal", types })
    return rewrite(value, { text: (text) => clean.get(text)?.text ?? "", recordId: aliasOf })
  })

  const aliasOf = (id: string): string => {
    const alias = aliases.get(id) ?? `r${aliases.size + 1}`
    aliases.set(id, alias)
    return alias
  }

  const refused = (stage: ModelStage, model: ModelInfo.ModelInfo, { types }: Refusal) =>
    new EgressRefused({
      message: `The request to ${ModelInfo.name(model)} (${stage}) holds what looks like personal data (${[...types]
        .map(([type, count]) => `${type} ${count}`)
        .join(", ")}), so it was not sent. Set egress to "replace" to have it replaced, or mend the data.`,
      billing: notBilled
    })

  const ofPersona = (persona: { readonly name: string }): Inspection => ({ fictitious: [persona.name] })

  const corpus = Effect.fnUntraced(function* (before: Corpus.Corpus) {
    for (const { id } of before.records) aliasOf(id)
    if (egress === "refuse") return before
    const clean = yield* inspectAll("corpus", (rewriting) =>
      before.records.map((record) => RequestTexts.ofFields(record, rewriting))
    )
    const changed = [...clean.values()].some(({ replaced }) => replaced.length > 0)
    if (!changed) return before
    const text = (original: string) => clean.get(original)?.text ?? ""
    return yield* Corpus.reworded(
      before,
      before.records.map((record) => RequestTexts.ofFields(record, { text }))
    )
  })

  const isLocal = ({ model }: { readonly model: { readonly location: Location } }): boolean =>
    model.location === "local"

  return {
    egress,
    corpus,
    drafts: (stage) => {
      if (isLocal(stage)) return stage
      const guarded = (request: Parameters<typeof stage.draft>[0]) =>
        Effect.mapError(
          protect("draft", request, RequestTexts.ofDraftRequest, ofPersona(request)),
          (refusal) => new DraftGeneratorError({ reason: refused("draft", stage.model, refusal) })
        )
      return {
        ...stage,
        bound: (request) => Effect.flatMap(guarded(request), (clean) => stage.bound(clean)),
        draft: (request) => Effect.flatMap(guarded(request), (clean) => stage.draft(clean))
      }
    },
    judge: (stage) => {
      if (isLocal(stage)) return stage
      const guarded = ({ dropped, origin, persona }: Parameters<typeof stage.evaluate>[0]) =>
        Effect.mapError(
          Effect.all({
            dropped: Effect.succeed(dropped),
            persona: protect("judge", persona, RequestTexts.ofPersona, ofPersona(persona)),
            origin: protect("judge", origin, RequestTexts.ofDraftRequest, ofPersona(persona))
          }),
          (refusal) => new JudgeError({ reason: refused("judge", stage.model, refusal) })
        )
      const { compare, explain } = stage
      const guardedTwo = ({ first, origin, second }: CompareRequest) =>
        Effect.mapError(
          Effect.all({
            first: protect("judge", first, RequestTexts.ofPersona, ofPersona(first)),
            second: protect("judge", second, RequestTexts.ofPersona, ofPersona(second)),
            origin: protect("judge", origin, RequestTexts.ofDraftRequest, ofPersona(first))
          }),
          (refusal) => new JudgeError({ reason: refused("judge", stage.model, refusal) })
        )
      const guardedToo = ({ evaluation, ...request }: ExplainRequest) =>
        Effect.all({
          request: guarded(request),
          evaluation: Effect.mapError(
            protect("judge", evaluation, RequestTexts.ofEvaluation, ofPersona(request.persona)),
            (refusal) => new JudgeError({ reason: refused("judge", stage.model, refusal) })
          )
        }).pipe(Effect.map((clean): ExplainRequest => ({ ...clean.request, evaluation: clean.evaluation })))
      return {
        ...stage,
        bound: (request) => Effect.flatMap(guarded(request), (clean) => stage.bound(clean)),
        evaluate: (request) => Effect.flatMap(guarded(request), (clean) => stage.evaluate(clean)),
        ...(explain !== undefined && {
          explain: {
            bound: (request) => Effect.flatMap(guardedToo(request), (clean) => explain.bound(clean)),
            remarks: (request) => Effect.flatMap(guardedToo(request), (clean) => explain.remarks(clean))
          }
        }),
        ...(compare !== undefined && {
          compare: {
            bound: (request) => Effect.flatMap(guardedTwo(request), (clean) => compare.bound(clean)),
            better: (request) => Effect.flatMap(guardedTwo(request), (clean) => compare.better(clean))
          }
        })
      }
    },
    refiner: (stage) => {
      if (isLocal(stage)) return stage
      const guarded = ({ evaluation, origin, persona, ...rest }: Parameters<typeof stage.refine>[0]) =>
        Effect.mapBoth(
          Effect.all({
            persona: protect("refine", persona, RequestTexts.ofPersona, ofPersona(persona)),
            evaluation: protect("refine", evaluation, RequestTexts.ofEvaluation, ofPersona(persona)),
            origin: protect("refine", origin, RequestTexts.ofDraftRequest, ofPersona(persona))
          }),
          {
            onSuccess: (clean) => ({ ...rest, ...clean }),
            onFailure: (refusal) => new RefinerError({ reason: refused("refine", stage.model, refusal) })
          }
        )
      return {
        ...stage,
        bound: (request) => Effect.flatMap(guarded(request), (clean) => stage.bound(clean)),
        refine: (request) => Effect.flatMap(guarded(request), (clean) => stage.refine(clean))
      }
    },
    caught: () => ({
      corpus: Object.fromEntries(caught.corpus),
      draft: Object.fromEntries(caught.draft),
      judge: Object.fromEntries(caught.judge),
      refine: Object.fromEntries(caught.refine)
    })
  }
}
