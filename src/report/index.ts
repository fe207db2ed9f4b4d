/** What a person looks at: a result as Markdown, CSV or JSON. */
export * as Json from "./Json.ts"
export * as Markdown from "./Markdown.ts"
export * as Table from "./Table.ts"
