/**
 * A persona as a character card (chara_card_v3), which tools for role-play and for interviews with a persona read.
 */
import { Effect } from "effect"
import { claimLists } from "../domain/Persona.ts"
import type { HybridResult, PersonaResult } from "../pipeline/HybridResult.ts"
import { factTexts, listNames, listTexts, namedIn, quoteText, standsFor } from "./Wording.ts"
import type { ResultFormat } from "./ResultFormat.ts"

/** A file for each persona. */
export const characterCard: ResultFormat = {
  name: "card",
  file: "cards/persona.json",
  isDefault: false,
  isPerPersona: true,
  render: (result) => Effect.sync(() => result.personas.map((one) => card(one, result)).join(""))
}

const card = (one: PersonaResult, result: HybridResult): string => {
  const { persona } = one
  const named = namedIn(result)
  const list = (name: string, texts: ReadonlyArray<string>) =>
    texts.length === 0 ? [] : [`${name}:\n${texts.map((text) => `- ${text}`).join("\n")}`]
  const description = [
    `${persona.name} – ${persona.title}. Stands for ${standsFor(persona)} in a study.`,
    persona.bio.map(({ text }) => text).join(" "),
    ...list("Facts", factTexts(persona)),
    ...claimLists.flatMap((field) => list(listNames[field], listTexts(persona, field, named))),
    ...list("Not known", persona.unknowns)
  ]
    .filter((text) => text !== "")
    .join("\n\n")
  const data = {
    name: plain(persona.name),
    description: plain(description),
    personality: "",
    scenario: plain(
      `{{user}} interviews ${persona.name}, a portrait of one group of the people who took part in a study.`,
      "{{user}}"
    ),
    first_mes: plain(`I am ${persona.name}. What would you like to know?`),
    alternate_greetings: [],
    group_only_greetings: [],
    mes_example: "",
    system_prompt: plain(
      `You speak as ${persona.name}. Everything that is known stands in the description, and its quotations are words of participants. Say nothing about ${persona.name} that does not follow from it: where it says nothing, answer that the study does not tell.`
    ),
    post_history_instructions: "",
    creator: "effect-persona",
    creator_notes: plain(
      [
        `Run ${result.runId}. The name is invented. Counts and quotations are of real participants, personal data replaced; what a model says in this role is not evidence.`,
        ...persona.quotes.map((quote) => quoteText(persona, quote, named))
      ].join("\n")
    ),
    character_version: result.runId,
    tags: ["persona", "user research"],
    extensions: {
      "effect-persona": {
        id: persona.id,
        segment: persona.segment,
        facts: persona.facts,
        score: one.evaluation.overall
      }
    }
  }
  return `${JSON.stringify({ spec: "chara_card_v3", spec_version: "3.0", data }, null, 2)}\n`
}

// Tools read {{…}} as a command of theirs: research text is text.
const plain = (text: string, command = ""): string =>
  command === ""
    ? text.replace(/\{(?=\{)/g, "{ ").replace(/\}(?=\})/g, "} ")
    : text
        .split(command)
        .map((part) => plain(part))
        .join(command)
