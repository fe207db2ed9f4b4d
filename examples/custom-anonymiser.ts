/**
 * An anonymiser of your own: `npm run example custom-anonymiser`. This one knows the participants by name, out of a list that the
 * researcher keeps, and hands everything else to the local one.
 */
import { Console, Effect, Layer } from "effect"
import { Anonymiser, type AnonymiserShape, CostMeter, HybridPipeline } from "effect-persona"
import * as Embedded from "effect-persona/embedded"
import { LocalAnonymiser } from "effect-persona/privacy"
import { ResearchData } from "effect-persona/sources"

const participants = ["Maya Okafor", "Walter Brandt"]

const Roster = Layer.effect(
  Anonymiser,
  Effect.map(Anonymiser, (inner) => {
    const known = (text: string) =>
      participants.reduce((replaced, name, i) => replaced.replaceAll(name, `[PARTICIPANT_${i + 1}]`), text)
    return {
      ...inner,
      anonymise: (record) =>
        inner.anonymise({ ...record, fields: record.fields.map((field) => ({ ...field, text: known(field.text) })) })
    } satisfies AnonymiserShape
  })
).pipe(Layer.provide(LocalAnonymiser.layer()))

const Stages = Layer.mergeAll(Embedded.layer, Roster, CostMeter.layer)

const records = ResearchData.fromRows(
  Array.from({ length: 10 }, (_, i) => ({
    Age: i % 2 === 0 ? "25-34" : "45-54",
    "What is the most frustrating part?": `Number ${i}: Maya Okafor and I always end up buying the same things twice, write to maya${i}@example.org about it.`,
    "What are you trying to get done?": `I want to plan ${i + 2} dinners with Walter Brandt without a shouting match in the shop.`
  })),
  { name: "households" }
)

const program = Effect.gen(function* () {
  const result = yield* HybridPipeline.generate(records, { count: 2, qualityThreshold: 0.5 })
  const written = JSON.stringify(result)
  yield* Console.log(result.personas.map(({ persona }) => persona.quotes[0]?.text ?? persona.title).join("\n"))
  yield* Console.log(`Names left: ${participants.filter((name) => written.includes(name)).length}`)
  yield* Console.log(`E-mail addresses left: ${written.includes("@example.org") ? "some" : "none"}`)
})

await Effect.runPromise(program.pipe(Effect.provide(Stages)))
