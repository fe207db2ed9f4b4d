/**
 * What was odd about a file that was read nevertheless. Like errors, warnings hold no text from the file, but for the labels of
 * speakers where they say who was taken for whom.
 */
import { Schema } from "effect"

/** Something that a person should look at; the records were read nevertheless. */
export const SourceWarning = Schema.Struct({
  /**
   * `Encoding`: the text is not UTF-8, or has bytes that are not. `NulCharacters`: some were left out. `LongRows`: rows have more
   * cells than the header. `ShortRows`: rows have fewer, which is read as unanswered. `EmptyRows`: rows without any answer.
   * `StrayQuotes`: cells hold quotation marks that should have been doubled. `RepeatedPath`: a file was given twice.
   * `Skipped`: a file could not be read, and was passed over as asked. `LeftOut`: sheets or data sets that hold no answers
   * or are hidden were left out. `CutShort`: the end of the file is missing. `Ending`: the file is not what its name says.
   * `Speakers`: it is not certain who asks or who speaks.
   */
  kind: Schema.Literals([
    "Encoding",
    "NulCharacters",
    "LongRows",
    "ShortRows",
    "EmptyRows",
    "StrayQuotes",
    "RepeatedPath",
    "Skipped",
    "LeftOut",
    "CutShort",
    "Ending",
    "Speakers"
  ]),
  /** The path as it was given, or `stdin`. */
  file: Schema.String,
  /** What happened and what was made of it, for a person. Names the file. */
  message: Schema.String
})

/** Something that a person should look at; the records were read nevertheless. */
export type SourceWarning = typeof SourceWarning.Type
