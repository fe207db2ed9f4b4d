import { assert, describe, it } from "vitest"
import * as Interviews from "../../../src/sources/interviews/index.ts"

const names = { file: "talk.txt", label: "talk.txt" }

/** What is expected: the words of each participant (or just who they are), a document, or that it cannot be told who speaks. */
type Expected = Readonly<Record<string, ReadonlyArray<string> | null>> | "document" | "refuse" | null

interface Case {
  readonly name: string
  readonly kind: "text" | "captions"
  readonly text: string
  readonly want: Expected
  readonly warn?: boolean
  readonly only?: ReadonlyArray<string>
}

const folded = (text: string) => text.replace(/\s+/g, " ").trim()
const cases: Array<Case> = []
const t = (
  name: string,
  kind: Case["kind"],
  text: string,
  want: Expected,
  options: { readonly warn?: boolean; readonly only?: ReadonlyArray<string> } = {}
) => cases.push({ name, kind, text, want, ...options })

t(
  "focus group, names only, 4 people",
  "text",
  `Kate: Welcome all. Shall we go round and say where we shop?
Amir: I go to the market on Saturdays, mostly for the fish and for the talk.
Bella: Online. I have three children and no car, so it has to come to me.
Chris: The corner shop. I know it is dear but I know him and he knows me.
Kate: And what makes you change shops, Amir?
Amir: A row. I had a row about a melon and never went back, and that was nine years ago.
Kate: Bella?
Bella: When the app changes. Every time they move the buttons I think about leaving.
Chris: I changed once when they put in the machines. I want a person.
Amir: Oh, the machines. I cannot stand them.
Kate: What would you miss most if your shop closed?
Bella: The reminders.
Chris: The man.
Kate: Lovely, thank you everybody.`,
  {
    Amir: [
      "I go to the market on Saturdays, mostly for the fish and for the talk.",
      "A row. I had a row about a melon and never went back, and that was nine years ago.",
      "Oh, the machines. I cannot stand them."
    ],
    Bella: [
      "Online. I have three children and no car, so it has to come to me.",
      "When the app changes. Every time they move the buttons I think about leaving.",
      "The reminders."
    ],
    Chris: [
      "The corner shop. I know it is dear but I know him and he knows me.",
      "I changed once when they put in the machines. I want a person.",
      "The man."
    ]
  }
)
t(
  "two interviewers, names",
  "text",
  `Lena: Schön, dass es geklappt hat. Wie lange arbeiten Sie schon hier?
Herr Vogt: Seit neunzehn Jahren, und immer an derselben Maschine. Sie hat dreimal den Namen gewechselt, ich nie.
Tom: Was ist an ihr besonders?
Herr Vogt: Sie hört auf mich. Wenn sie brummt, dann weiß ich schon, welches Lager es ist, bevor die Anzeige etwas merkt.
Lena: Und was machen Sie dann?
Herr Vogt: Ich lege die Hand drauf und warte. Der Meister will, dass ich zuerst den Zettel ausfülle, aber dann ist es zu spät.
Tom: Wie müsste der Zettel aussehen?
Herr Vogt: Kurz. Drei Kreuze und eine Unterschrift, mehr Zeit habe ich nicht.
Lena: Vielen Dank.
Tom: Auch von mir, danke.`,
  {
    "Herr Vogt": [
      "Seit neunzehn Jahren, und immer an derselben Maschine. Sie hat dreimal den Namen gewechselt, ich nie.",
      "Sie hört auf mich. Wenn sie brummt, dann weiß ich schon, welches Lager es ist, bevor die Anzeige etwas merkt.",
      "Ich lege die Hand drauf und warte. Der Meister will, dass ich zuerst den Zettel ausfülle, aber dann ist es zu spät.",
      "Kurz. Drei Kreuze und eine Unterschrift, mehr Zeit habe ich nicht."
    ]
  }
)
t(
  "header says who",
  "text",
  `Project: Orchard
Interviewed by Mona Reyes
Participant: Uli Sander, 44
Date: 3 May

MR: You said you hate forms.
US: I said that I hate the box for the second name. Is that so odd? Everybody hates it. Don't you?
MR: I do.
US: There you are. Shall I go on?
MR: Please do.
US: I fill in a dash and it says invalid.`,
  {
    US: [
      "I said that I hate the box for the second name. Is that so odd? Everybody hates it. Don't you?",
      "There you are. Shall I go on?",
      "I fill in a dash and it says invalid."
    ]
  }
)
t(
  "legend of abbreviations",
  "text",
  `(I = Interviewerin, B = Befragte)

B: Soll ich anfangen?
I: Ja, gern.
B: Ich backe seit dreißig Jahren, und ich habe nie gewogen. Wollen Sie wissen, warum?
I: Unbedingt.
B: Weil die Waage kaputt war.`,
  {
    B: [
      "Soll ich anfangen?",
      "Ich backe seit dreißig Jahren, und ich habe nie gewogen. Wollen Sie wissen, warum?",
      "Weil die Waage kaputt war."
    ]
  }
)
t(
  "only questions labelled",
  "text",
  `Interview with Rosa Blum

Q: How do you dry the herbs?

Upside down in the attic, in bunches tied with red string.

The red is so that I can find them.

Q: Who taught you?

My aunt, who was wrong about nearly everything else.`,
  {
    "Rosa Blum": [
      "Upside down in the attic, in bunches tied with red string. The red is so that I can find them.",
      "My aunt, who was wrong about nearly everything else."
    ]
  },
  { warn: true }
)
t(
  "bold questions",
  "text",
  `# A talk with the ferryman

**How long have you been on the river?**

Forty years next spring. My father had the boat before me.

He never learned to swim.

**Did you?**

No. It would look like doubt.

**What would you change?**

The timetable on the web page. It is for a ferry that sank.`,
  {
    Participant: [
      "Forty years next spring. My father had the boat before me. He never learned to swim.",
      "No. It would look like doubt.",
      "The timetable on the web page. It is for a ferry that sank."
    ]
  },
  { warn: true }
)
t(
  "dash dialogue",
  "text",
  `– Comment ça a commencé ?
– Par hasard, un jour de pluie.
– Et ensuite ?
– Ensuite il a plu toute la semaine et j'ai appris à coudre.
– Vous cousez encore ?
– Tous les soirs.
– Merci.`,
  "refuse"
)
t(
  "unlabelled alternation",
  "text",
  `How do you keep the keys?

On a board behind the door, under numbers that only I know.

What if you are ill?

Then nobody gets in. It happened in March.

Would a list help?

Only if it was locked away.`,
  "refuse"
)
t(
  "pasted in one paragraph",
  "text",
  `Interviewer: How did you learn to weld? Participant: From a book and from a burn on my arm. I still have both of them. Interviewer: What was harder? Participant: The book. It had no pictures, and the words were all about safety. Interviewer: Thank you. Participant: Not at all.`,
  {
    Participant: [
      "From a book and from a burn on my arm. I still have both of them.",
      "The book. It had no pictures, and the words were all about safety.",
      "Not at all."
    ]
  }
)
t(
  "run-in labels within paragraphs",
  "text",
  `Interviewer: How did you learn to weld? Participant: From a book and from a burn on my arm.

Interviewer: What was harder? Participant: The book. It had no pictures.

Participant: And no end. Interviewer: Thank you.`,
  { Participant: ["From a book and from a burn on my arm.", "The book. It had no pictures. And no end."] }
)
t(
  "slip of the keyboard",
  "text",
  `Interviewer: Where do you keep the seeds?
Farida: In the fridge, behind the mustard.
Interviwer: Why there?
Farida: Because nobody in my house eats mustard.
Interviewer: And in summer?
Farida: In summer the fridge is full of beer, so they go to my sister.
Interviewer: Does she mind?`,
  {
    Farida: [
      "In the fridge, behind the mustard.",
      "Because nobody in my house eats mustard.",
      "In summer the fridge is full of beer, so they go to my sister."
    ]
  }
)
t(
  "interjections in brackets",
  "text",
  `Interviewer: Tell me about the fire.
Noor: It began in the wall (I: mhm) and we smelled it for two days (Interviewer: two days?) before anybody came.
Interviewer: And then?
Noor: Then they came with axes [I: oh no] and asked me where the wall was.`,
  {
    Noor: [
      "It began in the wall and we smelled it for two days before anybody came.",
      "Then they came with axes and asked me where the wall was."
    ]
  }
)
t(
  "deposition",
  "text",
  `1    Q.   Please state what you saw on the quay.
2    A.   A crane with its arm down and nobody in it.
3    I walked round it twice.
4    Q.   Was it raining?
5    A.   It was about to. I had my hood up and I heard
6    the chain before I saw it.
7    Q.   What did you do next?
8    A.   I stood still.`,
  {
    A: [
      "A crane with its arm down and nobody in it. I walked round it twice.",
      "It was about to. I had my hood up and I heard the chain before I saw it.",
      "I stood still."
    ]
  }
)
t(
  "once-only third person",
  "text",
  `[00:00:01] Interviewer: Are you warm enough?
[00:00:04] Mrs Hale: Yes, dear. I have two cardigans on.
[00:00:08] Nurse: Sorry, I need to take her temperature now.
[00:00:12] Interviewer: Of course. How do you spend the mornings?
[00:00:15] Mrs Hale: Waiting for the thermometer, as you see.
[00:00:19] Interviewer: And the afternoons?
[00:00:22] Mrs Hale: Waiting for you.`,
  {
    "Mrs Hale": ["Yes, dear. I have two cardigans on.", "Waiting for the thermometer, as you see.", "Waiting for you."],
    Nurse: ["Sorry, I need to take her temperature now."]
  }
)
t(
  "hyphenation and footnotes",
  "text",
  `Interviewer: How was the har-
vest?1
Pia: It was the wor-
st in years,² and the well-known farm next
door lost everything.[3] My neigh-
bours are well-known for crying about it.
Interviewer: Did you cry?
Pia: I was too tired to cry.`,
  {
    Pia: [
      "It was the worst in years, and the well-known farm next door lost everything. My neighbours are well-known for crying about it.",
      "I was too tired to cry."
    ]
  }
)
t(
  "interpreter and observer",
  "text",
  `Interviewer: How did you find the flat?
Interpreter: He asks how you found the flat.
Olena: Through a cousin, who has a cousin.
Interpreter: Through a relative.
Interviewer: Was it easy?
Observer: Two minutes left.
Olena: It was easy and then it was not.`,
  { Olena: ["Through a cousin, who has a cousin.", "It was easy and then it was not."] }
)
t(
  "Finnish",
  "text",
  `Haastattelija: Miten pidät kirjaa saunavuoroista?
Vastaaja: Ovessa on lista, ja kynä roikkuu narussa. Joku vie kynän joka talvi.
Haastattelija: Kuka sen vie?
Vastaaja: Sitä me kaikki haluaisimme tietää.
Haastattelija: Kiitos.
Vastaaja: Ole hyvä.`,
  {
    Vastaaja: [
      "Ovessa on lista, ja kynä roikkuu narussa. Joku vie kynän joka talvi.",
      "Sitä me kaikki haluaisimme tietää.",
      "Ole hyvä."
    ]
  }
)
t(
  "Hungarian initials K/V",
  "text",
  `K: Hogyan tartja számon a méhcsaládokat?
V: Krétával írom a kaptár oldalára, és az eső elől egy deszkával takarom el.
K: Mi történik, ha elmosódik?
V: Akkor újra megszámolom őket, és közben megcsípnek.
K: Köszönöm szépen.
V: Szívesen.`,
  {
    V: [
      "Krétával írom a kaptár oldalára, és az eső elől egy deszkával takarom el.",
      "Akkor újra megszámolom őket, és közben megcsípnek.",
      "Szívesen."
    ]
  }
)
t(
  "Greek names",
  "text",
  `Άννα: Πώς οργανώνετε τα δρομολόγια;
Νίκος: Έχω έναν χάρτη στον τοίχο και τρεις πινέζες, μία για κάθε βάρκα. Όταν φυσάει, βγάζω μία.
Άννα: Και τι κάνετε τον χειμώνα;
Νίκος: Τον χειμώνα βγάζω και τις τρεις και διαβάζω.
Άννα: Ευχαριστώ πολύ.
Νίκος: Παρακαλώ.`,
  {
    Νίκος: [
      "Έχω έναν χάρτη στον τοίχο και τρεις πινέζες, μία για κάθε βάρκα. Όταν φυσάει, βγάζω μία.",
      "Τον χειμώνα βγάζω και τις τρεις και διαβάζω.",
      "Παρακαλώ."
    ]
  }
)
t(
  "Hebrew",
  "text",
  `מראיינת: איך את מנהלת את הספרייה?
מרואיינת: יש לי מחברת כחולה ועט שקשור בחוט. מי שלוקח ספר כותב את שמו.
מראיינת: ומה קורה כשלא מחזירים?
מרואיינת: אני מתקשרת לאמא שלהם.
מראיינת: תודה רבה.
מרואיינת: בבקשה.`,
  { מרואיינת: ["יש לי מחברת כחולה ועט שקשור בחוט. מי שלוקח ספר כותב את שמו.", "אני מתקשרת לאמא שלהם.", "בבקשה."] }
)
t(
  "Ukrainian deposition style В/О",
  "text",
  `В. Як ви ведете облік?
О. У зошиті, який лежить під прилавком. Там усе, крім того, що я забула.
В. А що ви забуваєте?
О. Борги. Їх пам'ятають інші.
В. Дякую.
О. Прошу.`,
  {
    О: ["У зошиті, який лежить під прилавком. Там усе, крім того, що я забула.", "Борги. Їх пам'ятають інші.", "Прошу."]
  }
)
t(
  "Japanese magazine",
  "text",
  `――お店を始めたきっかけは何ですか。

父が倒れたことです。店を閉めるか、私が継ぐか、三日で決めました。

――後悔はありますか。

毎朝あります。でも昼には忘れています。

――これからの目標を教えてください。

屋根を直すことです。`,
  {
    Participant: [
      "父が倒れたことです。店を閉めるか、私が継ぐか、三日で決めました。",
      "毎朝あります。でも昼には忘れています。",
      "屋根を直すことです。"
    ]
  },
  { warn: true }
)
t(
  "Thai-like spaceless names with colon (Vietnamese)",
  "text",
  `Người phỏng vấn: Chị quản lý cửa hàng như thế nào?
Người trả lời: Tôi ghi mọi thứ lên tường bằng phấn, và con tôi xóa mất vào mỗi chủ nhật.
Người phỏng vấn: Rồi chị làm gì?
Người trả lời: Tôi ghi lại từ đầu.
Người phỏng vấn: Cảm ơn chị.
Người trả lời: Không có gì.`,
  {
    "Người trả lời": [
      "Tôi ghi mọi thứ lên tường bằng phấn, và con tôi xóa mất vào mỗi chủ nhật.",
      "Tôi ghi lại từ đầu.",
      "Không có gì."
    ]
  }
)
t(
  "Slack copy with time below name",
  "text",
  `Ida Moss
  2:03 PM
Hi! thanks for doing this here. how do you pick a plumber?
Ray Okello
  2:05 PM
i ask the neighbours group
2:06
then i ignore what they say and take the one who answers the phone
Ida Moss
  2:09 PM
ha. and has that worked?
Ray Okello
  2:10 PM
twice out of five

Ida Moss
  2:12 PM
thank you!`,
  {
    "Ray Okello": [
      "i ask the neighbours group then i ignore what they say and take the one who answers the phone",
      "twice out of five"
    ]
  }
)
t(
  "Telegram copy",
  "text",
  `Ida Moss, [12.03.2026 14:03]
How do you pick a plumber?

Ray Okello, [12.03.2026 14:05]
I ask the neighbours and then I ignore them.

Ida Moss, [12.03.2026 14:06]
Has that worked for you?

Ray Okello, [12.03.2026 14:07]
Twice out of five.`,
  { "Ray Okello": ["I ask the neighbours and then I ignore them.", "Twice out of five."] }
)
t(
  "Me and Them",
  "text",
  `Me: So the shop closes at six?
Them: At five, if the tide is right. I go by the tide.
Me: And customers know that?
Them: The ones who matter.
Me: Good.
Them: It is.`,
  { Them: ["At five, if the tide is right. I go by the tide.", "The ones who matter.", "It is."] }
)
t(
  "ASR without punctuation, speakers",
  "text",
  `Speaker A: so can you tell me how you got into this
Speaker B: yeah so i was working nights at the depot and my brother in law had this van that nobody wanted and i thought well why not
Speaker A: right and what was the first job
Speaker B: a piano would you believe it up four flights of stairs and at the top the lady says it's the wrong piano
Speaker A: wow what did you do
Speaker B: i sat down and played it`,
  {
    "Speaker B": [
      "yeah so i was working nights at the depot and my brother in law had this van that nobody wanted and i thought well why not",
      "a piano would you believe it up four flights of stairs and at the top the lady says it's the wrong piano",
      "i sat down and played it"
    ]
  }
)
t(
  "participant who asks back a lot",
  "text",
  `Nadia: Tell me about your commute.
Piet: What do you want to know? The train, or the bike to the train? Because the bike is the good part, honestly, it is twenty minutes along the canal and I think about nothing at all.
Nadia: The train, then.
Piet: Do you take it as well? Then you know. You stand. I have stood for eleven years and I could draw you the floor.
Nadia: I cycle.
Piet: Lucky you. Can I say something about the announcements?
Nadia: Of course.
Piet: They apologise for what they do not explain.`,
  { Piet: null },
  { only: ["Piet"] }
)
t(
  "prose is prose",
  "text",
  `# Field notes

I visited the shop on Monday. The owner asked me whether I wanted tea. Why not?

There were three customers. One of them said: I only come for the talk.

Later that day I wrote this down.`,
  "document",
  { warn: false }
)
t(
  "survey in text",
  "text",
  `Name: Ana
Age: 34
City: Lyon

Name: Ben
Age: 41
City: Lille

Name: Cleo
Age: 29
City: Nice`,
  "document"
)
t(
  "captions without names, monologue",
  "captions",
  `WEBVTT

00:01.000 --> 00:04.000
I have kept this garden for thirty years

00:04.000 --> 00:08.000
and I have never written anything down about it.

00:08.000 --> 00:12.000
The roses remember for me.`,
  "document",
  { warn: true }
)
t(
  "captions with >>",
  "captions",
  `1
00:00:01,000 --> 00:00:04,000
>> How did you meet?

2
00:00:04,000 --> 00:00:08,000
>> At a bus stop in the rain.

3
00:00:08,000 --> 00:00:12,000
>> And who spoke first?`,
  "refuse"
)
t(
  "captions, caps names, wraps",
  "captions",
  `1
00:00:01,000 --> 00:00:04,000
>> HOST: How did you meet, and was it
raining?

2
00:00:04,000 --> 00:00:08,000
>> JUNE ARDEN: At a bus stop. It was
raining sideways and

3
00:00:08,000 --> 00:00:10,000
he had no coat.

4
00:00:10,000 --> 00:00:12,000
>> HOST: And who spoke first?

5
00:00:12,000 --> 00:00:14,000
>> JUNE ARDEN: The driver.`,
  { "JUNE ARDEN": ["At a bus stop. It was raining sideways and he had no coat.", "The driver."] }
)
t(
  "one microphone for two",
  "captions",
  `WEBVTT

00:01.000 --> 00:04.000
<v Meeting Room 2>How do you plan your week?

00:04.000 --> 00:08.000
<v Meeting Room 2>On paper, because the app is slow.

00:08.000 --> 00:12.000
<v Meeting Room 2>And do you share it with your team?

00:12.000 --> 00:16.000
<v Meeting Room 2>Only when they ask.`,
  "refuse"
)
t(
  "gendered focus group with facilitator",
  "text",
  `Fac: Who wants to begin?
F1: I will. I had a terrible night with the baby and the heating.
M1: Ours is broken as well.
M2: It is the whole street, I think. Isn't it?
Fac: How do you hear about repairs?
F1: By text, the day after.
M2: From the man himself.
F2: I never hear.`,
  { F1: null, M1: null, M2: null, F2: null },
  { only: ["F1", "M1", "M2", "F2"] }
)
t(
  "surname after full name",
  "text",
  `ELLEN MARSH: Professor Adeyemi, what is a tide table for?
TUNDE ADEYEMI: For arguments. Sailors have always needed something to argue about that is printed.
MARSH: And do they trust it?
ADEYEMI: They trust it the way one trusts an uncle, with love and with a second opinion.
MARSH: Who reads it today?
ADEYEMI: Children and insurers.
MARSH: Thank you.`,
  { "TUNDE ADEYEMI": null },
  { only: ["TUNDE ADEYEMI"] }
)
t(
  "colon in participant's text",
  "text",
  `Int: What did she say?
Resp: She said: never again.
He said: fine.
She said: good.
He said: then go.
Int: And you?
Resp: I said nothing: I was eating.
Int: I see.`,
  { Resp: ["She said: never again. He said: fine. She said: good. He said: then go.", "I said nothing: I was eating."] }
)

