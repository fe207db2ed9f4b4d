/**
 * How somebody talks: whether they ask, whom they talk about, how long they go on.
 */
import type { Turn } from "./Interview.ts"
import { folded } from "./RoleWords.ts"
import { speakerKey } from "./SpeakerLabel.ts"

/** What the turns of one speaker show. */
export interface Voice {
  readonly key: string
  readonly label: string
  readonly turns: number
  readonly words: number
  /** Share of turns that ask or invite, 0 to 1. */
  readonly asks: number
  /** Share of second persons among first and second ones, 0 to 1; a half where there are none. */
  readonly you: number
  /** Share of the turns that greet, thank, or speak of the recording, the study or what comes next. */
  readonly leads: number
  /** How many turns call another speaker by name. */
  readonly calls: number
  readonly opens: boolean
}

const set = (...lines: ReadonlyArray<string>): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(" ")))

// Without accents, as `folded` leaves them.
const second = set(
  "you your yours yourself sie ihnen ihr ihre ihren ihrem ihrer du dir dich dein deine deinen vous votre vos tu te toi ton ta tes",
  "usted ustedes su sus ti tus voce voces seu sua lei suo sua vostro u uw je jij jouw jullie dig din ditt dina ni dit dine dere",
  "sinun sinulla te teidan pan pani panu panstwo ciebie twoj vy vas vam vami vase vasi ty tvuj maga sizin siz size senin",
  "εσεις σας εσυ σου",
  "вы вас вам вами ваш ваша ваши вашей ты тебя тебе твой ви вас вам ваш anda kamu bapak ibu"
)
const first = set(
  "i i'm i've i'd i'll me my mine myself we our us ich mir mich mein meine meinen meinem wir uns unser je j'ai moi mon ma mes nous notre",
  "yo me mi mis nosotros nuestro eu meu minha nos nosso io mi mio mia noi nostro ik mij mijn we wij ons jag mig min mitt mina vi oss jeg mig meg mit mine",
  "εγω μου με μας εμεις",
  "mina minun minulla ja mnie moj moja my nas ja me muj moje moja nam en nekem ben benim bana biz я меня мне мой моя мы нас наш мені мене saya aku kami"
)
const openers = set(
  "how what why when where who which whose do does did are is was were can could would will have has had should",
  "wie was warum weshalb wieso wann wo wer welche welcher welches konnen konnten wurden haben hatten gibt comment pourquoi quand ou qui quel quelle quels quelles est-ce qu'est-ce pouvez avez",
  "como que por cuando donde quien cual cuales cuanto cuanta puede podria tiene ha come cosa perche quando dove chi quale quali puo potrebbe quanto o porque onde quem qual pode",
  "hoe wat waarom wanneer waar wie welke kunt kun heeft hur vad varfor nar var vem vilken kan har hvordan hva hvad hvorfor hvornar hvor hvem hvilken miten mita miksi milloin missa kuka",
  "jak co dlaczego kiedy gdzie kto czy jaki jaka proc kdy kde kdo jaky jaka mohla muzete hogyan mit miert mikor hol ki nasil ne neden ne kim",
  "πως τι που ποτε ποιος ποια γιατι",
  "как что почему зачем когда где кто какой какая какие расскажите як що чому коли де хто який bagaimana apa mengapa kapan siapa"
)
const invitations = [
  "tell me|tell us|talk me|walk me|take me|describe|say more|go on|let me ask|let's|i wonder|can you|could you|would you|i'd like to (?:ask|know|start)|i wanted to (?:ask|start)|anything else|what about|how about|think back|next question|moving on",
  "erzahlen sie|beschreiben sie|schildern|erzahl mal|mochten sie|racontez|parlez|decrivez|dites-moi|pouvez-vous|cuenteme|cuentame|describa|hableme|platiqueme|mi racconti|mi parli|descriva|conte-me|fale|descreva|me conta",
  "vertel|kunt u|beratta|berätta|fortell|fortael|kertoisit|kerro|prosze opowiedziec|proszę|niech pan|opowie|povezte|popiste|reknete|meselj|anlatir misiniz|anlatin|расскажите|опишите|скажите|розкажіть|ceritakan"
]
const invites = new RegExp(`(?:^|[^\\p{L}])(?:${folded(invitations.join("|"))})`, "u")
const leading =
  /(?:^|[^\p{L}])(?:thank(?:s| you)|welcome|record(?:ing)?|consent|interview|right or wrong answers|danke|vielen dank|aufnahme|einverstanden|merci|enregistr|gracias|grabar|obrigad[oa]|gravar|grazie|registrar|dank (?:u|je)|tack|takk|tak|kiitos|dziekuje|dekuji|koszonom|tesekkur|спасибо|благодарю|дякую|terima kasih|got it|okay|right|interesting|i see|verstehe|je vois|entiendo|capisco|entendo)(?![\p{L}])/u
