/**
 * Texts (plain, Markdown, subtitles) to records: a conversation gives one for each participant, anything else is a document.
 */
import { Effect, Stream } from "effect"
import * as Interviews from "./interviews/index.ts"
import { publish } from "./interviews/Publish.ts"
import { type Records, type TextSource, whole } from "./Source.ts"

const reader =
  (nothing: string, read: (text: string, names: Interviews.Names) => Interviews.Reading) =>
  (source: TextSource): Records =>
    Stream.fromIterableEffect(Effect.flatMap(whole(source), (text) => publish(source, read(text, source), nothing)))

/** Reads plain text and Markdown. */
export const text = reader("has no words to read", Interviews.fromText)

/** Reads WebVTT and SubRip. */
export const cues = reader("has no cues with words in them", Interviews.fromCaptions)
