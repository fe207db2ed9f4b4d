/**
 * The words by which labels and headers say who asks and who answers, in the languages that interviews come in.
 */

/** A text without accents and capitals, so that words are found however they are written. */
export const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/\u0142/g, "l")
    .replace(/\u00f8/g, "o")
    .replace(/\u0131/g, "i")

const words = (...lines: ReadonlyArray<string>): ReadonlyArray<string> => lines.flatMap((line) => line.split(" "))

// Each stands for every word that begins with it.
const asking = words(
  // English, German, French
  "interviewer interviewing befrager fragestell moderat facilitat researcher questioner interviewend interviewf forscher enqueteur enquetrice enquetant intervieweu chercheu animat",
  // Spanish, Portuguese, Italian
  "entrevistador entrevistante investigador pesquisador moderador facilitador encuestador intervistatore intervistatrice ricercat conduttore conduttrice",
  // Dutch, Danish, Norwegian, Swedish, Finnish
  "onderzoek gespreksleider intervieweri intervjuer intervjuar interviewar forsker forskar ordstyrer motelede samtalsledare haastattelij tutkija",
  // Polish, Czech, Slovak, Hungarian, Romanian, Turkish, Croatian, Greek
  "ankieter prowadzac badacz wywiadowc tazatel vyzkumnik moderator pytajuc vyskumnik kerdezo interjukeszito kutato intervievator gorusmeci anketor arastirmaci ispitivac voditelj anketar istrazivac συνεντευκτ ερευνητ συντονιστ",
  // Russian, Ukrainian, Bulgarian, Serbian
  "интервьюер модератор ведущ исследовател інтервюер інтервʼюер інтерв'юер ведуч дослідни интервюиращ водещ изследовател интервјуер",
  // Vietnamese, Indonesian
  "pewawancara peneliti"
)

const answering = words(
  "participant participat respond interviewee informant subject testee narrator proband befragt interviewt teilnehm auskunftsperson erzahl interviewpartner gesprachspartner",
  "repondant enquete( interroge interviewe( temoin entrevistad( participante encuestad( informante inquirid respondente intervistat( partecipant rispondent",
  "deelneme geinterviewd ondervraagde deltager deltagare deltaker intervjuperson interviewperson intervjuobjekt informand haastateltav osallistuj vastaaj",
  "uczestni badan( rozmowc rozmowczyn ankietowan dotazovan zpovidan ucastni respondent opytovan valaszado resztvevo interjualany alany participanti intervievat katilimci gorusulen yanitlayan ispitanik sudionik sudionic ucesnik συμμετεχ ερωτωμεν",
  "респондент участни информант опрашиваем учасни опитан отговарящ responden narasumber partisipan"
)

// Those who are there and are nobody's answers.
const aside = words(
  "translator interpret dolmetsch ubersetz traduct tolk tlumacz prekladatel переводчик observer beobacht observat notetaker transcri scribe protokoll"
)
const several = new Set(
  words(
    "all several multiple everyone everybody group audience both together chorus unison alle mehrere gruppe tous plusieurs todos varios tutti varie allen wszyscy vsichni все автоответчик"
  )
)

// These lean to one side only: how the person talks decides.
const leaning: ReadonlyMap<string, number> = new Map([
  ...words(
    "host presenter journalist reporter chair chairperson research uxr pm me ich moi yo eu io assistant ai bot chatbot agent consultant student-researcher"
  ).map((word) => [word, 2] as const),
  ...words(
    "user customer client guest expert patient employee shopper buyer owner them testperson tester witness volunteer speaker-guest"
  ).map((word) => [word, -2] as const)
])

// Labels of a letter or two. Whoever is paired with whom decides, and how they talk.
const initials: ReadonlyMap<string, number> = new Map([
  ...words("q int intv ivr iv fac mod modr uxr вед инт int").map((word) => [word, 4] as const),
  ...words("i f").map((word) => [word, 2] as const),
  ...words("m ir fg").map((word) => [word, 1] as const),
  ...words("a res resp part ie inf tn ip bp vp").map((word) => [word, -3] as const),
  ...words("p r b").map((word) => [word, -1] as const)
])

// With a number behind them. "F1" and "M2" are women and men in a group.
const numbered: ReadonlyMap<string, number> = new Map([
  ...words("int intv ivr iv fac mod modr uxr").map((word) => [word, 5] as const),
  ["i", 4],
  ["q", 4],
  ["a", -4],
  ...words("p tn bp ip vp ie resp res part").map((word) => [word, -5] as const),
  ...words("r b").map((word) => [word, -3] as const)
])

/** Letters that mean one who asks beside one who answers: Frage and Antwort, вопрос and ответ, 問 and 答. */
const pairs: ReadonlyArray<readonly [string, string, number]> = [
  ["q", "a", 3],
  ["f", "a", 3],
  ["v", "a", 3],
  ["i", "p", 2],
  ["i", "r", 2],
  ["i", "b", 2],
  ["i", "e", 2],
  ["i", "a", 2],
  ["d", "r", 3],
  ["p", "r", 1],
  ["e", "r", 1],
  ["e", "p", 1],
  ["m", "p", 2],
  ["m", "t", 2],
  ["t", "r", 1],
  ["k", "v", 2],
  ["s", "v", 1],
  ["o", "v", 0],
  ["в", "о", 4],
  ["и", "р", 3],
  ["п", "в", 2],
  ["問", "答", 5],
  ["问", "答", 5],
  ["문", "답", 5],
  ["س", "ج", 5]
]

