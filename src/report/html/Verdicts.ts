/**
 * What a verdict means, in plain words.
 */
import type { ReportGrouping } from "./ReportData.ts"

/** What was found, in a heading, and what to do with the personas. */
export interface VerdictText {
  readonly title: string
  readonly words: string
  readonly means: string
}

/** The words for what was found. `groups`: how many the people were divided into. */
export const verdictText = (grouping: ReportGrouping | null, groups: number): VerdictText => {
  if (groups === 1)
    return {
      title: "One group, nothing to compare",
      words: "With a single persona, everybody is in its group, and nothing could be compared with anything.",
      means: "Read it as a portrait of all who were asked."
    }
  if (grouping === null)
    return {
      title: "This was not tested",
      words: "There were too few people, or too few questions with a list of answers, to tell groups from chance.",
      means:
        "Read the personas as portraits of people who were asked. Nothing here shows that they are kinds of people."
    }
  const { fit, verdict } = grouping
  switch (verdict) {
    case "none":
      return {
        title: "No groups were found",
        words: `Answers to different questions hang together no more than they do by chance. The ${spelled(groups)} groups only divide everybody into parts.`,
        means:
          "Use the personas as examples of who answered. Do not speak of types, and do not plan for one against another: another draw would divide people elsewhere."
      }
    case "degrees":
      return {
        title: "More or less of the same",
        words: `Answers hang together, but people differ along one line more than they fall into groups. The ${spelled(groups)} personas are points along that line, and neighbours run into each other.`,
        means:
          "Use them to keep the whole range in view. Do not sort people by them, and do not take the sizes of groups for sizes of markets: the borders could as well lie elsewhere."
      }
    case "kinds":
      return {
        title: "There are kinds of people",
        words: `Groups explain the answers better than one line does, and the answers show ${spelled(fit.segments)} of them, no fewer than there are personas.`,
        means:
          "You may speak of them as kinds of people, as far as each group is steady: its card says how steady it is."
      }
    case "portraits":
      return {
        title: "Portraits within larger groups",
        words: `There are groups of people, but the answers show ${spelled(fit.segments)} of them and there are ${spelled(groups)} personas. Some of these are people of the same group.`,
        means:
          "Use the personas to imagine people and to find what to ask next. Do not count kinds of people by them: what parts two of them need not be a border."
      }
  }
}

const numbers = "no one two three four five six seven eight nine ten eleven twelve".split(" ")

/** Small numbers in words. */
export const spelled = (count: number): string => numbers[count] ?? String(count)

/** With a capital first. */
export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
