/**
 * Cuts out of findings what is not to be replaced.
 */
import type { Range } from "./names/NameReader.ts"
import type { Span } from "./Recogniser.ts"

/** The spans less what stands in given ranges, without pieces that hold no letter and no digit. The ranges are disjoint and in order. */
export const without = (
  text: string,
  spans: ReadonlyArray<Span>,
  ranges: ReadonlyArray<Range>
): ReadonlyArray<Span> => {
  if (ranges.length === 0) return spans
  return spans.flatMap((span) => {
    const cuts = ranges.filter(({ start, end }) => start < span.end && end > span.start)
    if (cuts.length === 0) return [span]
    const edges = [span.start, ...cuts.flatMap(({ start, end }) => [start, end]), span.end]
    return edges.flatMap((start, i): ReadonlyArray<Span> => {
      const end = edges[i + 1]
      if (i % 2 === 1 || end === undefined || end <= start) return []
      return trimmed(text, { ...span, start, end })
    })
  })
}

/** The span without the white space at its ends, or nothing where it holds no letter and no digit. */
export const trimmed = (text: string, span: Span): ReadonlyArray<Span> => {
  const piece = text.slice(span.start, span.end)
  if (!/[\p{L}\p{N}]/u.test(piece)) return []
  const start = span.start + (piece.length - piece.trimStart().length)
  return [{ ...span, start, end: start + piece.trim().length }]
}
