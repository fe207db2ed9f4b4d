/**
 * Columns that hold no answer to a question: what survey tools write beside the answers, numbers of rows and people, weights,
 * conditions of a study. Told by the words of short headers and by what stands in the cells.
 */
import type { MetaRole } from "../../domain/Codebook.ts"
import type { ColumnAnswers } from "./ColumnAnswers.ts"
import { headerWords, isSentence } from "./PlainText.ts"

/** A guess at the role of a column. */
export interface RoleGuess {
  readonly role: MetaRole
  readonly confidence: number
}

const anyOf = (list: string): RegExp => new RegExp(`^(?:${list})$`)

/** Headers as words joined by spaces, for the tools' own columns. The first that matches counts. */
const named: ReadonlyArray<readonly [MetaRole, RegExp]> = [
  ["empty", anyOf("recipient (?:last name|first name|email)|external (?:data )?reference|custom data ?\\d*")],
  [
    "duration",
    anyOf(
      "(?:total |survey |completion |interview |group |page )?(?:duration|time taken|time spent|elapsed(?: time)?|interview ?time|time to complete|completion time|response time|bearbeitungszeit|dauer|duree|duracion)(?: in)?(?: (?:seconds|secs?|s|minutes|mins?|ms|sekunden|minuten))?|duration in seconds|time in seconds|seconds|(?:total|sum) time|lengthofinterview|time from start to (?:finish|end|completion).*|loi|time ?\\d{3}|time (?:sum|rsi)|(?:g\\d+ ?)?q\\d+ ?time|group ?time ?\\d+|(?:group|question|page|reading) time .*"
    )
  ],
  [
    "timestamp",
    anyOf(
      "(?:.* )?time ?stamp(?: .*)?|(?:survey |response |interview )?(?:start|end|begin|stop|finish|submit|submission|recorded|created|completed|completion|response|entry|updated|modified|last action|last page|launch|opened|received|answered)(?:ed)?(?: (?:date|time|datetime|at|on|utc|timestamp))+(?: utc)?|date (?:submitted|started|created|completed|recorded|modified|of (?:submission|response|completion|interview))|(?:date|time|datetime)(?: and time)?|submitted(?: at| on)?|started(?: at| on)?|completed (?:at|on)|created(?: at| on)?|recorded(?: at| on)?|startdate|enddate|recordeddate|starttime|endtime|submitdate|datestamp|startdate|zeitstempel|horodateur|marca temporal|informazioni cronologiche|carimbo de data hora|tijdstempel|today|last ?data|datum|erstellt am|abgeschickt am|fecha"
    )
  ],
  [
    "platform",
    anyOf(
      "ip(?: ?addr(?:ess)?)?|location (?:latitude|longitude)|(?:.* )?(?:gps|geopoint|geo ?location)(?: (?:latitude|longitude|altitude|precision|accuracy))?|(?:geo ?)?(?:lat|lng|lon|latitude|longitude)|status|(?:survey |response |submission )?(?:status|progress|finished|complete|completed|partial|disposition)|response type|distribution ?channel|channel(?: id)?|user ?language|(?:start|survey|interface|browser|form|session) ?(?:language|locale)|start language|locale|last ?page(?: seen)?|seed|(?:refer(?:rer|er)|ref)(?: ?url)?|url|link(?: name)?|user ?agent|browser(?: .*)?|(?:operating system|os|platform|device)(?: (?:type|name|version|used|info))?|screen (?:resolution|size|width|height)|resolution|network id|time ?zone(?: .*)?|utc(?: .*)?|delta ?utc|collector(?: id| name| type)?|recaptcha(?: .*)?|q (?:recaptcha|relevant id|duplicate|fraud|ballot).*|fraud score|duplicate score|tags|version(?: number)?|survey (?:id|name|version|link)|form (?:id|name)|course(?: id| code)?|quota.*|utm .*|source url|country code|region code|ip (?:country|region|city)|account ?code|consented|page timing.*|(?:.* )?(?:(?:first|last) click|page submit|click count)|missing|miss ?rel|max ?page|(?:.* )?(?:complete|validation status|submitted by)"
    )
  ],
  [
    "weight",
    anyOf(
      "(?:.* )?(?:survey |sample |sampling |final |post stratification |design |population )?(?:weights?|weighting|wgts?|wts?|gewicht|gewichtung|ponderation|poids|ponderacion|pondera|pweight|factor de expansion)(?: (?:factor|final|trimmed|raked|all|\\d+))?"
    )
  ],
  [
    "design",
    anyOf(
      "(?:experimental |study |treatment |test )?(?:condition|treatment|arm|cohort|variant|manipulation|cell)(?: (?:id|name|number|no|\\d+))?|(?:exp|experiment|study|treatment|test|random\\w*|assigned|control) (?:group|assignment|order|block)|wave(?: \\d+)?|session(?: (?:number|no|\\d+))?|trial(?: (?:number|no))?|block(?: (?:number|no|order))?|stimul(?:us|i)(?: .*)?|(?:question|item|block|display|presentation) order|(?:question ?(?:list|naire)|protocol|from protocol|scale|measure|instrument)(?: (?:list|name|label|id))*|question list (?:name|label)|occasion|day(?: of (?:study|course))?|(?:fl \\d+|q\\d+) do(?: .*)?|(?:.* )?display order(?: .*)?|redcap .*|attention ?(?:check|test)?.*|manipulation check.*|(?:informed )?consent.*|einwilligung.*|consentement.*|consentimiento.*"
    )
  ],
  [
    "row-number",
    anyOf(
      "unnamed \\d+|column 1|row(?: ?(?:id|number|no|names?))?|index|line(?: ?number)?|#|sr(?: no)?|s no|serial(?: no| number)?|lfd(?: nr)?|obs|observation(?: (?:no|number))?|rownames?"
    )
  ],
  [
    "respondent-id",
    anyOf(
      "(?:.* )?(?:respondent|participant|response|responses|user|person|panel|panelist|subject|member|contact|customer|client|case|internal|record|submission|answer|worker|prolific|mturk|amazon|interview|questionnaire|household|student|patient|employee|teilnehmer|befragten|proband|repondant|participante|encuestado|hashed|connection)(?: (?:id|no|nr|number|code|key|pid|num|uuid|token|#))|id|ids|uuid|guid|instance id|meta instance id|identifiant|identificador|kennung|token|p ?id|respid|resp id|caseid|case|respondentid|respondent|participant|responseid|nick ?name|alias|initials|(?:legacy |access |participant |invite |personal )?code|user ?name|(?:your |full |first |last |family |given |sur|participant |contact )*names?|vorname|nachname|nom|prenom|nombre|apellidos?|(?:your |work |contact )*(?:e ?mail|email)(?: address(?:es)?)?|(?:your |contact |mobile |work )*(?:phone|telephone|mobile)(?: (?:number|no))?|telefon(?:nummer)?|correo(?: electronico)?|courriel|adresse e? ?mail"
    )
  ]
]

