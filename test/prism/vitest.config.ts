import { defineConfig } from "vitest/config"
import base from "../../vitest.config.ts"

/** What the tests at large leave out: `npm run test:prism`. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ["test/prism/*.test.ts"], exclude: ["**/node_modules/**"] }
})
