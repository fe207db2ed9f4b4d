/**
 * What a person looks at: a result as an HTML report, Markdown, CSV, JSON or character cards.
 */
export { characterCard } from "./CharacterCard.ts"
export { csv } from "./CsvFormat.ts"
export { formats } from "./Formats.ts"
export { answersOf, StudyAnswers } from "./StudyAnswers.ts"
export { html, teamReport } from "./html/HtmlFormat.ts"
export { ReportData } from "./html/ReportData.ts"
export { prepareReport } from "./html/ReportSetup.ts"
export { json } from "./JsonFormat.ts"
export { jsonl } from "./JsonlFormat.ts"
export { markdown } from "./MarkdownFormat.ts"
export { compareRuns, type RunComparison } from "./RunComparison.ts"
export * as SharedResult from "./SharedResult.ts"
export { filesOf, type ResultFile, type ResultFormat } from "./ResultFormat.ts"
