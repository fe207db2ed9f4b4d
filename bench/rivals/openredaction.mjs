import { createRequire } from "node:module"

// Required, so that the linter does not follow its types, which bring other ones of Node.
const { OpenRedaction } = createRequire(import.meta.url)("openredaction")

const redactor = new OpenRedaction()

/** What openredaction finds as it comes: `{start, end, type}` of each. It can only be called asynchronously. */
export const find = async (text) => {
  const { detections } = await redactor.detect(text)
  return detections.map(({ position: [start, end], type }) => ({ start, end, type }))
}
