import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000
  },
  resolve: {
    alias: [{ find: /^effect-persona$/, replacement: fileURLToPath(new URL("./src/index.ts", import.meta.url)) }]
  }
})
