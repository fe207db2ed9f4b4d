/**
 * What a person looks at: a result as JSON, Markdown, CSV or an HTML report.
 */
export { csv } from "./CsvFormat.ts"
export { formats } from "./Formats.ts"
export { html } from "./html/HtmlFormat.ts"
export { ReportData } from "./html/ReportData.ts"
export { prepareReport } from "./html/ReportSetup.ts"
export { json } from "./JsonFormat.ts"
export { markdown } from "./MarkdownFormat.ts"
export * as SharedResult from "./SharedResult.ts"
export type { ResultFormat } from "./ResultFormat.ts"
