/**
 * Research data in a prompt: between delimiters that it cannot close.
 *
 * Texts are written as JSON strings, so that none can leave its line, and every `<` of a text, also in its wide forms, is
 * written as the escape `\u003c`, so that none can write a tag. A model that copies a text into a JSON answer may copy the escape
 * as it stands: decoded, it is the source's own character again.
 */

const opening = "<research_data>"
const closing = "</research_data>"

// What NFKC turns into "<", too: a service may normalise what it is sent. Line separators end a line for some readers.
const dangerous = /[<\uff1c\ufe64\u2028\u2029]/g

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`

/** A text or a value of the data as JSON without tags; keys are escaped as texts are. */
export const json = (value: unknown): string => (JSON.stringify(value) ?? "null").replace(dangerous, escape)

/** Lines of data between the delimiters. Whatever comes from the data must have been written with `json`. */
export const block = (lines: ReadonlyArray<string>): string => [opening, ...lines, closing].join("\n")
