/**
 * Freezing what stages are given and what they return, so that a stage that changes it fails itself and nobody else.
 */

/** The same value, frozen with all that it holds. What is frozen already is taken to be so throughout. */
export const frozen = <A>(value: A): A => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const entry of Object.values(value)) frozen(entry)
  return value
}
