/**
 * The words that announce a name in seven languages, folded: titles, family and friends, and how people introduce themselves.
 *
 * Hand-written for this project.
 */
const set = (words: string): ReadonlySet<string> => new Set(words.split(" "))

/** What announces names in a language. */
export interface Cues {
  /** "Frau", "Dr.": what follows is a name, however it is written. */
  readonly titles: ReadonlySet<string>
  /** "Schwester": a name may follow, often after a comma and an article. */
  readonly kin: ReadonlySet<string>
  /** The last word of "ich heiße", "mein Name ist": a name follows, however it is written. */
  readonly introductions: ReadonlySet<string>
  /** The last word of "ich bin", "hier ist": a name may follow. */
  readonly maybe: ReadonlySet<string>
  /** What may stand between them and the name. */
  readonly articles: ReadonlySet<string>
  /** "wohne in", "geboren in": a place follows. The last word is one of `at`. */
  readonly living: ReadonlySet<string>
  readonly at: ReadonlySet<string>
}

/** Small parts of titles: "Dr. med.", "dott.ssa", "dr n. med.". */
export const titleParts = set("med phil nat rer jur ing h c n ra ssa sa inz hab dr prof")

/** Before a colon and a list of people. */
export const attendance = set(
  "anwesend anwesende entschuldigt abwesend teilnehmer teilnehmende teilnehmerinnen presents presentes absents excuses excusee excuse participants " +
    "asistentes ausentes participantes presenti assenti partecipanti giustificata giustificato aanwezig afwezig deelnemers obecni obecne nieobecni uczestnicy"
)

/** What forms call the field of a name. */
export const fields = set(
  "name vorname nachname familienname ansprechpartner ansprechpartnerin patient patientin antragsteller antragstellerin kontoinhaber kontoinhaberin nom prenom " +
    "patiente demandeur demandeuse contact nombre apellido apellidos paciente solicitante titular nome cognome paziente richiedente intestatario naam voornaam " +
    "achternaam aanvrager utente requerente apelido imie nazwisko pacjent pacjentka wnioskodawca"
)

/** What the names of towns begin with. */
export const saints = set(
  "bad sankt st san sant santa santo sao saint sainte los las villa vila nova novo ciudad grand nowy nowa stary stara"
)

