/**
 * Asking before money is spent.
 */
import { Effect } from "effect"
import { Flag, Prompt } from "effect/cli"
import type { HybridConfig } from "../pipeline/HybridConfig.ts"
import * as HybridPipeline from "../pipeline/HybridPipeline.ts"
import { dollars } from "../report/Wording.ts"
import { Ended, UsageError } from "./Exit.ts"
import * as Output from "./Output.ts"
import type { ResearchInput } from "./ResearchInput.ts"

/** A run that can cost more than this, in US dollars, is asked about in a terminal. */
export const askAbove = 1

/** For commands that may spend money. */
export const flag = {
  yes: Flag.Boolean("yes").pipe(
    Flag.withAlias("y"),
    Flag.withDescription("Do not ask before spending money"),
    Flag.withDefault(false)
  )
}

/** What is known of a run before it begins. */
export interface Situation {
  /** Whether a priced model will be called. */
  readonly spends: boolean
  /** `--yes`. */
  readonly yes: boolean
  /** Whether a person can answer. */
  readonly terminal: boolean
  /** In US dollars; null for none. */
  readonly cap: number | null
}

/**
 * `go`: nothing to ask. `estimate`: ask, if the estimate's ceiling says that it can cost more than `askAbove`. `refuse`: nobody is
 * there to ask, and nothing was said about money.
 */
export const decide = ({ cap, spends, terminal, yes }: Situation): "go" | "estimate" | "refuse" => {
  if (!spends || yes || (cap !== null && cap <= askAbove)) return "go"
  if (terminal) return "estimate"
  return cap === null ? "refuse" : "go"
}

/** Asks, where that is needed; ends the command where the answer is no. */
export const ask = Effect.fnUntraced(function* (
  situation: Situation,
  { data, records }: ResearchInput,
  config: HybridConfig
) {
  switch (decide(situation)) {
    case "go":
      return
    case "refuse":
      return yield* new UsageError({
        message:
          "This run would spend money, and without a terminal nobody can be asked: add --max-cost USD for a cap, or --yes to spend without one. --estimate-only says what it would cost."
      })
    case "estimate": {
      const { totalUsd } = yield* HybridPipeline.estimate(records, config, data)
      if (totalUsd.ceiling <= askAbove) return
      const cap = situation.cap === null ? "there is no cap" : `the cap is ${dollars(situation.cap)}`
      const goOn = yield* Prompt.run(
        Prompt.Confirm({
          message: `This run will cost about ${dollars(totalUsd.expected)} and at most ${dollars(totalUsd.ceiling)} (${cap}). Go on?`,
          initial: false
        })
      ).pipe(Effect.orElseSucceed(() => false))
      if (goOn) return
      yield* Output.say("Nothing was called and nothing was spent.")
      return yield* new Ended({ code: 0 })
    }
  }
})