describe("who speaks", () => {
  for (const { kind, name, only, text, want, warn } of cases) {
    it(`is told in: ${name}`, () => {
      const read = kind === "captions" ? Interviews.fromCaptions(text, names) : Interviews.fromText(text, names)
      if (want === "refuse") {
        assert.isDefined(read.problem)
        assert.deepStrictEqual(read.records, [])
        return
      }
      if (want === "document")
        assert.deepStrictEqual(
          read.records.map(({ kind }) => kind),
          ["document"]
        )
      else {
        const said = read.records.map(({ fields }) => {
          const spoken = fields.filter(({ speaker }) => speaker !== undefined)
          return [spoken[0]?.speaker ?? "", spoken.map(({ text }) => folded(text))] as const
        })
        if (only !== undefined)
          assert.deepStrictEqual(
            said.map(([label]) => label),
            only
          )
        else assert.deepStrictEqual(Object.fromEntries(said), want)
      }
      if (warn !== undefined) assert.strictEqual(read.warnings.length > 0, warn)
    })
  }

  it("is what the user says, whatever it looks like", () => {
    const text = "Ann: How are you?\nBob: Fine. I cook.\nAnn: And why?\nBob: I like it.\n"
    const read = Interviews.fromText(text, { ...names, interviewers: ["bob"] })
    assert.deepStrictEqual(
      read.speakers.map(({ label, role }) => [label, role]),
      [
        ["Ann", "participant"],
        ["Bob", "interviewer"]
      ]
    )
    assert.deepStrictEqual(read.warnings, [])
  })

  it("is warned of where it is a guess, with what was assumed and how to say otherwise", () => {
    const { warnings } = Interviews.fromText("Ann: I cook.\nBob: I bake.\nAnn: Soup.\nBob: Bread.\n", names)
    assert.strictEqual(warnings.length, 1)
    for (const part of ["talk.txt", "Ann and Bob", "--interviewer"]) assert.include(warnings[0]?.message, part)
  })
})

