/**
 * Texts (plain, Markdown, HTML, subtitles) to records: a conversation gives one for each participant, anything else is a document.
 */
import { Effect, Stream } from "effect"
import { toText } from "./Html.ts"
import * as Interviews from "./interviews/index.ts"
import { publish } from "./interviews/Publish.ts"
import { type Records, type TextSource, whole } from "./Source.ts"
import { malformed } from "./SourceError.ts"

const reader =
  (nothing: string, read: (text: string, names: Interviews.Names) => Interviews.Reading) =>
  (source: TextSource): Records =>
    Stream.fromIterableEffect(Effect.flatMap(whole(source), (text) => publish(source, read(text, source), nothing)))

/** Reads plain text and Markdown. */
export const text = reader("has no words to read", Interviews.fromText)

/** Reads WebVTT and SubRip. */
export const cues = reader("has no cues with words in them", Interviews.fromCaptions)

/** Reads HTML. */
export const html = (source: TextSource): Records =>
  Stream.fromIterableEffect(
    Effect.gen(function* () {
      const markup = yield* whole(source)
      const converted = yield* Effect.try({
        try: () => toText(markup),
        catch: () =>
          malformed(
            source.file,
            null,
            "is not HTML that can be read. Save the page again, or copy its text into a .txt file."
          )
      })
      // The lines of the converted text are not those of the file.
      const lines = converted.split("\n").map((line) => ({ text: line, place: "page" }))
      return yield* publish(source, Interviews.fromLines(lines, source))
    })
  )
