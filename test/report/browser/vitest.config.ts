import { defineConfig } from "vitest/config"
import base from "../../../vitest.config.ts"

/** What the tests at large leave out, because it needs Chromium: `npm run test:report`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["test/report/browser/*.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
