/**
 * What becomes of each type of personal data, as it is said on the command line or in a file.
 */
import { Config, Effect, Option, Redacted, Schema } from "effect"
import { Flag } from "effect/cli"
import { allRecognisers, Operators } from "../privacy/index.ts"
import { UsageError } from "./Exit.ts"
import * as WrittenFile from "./WrittenFile.ts"

const choices = Operators.builtIn.join(", ")

/** Which operators, as they are given on the command line. */
export const operatorFlags = {
  operator: Flag.String("operator").pipe(
    Flag.withMetavar("TYPE=OP"),
    Flag.withDescription(`What a type becomes, such as PERSON=surrogate; * is any other. ${choices}`),
    Flag.atLeast(0)
  ),
  operators: Flag.String("operators").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription('The same in a file, as JSON: {"PERSON": "surrogate"}. --operator goes before it'),
    Flag.optional
  ),
  strict: Flag.Boolean("strict").pipe(
    Flag.withDescription("Replace ages, places and all else that is found, not only what tells who somebody is"),
    Flag.withDefault(false)
  )
}

// What recognisers find, what is denied, and what others' recognisers may call it.
const types = new Set([
  "*",
  "CUSTOM",
  ...allRecognisers.flatMap(({ types }) => types),
  ...Object.keys(Operators.research)
])

/** What is wrong with an operator of a type; nothing where it can be used. */
const problemOf = (type: string, operator: unknown): string | undefined => {
  if (!types.has(type))
    return `nothing finds the type ${type}, so it would change nothing. Types are written as \`persona privacy scan\` shows them, such as PERSON or PHONE_NUMBER; * is any not named`
  if (typeof operator !== "string" || !Operators.isBuiltIn(operator))
    return `${type} cannot become ${typeof operator === "string" ? operator : "that"}. An operator is one of ${choices}`
  return undefined
}

const ofPairs = (
  pairs: ReadonlyArray<readonly [type: string, operator: unknown]>,
  where: string
): Effect.Effect<Operators.Operators, UsageError> => {
  const operators: Record<string, Operators.Operator> = {}
  for (const [type, operator] of pairs) {
    const problem = problemOf(type, operator)
    if (problem !== undefined || typeof operator !== "string" || !Operators.isBuiltIn(operator))
      return Effect.fail(new UsageError({ message: `${where}: ${problem ?? "is no operator"}.` }))
    operators[type] = operator
  }
  return Effect.succeed(operators)
}

const isObject = Schema.is(Schema.Record(Schema.String, Schema.Unknown))

const ofFile = Effect.fnUntraced(function* (file: string) {
  const values = yield* WrittenFile.values({ file, what: "operators file", flag: "operators" })
  if (!isObject(values))
    return yield* new UsageError({
      message: `The operators file ${file} is no JSON object of types and operators, such as {"PERSON": "surrogate"}: mend it, or leave --operators out.`
    })
  return yield* ofPairs(Object.entries(values), `The operators file ${file}`)
})

const ofFlags = Effect.fnUntraced(function* (given: ReadonlyArray<string>) {
  const pairs: Array<readonly [string, string]> = []
  for (const flag of given) {
    const [type = "", operator = "", ...rest] = flag.split("=")
    if (rest.length > 0 || type === "" || operator === "")
      return yield* new UsageError({
        message: `--operator ${flag}: write TYPE=OP, such as PERSON=surrogate or AGE=age-band. OP is one of ${choices}.`
      })
    pairs.push([type, operator])
  }
  return yield* ofPairs(pairs, `--operator ${given.join(" --operator ")}`)
})

/** The secret of hashes, encryption and vaults, where one is set. */
export const keyOf = Config.Redacted("PERSONA_VAULT_KEY").pipe(
  Config.option,
  Effect.orDie,
  Effect.map((given) => {
    const key = Option.filter(given, (key) => Redacted.value(key) !== "")
    return { key: Option.getOrUndefined(key) }
  })
)

/** The operators that were asked for. */
export const operatorsOf = Effect.fnUntraced(function* (options: {
  readonly operator: ReadonlyArray<string>
  readonly operators: Option.Option<string>
  readonly strict: boolean
}) {
  const inFile = Option.isSome(options.operators) ? yield* ofFile(options.operators.value) : {}
  const operators = { ...inFile, ...(yield* ofFlags(options.operator)) }
  const { key } = yield* keyOf
  return { operators, policy: options.strict ? Operators.strict : Operators.research, ...(key && { key }) }
})
