/**
 * Why a file cannot be read, thrown by the plain readers of binary formats. The file's name is added where it is known.
 */
import { Damaged, MissingPackage, Protected, type SourceReason, TooLarge, Unreadable } from "../SourceError.ts"

/** A file that cannot be read, and why. */
export class Fault extends Error {
  readonly reason: (file: string) => SourceReason

  constructor(reason: (file: string) => SourceReason) {
    super("The file cannot be read.")
    this.reason = reason
  }
}

/** The file breaks the rules of its format, or its end is missing. */
export const damaged = (what: string): Fault => new Fault((file) => new Damaged({ file, what }))

/** The file is encrypted. */
export const locked = (program: string): Fault => new Fault((file) => new Protected({ file, program }))

/** Reading the file would take more memory or time than any research file needs. */
export const tooLarge = (what: string): Fault => new Fault((file) => new TooLarge({ file, what }))

/** The file is of a kind that is not read; `what` says what to do. */
export const unreadable = (what: string): Fault => new Fault((file) => new Unreadable({ file, what }))

/** The format needs a package that is not installed. */
export const missingPackage = (what: string, name: string): Fault =>
  new Fault((file) => new MissingPackage({ file, what, package: name }))
