/**
 * Which drafts to make: how many of each stratum, in which order, each out of which records.
 *
 * Places for personas are shared out over the strata as the records are, by largest remainder, so that the personas stand for
 * the people. Drafts of the strata take turns, so that every stratum is decided at about the same time.
 */
import * as Option from "effect/Option"
import type { Corpus } from "../corpus/Corpus.ts"
import * as Quotas from "../corpus/Quotas.ts"
import * as Samples from "../corpus/Samples.ts"
import * as Strata from "../corpus/Strata.ts"
import type { AnonymisedRecord } from "../domain/AnonymisedRecord.ts"
import type { DraftRequest } from "../domain/DraftRequest.ts"
import * as Seed from "../domain/Seed.ts"
import type { Stratum } from "../domain/Stratum.ts"
import { draftLimit as mostDrafts } from "./ConfigSchema.ts"
import type { HybridConfig } from "./HybridConfig.ts"

/** A stratum and what is planned of it. */
export interface PlannedStratum {
  readonly stratum: Stratum
  /** How many personas are to come out of it. */
  readonly places: number
  readonly sample: (draft: number) => ReadonlyArray<AnonymisedRecord>
}

/** The plan of a run. */
export interface DraftPlan {
  readonly strata: ReadonlyMap<string, PlannedStratum>
  /** Groups that candidates compete in, and the places of each. */
  readonly quotas: ReadonlyMap<string, number>
  readonly groupOf: (stratum: string) => string
  readonly draftsPerPersona: number
  /** The most drafts, top-ups included. */
  readonly draftLimit: number
  /** The strata of the first round of drafts, in order. */
  readonly firstRound: ReadonlyArray<string>
  readonly request: (index: number, stratum: string, draftOfStratum: number) => DraftRequest
}

const everyone = "all"

/** The strata that a run of so many personas sorts its records into, unless the configuration says. */
const strataFor = (config: HybridConfig): number => config.selection.strata ?? Math.min(config.count, 8)

/** Plans a run. `draftsPerPersona` is the configured multiplier, or 1 where drafts cost money. */
export const make = (corpus: Corpus, config: HybridConfig, draftsPerPersona: number): DraftPlan => {
  const draftLimit = mostDrafts(config)
  const groups = Strata.make(corpus, { strata: strataFor(config), seed: config.seed })
  const places = Quotas.largestRemainder(
    config.count,
    groups.map(({ stratum }) => stratum.size)
  )
  const strata = new Map(
    groups.map((group, position): [string, PlannedStratum] => [
      group.stratum.id,
      {
        stratum: group.stratum,
        places: places[position] ?? 0,
        sample: Samples.make(corpus, group, { ...config.sample, seed: config.seed })
      }
    ])
  )
  const best = config.selection.strategy === "best"
  const plan = { strata, draftsPerPersona, draftLimit, groupOf: best ? () => everyone : (stratum: string) => stratum }
  const drafts = Math.min(config.count * draftsPerPersona, draftLimit)
  return {
    ...plan,
    quotas: best ? new Map([[everyone, config.count]]) : new Map([...strata].map(([id, { places }]) => [id, places])),
    firstRound: takeTurns(strata, drafts, ({ places }) => places),
    request: (index, id, draftOfStratum) => {
      const { stratum, sample } = Option.getOrThrow(Option.fromUndefinedOr(strata.get(id)))
      return {
        index,
        seed: Seed.derive(config.seed, "draft", index),
        stratum,
        sample: sample(draftOfStratum),
        columns: corpus.columns
      }
    }
  }
}

/** The strata of a round of top-ups: as many drafts as places are empty, times the multiplier, within what is left. */
export const topUp = (plan: DraftPlan, missing: ReadonlyMap<string, number>, left: number): ReadonlyArray<string> => {
  const empty = [...missing.values()].reduce((total, places) => total + places, 0)
  return takeTurns(plan.strata, Math.min(empty * plan.draftsPerPersona, left), ({ stratum, places }) =>
    missing.has(everyone) ? places : (missing.get(stratum.id) ?? 0)
  )
}

/** `total` drafts shared out by weight, the strata taking turns: the k-th of n drafts of a stratum stands at (k + ½) / n. */
const takeTurns = (
  strata: ReadonlyMap<string, PlannedStratum>,
  total: number,
  weight: (stratum: PlannedStratum) => number
): ReadonlyArray<string> => {
  const planned = [...strata.values()]
  const shares = Quotas.largestRemainder(total, planned.map(weight))
  return planned
    .flatMap(({ stratum }, position) => {
      const share = shares[position] ?? 0
      return Array.from({ length: share }, (_, draft) => ({ id: stratum.id, turn: (draft + 0.5) / share, position }))
    })
    .toSorted((a, b) => a.turn - b.turn || a.position - b.position)
    .map(({ id }) => id)
}
