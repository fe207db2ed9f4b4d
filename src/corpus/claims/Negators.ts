/**
 * The words that turn a statement into its opposite, as data: one row a language, everything in lower case and without accents.
 *
 * A word may stand in several rows. `light` words carry no meaning of their own that a claim could share with its source.
 */

export interface Row {
  /** Negate what follows them in the clause. */
  readonly negators: string
  /** Negate what follows and what stands before them in the clause, as German `nicht` and English `nothing` do. */
  readonly around?: string
  /** Join a second thing to what is already negated: `nor`. They begin a scope and end the one before. */
  readonly joining: string
  /** Negate, compare or wish by their meaning (`forget`, `lack`, `want`): beside them the negator of a source may go. */
  readonly inherent: string
  /** Begin a new clause, in which nothing is negated any more. */
  readonly turning: string
  /** Begin a new clause after a comma: the subject of a sentence of its own. */
  readonly subjects: string
  /** Join a second thing that may or may not be negated with the first. */
  readonly adding: string
  /** Two words that look like a negation and are none. */
  readonly idioms: string
  /** An answer of these and of negators alone denies its question; with none of the negators it affirms it. */
  readonly stance: string
  readonly light: string
  /** Two negators in one clause are one negation: `no como nada`. */
  readonly concord?: true
}

const en: Row = {
  negators:
    "not no never without hardly barely scarcely rarely seldom neither cannot unable impossible dont cant wont doesnt didnt isnt " +
    "wasnt arent werent hasnt havent hadnt wouldnt couldnt shouldnt disagree disagrees disagreed false untrue deny denies",
  around: "nobody none nothing nowhere noone unticked unchecked unselected",
  joining: "nor",
  inherent:
    "lack lacks lacking avoid avoids avoiding dislike dislikes hate hates hating stop stops stopped quit quits fail fails failing " +
    "forget forgets forgetting forgot refuse refuses hard difficult struggle struggles struggling too little few fewer less except " +
    "instead unless miss misses missing afraid fear fears prevent prevents prevented skip skips " +
    "unsure doubt doubts trouble problem problems alone than want wants wanted wish wishes " +
    "hope hopes need needs wrong broken gone lost lose loses losing",
  subjects: "i we he she they it you my",
  adding: "and",
  turning: "but because although though since whereas so",
  idioms: "not only,not just,not least,no doubt,no matter,cannot wait,cant wait,nothing but,not to mention,no wonder",
  stance:
    "yes agree agrees strongly somewhat slightly rather totally completely fully at all often very likely sure true applies apply " +
    "selected ticked checked mentioned definitely mostly always ever daily weekly every day week month sometimes usually " +
    "frequently regularly neutral answer really applicable",
  light:
    "i a an the my me we our us you your he him his she her hers it its they them their theirs this that these those to of in on at " +
    "for from with by as or and if so do does did done doing be is am are was were been being have has had having can could will " +
    "would shall should may might must any anything anyone anybody some something someone somebody there here what which who how " +
    "when where why than then just really very quite much many more most also even still yet ever always often only own other " +
    "about into over up down get gets got go goes going make makes made thing things lot lots way one ones im ive id ill re ve ll " +
    "es isn don didn doesn aren wasn weren won hasn haven hadn couldn wouldn shouldn because but that people person they'd both each " +
    "longer again enough all every everything everyone everybody whatever while during before after per let lets such same actually at"
}

const de: Row = {
  negators: "kein keine keinen keinem keines keinerlei ohne kaum selten",
  around: "nicht nie niemals nichts niemand niemanden niemandem nirgends nirgendwo keiner keins nein",
  joining: "weder",
  inherent:
    "vergesse vergisst vergessen fehlt fehlen vermeide vermeidet hasse hasst schwer schwierig wenig weniger statt mangel ausser allein als will mochte wunscht wunsche braucht brauche",
  subjects: "ich wir er sie es man",
  adding: "und",
  turning: "aber sondern weil obwohl denn doch deshalb",
  idioms: "nicht nur,nicht zuletzt",
  stance: "ja stimme stimmt zu trifft voll ganz eher gar uberhaupt genannt angekreuzt oft immer taglich sehr",
  light:
    "ich du er sie es wir ihr mich mir mein meine meinen meinem meiner uns unser unsere sein seine seinen ihre ihren ihrem der die das " +
    "den dem des ein eine einen einem einer und oder in im an am auf aus bei mit nach von vom zum zur fur uber um als wie so wenn dass " +
    "man sich ist sind bin war waren hat habe haben hatte wird werde werden kann kanns konnen muss will soll darf auch nur noch schon sehr mehr " +
    "viel viele immer wieder oft etwas alles alle jemand irgendwas was wer wo wann warum mal gar uberhaupt hier dort dann da es gibt mache macht machen geht gehe ob"
}

