import { spawnSync } from "node:child_process"
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "vitest"

const root = fileURLToPath(new URL("../..", import.meta.url))
const said: Readonly<Record<string, ReadonlyArray<string>>> = {
  quickstart: ["Complete: 5 personas for $0"],
  "local-only": ["local-only:", "useFrontier is false"],
  "budget-capped": ["within the cap: true", "budget exhausted: true"],
  "shared-budget": ["Within the shared cap: true", "Raise maxCost of the Budget"],
  "budgeted-model": ["of 20 questions answered", "Raise maxCost of the Budget", "within the cap: true"],
  "durable-run": ["calls in the journal", "Within the cap over all starts: true", "Read back with 0 calls"],
  "custom-refiner": ["of $0.1", "edited"],
  "custom-anonymiser": ["Names left: 0", "E-mail addresses left: none"],
  "stream-events": ["8 interviews", "finished:", "Complete, 4 personas"],
  "batch-refinement": ["in 1 batch", "paid twice: 0"],
  telemetry: ["gen_ai.provider.name", "gen_ai.client.token.usage", "effect_persona.cost"],
  estimate: ["never above", "Frontier only"],
  "hybrid-ollama-anthropic": ["hybrid: 3 of 3 refined, within the cap: true", "In short: "],
  "local-only-ollama": ["2 personas, 2 refined, for $0", "Sent to a remote model: none"],
  "openai-compatible": ["(openai-compatible/qwen3-8b)", "2 personas, 2 refined; sent to a remote model: none"],
  "own-chat-model": ["(draft@2)", "3 refined", "each with its source"],
  "any-language-model": ["(acme/by-rules-1)", "3 personas, 3 refined"],
  "embed-in-http-server": ["Complete: 2 personas"]
}

describe("the examples", () => {
  it("are all run here", () => {
    const files = readdirSync(`${root}/examples`).filter((file) => file.endsWith(".ts"))
    assert.sameMembers(
      files.map((file) => file.slice(0, -3)),
      Object.keys(said)
    )
  })

  it.each(Object.entries(said))("%s runs offline and says what it should", (name, texts) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}/build/examples/${name}.js`], {
      cwd: root,
      encoding: "utf8"
    })
    assert.strictEqual(status, 0, stderr)
    for (const text of texts) assert.include(stdout, text)
  })
})
