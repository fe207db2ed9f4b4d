/**
 * Freezing what stages are given and what they return, so that a stage that changes it fails itself and nobody else.
 */

/** The same value, frozen with all that it holds. What is frozen already is taken to be so throughout. */
export const frozen = <A>(value: A): A => {
  freeze(value)
  return value
}

// Loops without lists of their own: every draft of a run passes here several times.
const freeze = (value: unknown): void => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  if (Array.isArray(value)) for (const entry of value) freeze(entry)
  else for (const key in value) freeze(Reflect.get(value, key))
}
