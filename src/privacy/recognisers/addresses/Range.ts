/** A stretch of a text that belongs to an address, and which rule says so. */
export interface Range {
  readonly start: number
  readonly end: number
  readonly rule: string
}
