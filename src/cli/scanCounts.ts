/**
 * How much of what was found, in memory that does not grow with the file.
 */
import { Operators } from "../privacy/index.ts"

interface Count {
  found: number
  /** Hashes of the different ones. */
  readonly different: Set<number>
}

// Beyond this it is said that there are more.
const mostDifferent = 200_000

/** FNV-1a in two lanes, 52 bits together: two of 200,000 share one about once in 200,000 files. */
const hash = (text: string): number => {
  let a = 0x811c9dc5
  let b = 0x01000193
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b)
  }
  return (a >>> 0) * 2 ** 20 + ((b >>> 0) >>> 12)
}

/** Counts of findings. */
export interface Counts {
  readonly add: (type: string, text: string) => void
  /** The table for a person. */
  readonly table: () => string
}

const policy = (type: string): string => {
  const operator = Operators.research[type] ?? Operators.research["*"]
  return operator === "keep" ? "kept" : operator === "exact" ? "exact ones replaced" : "replaced"
}

/** No counts. */
export const make = (): Counts => {
  const types = new Map<string, Count>()
  return {
    add: (type, text) => {
      const count = types.get(type) ?? { found: 0, different: new Set<number>() }
      types.set(type, count)
      count.found++
      if (count.different.size <= mostDifferent) count.different.add(hash(text.toLowerCase()))
    },
    table: () => {
      if (types.size === 0) return "No personal data was found.\n"
      const rows = [...types]
        .toSorted(([a, x], [b, y]) => y.found - x.found || (a < b ? -1 : 1))
        .map(([type, { different, found }]) => [
          type,
          String(found),
          different.size > mostDifferent ? `over ${mostDifferent}` : String(different.size),
          policy(type)
        ])
      const all = [["type", "found", "different", "by default"], ...rows]
      const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? "").length)))
      const cell = (text: string, column: number) =>
        column === 1 || column === 2 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)
      return `${all.map((row) => row.map(cell).join("  ").trimEnd()).join("\n")}\n`
    }
  }
}
