/**
 * Where an answer lies on a graded scale, by its words: how strong (`slightly`, `very`), which way (`agree`, `disagree`), how often
 * (`rarely`, `2-3 times a week`). In English, German, French and Spanish.
 *
 * Places are compared within one question only. They lie between -1 and 1, so that scales with two poles and with one, words of
 * frequency and of amount can be mixed as questionnaires mix them: `Never, Rarely, Every week, Daily`.
 */
import { folded } from "./PlainText.ts"
import { rateOf } from "./Rates.ts"

const offScale =
  /^(?:i )?(?:do not|don'?t|dont|can'?t|cannot) (?:know|say|remember|recall|choose|tell|understand|care|have an opinion)|^(?:i'?m )?(?:not sure|unsure|uncertain)\b|^no opinion|^not applicable|^(?:it )?(?:does not|doesn'?t) apply|\bn\/a\b|^(?:never|not) (?:used|tried|heard of|seen) (?:it|them|this)|^unfamiliar|^not familiar|^other\b|^none of (?:the|these)|^(?:weiss (?:ich )?nicht|kann ich nicht|keine meinung|nicht zutreffend|sonstige|andere)|^(?:je )?(?:ne sais pas|nsp)|^sans (?:opinion|avis)|^non concerne|^autre|^no (?:se|sabe|lo se|sabria|aplica)|^ns\b|^otr[oa]/

/** Whether an answer is no step of a scale: "Don't know", "Not applicable", "Other". */
export const isOffScale = (answer: string): boolean => offScale.test(spoken(answer))

type Places = ReadonlyArray<readonly [RegExp, number]>