const fr: Row = {
  negators: "ne sans aucun aucune guere non n",
  around: "pas jamais rien",
  joining: "ni",
  inherent:
    "oublie oublier evite eviter deteste difficile manque peu moins sauf trop dur seul seule veut voudrait souhaite besoin",
  subjects: "je j on nous il elle ils elles c",
  adding: "et",
  turning: "mais car parce donc",
  idioms: "pas seulement,non seulement",
  stance: "oui accord d tout fait du plutot selectionne coche souvent toujours est le cas",
  light:
    "je tu il elle on nous vous ils elles me te se moi toi lui leur leurs mon ma mes ton ta tes son sa ses notre nos votre vos le la les l d j m t s c qu " +
    "un une des du de au aux et ou en dans sur avec pour par chez que qui quoi dont si ce cet cette ces cela ca est sont suis ai a as ont avons " +
    "etre avoir fait faire fais peut peux tout toute tous toutes tres plus aussi bien encore y meme quand comme vraiment quelque chose alors donc vais va",
  concord: true
}

const es: Row = {
  negators: "no nunca jamas nada nadie ningun ninguno ninguna sin apenas",
  joining: "ni tampoco",
  inherent:
    "olvido olvida olvidar evito evita odio odia dificil falta poco pocos menos salvo demasiado quiere quiero desea necesita necesito",
  subjects: "yo nosotros ellos ella el",
  adding: "y e",
  turning: "pero sino porque aunque entonces",
  idioms: "no solo,no obstante,nada mas",
  stance: "si acuerdo desacuerdo totalmente muy en de absoluto seleccionado marcado siempre veces",
  light:
    "yo tu el ella nosotros ellos ellas me te se le les lo la los las un una unos unas mi mis tu tus su sus nuestro nuestra de del al en con por para " +
    "y o u que quien cual si es son soy esta estan estoy ser estar ha he han hay haber hago hace hacer hacen tiene tienen tengo puedo puede muy mas " +
    "tambien ya aqui algo alguien todo toda todos todas cuando como donde este esto esa ese eso cada casi voy va",
  concord: true
}

const it: Row = {
  negators: "non no mai niente nulla nessuno nessuna nessun senza raramente",
  joining: "neanche nemmeno neppure ne",
  inherent:
    "dimentico dimentica evito evita odio odia difficile manca poco pochi meno tranne troppo vuole vorrebbe desidera bisogno",
  subjects: "io noi lui lei loro",
  adding: "e ed",
  turning: "ma bensi perche pero quindi",
  idioms: "non solo,non vedo",
  stance: "si accordo d affatto per molto abbastanza del tutto selezionato sempre spesso",
  light:
    "io tu lui lei noi voi loro mi ti si ci vi lo la li le gli il un uno una i l d c mio mia miei mie suo sua suoi sue nostro nostra di del della dei degli delle dell " +
    "al alla allo ai agli alle all in nel nella nei nelle nell con col per da dal dalla su sul sulla e ed o che chi cui se sono ho ha hai abbiamo hanno " +
    "essere avere fare faccio fa fanno posso puo molto piu anche gia qui qualcosa qualcuno tutto tutta tutti tutte quando come dove questo questa quello quella ogni vado va",
  concord: true
}

