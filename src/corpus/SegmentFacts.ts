/**
 * Who a persona is: the facts that enough members of its segment share, filled in by code whatever wrote the rest.
 */
import { Option } from "effect"
import { pointer } from "../domain/Coverage.ts"
import type { Evidence } from "../domain/Evidence.ts"
import type { PersonaContent } from "../domain/Persona.ts"
import { attributeRoles, type ColumnRole, type Fact, type Segment } from "../domain/Segment.ts"
import { parseAge } from "./Answers.ts"
import { clean } from "./ColumnLabel.ts"

const names: Readonly<Partial<Record<ColumnRole, string>>> = {
  age: "Age",
  gender: "Gender",
  occupation: "Occupation",
  location: "Region",
  education: "Education",
  income: "Income",
  household: "Household"
}

/** The name of a fact: its header where that is one, else what it is about. */
const nameOf = ({ label, role }: Fact): string => {
  const plain = clean(label)
    .replace(/\s*\([^)]*\)/g, "")
    .trim()
  const isName = plain.length <= 30 && !plain.includes("?") && plain.split(" ").length <= 4
  return isName ? plain.charAt(0).toUpperCase() + plain.slice(1) : (names[role] ?? plain)
}

/** Whether a claim is a fact, which code fills in. */
export const isFact = (claim: string): boolean =>
  claim === "/age" || claim === "/occupation" || claim.startsWith("/demographics/")

/**
 * The persona with the facts of its segment for age, occupation and further facts, each with its evidence. A segment without facts
 * (of interviews alone) leaves the persona as it is.
 */
export const apply = <P extends PersonaContent>(persona: P, segment: Segment): P => {
  if (segment.facts.length === 0) return persona
  const facts = segment.facts.filter(({ role }) => attributeRoles.has(role))
  const aged = facts.find(({ role, value }) => role === "age" && Option.isSome(parseAge(value)))
  const working = facts.find(({ role }) => role === "occupation")
  const rest = facts.filter((fact) => fact !== aged && fact !== working)
  const named = new Map<string, Fact>()
  for (const fact of rest) if (!named.has(nameOf(fact))) named.set(nameOf(fact), fact)
  const evidence = (claim: string, { column, value }: Fact): Evidence => ({
    claim,
    recordId: segment.anchor,
    field: column,
    text: value,
    kind: "answer",
    status: "unverified"
  })
  return {
    ...persona,
    age: aged === undefined ? null : Option.getOrNull(parseAge(aged.value)),
    occupation: working?.value ?? null,
    demographics: Object.fromEntries([...named].map(([name, { value }]) => [name, value])),
    evidence: [
      ...(aged === undefined ? [] : [evidence("/age", aged)]),
      ...(working === undefined ? [] : [evidence("/occupation", working)]),
      ...[...named].map(([name, fact]) => evidence(pointer("demographics", name), fact)),
      ...persona.evidence.filter(({ claim }) => !isFact(claim))
    ]
  }
}
