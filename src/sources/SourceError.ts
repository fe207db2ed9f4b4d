/**
 * How reading research data can fail, told to the person who has to mend the file. Messages name the file, the line where there
 * is one, and the remedy; they never hold text out of the file.
 */
import { Schema } from "effect"
import { supported } from "./Format.ts"

const file = {
  /** The path as it was given, or `stdin`. */
  file: Schema.String
}

/** There is nothing at this path, or it went away before it was read. */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", file) {
  override get message(): string {
    return `${this.file}: there is no such file or folder. Check the path; it is taken relative to the current folder.`
  }
}

/** The file has no content. */
export class EmptyFile extends Schema.TaggedError<EmptyFile>()("EmptyFile", file) {
  override get message(): string {
    return `${this.file}: is empty. Export the data again, or leave this file out.`
  }
}

/** The file can be read and holds nobody's answers. */
export class NoRecords extends Schema.TaggedError<NoRecords>()("NoRecords", {
  ...file,
  /** What was found instead, such as `has a header but no rows`. */
  what: Schema.String
}) {
  override get message(): string {
    return `${this.file}: ${this.what}. Give a file with at least one row, interview or document.`
  }
}

/** The file is not text, and not a spreadsheet that can be read. */
export class Binary extends Schema.TaggedError<Binary>()("Binary", {
  ...file,
  /** What it seems to be, such as `a PDF document`. */
  what: Schema.String,
  remedy: Schema.String
}) {
  override get message(): string {
    return `${this.file}: is ${this.what}, not text. ${this.remedy}`
  }
}

/** The file breaks the rules of its format. */
export class Malformed extends Schema.TaggedError<Malformed>()("Malformed", {
  ...file,
  /** From 1; null where the format has no lines or the parser cannot tell. */
  line: Schema.NullOr(Schema.Int),
  /** What is wrong, and how to mend it. */
  what: Schema.String
}) {
  override get message(): string {
    return `${this.file}${this.line === null ? "" : `, line ${this.line}`}: ${this.what}`
  }
}

/** The file's name ends in something that is not read. */
export class UnsupportedFormat extends Schema.TaggedError<UnsupportedFormat>()("UnsupportedFormat", {
  ...file,
  extension: Schema.String
}) {
  override get message(): string {
    return `${this.file}: files ending in ${this.extension} are not read. Supported are ${supported.join(", ")}: convert it to one of these, or name its format if it is one of them under another ending.`
  }
}

/** The file is there and cannot be read. */
export class Unreadable extends Schema.TaggedError<Unreadable>()("Unreadable", {
  ...file,
  /** What is wrong, and how to mend it. */
  what: Schema.String
}) {
  override get message(): string {
    return `${this.file}: ${this.what}`
  }
}

/** A person who was named as asking speaks in none of the interviews. Holds the labels of those who do. */
export class UnknownInterviewer extends Schema.TaggedError<UnknownInterviewer>()("UnknownInterviewer", {
  ...file,
  name: Schema.String,
  /** Who speaks, as the interviews label them. */
  speakers: Schema.Array(Schema.String)
}) {
  override get message(): string {
    const there =
      this.speakers.length === 0
        ? "nobody speaks in it: no interview was found"
        : `those who speak are ${this.speakers.join(", ")}`
    return `${this.file}: nobody called ${this.name} speaks; ${there}. Name who asks as the transcript labels them, or leave the name out.`
  }
}

/** The file breaks the rules of a binary format, or its end is missing. */
export class Damaged extends Schema.TaggedError<Damaged>()("Damaged", {
  ...file,
  /** What was found, such as `it ends before it should, so it was cut short`. */
  what: Schema.String
}) {
  override get message(): string {
    return `${this.file}: cannot be read: ${this.what}. Download or copy it again; if it is the same then, open it in its program and save it again.`
  }
}

/** The file is encrypted. */
export class Protected extends Schema.TaggedError<Protected>()("Protected", {
  ...file,
  /** What opens it, such as `Word`. */
  program: Schema.String
}) {
  override get message(): string {
    return `${this.file}: is protected with a password. Open it in ${this.program}, save it without the password, and give that file.`
  }
}

/** The file holds more than any study, or unpacks to it. */
export class TooLarge extends Schema.TaggedError<TooLarge>()("TooLarge", {
  ...file,
  /** Which limit it is beyond, and what to do. */
  what: Schema.String
}) {
  override get message(): string {
    return `${this.file}: is beyond the size that is read: ${this.what}.`
  }
}

/** The format is read with a package that is installed only where it is needed. */
export class MissingPackage extends Schema.TaggedError<MissingPackage>()("MissingPackage", {
  ...file,
  /** What the file is, such as `a PDF document`. */
  what: Schema.String,
  package: Schema.String
}) {
  override get message(): string {
    return `${this.file}: is ${this.what}, which is read with the package ${this.package}. Install it with "npm install ${this.package}" beside effect-persona, or save the file as .docx or .txt and give that.`
  }
}

/** A row that an app gave cannot be read. */
export class InvalidRow extends Schema.TaggedError<InvalidRow>()("InvalidRow", {
  ...file,
  /** Which row, such as `app#3`. */
  record: Schema.String,
  /** What is wrong with it, and how to mend it. Names the key where it is one. */
  what: Schema.String
}) {
  override get message(): string {
    return `${this.record}: ${this.what}`
  }
}

/** Why research data could not be read. */
export const SourceReason = Schema.Union([
  NotFound,
  EmptyFile,
  NoRecords,
  Binary,
  Malformed,
  UnsupportedFormat,
  Unreadable,
  Damaged,
  Protected,
  TooLarge,
  MissingPackage,
  InvalidRow,
  UnknownInterviewer
])

/** Why research data could not be read. */
export type SourceReason = typeof SourceReason.Type

/** Research data could not be read. */
export class SourceError extends Schema.TaggedError<SourceError>()("SourceError", { reason: SourceReason }) {
  override get message(): string {
    return this.reason.message
  }
}

/**
 * The failure for a reason.
 *
 * @internal
 */
export const because = (reason: SourceReason): SourceError => new SourceError({ reason })

/**
 * The failure of a file that breaks the rules of its format.
 *
 * @internal
 */
export const malformed = (file: string, line: number | null, what: string): SourceError =>
  because(new Malformed({ file, line, what }))
