/**
 * Finds the personal data of single texts without replacing it.
 */
import { detect, detectAll, type DetectionInput } from "./Detection.ts"
import * as Lists from "./Lists.ts"
import type { Recogniser, Span } from "./Recogniser.ts"
import { allRecognisers } from "./recognisers/index.ts"
import { resolve } from "./Resolution.ts"

/** Finds personal data in text after text. */
export interface Scanner {
  /**
   * The personal data of a text: spans that do not overlap, in reading order. Throws `RecogniserFailure`.
   *
   * @param field the header of the column that the text answers, where there is one
   */
  readonly scan: (text: string, field?: string) => ReadonlyArray<Span>
  /** The same of many texts, in their order and in half the time; the field goes into `context`. Throws `RecogniserFailure`. */
  readonly scanAll: (inputs: ReadonlyArray<DetectionInput>) => ReadonlyArray<ReadonlyArray<Span>>
}

/** How a scanner is made. */
export interface ScannerOptions extends Lists.ListsOptions {
  /** What to look for. The default is `allRecognisers`. */
  readonly recognisers?: ReadonlyArray<Recogniser>
}

/**
 * A scanner.
 *
 * @example
 * ```ts
 * import { Scan } from "effect-persona/privacy"
 *
 * const scanner = Scan.make()
 * const spans = scanner.scan("Write to maya@example.org")
 * // [{ start: 9, end: 25, type: "EMAIL_ADDRESS", … }]
 * ```
 */
export const make = (options: ScannerOptions = {}): Scanner => {
  const recognisers = options.recognisers ?? allRecognisers
  const lists = Lists.make(options)
  const settle = (text: string, found: ReadonlyArray<Span>): ReadonlyArray<Span> =>
    resolve(lists.permit(text, [...lists.find(text), ...found]))
  return {
    scan: (text, field) => settle(text, detect(recognisers, text, field === undefined ? undefined : { field })),
    scanAll: (inputs) => {
      const found = detectAll(recognisers, inputs)
      return inputs.map(({ text }, i) => settle(text, found[i] ?? []))
    }
  }
}
