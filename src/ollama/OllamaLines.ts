/**
 * The lines of an Ollama answer, checked before the client reads them.
 *
 * The client drops a line that is not JSON and writes it, persona text and all, to the console; here such a line ends the answer
 * instead. It also writes to the console about error answers that are not JSON, so they are made JSON.
 */
import { TransportError } from "../llm/provider/TransportError.ts"

/** The same answer, of which only sound lines come through. */
export const checked = async (response: Response): Promise<Response> => {
  if (!response.ok) return asJson(response, await response.text())
  if (response.body === null) return response
  return new Response(response.body.pipeThrough(new TransformStream(soundLines())), {
    status: response.status,
    headers: response.headers
  })
}

const asJson = ({ status }: Response, text: string): Response =>
  new Response(JSON.stringify({ error: errorIn(text) }), { status, headers: { "content-type": "application/json" } })

const errorIn = (text: string): string => {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === "object" && body !== null && "error" in body && typeof body.error === "string")
      return body.error
  } catch {
    // Not JSON: a proxy's page. Its text is the error.
  }
  return text
}

const soundLines = (): Transformer<Uint8Array, Uint8Array> => {
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  let rest = ""
  const pass = (line: string, controller: TransformStreamDefaultController<Uint8Array>): void => {
    if (line.trim() === "") return
    if (!isObject(line)) throw new TransportError("Garbled", "a line that is no JSON object")
    controller.enqueue(encoder.encode(`${line}\n`))
  }
  return {
    transform: (chunk, controller) => {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n")
      rest = lines.pop() ?? ""
      for (const line of lines) pass(line, controller)
    },
    flush: (controller) => pass(rest + decoder.decode(), controller)
  }
}

const isObject = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === "object" && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