const asiaAsks =
  /(?:\u3067\u3059\u304b|\u307e\u3059\u304b|\u304b\u306d|\u3067\u3057\u3087\u3046\u304b|\u304f\u3060\u3055\u3044|\u5417|\u5462|\u4ec0\u4e48|\u600e\u4e48|\u4e3a\u4ec0\u4e48|\u8bf7|\u8acb|\uae4c\uc694|\ub098\uc694|\uc2b5\ub2c8\uae4c|\uc138\uc694|\uc8fc\uc2dc)[\u3002.\s]*$/
const asiaThanks =
  /\u3042\u308a\u304c\u3068\u3046|\u8c22\u8c22|\u8b1d\u8b1d|\uac10\uc0ac|\u0634\u0643\u0631\u0627|\u05ea\u05d5\u05d3\u05d4/

const mark = /[?\uff1f\u061f\u037e]/

const wordsIn = (text: string): number =>
  (text.match(/[\p{L}\p{M}\p{N}'\u2019-]+/gu)?.length ?? 0) +
  Math.floor((text.match(/[\u3040-\u30ff\u3400-\u9fff]/g)?.length ?? 0) / 2)

const greek = /[\u0370-\u03ff]/

/** How far a turn wants an answer, 0 to 1. One that has a question in the middle may be telling about one. */
const askingOf = (text: string, words: number): number => {
  const end = text.slice(-60)
  if (/[?\uff1f\u061f\u037e]["'\u201d\u2019)*\s]*$/.test(end) || asiaAsks.test(end)) return 1
  // A Greek question mark looks like a semicolon.
  if (greek.test(text) && /;["'\u201d\u00bb)\s]*$/.test(end)) return 1
  const plain = folded(text.slice(0, 2000))
  if (invites.test(plain) && words < 60) return 1
  if (mark.test(text)) return words < 12 ? 0.8 : words < 40 ? 0.4 : 0
  if (/[.!]\s*$/.test(text)) return 0
  // Without marks, as recognised speech comes: a question's first word, perhaps after "so" or "and".
  const start = plain.match(/[\p{L}\p{M}'-]+/gu)?.slice(0, 3) ?? []
  return words < 40 && words > 2 && start.some((word) => openers.has(word)) ? 1 : 0
}

/** How each speaker talks, in the order in which they first speak. */
export const voicesOf = (turns: ReadonlyArray<Turn>): ReadonlyArray<Voice> => {
  const labels = new Map<string, string>()
  for (const { speaker } of turns) if (!labels.has(speakerKey(speaker))) labels.set(speakerKey(speaker), speaker)
  // By which names speakers may call each other; those of several call nobody.
  const names = new Map<string, string>()
  for (const [key, label] of labels) {
    for (const name of folded(label).match(/\p{L}{3,}/gu) ?? []) names.set(name, names.has(name) ? "" : key)
  }
  const voices = new Map<
    string,
    { turns: number; words: number; asks: number; first: number; second: number; leads: number; calls: number }
  >()
  for (const { speaker, text } of turns) {
    const key = speakerKey(speaker)
    const voice = voices.get(key) ?? { turns: 0, words: 0, asks: 0, first: 0, second: 0, leads: 0, calls: 0 }
    voices.set(key, voice)
    const words = wordsIn(text)
    const plain = folded(text).replaceAll("\u2019", "'")
    voice.turns++
    voice.words += words
    voice.asks += askingOf(text, words)
    if (words < 60 && (leading.test(plain) || asiaThanks.test(text))) voice.leads++
    let calls = false
    for (const word of plain.match(/[\p{L}\p{M}'-]+/gu) ?? []) {
      if (first.has(word)) voice.first++
      else if (second.has(word)) voice.second++
      const called = names.get(word)
      if (called !== undefined && called !== "" && called !== key) calls = true
    }
    if (calls && words < 60) voice.calls++
  }
  let opened = false
  return [...voices].map(([key, voice]): Voice => {
    const persons = voice.first + voice.second
    const opens = !opened
    opened = true
    return {
      key,
      label: labels.get(key) ?? key,
      turns: voice.turns,
      words: voice.words,
      asks: voice.asks / voice.turns,
      you: persons === 0 ? 0.5 : voice.second / persons,
      leads: voice.leads / voice.turns,
      calls: voice.calls,
      opens
    }
  })
}

/**
 * Whether a text that names nobody reads like people asking and answering: question marks, and where there are none, question words
 * close to a second person, at least two in it and one in some hundred and fifty words.
 */
export const soundsLikeTalk = (text: string): boolean => {
  const words = wordsIn(text)
  let questions = text.match(/[?\uff1f\u061f]/g)?.length ?? 0
  questions += text.match(/(?:\u3067\u3059\u304b|\u307e\u3059\u304b)\u3002|[\u5417\u5462]\u3002/g)?.length ?? 0
  if (questions === 0) {
    let since = 9
    for (const word of folded(text)
      .replaceAll("\u2019", "'")
      .match(/[\p{L}\p{M}'-]+/gu) ?? []) {
      if (second.has(word) && since <= 2) {
        questions++
        since = 9
      } else since = openers.has(word) ? 0 : since + 1
    }
  }
  return questions >= 2 && questions * 150 >= words
}
