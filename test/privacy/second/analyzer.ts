/** An HTTP server that answers as Presidio's analyzer does: offsets in code points. */
import { Effect } from "effect"
import { createServer } from "node:http"

const codePoints = (text: string): number => [...text].length

/** What Presidio answers for these words in a text. */
export const findings = (text: string, words: Readonly<Record<string, string>>) =>
  Object.entries(words).flatMap(([word, type]) => {
    const at = text.indexOf(word)
    if (at < 0) return []
    const start = codePoints(text.slice(0, at))
    return [{ analysis_explanation: null, start, end: start + codePoints(word), entity_type: type, score: 0.85 }]
  })

/** How a server answers: with a status and a body, or never. */
export type Answering = (request: {
  readonly text: string
  readonly language: string
}) => { readonly status?: number; readonly body: string; readonly headers?: Record<string, string> } | "never"

const isRequest = (value: unknown): value is { readonly text: string; readonly language: string } =>
  typeof value === "object" && value !== null && "text" in value && "language" in value

/** A server for the time of a scope: its address, the texts it was sent, and how many it answered at the same time at most. */
export const analyzer = (answer: Answering, delay = 0) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const sent: Array<string> = []
      const load = { now: 0, most: 0 }
      const server = createServer((request, response) => {
        load.now++
        load.most = Math.max(load.most, load.now)
        let body = ""
        request.on("data", (bytes: Buffer) => (body += bytes.toString("utf8")))
        request.on("end", () => {
          const asked: unknown = JSON.parse(body)
          if (!isRequest(asked)) throw new Error("no request for Presidio")
          sent.push(asked.text)
          const answered = answer(asked)
          if (answered === "never") return
          setTimeout(() => {
            load.now--
            response.writeHead(answered.status ?? 200, { "content-type": "application/json", ...answered.headers })
            response.end(answered.body)
          }, delay)
        })
      })
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      const address = server.address()
      if (address === null || typeof address === "string") throw new Error("no port")
      return { server, sent, load, url: `http://127.0.0.1:${address.port}` }
    }),
    ({ server }) =>
      Effect.sync(() => {
        server.closeAllConnections()
        server.close()
      })
  )

/** A server that sees these words, as these types. */
export const seeing =
  (words: Readonly<Record<string, string>>): Answering =>
  ({ text }) => ({
    body: JSON.stringify(findings(text, words))
  })
