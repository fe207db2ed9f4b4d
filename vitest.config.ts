import { fileURLToPath } from "node:url"
import { configDefaults, defineConfig } from "vitest/config"

const src = fileURLToPath(new URL("./src", import.meta.url))

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Need what is not here: hundreds of packages (`npm run test:prism` installs them and runs it), Chromium (`npm run test:report`).
    exclude: [...configDefaults.exclude, "test/prism/**", "test/report/browser/**"],
    testTimeout: 30_000,
    hookTimeout: 30_000
  },
  // Tests use the sources behind every public name: a mixture of src/ and dist/ would load each module twice.
  resolve: {
    alias: [
      { find: /^effect-persona$/, replacement: `${src}/index.ts` },
      { find: /^effect-persona\/([\w/-]+)$/, replacement: `${src}/$1/index.ts` }
    ]
  }
})