/** Words of tools that a study may ask about too: then no other column of a tool stands beside them. */
const ambiguous = anyOf(
  "(?:.* )complete|missing|(?:operating system|os|platform|device)(?: (?:type|name|version|used|info))?|browser(?: .*)?|status|progress|finished|complete|completed|partial|channel|url|version(?: number)?|locale|resolution|tags|country code|course|lat|lng|lon|seed"
)

/** The confidence of a role that needs other columns of a tool beside it. */
export const lonely = 0.3

const consent =
  /\b(?:consent|agree to (?:participate|take part|the (?:terms|processing))|(?:can|may) we (?:also )?(?:share|publish|use|contact|quote) your?\b|willing to (?:participate|take part) in this (?:study|survey)|i have read (?:and understood )?|privacy (?:policy|notice)|terms (?:and|of)|data protection|gdpr|einverstanden|datenschutz|einwillig|consens|j'accepte|acepto (?:participar|los))/i
const attention =
  /(?:attention|instructional manipulation) check|(?:please )?(?:select|choose|tick|pick|answer) ["“'][^"”']+["”'] (?:to|for|here|so|in this)|to show (?:that )?you(?:'re| are) (?:paying|reading)/i
const contact =
  /\be-?mail\b|\bcontact (?:you|details|information)|\bprize draw\b|\braffle\b|lucky winner|\bphone number\b|gewinnspiel|tirage au sort|sorteo/i

const moment =
  /^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{2}|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}|^\w{3},? \w{3} \d{1,2},? \d{4}.*\d:\d\d|^\w{3} \d{1,2},? \d{4} \d{1,2}:\d{2}/
const day = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/
const address = /^\d{1,3}(?:\.\d{1,3}){3}$|^(?:[\da-f]{0,4}:){3,7}[\da-f]{0,4}$/i
const email = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/
const device = /\b(?:iphone|ipad|ios|android|windows|mac ?os|macos|chrome|safari|firefox|linux|mozilla)\b/i
const deviceKind = /\b(?:desktop|laptop|phone|tablet|mobile|smartphone)\b|\/\d/i
const opaque = /^(?=.*\d)[A-Za-z\d_-]{8,}$|^[\da-f]{8}-[\da-f]{4}-|^R_\w{10,}$/

/** What a tool writes into a cell is shorter. */
const longest = 1000

const shareOf = ({ answers }: ColumnAnswers, test: (answer: string) => boolean): number => {
  const some = answers.slice(0, 500)
  const all = some.reduce((sum, { count }) => sum + count, 0)
  return (
    some.reduce((sum, { answer, count }) => sum + (answer.length <= longest && test(answer) ? count : 0), 0) /
    Math.max(1, all)
  )
}

/** Whether the whole numbers of a column go up by one from row to row. */
const countsUp = ({ column, isWhole, numeric }: ColumnAnswers): boolean => {
  if (numeric < 1 || !isWhole || column.filled < 5 || column.values.length < column.filled) return false
  const cells = column.values.map(Number)
  const steps = cells.slice(1).filter((n, i) => n === (cells[i] ?? 0) + 1).length
  return steps >= (cells.length - 1) * 0.95
}

/** Whether cells are dates, with or without the time of day. */
export const isDated = (column: ColumnAnswers): boolean =>
  shareOf(column, (answer) => moment.test(answer) || day.test(answer)) >= 0.9

/** The role of a column by its header and cells; nothing where it looks like an answer. `rows`: how many the table has. */
export const roleOf = (column: ColumnAnswers, rows: number, text: string): RoleGuess | undefined => {
  const { answered, answers, distinct, isWhole, missing, numbers, numeric } = column
  const { name, values } = column.column
  const sure = (role: MetaRole, confidence = 0.95): RoleGuess => ({ role, confidence })
  const asked = isSentence(text === "" ? name : text) && !/\bdisplay order\b/i.test(text)
  const words = headerWords(name).join(" ")
  if (answered === 0) {
    if (missing.length === 0 || !asked) return sure("empty", 0.9)
    return contact.test(text) ? sure("respondent-id", 0.7) : undefined
  }
  if (/^\{.*\}$/.test(name.trim()) || /\bsum\(|\.relevanceStatus|\.NAOK/.test(name)) return sure("computed")
  if (shareOf(column, (answer) => address.test(answer)) >= 0.9) return sure("platform")
  if (shareOf(column, (answer) => email.test(answer)) >= 0.8) return sure("respondent-id")
  if (
    shareOf(column, (answer) => device.test(answer) && (deviceKind.test(answer) || answer.length > 60)) >= 0.6 &&
    !asked
  )
    return sure("platform", 0.8)
  if (consent.test(`${words} ${text}`) && distinct <= 3) return sure("design", 0.85)
  if (attention.test(text)) return sure("design", 0.85)
  if (asked && contact.test(text) && (distinct === 1 || shareOf(column, (answer) => email.test(answer)) > 0.3))
    return sure("respondent-id", 0.7)
  const found = asked ? undefined : named.find(([, pattern]) => pattern.test(words))?.[0]
  const isConstant = distinct === 1 && values.length === 1 && answered >= 10
  const isUnique = distinct >= answered * 0.95 && answered >= 3
  switch (found) {
    case "weight": {
      const mean = numbers.length === 0 ? 0 : average(column)
      if (numeric === 1 && numbers.length > 5 && !isWhole && (numbers[0] ?? -1) >= 0 && mean > 0.3 && mean < 3)
        return sure("weight")
      break
    }
    case "duration":
      if (numeric >= 0.9 || shareOf(column, (answer) => /^\d+:\d\d/.test(answer)) >= 0.9) return sure("duration")
      break
    case "timestamp": {
      const isEpoch =
        numeric === 1 && shareOf(column, (answer) => /^1[0-9]{9}(?:\d{3})?(?:\.\d+)?$/.test(answer)) >= 0.9
      const isClock = shareOf(column, (answer) => /^\d{1,2}:\d{2}/.test(answer)) >= 0.9
      if (isEpoch || isDated(column) || isClock || answers[0]?.answer.startsWith("[")) return sure("timestamp")
      if (isConstant || numeric === 1) return sure("platform", 0.7)
      break
    }
    case "respondent-id":
      if (isConstant) return sure("platform", 0.6)
      if (isUnique || shareOf(column, (answer) => opaque.test(answer)) > 0.8 || distinct >= answered / 60)
        return sure("respondent-id", isUnique ? 0.95 : 0.75)
      break
    case "row-number":
      if (isUnique && numeric === 1) return sure("row-number")
      break
    case "design":
      // The token of a session tells a person apart, its number or name does not.
      if (/\bsession\b/.test(words) && numeric < 0.5 && distinct >= 5) return sure("respondent-id", 0.75)
      if (distinct <= Math.max(12, answered / 10)) return sure("design", 0.75)
      break
    case "platform":
      return sure("platform", ambiguous.test(words) ? lonely : 0.85)
    case "empty":
      return sure("platform", 0.85)
    case "computed":
    case undefined:
      break
  }
  if (/\b(?:intro|outro|instructions?|welcome|thank ?you|end screen|descriptive)\b/.test(words) && distinct === 1)
    return sure("platform", 0.8)
  if (countsUp(column) && answered >= rows * 0.9 && !asked)
    return sure(/\bid$/.test(words) ? "respondent-id" : "row-number", 0.9)
  if (shareOf(column, (answer) => moment.test(answer)) >= 0.9 && !asked) return sure("timestamp", 0.85)
  if (
    isUnique &&
    answered >= 10 &&
    !asked &&
    /(?:^|\b)(?:id|code|key|token|number|no)$/.test(words) &&
    !/\b(?:zip|post|postal|plz|area|country|phone)\b/.test(words) &&
    shareOf(column, (answer) => /^\S+$/.test(answer)) === 1
  )
    return sure("respondent-id", 0.8)
  if (
    isUnique &&
    answered >= 10 &&
    shareOf(column, (answer) => opaque.test(answer) || /^\d{7,}$/.test(answer)) >= 0.95 &&
    !asked
  )
    return sure("respondent-id", 0.85)
  // What every row says alike was written by the tool, not answered.
  if (isConstant && !asked && answered >= rows * 0.95 && rows >= 20 && text === "") return sure("platform", 0.5)
  return undefined
}

const average = ({ answers, answered }: ColumnAnswers): number =>
  answers.reduce((sum, { answer, count }) => sum + Number(answer.replace(",", ".")) * count, 0) / Math.max(1, answered)
