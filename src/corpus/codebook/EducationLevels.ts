/**
 * Levels of education from none to a doctorate, as questionnaires name them in the languages that the project knows. The ladder
 * follows the levels of UNESCO's ISCED 2011; only the order of the numbers counts.
 */
import { folded } from "./PlainText.ts"

// The first that matches counts, so that "undergraduate" is met before "graduate" and "some college" before "college".
const levels: ReadonlyArray<readonly [RegExp, number]> = [
  [/post-?doc|habilitation/, 10],
  [/doctor|\bph\.? ?d\b|doktor|promotion\b|promoviert|dottorato|doutor/, 9],
  [/professional (?:degree|school)|\bj\.?d\b|\bm\.?d\b|juris/, 8.5],
  [/some (?:graduate|post-?graduate|master)|postgraduate (?:certificate|diploma)/, 7.6],
  [/under-?graduate|bachelor|\bb\.?a\b|\bb\.?sc?\b|licenciatura|\blicence\b|\bgrado\b|laurea triennale|\bhbo\b/, 7],
  [
    /master|maestria|mestrado|posgrado|pos-graduacao|laurea magistrale|\bm\.?b\.?a\b|\bm\.?sc\b|magister|maitrise|\bdiplom\b|post-? ?graduate|graduate (?:degree|school|or professional)|^graduate$|advanced degree/,
    8
  ],
  [
    /some (?:college|university|post-?secondary|undergrad|tertiary|higher)|college,? no degree|did not (?:finish|complete|graduate) (?:college|university)/,
    5.5
  ],
  [/associate|two-?year|2-year|foundation degree|\bhnd\b|\bdeug\b|\bbts\b|\bdut\b|short-cycle/, 6],
  [
    /(?:less|lower) than (?:a )?(?:high|secondary|upper)|some (?:high|secondary)|did not (?:finish|complete|graduate).*(?:high|secondary|school)|no (?:high school|diploma)|without (?:a )?(?:high school|diploma)|lower secondary|junior high|middle school|hauptschul|volksschul|college \(coll|brevet|\beso\b|secundaria|licenza media|ensino fundamental|\bv?mavo\b|\bvmbo\b|\blbo\b/,
    2.5
  ],
  [
    /no (?:formal|schooling|education|degree|qualification)|ohne (?:schul)?abschluss|kein(?:en?)? (?:schul)?abschluss|aucun|sans diplome|sin estudios|ningun|^none$|^keine?r?$/,
    0
  ],
  [/primary|elementary|grundschul|primaire|primaria|elementare|basisonderwijs|basisschool/, 1],
  [/realschul|mittlere reife|mittlerer schul|\bgcse|o-?level/, 3],
  [/some (?:vocational|trade)/, 4.4],
  [
    /vocational|apprentice|trade|technical|ausbildung|lehre\b|berufs|\bcap\b|\bbep\b|formacion profesional|\bfp\b|\bmbo\b|tecnico/,
    4.6
  ],
  [
    /further education|a-?level|sixth form|abitur|matura|hochschulreife|baccalaureat|\bbac\b|bachillerat|high school|secondary|\bged\b|g\.e\.d|lycee|12th grade|preparatoria|ensino medio|\bhavo\b|\bvwo\b|maturita/,
    4
  ],
  [/diploma|certificate/, 5.8],
  [
    /college|university|universit|hochschul|grande ecole|higher education|tertiary|degree|laurea|ensino superior|graduacao|\bwo\b/,
    7
  ]
]

/** The level that an answer names, for comparing only; nothing where it names none. */
export const levelOf = (answer: string): number | undefined => {
  const text = folded(answer).replaceAll("_", " ")
  return text.length > 90 ? undefined : levels.find(([pattern]) => pattern.test(text))?.[1]
}
