import { createRequire } from "node:module"

// Required, so that the linter does not follow its types, which bring other ones of Node.
const nlp = createRequire(import.meta.url)("compromise")

const kinds = ["people", "places", "organizations", "emails", "phoneNumbers", "urls", "atMentions"]

/** What compromise finds that can be personal data: `{start, end, type}` of each. */
export const find = (text) => {
  const document = nlp(text)
  return kinds.flatMap((type) =>
    document[type]()
      .json({ offset: true })
      .map(({ offset: { start, length } }) => ({ start, end: start + length, type }))
  )
}
