/**
 * Files packed with gzip, unpacked as they go by.
 */
import { createGunzip } from "node:zlib"
import { Effect, Stream } from "effect"
import { because, type SourceError } from "../SourceError.ts"
import { damaged, Fault } from "./Fault.ts"
import { bomb, isBomb } from "./Zip.ts"

const cutShort = () => damaged("it cannot be unpacked to its end, so it is damaged or was cut short")

/** The bytes of a packed file. Fails where more comes out than any data would give. */
export const gunzip = (
  file: string,
  bytes: Stream.Stream<Uint8Array, SourceError>
): Stream.Stream<Uint8Array, SourceError> => {
  const explain = (error: unknown): SourceError => because((error instanceof Fault ? error : cutShort()).reason(file))
  return Stream.unwrap(
    Effect.map(Stream.toAsyncIterableEffect(bytes), (source) => Stream.fromAsyncIterable(unpack(source), explain))
  )
}

async function* unpack(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let packed = 0
  let size = 0
  const gunzip = createGunzip({ chunkSize: 65_536 })
  const feed = async () => {
    try {
      for await (const chunk of source) {
        // In small pieces, so that much that comes out of little is seen early.
        for (let at = 0; at < chunk.length; at += 4096) {
          const piece = chunk.subarray(at, at + 4096)
          packed += piece.length
          // oxlint-disable-next-line no-await-in-loop -- one piece waits for the one before
          if (!gunzip.write(piece)) await new Promise((resume) => gunzip.once("drain", resume).once("close", resume))
          if (gunzip.destroyed) return
        }
      }
      gunzip.end()
    } catch (error) {
      gunzip.destroy(error instanceof Error ? error : new Error("The file cannot be read."))
    }
  }
  const feeding = feed()
  for await (const chunk of gunzip) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (isBomb(packed, size)) throw bomb()
    yield chunk
  }
  await feeding
}