/** How often. Rates are placed among the words by their logarithm. The first that matches counts. */
const frequency: Places = [
  [
    /almost never|nearly never|hardly ever|very rarely|very seldom|fast nie|sehr selten|presque jamais|tres rarement|casi nunca|muy rara|quasi mai|quase nunca|bijna nooit/,
    -0.8
  ],
  [/almost always|nearly always|fast immer|presque toujours|casi siempre|quasi sempre|quase sempre|bijna altijd/, 0.9],
  [/more than half (?:of )?the (?:days|time)|mehr als die halfte|plus de la moitie|mas de la mitad/, 0.55],
  [/less than half (?:of )?the (?:days|time)|weniger als die halfte|moins de la moitie|menos de la mitad/, -0.05],
  [/^several days|^einzelne tage|^plusieurs jours|^varios dias/, -0.1],
  [/\bnever\b|\bnie(?:mals)?\b|\bjamais\b|\bnunca\b|\bjamas\b|\bnooit\b|^mai$/, -1],
  [
    /several times (?:a|per|each) day|multiple times (?:a|per|each|every) day|more than once (?:a|per) day|many times a day|\d+ or more times (?:a|per) day|hourly|mehrmals (?:taglich|am tag)|plusieurs fois par jour|varias veces al dia/,
    0.97
  ],
  [/less (?:often )?than (?:once|one time) (?:a|per|every) week/, 0.25],
  [/less (?:often )?than (?:once|one time) (?:a|per|every) month/, -0.1],
  [
    /less (?:often )?than (?:once|one time) (?:a|per|every) year|less often|seltener|moins souvent|menos a menudo/,
    -0.7
  ],
  [
    /(?:most|nearly every|almost every) days?|[3-7] ?(?:-|to) ?[4-7] (?:times|days) (?:a|per|each) week|[4-6] (?:times|days) (?:a|per|each) week/,
    0.8
  ],
  [
    /every ?day|\bdaily\b|once a day|each day|taglich|jeden tag|tous les jours|quotidien|chaque jour|todos los dias|diari|a diario|cada dia|dagelijks|elke dag|ogni giorno|tutti i giorni|giornal|todos os dias/,
    0.88
  ],
  [
    /(?:several|few|multiple|couple of|[2-5]|[2-3] ?(?:-|to) ?[3-5]) (?:times|days) (?:a|per|each|in a) week|more than once (?:a|per) week|mehrmals (?:pro|in der|die) woche|plusieurs fois par semaine|varias veces (?:a la|por) semana/,
    0.6
  ],
  [
    /every (?:two|other|2|second) weeks?|fortnight|bi-?weekly|twice a month|alle zwei wochen|toutes les deux semaines|cada dos semanas/,
    0.15
  ],
  [
    /(?:several|few|multiple|couple of|[2-5]|[2-3] ?(?:-|to) ?[3-5]) (?:times|days) (?:a|per|each|in a) month|more than once (?:a|per) month|mehrmals (?:pro|im) monat|plusieurs fois par mois|varias veces al mes/,
    0.2
  ],
  [/\bmost weeks|fast jede woche|presque toutes les semaines|casi todas las semanas/, 0.3],
  [/\bsome weeks|once or twice a month/, 0.1],
  [/\bweek(?:ly|s|end)?\b|wochentlich|(?:pro|jede) woche|hebdomadaire|semaine|seman|wekelijks|settiman/, 0.35],
  [/every (?:few|three|3|couple of) months|quarterly|quartal|trimestr/, -0.2],
  [
    /(?:several|few|multiple|couple of|[2-5]|[2-3] ?(?:-|to) ?[3-5]) times (?:a|per|each|in a) year|mehrmals (?:pro|im) jahr|plusieurs fois par an|varias veces al ano/,
    -0.3
  ],
  [
    /\bmonth(?:ly|s)?\b|monatlich|(?:pro|im|jeden) monat|mensuel|par mois|mensual|al mes|maandelijks|mensil|mensalmente/,
    0
  ],
  [/\byear(?:ly|s)?\b|annual|jahrlich|(?:pro|im) jahr|par an\b|anual|al ano/, -0.5],
  [
    /once in a while|occas|now and then|from time to time|gelegentlich|ab und zu|hin und wieder|occasion|de temps en temps|ocasional|de vez en cuando|af en toe|ogni tanto|de vez em quando/,
    -0.25
  ],
  [/\brare|\bseldom|infrequent|not often|not very often|\bselten|\brarement|\brara|\bpocas veces|\bzelden/, -0.6],
  [/very (?:often|freq)|sehr (?:oft|haufig)|tres souvent|muy (?:a menudo|frecuente)/, 0.7],
  [
    /most of the time|\busually|\bmostly|\bmainly|meistens|meist\b|la plupart du temps|generalement|habituellement|la mayor|normalmente|usualmente|meestal|di solito|geralmente/,
    0.75
  ],
  [/(?:about )?half (?:of )?the time/, 0.1],
  [
    /some ?times|some of the time|\bmanchmal|\bparfois|\bquelquefois|\ba veces|algunas veces|\bsoms\b|\ba volte|qualche volta|\bas vezes|algumas vezes/,
    0
  ],
  [/\bregul|regelmassig|regulier/, 0.3],
  [/\boften|\bfreq|\boft\b|\bhaufig|\bsouvent|\ba menudo|frecuente|\bvaak\b|\bspesso|frequentemente|muitas vezes/, 0.5],
  [
    /\balways|all the time|constant|continu|\bimmer|\bstandig|\btoujours|tout le temps|\bsiempre|todo el tiempo|\baltijd|\bsempre\b/,
    1
  ]
]