/** The cues of each language. */
export const cues: Readonly<Record<string, Cues>> = {
  de: {
    titles: set("frau herr herrn hr dr prof familie freifrau freiherr schwester pfarrer dipl"),
    kin: set(
      "mann ehemann frau ehefrau sohn tochter bruder schwester freund freundin partner partnerin kollege kollegen kollegin nachbar nachbarin chef chefin meister " +
        "onkel tante oma opa mutter vater mama papa schwager schwagerin schwiegertochter schwiegersohn schwiegermutter schwiegervater enkel enkelin enkelkind neffe nichte cousin cousine " +
        "mitbewohner mitbewohnerin lehrerin lehrer trainer trainerin kumpel vermieter vermieterin betreuer betreuerin bekannten bekannte"
    ),
    introductions: set("heisse heisst heissen name-ist"),
    maybe: set("bin bin's hier ist spricht"),
    articles: set("der die den dem das ein eine hier ist"),
    living: set(
      "wohne wohnt wohnen wohnte lebe lebt leben lebte komme kommt kommen geboren gezogen zog ziehe aufgewachsen stamme stammt zuruck geh gehe gefahren gekommen"
    ),
    at: set("in aus nach bei von")
  },
  fr: {
    titles: set("m mme mlle madame monsieur mademoiselle mr dr docteur maitre pr professeur soeur"),
    kin: set(
      "mari femme epoux epouse fils fille frere soeur ami amie copain copine collegue voisin voisine oncle tante tonton tata conjoint conjointe compagnon compagne " +
        "beau-frere belle-soeur belle-fille belle-mere beau-pere gendre cousin cousine petit-fils petite-fille papi papy mamie mamy neveu niece colocataire patron patronne directrice directeur"
    ),
    introductions: set("m'appelle s'appelle t'appelles nom-est prenom-est"),
    maybe: set("suis c'est ici"),
    articles: set("la le un une est"),
    living: set("habite habitons habitait vis vivons vit vivait ne nee viens vient travaille"),
    at: set("a de")
  },
  es: {
    titles: set("don dona senor senora senorita sr sra srta dr dra doctor doctora"),
    kin: set(
      "marido esposo esposa mujer hijo hija hermano hermana amigo amiga novio novia companero companera vecino vecina jefe jefa tio tia abuelo abuela nieto nieta " +
        "suegra suegro nuera yerno cunado cunada primo prima sobrino sobrina pareja directora director profesora profesor maestra maestro"
    ),
    introductions: set("llamo llama llaman nombre-es"),
    maybe: set("soy aqui"),
    articles: set("el la un una"),
    living: set("vivo vive vivimos vivia naci nacio vengo viene trabajo trabaja"),
    at: set("en de a")
  },
  it: {
    titles: set(
      "signor signora signorina sig sig.ra dott dottor dottoressa dott.ssa avv avvocato geom prof professoressa professore ing suor don"
    ),
    kin: set(
      "marito moglie figlio figlia fratello sorella amico amica fidanzato fidanzata compagno compagna collega vicino vicina zio zia nonno nonna nipote suocera suocero " +
        "nuora genero cognato cognata cugino cugina coinquilino coinquilina capo direttrice direttore maestra maestro"
    ),
    introductions: set("chiamo chiama chiamano nome-e"),
    maybe: set("sono qui"),
    articles: set("il la lo un una l"),
    living: set("abito abita abitiamo vivo vive viviamo nato nata vengo viene lavoro"),
    at: set("a in da di ad")
  },
  nl: {
    titles: set("meneer mevrouw mevr mw dhr dr drs ir mr juf juffrouw heer zuster"),
    kin: set(
      "man vrouw zoon dochter broer zus zusje broertje vriend vriendin collega buurman buurvrouw oom tante opa oma kleinzoon kleindochter schoondochter schoonzoon " +
        "schoonmoeder schoonvader schoonzus zwager neef nicht huisgenoot baas directrice directeur partner juf meester kennis"
    ),
    introductions: set("heet heette naam-is"),
    maybe: set("ben hier met"),
    articles: set("de het een"),
    living: set("woon woont wonen woonde geboren kom komt verhuisd terug opgegroeid"),
    at: set("in uit naar te bij")
  },
  pt: {
    titles: set("senhor senhora sr sra dr dra doutor doutora dona dom prof professora professor eng"),
    kin: set(
      "marido mulher esposo esposa filho filha irmao irma amigo amiga namorado namorada colega vizinho vizinha tio tia avo neto neta sogra sogro nora genro " +
        "cunhado cunhada primo prima sobrinho sobrinha patrao patroa diretora diretor chefe"
    ),
    introductions: set("chamo-me chama-se chamo chama nome-e"),
    maybe: set("sou aqui"),
    articles: set("o a e um uma"),
    living: set("moro mora moramos vivo vive vivemos nasci nasceu venho vem trabalho"),
    at: set("em no na de para")
  },
  pl: {
    titles: set("pan pani pana panu panem pania panie panem panstwo panstwa dr mgr inz prof ks siostra"),
    kin: set(
      "maz meza mezem zona zony zone syn syna synem corka corki corke brat brata bracie siostra siostry siostre kolega kolegi kolezanka kuzyn kuzynka przyjaciel przyjaciolka " +
        "sasiad sasiadka wujek wujka ciocia babcia babci dziadek dziadka wnuk wnuczka synowa tesciowa ziec szwagier wspollokator szef szefowa dyrektorka dyrektor znajomy znajomego majster"
    ),
    introductions: set("nazywam-sie nazywa-sie imie nazwisko"),
    maybe: set("jestem tu strony tutaj"),
    articles: set("niejaki niejaka"),
    living: set(
      "mieszkam mieszka mieszkamy mieszkal urodzilam urodzilem pochodze pochodzi wrocil wrocila przeprowadzila"
    ),
    at: set("w we z ze do")
  }
}
