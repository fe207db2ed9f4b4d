/**
 * Research text for a reader of the report.
 */

const names: Readonly<Record<string, string>> = { PERSON: "name", ORGANIZATION: "organisation" }

// Control characters, the codes that turn the direction of all that follows, and halves of characters: none is anybody's word.
const unreadable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The text without what cannot be read; what was replaced reads `[name]`, whoever it was. */
export const readable = (text: string): string =>
  text.replace(unreadable, "").replace(/\[([A-Z]+(?:_[A-Z]+)*)_\d+[a-z]?\]/g, (_, type: string) => `[${kindOf(type)}]`)

/** What a type of personal data is called. */
export const kindOf = (type: string): string => names[type] ?? words(type)

/** `PHONE_NUMBER` as `phone number`. */
export const words = (type: string): string => type.toLowerCase().replaceAll(/[_-]/g, " ")