const unspaced = {
  answering:
    /\u88ab(?:\u8a2a|\u8bbf|\u91c7|\u9762|\u8c03|\u8abf)|\u53d7\u8bbf|\u53d7\u8a2a|\u53d7\u63a1|\u56de\u7b54\u8005|\u53c2\u52a0\u8005|\u53c3\u52a0\u8005|\u53c2\u4e0e\u8005|\u8a9e\u308a\u624b|\u8a71\u3057\u624b|\u5bfe\u8c61\u8005|\u5354\u529b\u8005|\uc751\ub2f5\uc790|\ucc38\uac00\uc790|\ucc38\uc5ec\uc790|\ud53c\uba74\uc811|\u0645\u0634\u0627\u0631\u0643|\u0627\u0644\u0645\u0628\u062d\u0648\u062b|\u0645\u0628\u062d\u0648\u062b|\u05de\u05e8\u05d5\u05d0\u05d9\u05d9\u05df|\u05de\u05e9\u05ea\u05ea\u05e3/,
  asking:
    /\u9762\u63a5\u8005|\u9762\u8ac7\u8005|\u8074\u304d\u624b|\u805e\u304d\u624b|\u8cea\u554f\u8005|\u53f8\u4f1a|\u8a2a\u554f|\u8bbf\u95ee|\u8bbf\u8c08|\u8a2a\u8ac7|\u91c7\u8bbf|\u63a1\u8a2a|\u4e3b\u6301|\u8bb0\u8005|\u8a18\u8005|\u7814\u7a76\u8005|\u7814\u7a76\u5458|\u8c03\u67e5\u5458|\u8abf\u67fb\u8005|\u30a4\u30f3\u30bf\u30d3\u30e5\u30a2|\u30e2\u30c7\u30ec\u30fc\u30bf|\u30d5\u30a1\u30b7\u30ea\u30c6\u30fc\u30bf|\uba74\uc811\uc790|\uc9c4\ud589\uc790|\uc9c8\ubb38\uc790|\uc778\ud130\ubdf0\uc5b4|\uc5f0\uad6c\uc790|\u0645\u062d\u0627\u0648\u0631|\u0627\u0644\u0628\u0627\u062d\u062b|\u0628\u0627\u062d\u062b|\u0627\u0644\u0645\u0642\u0627\u0628\u0644|\u05de\u05e8\u05d0\u05d9\u05d9\u05df|\u05de\u05e0\u05d7\u05d4/
}

const begins = (word: string, beginnings: ReadonlyArray<string>): boolean =>
  beginnings.some((beginning) =>
    beginning.endsWith("(")
      ? // "interviewé" may end in a vowel or two, "interviewer" asks.
        word.startsWith(beginning.slice(0, -1)) &&
        /^(?:[aeoyi]{0,2}s?|en|er|es)$/.test(word.slice(beginning.length - 1)) &&
        !word.endsWith("r")
      : word.startsWith(beginning)
  )

/** What a label says by itself: how strongly that this person asks (above 0) or answers (below). */
export interface Leaning {
  readonly weight: number
  /** Whether the word leaves no doubt. */
  readonly certain: boolean
  readonly aside: boolean
}

const nothing: Leaning = { weight: 0, certain: false, aside: false }

const ofWord = (word: string): Leaning | undefined => {
  // "interviewee" and "interviewte" begin as "interviewer" does not; those who answer come first.
  if (begins(word, answering)) return { weight: -5, certain: true, aside: false }
  if (begins(word, asking)) return { weight: 5, certain: true, aside: false }
  if (begins(word, aside)) return { weight: 0, certain: true, aside: true }
  const weight = leaning.get(word)
  return weight === undefined ? undefined : { weight, certain: false, aside: false }
}

const last = (text: string): Leaning | undefined => {
  let found: Leaning | undefined
  for (const word of text.match(/[\p{L}\p{M}']+/gu) ?? []) found = ofWord(word) ?? found
  return found
}

/** What a label says by itself. "UX researcher (Kim)" is a researcher: the last word counts, and brackets last of all. */
export const leaningOf = (label: string): Leaning => {
  const text = folded(label)
  if (unspaced.answering.test(text)) return { weight: -5, certain: true, aside: false }
  if (unspaced.asking.test(text)) return { weight: 5, certain: true, aside: false }
  const [head = "", ...rest] = text.split(/[([,/|\u2013\u2014]| - /)
  const found = last(head) ?? last(rest.join(" "))
  if (found !== undefined) return found
  const bare = head.replace(/[\s.#_-]+/g, " ").trim()
  if (several.has(bare) || /^(?:note taker|all participants)$/.test(bare))
    return { weight: 0, certain: true, aside: true }
  // "P3" is the third of several who answer; "I2" is the second who asks.
  const [, letters = "", number = ""] = /^(\p{L}{1,4}) ?(\d{0,3}[a-z]?)$/u.exec(bare) ?? []
  const weight = (number === "" ? initials : numbered).get(letters)
  return weight === undefined ? nothing : { weight, certain: Math.abs(weight) >= 5, aside: false }
}

/** What a letter says beside another: above 0 where the first asks. Nothing where they are no such pair. */
export const pairing = (first: string, second: string): number => {
  const strip = (label: string) => folded(label).replace(/[\s.\d#_-]+/g, "")
  const [a, b] = [strip(first), strip(second)]
  for (const [asks, answers, weight] of pairs) {
    if (a === asks && b === answers) return weight
    if (b === asks && a === answers) return -weight
  }
  return 0
}
