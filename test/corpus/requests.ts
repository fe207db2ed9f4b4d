/** Requests for drafts, as a run makes them from records. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Stream } from "effect"
import * as Briefs from "../../src/corpus/briefs/index.ts"
import * as Corpus from "../../src/corpus/Corpus.ts"
import * as Segments from "../../src/corpus/Segments.ts"
import { finish as atOnce } from "../../src/corpus/Sliced.ts"
import type { AnonymisedRecord } from "../../src/domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../../src/domain/DraftRequest.ts"
import { ResearchData } from "../../src/sources/index.ts"
import { anonymised } from "./surveys.ts"

/** The briefs of records, for so many segments. */
export const briefsOf = (records: ReadonlyArray<AnonymisedRecord>, segments = 1) =>
  Effect.gen(function* () {
    const corpus = Corpus.make(records)
    const { grouping, groups } = yield* Segments.make(corpus, { segments, minSize: 5, k: 3, seed: 1 })
    return { corpus, groups, briefs: atOnce(Briefs.make(corpus, groups, { k: 3, verdict: grouping?.verdict ?? null })) }
  })

/** The request of a draft of each segment. */
export const requestsOf = (records: ReadonlyArray<AnonymisedRecord>, segments = 1, draftOfSegment = 0) =>
  Effect.map(briefsOf(records, segments), ({ briefs }) =>
    briefs.map((brief, index): DraftRequest =>
      Briefs.request(brief, { index, draftOfSegment }, { maxPassages: 24, maxBytes: 8000, seed: 1 })
    )
  )

/** The bundled survey of 160 people. */
export const bundled = ResearchData.fromPaths(["examples/data/larder-survey.csv"]).pipe(
  Stream.runCollect,
  Effect.map((records) => anonymised([...records])),
  Effect.provide(NodeServices.layer)
)
