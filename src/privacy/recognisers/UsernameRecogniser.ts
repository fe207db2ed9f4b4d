/**
 * Names of accounts: handles with an @, names that are announced as such.
 */
import type { Recogniser, Span } from "../Recogniser.ts"
import { matchesOf, caseless } from "./Expressions.ts"

// An @ that is neither an e-mail address nor a decorator of a package ("@effect/ai") nor a price ("@ 5").
const handle = /(?<![\p{L}\p{N}_@./+-])@[A-Za-z_](?:[A-Za-z0-9_.-]{0,28}[A-Za-z0-9_])(?![\p{L}\p{N}_@/]|\.\p{L})/gu
const announced = caseless(
  "(?<!\\p{L})(?:user ?name|user ?id|login(?: name)?|log in as|screen ?name|handle|nick(?:name)?|gamer ?tag|account name|benutzername|nutzername|nom d['’]utilisateur|identifiant|(?:nombre de )?usuario|nome utente|gebruikersnaam|nome de (?:usuário|utilizador)|nazwa użytkownika|(?:on|my) (?:twitter|instagram|insta|tiktok|discord|reddit|github|telegram|snapchat|skype|slack|steam|twitch|mastodon|bluesky))(?: (?:is|was|as|name|ist|est|es|è|to)){0,2}(?: ?[:=]| ?)? ?[\"'`]?([A-Za-z0-9_](?:[A-Za-z0-9_.-]{1,30}[A-Za-z0-9_#]))",
  "giu"
)
/** A name of an account has a digit, an underscore, a dot or a capital within; an everyday word has none. */
const telling = /[\d_]|[a-z][A-Z]|[A-Za-z][.-][A-Za-z]/

/** Names of accounts. */
export const UsernameRecogniser: Recogniser = {
  name: "UsernameRecogniser",
  types: ["USERNAME"],
  recognise: (text) => {
    const spans: Array<Span> = []
    const add = (start: number, end: number, score: number, rule: string) =>
      spans.push({ start, end, type: "USERNAME", score, rule })
    if (text.includes("@")) {
      for (const match of matchesOf(text, handle)) add(match.index, match.index + match[0].length, 0.8, "handle")
    }
    for (const match of matchesOf(text, announced)) {
      const name = match[1] ?? ""
      if (!telling.test(name) && !/[:=] ?["'`]?$/.test(match[0].slice(0, match[0].length - name.length))) continue
      const end = match.index + match[0].length
      add(end - name.length, end, 0.75, "announced")
    }
    return spans
  }
}
