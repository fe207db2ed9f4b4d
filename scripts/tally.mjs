// Sums up vitest's JSON report in one line, "N passed, N failed". A file that could not be run at all counts as one failure.
import { readFileSync } from "node:fs"

const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(process.argv[2], "utf8"))
const broken = testResults.filter(
  ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0
)
console.log(`${numPassedTests} passed, ${numFailedTests + broken.length} failed`)
