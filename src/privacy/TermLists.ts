/**
 * What somebody knows about the data beforehand: who took part, which terms are to be replaced, and which never are.
 *
 * A rostered name in full and a denied term stand above the list of allowed terms, and that stands above all that is recognised.
 */
import { without } from "./SpanEdits.ts"
import * as KnownNames from "./names/KnownNames.ts"
import { partsOf } from "./names/NameForm.ts"
import type { Span } from "./Recogniser.ts"
import * as Terms from "./Terms.ts"

/** A term to replace, and the type that it is replaced as. */
export interface DeniedTerm {
  readonly term: string
  /** Capitals and underscores, such as `PROJECT`. The default is `CUSTOM`. */
  readonly type?: string
}

/** The lists. */
export interface ListsOptions {
  /**
   * Names of participants, such as `Maya Okafor` or `Okafor, Maya`. Found wherever they stand, in any case, in full and by their
   * parts; a part that is an everyday word ("Will", "Baker") only with a capital.
   */
  readonly roster?: ReadonlyArray<string>
  /** Terms that are always found, in any case. What becomes of them is up to the operator of their type. */
  readonly deny?: ReadonlyArray<string | DeniedTerm>
  /**
   * Terms that are never replaced, in any case: names of products, for example. Where one is part of something with a form of its
   * own (an address, a link, an e-mail), that is replaced as a whole.
   */
  readonly allow?: ReadonlyArray<string>
  /**
   * Words of health beside those that the package knows, such as `long haul*`: a star stands for any letters. They are not replaced
   * here; a shared result tells of them as `[health detail]` where fewer than three respondents use them.
   */
  readonly health?: ReadonlyArray<string>
}

/** The lists, ready to be looked for. */
export interface Lists {
  /** The types of what `find` finds. */
  readonly types: ReadonlyArray<string>
  /** The names of the roster, as they were given. */
  readonly roster: ReadonlyArray<string>
  /** The names of the roster and their parts, to be looked for in paths. */
  readonly names: KnownNames.KnownNames
  /** Where rostered names and denied terms stand. The spans may overlap. */
  readonly find: (text: string) => ReadonlyArray<Span>
  /** The spans less what is allowed. */
  readonly permit: (text: string, spans: ReadonlyArray<Span>) => ReadonlyArray<Span>
}

const inFull = "roster"
const denied = "denied"
// Words that stand side by side are easily taken together: of "Trello Maya" the name is still to be replaced.
const divisible = new Set(["PERSON", "ORGANIZATION", "LOCATION"])

/** The lists of a run. */
export const make = (options: ListsOptions = {}): Lists => {
  const roster = (options.roster ?? []).map((name) => name.trim()).filter((name) => partsOf(name).length > 0)
  const names = KnownNames.make()
  const full = new Set<string>()
  for (const parts of roster.map(partsOf)) {
    full.add(parts.join(" "))
    KnownNames.addWithParts(names, parts, true)
  }
  const typeOf = new Map(
    (options.deny ?? []).map((term) =>
      typeof term === "string" ? [term, "CUSTOM"] : [term.term, term.type ?? "CUSTOM"]
    )
  )
  const deniedIn = Terms.finder([...typeOf.keys()])
  const allowed = options.allow ?? []
  const allowedIn = Terms.finder(allowed)

  const find = (text: string): ReadonlyArray<Span> => [
    ...names.find(text).map(({ start, end }): Span => {
      const whole = full.has(partsOf(text.slice(start, end)).join(" "))
      return { start, end, type: "PERSON", score: whole ? 1 : 0.9, rule: whole ? inFull : "roster-part" }
    }),
    ...deniedIn(text).map(({ start, end, term }): Span => ({
      start,
      end,
      type: typeOf.get(term) ?? "CUSTOM",
      score: 1,
      rule: denied
    }))
  ]

  const permit = (text: string, spans: ReadonlyArray<Span>): ReadonlyArray<Span> => {
    if (allowed.length === 0 || spans.length === 0) return spans
    const terms = allowedIn(text)
    if (terms.length === 0) return spans
    return spans.flatMap((span) => {
      if (span.rule === inFull || span.rule === denied) return [span]
      if (divisible.has(span.type)) return without(text, [span], terms)
      return terms.some(({ start, end }) => start <= span.start && end >= span.end) ? [] : [span]
    })
  }

  return { types: [...new Set(typeOf.values())], roster, names, find, permit }
}
