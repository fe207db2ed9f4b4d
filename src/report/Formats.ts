/**
 * The formats that a result can be written in. A further one is a file beside these and an entry here.
 */
import { characterCard } from "./CharacterCard.ts"
import { csv } from "./CsvFormat.ts"
import { html } from "./html/HtmlFormat.ts"
import { json } from "./JsonFormat.ts"
import { jsonl } from "./JsonlFormat.ts"
import { markdown } from "./MarkdownFormat.ts"
import type { ResultFormat } from "./ResultFormat.ts"

/** All formats, in the order in which files are written. */
export const formats: ReadonlyArray<ResultFormat> = [html, markdown, csv, json, jsonl, characterCard]
