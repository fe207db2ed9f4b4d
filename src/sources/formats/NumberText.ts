/** A number as people write it: 15 digits, so that 0.30000000000000004 is 0.3. */
export const numberText = (value: number): string =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(15)))
