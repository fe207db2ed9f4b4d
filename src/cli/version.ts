/** The version of the package, out of its own package.json. */
import { createRequire } from "node:module"
import { Schema } from "effect"

const manifest: unknown = createRequire(import.meta.url)("../../package.json")

/** The version of the package. */
export const { version } = Schema.decodeUnknownSync(Schema.Struct({ version: Schema.String }))(manifest)
