/**
 * How much a file may hold. The figures are far above any study, and low enough that no file fills the memory or takes minutes.
 */

const MiB = 1024 * 1024

/** Bytes of a file of a binary format, which is read as a whole. */
export const maxFile = 128 * MiB
/** Files in an archive. */
export const maxEntries = 10_000
/** Bytes of one part of an archive, unpacked. */
export const maxPart = 256 * MiB
/** What is unpacked may be this many times as large as it was, once it is larger than `freeOfRatio`. */
export const maxRatio = 100
/** Up to here what is unpacked may be any times as large. */
export const freeOfRatio = 2 * MiB
/** Archives in archives. */
export const maxNesting = 2
/** Elements in elements. */
export const maxDepth = 400
/** Cells of a file, empty ones before a filled one included. */
export const maxCells = 20_000_000
/** Characters of all texts that a workbook or a document keeps in memory. */
export const maxText = 64 * MiB
/** Columns of a table: what Excel has. */
export const maxColumns = 16_384
/** Paragraphs and rows of a document: some fifty hours of talk. */
export const maxLines = 50_000
