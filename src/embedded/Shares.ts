/**
 * How many share an answer, told truthfully: of the group where its figure is known, else of the respondents at hand. Those are
 * the nearest to one of them, so that they stand for each other and not for the group or the study.
 */
import type { Facet, Support } from "./Facets.ts"
import { percent, shareInWords } from "./Phrases.ts"

/** A difference to all respondents is told from here on; below it is hardly more than chance in a group of fifty. */
export const tellingLift = 0.08

/** Behind a claim, in figures: `like 62% of this group`, and against all respondents where that differs. */
export const tail = ({ lift, overallShare, support }: Facet): string => {
  switch (support._tag) {
    case "Group":
      return overallShare !== null && Math.abs(lift) >= tellingLift
        ? `like ${percent(support.share)} of this group and ${percent(overallShare)} of all respondents`
        : `like ${percent(support.share)} of this group`
    case "Sample":
      return support.answered === 1 ? "" : `like ${support.count} of ${support.answered} similar people from this group`
    case "Range":
      return `with the middle half of this group at ${support.usual}`
    case "Median":
      return support.answered === 1
        ? ""
        : `where the median of ${support.answered} similar people from this group is ${support.usual}`
  }
}

/** In brackets behind one of several answers: `62% of this group`, `9 of 12 similar people`. */
export const aside = ({ support }: Facet): string => {
  switch (support._tag) {
    case "Group":
      return `${percent(support.share)} of this group`
    case "Sample":
      return `${support.count} of ${support.answered} similar people`
    case "Range":
    case "Median":
      return `usual: ${support.usual}`
  }
}

/** A sentence part with its tail behind a comma; a claim that nobody else was asked about has none. */
export const withTail = (text: string, facet: Facet): string => {
  const said = tail(facet)
  return said === "" ? text : `${text}, ${said}`
}

/** Who shares it, in words: `most of this group`, `about a third of a sample of similar people from this group`. */
export const inWords = (support: Support): string | undefined => {
  switch (support._tag) {
    case "Group":
      return `${shareInWords(support.share)} of this group`
    case "Sample":
      return support.answered < 4
        ? undefined
        : `${shareInWords(support.share)} of a sample of similar people from this group`
    case "Range":
    case "Median":
      return undefined
  }
}
