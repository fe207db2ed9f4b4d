/**
 * The arithmetic of a budget: what a reservation and a settlement do to its state, as plain functions without a clock or a
 * fiber. `Ledger` applies them one at a time; their invariants are tested here, where every schedule can be played.
 */
import { nano, type Usd, zero } from "../domain/Usd.ts"

/**
 * Where a budget stands at one instant. `spent + reserved` is never above `cap`, save by `overrun`: what a provider billed
 * beyond its own bound cannot be unspent.
 */
export interface LedgerState {
  /** Null where there is no cap. */
  readonly cap: Usd | null
  readonly spent: Usd
  readonly reserved: Usd
  /** The highest that `spent + reserved` has been. */
  readonly peak: Usd
  /** How many reservations were settled. */
  readonly settled: number
  /** How much was billed above reserved ceilings. Above 0 only where a provider billed more than its own bound. */
  readonly overrun: Usd
}

/** Nothing spent, nothing reserved. */
export const make = (cap: Usd | null): LedgerState => ({
  cap,
  spent: zero,
  reserved: zero,
  peak: zero,
  settled: 0,
  overrun: zero
})

/** What becomes of a ceiling: set aside, not yet possible, or never possible because money spent does not come back. */
export type Admission =
  { readonly _tag: "Reserved"; readonly state: LedgerState } | { readonly _tag: "Wait" } | { readonly _tag: "Refused" }

/**
 * Sets a ceiling aside where it fits, and leaves at least `spare` besides. A ceiling of 0 (a local model) always fits, whatever is spent.
 *
 * The comparisons ask what is allowed and not what is forbidden, so that a number that is none is refused.
 */
export const tryReserve = (state: LedgerState, ceiling: Usd, spare: Usd = zero): Admission => {
  const { cap, reserved, spent } = state
  if (ceiling === 0) return { _tag: "Reserved", state }
  if (cap === null || spent + reserved + ceiling + spare <= cap) {
    return { _tag: "Reserved", state: withPeak({ ...state, reserved: nano(reserved + ceiling) }) }
  }
  return spent + ceiling + spare <= cap ? wait : refused
}

const wait: Admission = { _tag: "Wait" }
const refused: Admission = { _tag: "Refused" }

/** Records what an attempt cost, and frees what was set aside for it. */
export const settle = (state: LedgerState, ceiling: Usd, actual: Usd): LedgerState =>
  withPeak({
    ...release(state, ceiling),
    spent: nano(state.spent + actual),
    settled: state.settled + 1,
    overrun: actual > ceiling ? nano(state.overrun + actual - ceiling) : state.overrun
  })

/** Frees what was set aside for an attempt that never began. Throws where that was not set aside. */
export const release = (state: LedgerState, ceiling: Usd): LedgerState => ({
  ...state,
  reserved: nano(state.reserved - ceiling)
})

/** Who of a line is served now, who can never be, and the state after it. All others wait on. */
export interface Service<W> {
  readonly state: LedgerState
  readonly served: ReadonlyArray<W>
  readonly refused: ReadonlyArray<W>
}

/**
 * Serves a line in order of arrival. Nobody overtakes: behind the first who has to wait all others wait too, so that a large
 * ceiling is not starved by small ones that fit into every gap it waits for. Who can never fit is told at once, wherever in
 * the line.
 */
export const serve = <W extends { readonly ceiling: Usd; readonly spare?: Usd }>(
  state: LedgerState,
  line: Iterable<W>
): Service<W> => {
  const served: Array<W> = []
  const refused: Array<W> = []
  let after = state
  let blocked = false
  for (const waiting of line) {
    const admission = tryReserve(after, waiting.ceiling, waiting.spare)
    if (admission._tag === "Refused") refused.push(waiting)
    else if (admission._tag === "Wait") blocked = true
    else if (!blocked) {
      after = admission.state
      served.push(waiting)
    }
  }
  return { state: after, served, refused }
}

const withPeak = (state: LedgerState): LedgerState =>
  state.spent + state.reserved > state.peak ? { ...state, peak: nano(state.spent + state.reserved) } : state
