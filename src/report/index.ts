/**
 * What a person looks at: a result as JSON, Markdown or CSV.
 */
export { csv } from "./CsvFormat.ts"
export { formats } from "./Formats.ts"
export { json } from "./JsonFormat.ts"
export { markdown } from "./MarkdownFormat.ts"
export type { ResultFormat } from "./ResultFormat.ts"