describe("a table", () => {
  type Rows = ReadonlyArray<ReadonlyArray<string>>
  const read = (cells: Rows) => {
    const columns = Interviews.talkColumns(cells)
    if (columns === undefined) return undefined
    const rows = cells.map((cells, i) => ({ cells, place: `row ${i}` }))
    return Interviews.fromTable(rows, columns, names).records.map(({ fields }) => fields.map(({ text }) => text))
  }
  const tables: ReadonlyArray<readonly [name: string, rows: Rows, want: Rows | undefined]> = [
    [
      "of times, names and words without a header is a conversation",
      [
        ["00:01", "Orla", "How do you keep the accounts of the club?"],
        ["00:05", "Finn", "In my head, and in a tin under the bar."],
        ["00:11", "Orla", "Who may open it in an emergency?"],
        ["00:14", "Finn", "My mother, and she has forgotten where it is."]
      ],
      [["In my head, and in a tin under the bar.", "My mother, and she has forgotten where it is."]]
    ],
    [
      "with a column for each person is one",
      [
        ["Time", "Interviewer", "Participant"],
        ["0:01", "How do you keep the accounts of the club?", ""],
        ["0:05", "", "In my head."],
        ["0:11", "Who may open it in an emergency?", "My mother."]
      ],
      [["In my head.", "My mother."]]
    ],
    [
      "whose rows without a speaker go on is one",
      [
        ["Sprecher", "Text"],
        ["Moderatorin", "Wie war die Woche?"],
        ["Frau Kern", "Lang."],
        ["", "Und laut."],
        ["Moderatorin", "Warum?"],
        ["Frau Kern", "Wegen der Baustelle."]
      ],
      [["Lang. Und laut.", "Wegen der Baustelle."]]
    ],
    [
      "of participants and their comments is a survey",
      [
        ["participant", "role", "comment"],
        ["P1", "nurse", "I like the quiet mornings on the ward."],
        ["P2", "baker", "I hate getting up in the dark for bread."],
        ["P3", "nurse", "It is fine as long as people talk."]
      ],
      undefined
    ],
    [
      "of names and texts is a survey",
      [
        ["name", "text"],
        ["Ana", "I like it very much"],
        ["Ben", "I do not like it at all"],
        ["Cleo", "It is what it is and so on"]
      ],
      undefined
    ]
  ]
  for (const [what, rows, want] of tables)
    it(`is told by its columns: ${what}`, () => assert.deepStrictEqual(read(rows), want))
})

describe("reading a long transcript", () => {
  const seconds = (text: string) => {
    const start = performance.now()
    Interviews.fromText(text, names)
    return (performance.now() - start) / 1000
  }
  for (const [what, piece] of [
    ["turns", "Interviewer: And then?\nP1: I went home, and it rained all the way.\nP2: I stayed.\n"],
    ["one turn", "I went home, and it rained all the way,\n"],
    ["a line without an end", "Interviewer: How are you? Anna: Fine, thanks for asking me. "],
    ["labels that never come back", "Name: I said so and that.\n"],
    ["brackets that never close", "[( <v "]
  ] as const) {
    it(`takes time in proportion to its length, with ${what}`, () => {
      const of = (times: number) =>
        seconds(
          `Interviewer: Why?\nAnna: So.\n${Array.from({ length: times }, (_, i) => piece.replace("Name", `Name${i}`)).join("")}`
        )
      of(500)
      const [short, long] = [of(2000), of(16_000)]
      // Eight times the text; four times as much again for a machine that is busy.
      assert.isBelow(long, Math.max(0.5, short * 32))
    })
  }
})
