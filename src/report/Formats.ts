/**
 * The formats that a result can be written in. A further one is a file beside these and an entry here.
 */
import { csv } from "./CsvFormat.ts"
import { html } from "./html/HtmlFormat.ts"
import { json } from "./JsonFormat.ts"
import { markdown } from "./MarkdownFormat.ts"
import type { ResultFormat } from "./ResultFormat.ts"

/** All formats, in the order in which files are written. */
export const formats: ReadonlyArray<ResultFormat> = [json, markdown, csv, html]
