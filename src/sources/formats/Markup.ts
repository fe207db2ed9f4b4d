/**
 * XML as it stands in the files of Office, read as it goes by. Only the five entities of XML and numbered ones are known: none that
 * a file declares, and nothing outside the file is ever fetched.
 */
import { Parser } from "htmlparser2"
import { damaged, tooLarge } from "./Fault.ts"
import * as Limits from "./Limits.ts"

/** What an element says about itself, by the name as it is written. */
export type Attributes = Readonly<Record<string, string>>

/** What reading an XML text reports; elements by their names without prefix. */
export interface Handler {
  readonly open: (name: string, attributes: Attributes) => void
  readonly close: (name: string) => void
  readonly text?: (text: string) => void
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1)

/** The value of an attribute, whatever its prefix. */
export const attribute = (attributes: Attributes, name: string): string | undefined => {
  if (attributes[name] !== undefined) return attributes[name]
  for (const [key, value] of Object.entries(attributes)) if (key.endsWith(`:${name}`)) return value
  return undefined
}

/** Reads XML, and after each piece hands out what the handler collected meanwhile. Throws a `Fault`. */
export async function* collect<A>(
  text: AsyncIterable<string>,
  handlerOf: (emit: (item: A) => void) => Handler
): AsyncGenerator<ReadonlyArray<A>> {
  let out: Array<A> = []
  let depth = 0
  const handler = handlerOf((item) => out.push(item))
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++depth > Limits.maxDepth) throw tooLarge("elements are nested in it deeper than any program writes them")
        handler.open(local(name), attributes)
      },
      onclosetag: (name) => {
        depth--
        handler.close(local(name))
      },
      ontext: (part) => handler.text?.(part),
      onprocessinginstruction: (name) => {
        if (name.toLowerCase() === "!doctype")
          throw damaged("it declares a document type, which no Office program writes")
      }
    },
    { xmlMode: true, decodeEntities: true }
  )
  for await (const part of text) {
    parser.write(part)
    if (out.length === 0) continue
    yield out
    out = []
  }
  parser.end()
  if (out.length > 0) yield out
}

/** Reads all of an XML text. */
export const parse = async (text: AsyncIterable<string>, handler: Handler): Promise<void> => {
  for await (const _ of collect<never>(text, () => handler));
}