/** Which way, without how much. Negative ones first: they hold the positive ones. */
const poles: Places = [
  [
    /\b(?:too|zu|trop|demasiado) (?:low|little|few|short|small|slow|cheap|easy|early|weak|cold|simple|niedrig|wenig|kurz|klein|langsam|billig|leicht|bas|peu|court|petit|lent|bajo|poco|corto|pequeno|lento)/,
    -1
  ],
  [
    /\b(?:too|zu|trop|demasiado) (?:high|much|many|long|large|big|fast|expensive|difficult|hard|late|strong|hot|complex|hoch|viel|lang|gross|schnell|teuer|schwer|haut|eleve|cher|long|grand|rapide|alto|mucho|largo|grande|rapido|caro)/,
    1
  ],
  [/^(?:about|just|exactly) right|genau richtig|juste (?:bien|comme il faut)|adecuado/, 0],
  [
    /^(?:(?:much|far|a lot|a little|a bit|somewhat|slightly|significantly|considerably|viel|etwas|deutlich|beaucoup|un peu|mucho|un poco|bastante) )?(?:less|lower|fewer|smaller|weniger|niedriger|geringer|moins|menos)\b/,
    -1
  ],
  [
    /^(?:(?:much|far|a lot|a little|a bit|somewhat|slightly|significantly|considerably|viel|etwas|deutlich|beaucoup|un peu|mucho|un poco|bastante) )?(?:more|higher|greater|larger|mehr|hoher|grosser|plus|mas)\b/,
    1
  ],
  [/\bbelow\b|fell short|nicht erfullt/, -1],
  [/\bexceed|\babove\b|surpass|ubertroffen/, 1],
  [/^(?:just )?(?:met|meets)\b|as expected|^erfullt/, 0],
  [
    /neither|neutral|neutr|undecided|indifferent|no (?:change|difference|preference)|(?:about|stayed) the same|unchanged|\bsame\b|weder|teils|neutral|unentschieden|\bni .* ni\b|\bigual|sans changement/,
    0
  ],
  [/disagree|\bdesacuerd|lehne|widersprech|ablehn|oneens|disaccord|discord/, -1],
  [/dissatisf|unsatisf|unzufrieden|insatisf|mecontent|unhappy|ontevreden|insoddisf/, -1],
  [/unfavou?r|defavor|desfavor/, -1],
  [/unlikely|improbab|unwahrscheinlich|peu probable/, -1],
  [/unimport|unwichtig|unnecessary|useless|irrelevan|nutzlos|inutile?/, -1],
  [/uncomfort|unclear|unsafe|untrust|distrust|uninterest|unpleasant|inappropriat|unaccept|unreliab|ineffect/, -1],
  [/difficult|\bhard(?:er)?\b|schwierig|\bschwer\b|difficile|dificil/, -1],
  [/oppose|disapprov|dislike|\bhate\b/, -1],
  [/negativ|\bworse\b|\bworst\b|decreas|declin|schlechter|\bpire\b|\bpeor\b|abgenommen/, -1],
  [/agree|zustimm|stimme?\b|trifft\b|d'accord|de acuerdo|\beens\b|concord/, 1],
  [/satisf|zufrieden|content\b|happy|tevreden|soddisf/, 1],
  [/favou?r/, 1],
  [/likely|wahrscheinlich|\bprobable/, 1],
  [/import|wichtig|relevan|useful|necess|nutzlich|utile?\b|\butil\b|valuable|helpful/, 1],
  [
    /comfort|\bclear\b|\bsafe\b|trust|interest|pleasant|appropriat|accept|reliab|effect|confiden|familiar|enjoy|\blike\b|\blove\b/,
    1
  ],
  [/\beas(?:y|ier)\b|\bleicht\b|\beinfach\b|facile?\b|\bfacil\b/, 1],
  [/support|approv/, 1],
  [/positiv|\bbetter\b|\bbest\b|increas|improv|besser|mieux|mejor|zugenommen/, 1]
]

/** Words that name a step on their own. */
const levels: Places = [
  [/^(?:😡|🤬|😠|😭)/u, -1],
  [/^(?:🙁|☹|😞|😟|😕|😒|😢)/u, -0.6],
  [/^(?:😐|😶|😑)/u, 0],
  [/^(?:🙂|😊|☺)/u, 0.6],
  [/^(?:😀|😃|😄|😁|😍|🤩)/u, 1],
  [/\bvery (?:great|large|high|big) (?:extent|degree|amount)/, 0.95],
  [/\b(?:great|large|high|big|considerable) (?:extent|degree|amount)/, 0.8],
  [/\b(?:moderate|fair|decent|reasonable) (?:extent|degree|amount|bit)/, 0.5],
  [/\bsome (?:extent|degree)/, 0.35],
  [/\b(?:small|slight|limited|little|low) (?:extent|degree|amount)/, 0.15],
  [/^very (?:poor|bad|low|small)|^sehr (?:schlecht|niedrig|gering)|^tres (?:mauvais|faible)|^muy (?:mal|baj)/, -0.85],
  [/^(?:terrible|awful|horrible|extremely (?:poor|bad)|unacceptable|ungenugend|pesimo)/, -1],
  [
    /^(?:poor|bad|low|small|minor|schlecht|mangelhaft|niedrig|gering|klein|mauvais|faible|petit|mal[oa]?|baj[oa]|pequen)/,
    -0.6
  ],
  [/^below average/, -0.4],
  [
    /^(?:fair|average|acceptable|ok|okay|adequate|moderate|medium|mittel|mittelmassig|ausreichend|moyen|passable|regular|medi[oa]|intermediate|normal)\b/,
    0.1
  ],
  [/^(?:befriedigend|above average)/, 0.4],
  [
    /^very (?:good|high|large|well)|^sehr (?:gut|hoch|gross)|^tres (?:bon|bien|eleve|grand)|^muy (?:buen|bien|alt|grande)/,
    0.85
  ],
  [/^(?:excellent|outstanding|exceptional|superb|perfect|hervorragend|ausgezeichnet|exzellent|parfait|excelente)/, 1],
  [/^(?:good|well|high|large|big|major|gut|hoch|gross|bon|bien|eleve|grand|buen|alt[oa]|grande)\b/, 0.6],
  [/^(?:no experience|novice|beginner|new\b|newcomer|anfanger|debutant|principiante)/, -0.8],
  [/^(?:basic|elementary|junior|entry|grundkenntnisse|basique|basic[oa])/, -0.4],
  [/^(?:advanced|proficient|senior|experienced|fortgeschritten|avance|avanzad[oa]|fluent|fliessend|courant)/, 0.7],
  [/^(?:expert|native|master|experte|professional|lead|muttersprach|langue maternelle)/, 1],
  [/^(?:nothing|none|no\b.{0,12}$|zero|not any|nichts|keine?r?s?$|rien|aucune?|ningun|nada$)/, -1],
  [
    /^(?:only |just )?(?:a )?(?:little|few|bit)\b|^(?:etwas|ein wenig|wenig|ein bisschen|un peu|peu|algo|un poco|poco)$/,
    0.2
  ],
  [/^(?:some|einige|quelques|algun[oa]?s?)\b/, 0.4],
  [/^about half|^half/, 0.5],
  [/^(?:a lot|lots|a great deal|plenty|heav)|^(?:much|many|viel|beaucoup|much[oa]s?)(?: of .*)?$/, 0.85],
  [/^most\b(?! (?:un)?\w+ly)/, 0.9],
  [/^(?:all|every|entirely|alle|tous|tout|tod[oa]s?)\b/, 1],
  [/critical|crucial|essential|vital|must[- ]have|indispensable|unverzichtbar|esencial|imprescindible/, 1],
  [/nice[- ]to[- ]have|would be nice/, 0.25],
  [/^deal ?breaker|^blocker|^severe|^serious/, 0.95],
  [/^(?:definitely|certainly|absolutely|surely|auf jeden fall|certainement|seguro)\b(?! not| nicht| pas)/, 1],
  [
    /^(?:probably|rather yes|mostly yes|wahrscheinlich|eher ja|probablement|plutot oui|probablemente)\b(?! not| nicht| pas| no)/,
    0.6
  ],
  [/^(?:maybe|perhaps|possibly|might|vielleicht|peut-etre|quizas?|tal vez)/, 0],
  [/^(?:probably not|rather no|eher nein|plutot non|probablement pas|probablemente no)/, -0.6],
  [/^(?:definitely not|certainly not|absolutely not|auf keinen fall|certainement pas)/, -1]
]

/** How much. The strongest that is meant comes first. */
const degrees: Places = [
  [
    /\b(?:extremely|completely|totally|absolutely|entirely|fully|exceptionally|definitely|ausserst|vollig|voll|vollkommen|ganz|absolut|extremement|totalement|tout a fait|entierement|absolument|extremadamente|totalmente|completamente|helemaal|volledig|del tutto|pienamente|inteiramente)\b/,
    1
  ],
  [
    /\b(?:strongly|very|highly|greatly|really|much|deeply|a lot|a great deal|sehr|stark|tres|fortement|beaucoup|muy|mucho|fuertemente|far|well|zeer|heel|erg|molto|muito|fortemente)\b/,
    0.85
  ],
  [/\b(?:generally|mostly|mainly|largely|uberwiegend|weitgehend|globalement|mayormente)\b/, 0.7],
  [/\b(?:quite|fairly|pretty|considerably|ziemlich|assez|bastante|abbastanza|tamelijk|vrij)\b/, 0.58],
  [/\b(?:moderately|mittelmassig|moyennement|moderadamente)\b/, 0.5],
  [
    /\b(?:somewhat|rather|partly|partially|tend to|eher|plutot|teilweise|en partie|algo|mas bien|en parte|enigszins|een beetje|piuttosto|em parte)\b/,
    0.4
  ],
  [
    /\b(?:slightly|a little|a bit|only a little|etwas|ein wenig|ein bisschen|leicht|un peu|legerement|un poco|ligeramente)\b/,
    0.2
  ],
  [/\b(?:hardly|barely|kaum|a peine|apenas|wenig|peu|poco)\b/, -0.5]
]

const notAtAll =
  /\bnot? (?:\w+ )?at all\b|\bat all (?:un)?\w*$|\b(?:uberhaupt|gar) (?:nicht|kein)|\bpas du tout\b|\b(?:para )?nada\b|\ben absoluto\b|\bper niente\b|\baffatto\b|\bde modo (?:algum|nenhum)\b|\bhelemaal niet\b|\babsolutely (?:not|no)\b/
const weakly =
  /\bnot? (?:very|too|so|really|that|particularly|especially|overly|much)\b|\bnicht (?:sehr|so|besonders)\b|\bpas (?:tres|vraiment)\b|\bno (?:muy|tan)\b/
const negation = /\bnot?\b|n't\b|\bnicht\b|\bkeine?\b|\bpas\b|\bno\b/

/** Programs write `very_satisfied` for "Very satisfied". */
const spoken = (answer: string): string => folded(answer).replaceAll("_", " ")

const first = (places: Places, text: string): number | undefined => places.find(([pattern]) => pattern.test(text))?.[1]

/** A place on a scale, and whether words told which way it goes. */
export interface Step {
  readonly place: number
  /** -1 or 1 where a word names a pole; 0 where it is neither; nothing where no word does. */
  readonly pole: number | undefined
}

/** The place that an answer's words name; nothing where none does. */
export const stepOf = (answer: string): Step | undefined => {
  const text = spoken(answer)
  if (text.length > 60 || text === "") return undefined
  const often = rateOf(text) ?? first(frequency, text)
  // "Never, but open to it" lies above "Never, and not open to it".
  const after = text.replace(/^\S+/, "")
  if (often !== undefined)
    return {
      place: often + (/\bbut\b|\baber\b|\bmais\b|\bpero\b/.test(after) ? 0.02 : 0) - (negation.test(after) ? 0.02 : 0),
      pole: undefined
    }
  const level = first(levels, text)
  if (level !== undefined) return { place: level, pole: undefined }
  const pole = first(poles, text)
  if (pole === 0) return { place: 0, pole: 0 }
  const way = pole ?? 1
  if (notAtAll.test(text)) return { place: -way, pole }
  const degree = first(degrees, text)
  if (weakly.test(text)) return { place: -0.5 * way, pole }
  if (negation.test(text))
    return degree === undefined && pole === undefined ? undefined : { place: -(degree ?? 0.8) * way, pole }
  if (degree === undefined) return pole === undefined ? undefined : { place: 0.6 * way, pole }
  return { place: degree * way, pole }
}
