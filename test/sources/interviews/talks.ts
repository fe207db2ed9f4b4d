/**
 * Short interviews in many languages, written for these tests, and who takes part in them.
 */

/** One interview: the first to speak asks, and they take turns. */
export interface Talk {
  readonly language: string
  /** What the interviewer and the participant are called in this language. */
  readonly roles: readonly [string, string]
  readonly names: readonly [string, string]
  readonly turns: ReadonlyArray<string>
}

/** The interviews. */
export const talks: ReadonlyArray<Talk> = [
  {
    language: "English",
    roles: ["Interviewer", "Interviewee"],
    names: ["Orla Finch", "Desmond Pike"],
    turns: [
      "Thanks for seeing me. How did you come to keep bees?",
      "My neighbour moved away and left me two hives and a pair of gloves. I read a book that winter, and in April I opened the first one with my eyes shut.",
      "What do you write down after each visit?",
      "The date, the weather and whether I saw the queen. I write it on the lid, because the lid is always there and my phone is not.",
      "I would never have thought of the lid.",
      "Nobody does. Then you lose a hive and you wish that you had.",
      "Could you describe the last time that something went wrong?",
      "In May they swarmed while I was at work. A boy from the school rang me and said that my bees were on the post box, and he was right.",
      "That's very helpful, thank you.",
      "You're welcome. Take a jar with you."
    ]
  },
  {
    language: "German",
    roles: ["Interviewerin", "Befragter"],
    names: ["Silke Brandt", "Jonas Kehl"],
    turns: [
      "Können Sie mir erzählen, wie Sie Ihre Werkstatt organisieren?",
      "Ich habe eine Wand mit Haken, und an jedem Haken hängt ein Auftrag. Wenn der Haken leer ist, dann bin ich fertig, und das kommt zweimal im Jahr vor.",
      "Was passiert, wenn jemand nach seinem Rad fragt?",
      "Dann gehe ich zur Wand und schaue. Das dauert zehn Sekunden, am Rechner dauert es zwei Minuten.",
      "Das leuchtet mir ein.",
      "Mein Sohn sieht das anders. Er hat mir eine Tabelle gebaut, und ich habe sie ausgedruckt und an die Wand gehängt.",
      "Welche Rolle spielt das Telefon?",
      "Keine gute. Es klingelt immer, wenn ich Fett an den Händen habe.",
      "Vielen Dank für das Gespräch.",
      "Gern geschehen."
    ]
  },
  {
    language: "French",
    roles: ["Enquêtrice", "Enquêté"],
    names: ["Maud Girard", "Yves Carlier"],
    turns: [
      "Comment avez-vous commencé la boulangerie ?",
      "J'ai repris le four de mon oncle en deux mille neuf. Il ne m'a laissé aucune recette, seulement une balance et un carnet plein de chiffres sans unités.",
      "Qu'est-ce que vous notez aujourd'hui ?",
      "La température de la pâte, celle de l'air, et mon humeur. Je plaisante à peine, parce que le pain sent tout.",
      "Je note cela avec plaisir.",
      "Notez aussi que je me lève à deux heures et que je n'ai jamais été en retard.",
      "Pouvez-vous me parler des commandes ?",
      "Elles arrivent par téléphone, par message et par la fenêtre. Je perds toujours celles de la fenêtre.",
      "Merci beaucoup.",
      "Je vous en prie."
    ]
  },
  {
    language: "Spanish",
    roles: ["Entrevistador", "Entrevistada"],
    names: ["Rubén Salas", "Pilar Ortega"],
    turns: [
      "¿Cómo organiza usted las clases de baile?",
      "Tengo una libreta por cada grupo y una lista en la puerta. La gente tacha su nombre cuando no viene, y yo copio todo los domingos por la noche.",
      "¿Qué le resulta más difícil?",
      "Cobrar. Me da vergüenza pedir el dinero, así que lo dejo para el final del mes y entonces ya no me acuerdo de quién pagó.",
      "A mí también me daría vergüenza.",
      "Pues ya somos dos. Mi hermana dice que ponga un cartel, pero un cartel no baila.",
      "¿Ha probado alguna aplicación?",
      "Una vez, y mandó un aviso a todos a las tres de la mañana. No la volví a abrir nunca.",
      "Muchas gracias por su tiempo.",
      "A usted."
    ]
  },
  {
    language: "Italian",
    roles: ["Intervistatrice", "Intervistato"],
    names: ["Chiara Lodi", "Bruno Testa"],
    turns: [
      "Mi racconti come lavora con i turisti.",
      "Li aspetto alla fontana con un ombrello rosso. Il gruppo è sempre più grande di quello che ho sulla carta, e qualcuno arriva sempre quando siamo già partiti.",
      "Come tiene il conto delle persone?",
      "Conto le teste, le conto di nuovo sul ponte e poi prego. Ne ho persa una sola in vent'anni, e l'ho ritrovata in pasticceria.",
      "Ha mai usato un programma?",
      "Sì, ma sotto i portici non prende. Sono tornato al foglio piegato in quattro.",
      "Che cosa le servirebbe davvero?",
      "Sapere chi ha pagato, senza doverlo chiedere davanti agli altri.",
      "Grazie mille.",
      "Prego, si figuri."
    ]
  },
  {
    language: "Portuguese",
    roles: ["Entrevistador", "Entrevistada"],
    names: ["Tiago Rocha", "Lurdes Pinto"],
    turns: [
      "Como começou a trabalhar na horta comunitária?",
      "Comecei porque me deram um canteiro que ninguém queria. Tinha mais pedras do que terra, e eu tirei as pedras uma a uma durante um inverno inteiro.",
      "O que é que a senhora regista?",
      "Registo a água, porque a água é que dá discussões. Escrevo num caderno que fica na torneira, dentro de um saco de plástico.",
      "Que boa ideia.",
      "Não é ideia, é necessidade. Antes disso havia gritos todos os sábados.",
      "O que mudaria se pudesse?",
      "Queria que as pessoas vissem de casa de quem é a vez, sem terem de me telefonar.",
      "Muito obrigado.",
      "De nada."
    ]
  },
  {
    language: "Dutch",
    roles: ["Interviewer", "Geïnterviewde"],
    names: ["Femke Dekker", "Wim Haan"],
    turns: [
      "Kunt u vertellen hoe u de sleutels van het dorpshuis beheert?",
      "Er zijn elf sleutels en ik weet er zeven te liggen. De andere vier zijn bij mensen die verhuisd zijn, en die bel ik elk jaar in januari.",
      "Wat doet u als iemand de zaal wil huren?",
      "Dan kijk ik op de kalender in mijn keuken. Mijn vrouw schrijft er ook op, en haar handschrift lijkt op een storm.",
      "Hoe vaak gaat dat mis?",
      "Twee keer per jaar. Vorige maand stond het koor buiten in de regen, omdat de schaakclub al binnen zat.",
      "Wat zou u helpen?",
      "Een lijst die iedereen kan zien en die alleen ik kan veranderen.",
      "Dank u wel.",
      "Graag gedaan."
    ]
  },
  {
    language: "Swedish",
    roles: ["Intervjuare", "Deltagare"],
    names: ["Elin Strand", "Göran Myr"],
    turns: [
      "Hur planerar du dina turer med båten?",
      "Jag ringer hamnen på morgonen och frågar om vinden. Sedan skriver jag upp passagerarna på baksidan av en gammal väderrapport.",
      "Vad gör du om någon inte kommer?",
      "Jag väntar i fem minuter och sedan åker jag. En gång lämnade jag en präst på bryggan, och det får jag fortfarande höra.",
      "Det kan jag tänka mig.",
      "Han vinkade hela vägen. Jag trodde att han var glad.",
      "Vilken hjälp skulle du vilja ha?",
      "En lista som inte blåser bort.",
      "Tack så mycket.",
      "Tack själv."
    ]
  },
  {
    language: "Polish",
    roles: ["Badaczka", "Respondent"],
    names: ["Ewa Lis", "Marek Dudek"],
    turns: [
      "Jak wygląda pana dzień w warsztacie?",
      "Zaczynam o szóstej i kończę, kiedy boli mnie ręka. Zegarki leżą w pudełkach po herbacie, a na każdym pudełku jest nazwisko i data.",
      "Co się dzieje, kiedy ktoś zgubi kwit?",
      "Wtedy proszę, żeby opowiedział o zegarku. Kto kochał swój zegarek, ten pamięta każdą rysę, i jeszcze się nie pomyliłem.",
      "To bardzo ciekawe.",
      "To jest konieczne, bo kwity gubią wszyscy. Ja też zgubiłem swój u szewca.",
      "Czego panu najbardziej brakuje?",
      "Czasu i dobrego światła, a z tych dwóch rzeczy wolałbym światło.",
      "Dziękuję za rozmowę.",
      "Proszę bardzo."
    ]
  },
  {
    language: "Russian",
    roles: ["Интервьюер", "Респондент"],
    names: ["Вера Котова", "Павел Зимин"],
    turns: [
      "Расскажите, как вы ведёте записи в мастерской?",
      "У меня есть тетрадь в клетку, и на каждой странице один инструмент. Когда скрипку забирают, я вырываю страницу и кладу её в футляр.",
      "А что остаётся у вас?",
      "Ничего не остаётся, только память. Жена говорит, что это плохо, а я считаю, что так честнее.",
      "Интересный подход.",
      "Он не всегда удобный. Прошлой осенью я дважды чинил одну и ту же трещину.",
      "Что вам помогло бы?",
      "Чтобы страница могла лежать сразу в двух местах.",
      "Спасибо вам большое.",
      "Не за что."
    ]
  },
  {
    language: "Turkish",
    roles: ["Görüşmeci", "Katılımcı"],
    names: ["Selin Aksoy", "Hasan Duru"],
    turns: [
      "Dükkânda siparişleri nasıl takip ediyorsunuz?",
      "Her siparişi küçük bir kâğıda yazıp aynanın kenarına takıyorum. Ayna dolunca artık kimseden sipariş almıyorum, çünkü yüzümü göremiyorum.",
      "Peki müşteri ararsa ne yapıyorsunuz?",
      "Aynaya bakıyorum ve ona hangi gün geleceğini söylüyorum. Çoğu zaman doğru çıkıyor ama bayramda hiç çıkmıyor.",
      "Bunu hiç duymamıştım.",
      "Babam da böyle yapardı, onun aynası daha büyüktü.",
      "Size en çok ne yardımcı olurdu?",
      "Kâğıtların kendiliğinden düşmemesi bana yeterdi.",
      "Çok teşekkür ederim.",
      "Rica ederim."
    ]
  },
  {
    language: "Japanese",
    roles: ["聞き手", "語り手"],
    names: ["森", "大野"],
    turns: [
      "お店の予約はどのように管理していますか。",
      "黒板に書いています。電話が鳴ったらすぐに書いて、夜になったら消します。消す前に写真を撮るようにしたのは去年からです。",
      "写真はあとで見ますか。",
      "ほとんど見ません。でも撮らないと不安なので、毎晩必ず撮っています。",
      "私も同じことをしています。",
      "そうですか。では安心しました。",
      "一番困ることは何ですか。",
      "同じ名前のお客さまが二組来ることです。先月は二回ありました。",
      "ありがとうございました。",
      "こちらこそ。"
    ]
  },
  {
    language: "Chinese",
    roles: ["访谈者", "受访者"],
    names: ["林老师", "何师傅"],
    turns: [
      "您平时怎么安排送货的顺序呢？",
      "我先看天，再看地图。下雨的时候先送老人家，因为他们不方便下楼，晴天就从最远的开始送。",
      "您会把这些记下来吗？",
      "记在手上，洗手之前再抄到本子里。有时候忘了抄，就只好打电话一个一个地问。",
      "听起来很辛苦。",
      "习惯了就好，我干了十六年，只送错过三次。",
      "您最希望有什么样的帮助？",
      "希望电话少一点，每个电话都让我停车。",
      "谢谢您。",
      "不客气。"
    ]
  },
  {
    language: "Korean",
    roles: ["면접자", "참여자"],
    names: ["민지", "상우"],
    turns: [
      "가게에서 주문을 어떻게 관리하십니까?",
      "주문이 오면 벽에 붙여 놓습니다. 빨간 종이는 오늘 것이고 파란 종이는 내일 것인데, 바람이 불면 다 섞입니다.",
      "그럴 때는 어떻게 하십니까?",
      "손님께 전화해서 솔직하게 말합니다. 다행히 우리 손님들은 웃어 줍니다.",
      "좋은 손님들이네요.",
      "네, 그래서 이십 년 동안 가게를 했습니다.",
      "가장 필요한 것이 무엇입니까?",
      "바람이 불어도 떨어지지 않는 벽이 필요합니다.",
      "감사합니다.",
      "천만에요."
    ]
  },
  {
    language: "Arabic",
    roles: ["الباحث", "المشارك"],
    names: ["سامي", "نادر"],
    turns: [
      "كيف تنظم عملك في المكتبة؟",
      "أكتب كل شيء في دفتر كبير عند الباب. من يأخذ كتابا يكتب اسمه بيده، ومن لا يكتب لا يأخذ شيئا.",
      "وماذا تفعل إذا تأخر أحدهم؟",
      "أذهب إلى بيته وأشرب معه الشاي. بعد الشاي يعود الكتاب دائما، وأحيانا يعود معه كتاب آخر.",
      "هذه طريقة جميلة.",
      "هي طريقة جدي، وأنا لم أغير فيها شيئا.",
      "ما الذي تحتاج إليه أكثر؟",
      "أحتاج إلى رفوف أكثر وإلى شاي أقل.",
      "شكرا جزيلا لك.",
      "أهلا بك في كل وقت."
    ]
  }
]
