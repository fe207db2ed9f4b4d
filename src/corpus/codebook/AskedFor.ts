/**
 * What a question asks for: goals, problems, behaviour, opinions, facts. By its words; where a file holds only codes, by its kind.
 */
import type { Asks } from "../../domain/Codebook.ts"
import type { Asked } from "./Demographics.ts"
import { folded, headerWords } from "./PlainText.ts"

// The first that matches counts: "what else would you like to tell us" before what somebody would like.
const phrases: ReadonlyArray<readonly [Asks, RegExp]> = [
  ["behaviour", /^how (?:often|frequently|regularly|many times) (?:do|did|have) you (?!feel|think|worry)/],
  [
    "other",
    /any(?:thing)? (?:else|other (?:comments?|thoughts?|remarks?|feedback))|(?:final|additional|further|other) (?:thoughts?|comments?|remarks?)|would like to add|should we have asked|^comments?$|^feedback$|(?:sonst )?noch (?:etwas )?(?:mitteilen|sagen|hinzufugen)|anmerkungen|autre chose|commentaires?$|algo mas|comentarios/
  ],
  [
    "pain",
    /frustrat|pain ?points?|\bproblems?\b|hardest|toughest|confus|challeng|difficult(?:y|ies)\b|annoy|struggl|\bworst\b|\bhate\b|barrier|obstacle|hinder|prevent(?:s|ed)? you|limits? you|\bissues?\b|complain|concern(?:s|ed)?\b|worr(?:y|ies|ied)|afraid|fears?\b|bother|stress(?:ful)?\b|dislike|what (?:is|are) (?:bad|missing|lacking)|why (?:did|do|would) (?:you|n't) (?:leave|left|stop|quit|not)|lack of\b|schwierigkeit|schwierig|storend|stort|arger|problem|herausforderung|belast|nervt|sorgen|hindernis|difficulte|probleme|gene\b|obstacles?|inquiet|problem[ai]s?|dificuldade|dificultad|moeilijk|knelpunt|molesta|preocupa/
  ],
  [
    "goal",
    /\bgoals?\b|\baims?\b|trying to (?:achieve|do|get)|accomplish|\bhope\b|\bwish\b|would you (?:like|want)\b|do you (?:want|plan|intend|wish)|plan(?:ning)? to\b|interested in (?:participating|receiving|learning|using|having|joining)|are you interested|feature requests?|would help you|would (?:it )?be (?:beneficial|helpful|useful|of (?:interest|help|use)|interesting)|want to (?:see|achieve|do|learn|become)|looking for|\bneed(?:ed)? (?:support|help)|expect(?:ations?)?\b.{0,20}(?:from|of)|future plans|should .{0,40} (?:offer|improve|add)|improve(?:ments?|d)?\b|\bziele?\b|wunsch|wunsche|(?:mochten|wollen|wunschen) sie|erreichen (?:mochten|wollen)|verbesser|planen sie|objectifs?|souhait|amelior|aimeriez|objetivos?|mejorar|desea|le gustaria/
  ],
  [
    "opinion",
    /do you (?:think|feel|believe|agree|trust|support|consider|prefer|find|see|view)|in your (?:opinion|view)|your (?:opinion|view|attitude)|how (?:satisfied|important|likely|useful|easy|difficult|well|aligned|much do you (?:trust|care|like|agree)|confident|comfortable|interested|relevant|valuable|happy|would you (?:rate|describe|evaluate)|do you feel)|\brate\b|\brating\b|\brank\b|importan(?:t|ce)\b|satisf|agree|prefer|favou?rite|best (?:describes|thing)|strengths?\b|should\b|most important|\bwhy\b|reasons?\b|motivat|what made you|what do you (?:like|think|value)|would you recommend|recommend|how do you (?:like|feel)|opinion|quality of|\btrust\b|enjoy|enough for you|favorably|sinnvoll|wichtig|zufrieden|meinung|warum|grunde?\b|finden sie|bewerten|satisfait|important|pensez-vous|avis\b|pourquoi|raison|satisfecho|opina|por que|razon|piensa|valora/
  ],
  [
    "behaviour",
    /(?:do|have) you ever\b|how (?:often|frequently|many (?:times|hours|days)|regularly|do you (?:use|usually|get|find|manage|decide|measure|launch|learn|store|share|transfer|pay|travel|spend))|\bhabits?\b|usually|typically|routine|frequency|do you (?:ever |currently |regularly |often |usually |also |still |or your \w+ )*(?:use|own|do|buy|read|watch|play|try|eat|cook|shop|visit|work|drink|exercise|smoke|listen|attend|participate|measure|make|ask|share|store|pay|follow)|have you (?:ever |also |previously |recently |already )*(?:used?|done|tried|seen|bought|attended|visited|watched|participated|read|been to|heard|taken|received|experienced)|did you (?:use|do|buy|visit|attend|try|watch)|(?:which|what|who)\b.{0,80}\b(?:do|did|have) you (?:currently |often |usually |also |most often |ever |previously )*(?:use|used|own|buy|bought|do|done|watch|read|attend|seen|visit|participate|tried|work with|play)|(?:time|hours|money|percentage) .{0,30}(?:do )?you spend|used (?:for|in)|involvement with|last time you|smok(?:e|ing)|exercise|wie (?:oft|haufig)|nutzen sie|verwenden sie|benutzen|kaufen sie|combien de fois|a quelle frequence|utilisez|achetez|con que frecuencia|com que frequencia|quanto spesso|con che frequenza|hoe vaak|gebruikt u|utilizza|cuantas veces|utiliza|usa usted|compra|behaviou?r/
  ],
  [
    "fact",
    /\b(?:are|is|were|was) (?:you|your|there|this|it|any)\b|do(?:es)? (?:you|your \w+) (?:have|hold|identify|live|know|belong)|how (?:long|many|old|much)|what (?:is|are|was|were) (?:your|the)|when did|in what year|familiar with|which (?:of the following )?(?:describes|applies)|\bnumber of|\bsize of|duration|type of|do you (?:currently )?(?:have|work)|member of|haben sie|sind sie|avez-vous|etes-vous|tiene|es usted|cuant[oa]s/
  ]
]

const shortWords: ReadonlyArray<readonly [Asks, RegExp]> = [
  [
    "other",
    /^(?:comments?|remarks?|feedback|kommentare?|bemerkung(?:en)?|anmerkungen|commentaires?|remarques?|comentarios?|observaciones|opmerkingen|commenti)$/
  ],
  [
    "pain",
    /^(?:pains?|problems?|challenges?|frustrations?|barriers?|obstacles?|concerns?|worries|complaints?|probleme?|schwierigkeiten|problemas)$/
  ],
  ["goal", /^(?:goals?|wish(?:es)?|needs?|plans?|expectations?|ziele?|wunsche|objectifs?|objetivos?)$/],
  [
    "behaviour",
    /^(?:usage|uses?|using|frequency|freq|habits?|activity|activities|hours|often|visits?|purchases?|smoke|smoking|exercise|exer|steps|resources?|tools?|nutzung|haufigkeit|utilisation|uso)$/
  ],
  [
    "opinion",
    /^(?:satisfaction|opinion|rating|rate|attitude|importance|agree(?:ment)?|preference|preferred|favou?rite|recommend|nps|likelihood|trust|mood|happy|sad|angry|anxious|zufriedenheit|meinung|avis|satisfaccion|slider)$/
  ]
]

/** What a question asks for by its words alone, such as an interviewer's; undefined where they do not say. */
export const asksFor = (text: string): Asks | undefined => {
  const plain = folded(text)
  return phrases.find(([, pattern]) => pattern.test(plain))?.[0]
}

/** Whether a question asks for somebody's own reasons: `Why do you …?`, and not `Which groups should be excluded? Why?`. */
export const asksWhy = (question: string): boolean =>
  /^(?:and |so |if [^,]{1,60}, )?why\b|\bwhy (?:do|did|don['’]?t|didn['’]?t|are|were|have|would|is|was) (?:you|your|it|this|that)\b|\b(?:your|you)\b.{0,80}\breasons?\b|\breasons?\b.{0,60}\byou\b|motivat|what (?:made|makes|drives) you|^(?:und )?(?:warum|wieso|weshalb)\b|\bgr[uü]nde?\b.{0,60}\bsie\b|^pourquoi\b|\bvos raisons?\b|^por qu[eé]\b|\bsu(?:s)? raz[oó]n(?:es)?\b|^waarom\b|^perch[eé]\b|^dlaczego\b|^por que\b/i.test(
    question.trim()
  )

/** What a question asks for. */
export const asksOf = (asked: Asked, isDemographic: boolean, byScale: boolean): Asks => {
  if (isDemographic) return "fact"
  const found = asksFor(asked.text)
  if (found !== undefined) return found
  const named = headerWords(asked.text === "" ? asked.code : asked.text)
  const byWord =
    named.length <= 8 ? shortWords.find(([, pattern]) => named.some((word) => pattern.test(word)))?.[0] : undefined
  if (byWord !== undefined) return byWord
  return byKind(asked, byScale)
}

const often =
  /\b(?:never|rarely|sometimes|often|always|daily|weekly|monthly|nie|selten|oft|immer|jamais|souvent|toujours|nunca|siempre)\b/

/** How often others do something is no habit of who is asked: "Do your colleagues inform you?". */
export const isOwnHabit = (text: string): boolean =>
  !/^(?:is|are|was|were|do|does|did|has|have)\s+(?!you\b)/i.test(text.trim())

const byKind = ({ answers, kind, text }: Asked, byScale: boolean): Asks => {
  if (kind === "scale" || kind === "rank" || byScale)
    return isOwnHabit(text) && answers.slice(0, 8).filter((answer) => often.test(folded(answer))).length >= 2
      ? "behaviour"
      : "opinion"
  if (kind === "number" || kind === "date") return "fact"
  if (kind === "text") return "opinion"
  return kind === "multiple" ? "behaviour" : "fact"
}
