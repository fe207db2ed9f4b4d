/**
 * What is known about models on an Ollama server: which to take where none is named, and what to leave out of account.
 *
 * The order of preference is a judgement, not a measurement: families that keep to a JSON schema and cite what they were given,
 * at sizes that run on a laptop or a workstation. Naming a model is always better.
 */
import { isCloudModel } from "../llm/provider/ServerAddress.ts"

/** Families in order of preference, by the name in front of the colon. */
export const preferred: ReadonlyArray<string> = [
  "qwen3",
  "gemma3",
  "mistral-small",
  "llama3.1",
  "qwen2.5",
  "phi4",
  "llama3.3",
  "mistral-nemo",
  "llama3.2",
  "mistral"
]

/** What is asked for where no model is named and no server tells what it has. */
export const first = "qwen3:8b"

/** A model on a server. */
export interface Installed {
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** It runs at somebody else's: what it is sent leaves the network. */
  readonly remote: boolean
}

/** A model's name with its tag, which is `latest` where none is given. */
export const withTag = (name: string): string => (/:[^/]*$/.test(name) ? name : `${name}:latest`)

/** Too large to be a good guess; who wants one names it. */
const LARGE = 24e9

/** The installed model to take where none is named: the first family that is there, its largest size up to 24 GB. */
export const best = (installed: ReadonlyArray<Installed>): string | null => {
  const mine = installed.filter(({ name, remote }) => !remote && !isCloudModel(name))
  for (const family of preferred) {
    const [largest] = mine
      .filter(({ name, size }) => size <= LARGE && (name === family || name.startsWith(`${family}:`)))
      .toSorted((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
    if (largest !== undefined) return largest.name
  }
  return null
}