const nl: Row = {
  negators: "geen zonder nauwelijks zelden",
  around: "niet nooit niets niemand nergens nee",
  joining: "noch",
  inherent:
    "vergeet vergeten vermijd vermijdt haat moeilijk lastig weinig minder behalve gebrek alleen dan wil wenst nodig",
  subjects: "ik wij we hij zij ze het",
  adding: "en",
  turning: "maar want omdat hoewel dus",
  idioms: "niet alleen,niet zozeer",
  stance: "ja eens oneens helemaal mee zeer volledig aangevinkt vaak altijd van toepassing",
  light:
    "ik jij je hij zij ze wij we jullie mij me mijn ons onze zijn haar hun hem het de een en of in op aan bij met naar van voor door over uit om als dan dat " +
    "die dit deze wie wat waar wanneer hoe is ben bent was waren heb heeft hebben had word wordt worden kan kunnen moet moeten wil ook nog al heel erg " +
    "veel meer altijd vaak iets iemand alles alle er hier daar doe doet doen ga gaat gaan echt"
}

const pt: Row = {
  negators: "nao nunca jamais nada ninguem nenhum nenhuma sem",
  joining: "nem tampouco",
  inherent:
    "esqueco esquece evito evita odeio odeia dificil falta pouco poucos menos exceto demais quer quero deseja precisa preciso",
  subjects: "eu nos ele ela eles elas",
  adding: "e",
  turning: "mas porque porem embora entao",
  idioms: "nao so,nao apenas,nao somente",
  stance: "sim concordo discordo totalmente muito em de modo nenhum selecionado sempre",
  light:
    "eu tu ele ela nos eles elas me te se lhe o a os as um uma uns umas meu minha meus minhas seu sua seus suas nosso nossa de do da dos das ao aos em no na nos nas " +
    "num numa com por para pelo pela e ou que quem qual se sao sou esta estao estou ser estar tem tenho temos ter ha faco faz fazer posso pode muito mais " +
    "tambem ja aqui algo alguem tudo todo toda todos todas quando como onde este esta isto esse essa isso cada vou vai la",
  concord: true
}

const pl: Row = {
  negators: "nie nigdy nic nikt nikogo nikomu zaden zadna zadne zadnych zadnego zadnej zadnym bez brak rzadko",
  joining: "ani",
  inherent:
    "zapominam zapomina unikam unika nienawidze trudno trudne brakuje malo mniej oprocz zbyt chce chcialaby chcialby potrzebuje",
  subjects: "ja my on ona oni",
  adding: "i oraz",
  turning: "ale lecz bo poniewaz chociaz wiec",
  idioms: "nie tylko,nic dziwnego",
  stance: "tak zgadzam sie zdecydowanie raczej zaznaczono zawsze czesto",
  light:
    "ja ty on ona my wy oni mnie mi mam ma maja moj moja moje moich mojej moim nasz nasza sie siebie to ten ta te tego tej tym jest sa jestem byl byla bylo byc " +
    "w we z ze na do od po przy przed za o i oraz lub albo a czy ze jak gdy kiedy gdzie kto co ktory bardzo tez juz jeszcze tu tam cos ktos wszystko wszyscy " +
    "moge moze robie robi u dla",
  concord: true
}

const da: Row = {
  negators: "ingen intet uden aldrig sjaeldent",
  around: "ikke nej",
  joining: "hverken",
  inherent: "glemmer undgar hader svaert mangler lidt undtagen vil onsker",
  subjects: "jeg vi han hun de",
  adding: "og",
  turning: "men fordi selvom",
  idioms: "ikke kun,ikke bare",
  stance: "ja enig uenig helt meget altid ofte",
  light:
    "jeg du han hun vi de mig min mit mine os vores sig sin det den der en et og eller i pa til af med for fra om som at er var har havde kan skal vil ogsa kun " +
    "meget mere altid ofte noget nogen alt alle hvad hvem hvor hvornar her nar gor"
}

const sv: Row = {
  negators: "ingen inget inga utan aldrig sallan",
  around: "inte nej",
  joining: "varken",
  inherent: "glommer undviker hatar svart saknar lite utom vill onskar",
  subjects: "jag vi han hon de",
  adding: "och",
  turning: "men eftersom fast",
  idioms: "inte bara,inte minst",
  stance: "ja haller med helt mycket alltid ofta",
  light:
    "jag du han hon vi ni de mig min mitt mina oss var vart vara sig sin det den som en ett och eller i pa till av med for fran om att ar har hade kan ska vill ocksa bara " +
    "mycket mer alltid ofta nagot nagon allt alla vad vem nar har gor"
}

/** Every language of the table. */
export const rows = { en, de, fr, es, it, nl, pt, pl, da, sv } satisfies Readonly<Record<string, Row>>
