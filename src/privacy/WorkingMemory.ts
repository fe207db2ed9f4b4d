/**
 * What was found out of words and headers is remembered by who goes through texts, a run or a scanner, and is gone with it: modules
 * keep nothing of a text beyond the call that was given it.
 */

/** Whose memory it is. */
export interface Memory {
  readonly owner: "run"
}

/** A memory of nothing. */
export const make = (): Memory => ({ owner: "run" })

let current: Memory | undefined
const leaving: Array<() => void> = []

/** Does something synchronous with a memory. */
export const using = <A>(memory: Memory, work: () => A): A => {
  const before = current
  current = memory
  try {
    return work()
  } finally {
    current = before
    if (before !== memory) for (const leave of leaving) leave()
  }
}

/** The same function, which gives what it gave before while a memory is in use; when it knows `most` texts it begins anew. */
export const remembered = <A>(most: number, make: (text: string) => A): ((text: string) => A) => {
  const tables = new WeakMap<Memory, Map<string, A>>()
  // The table of the memory in use, so that it need not be looked up for every word.
  let open: Map<string, A> | undefined
  leaving.push(() => {
    open = undefined
  })
  return (text) => {
    if (current === undefined) return make(text)
    if (open === undefined) {
      open = tables.get(current) ?? new Map<string, A>()
      tables.set(current, open)
    }
    const before = open.get(text)
    if (before !== undefined) return before
    if (open.size >= most) open.clear()
    const made = make(text)
    open.set(text, made)
    return made
  }
}

/** The same of the last text alone, until the memory is left: a long text is no key of a table. */
export const lastRemembered = <A>(make: (text: string) => A): ((text: string) => A) => {
  let last: { readonly text: string; readonly made: A } | undefined
  leaving.push(() => {
    last = undefined
  })
  return (text) => {
    if (last?.text === text) return last.made
    const made = make(text)
    if (current !== undefined) last = { text, made }
    return made
  }
}
