/**
 * The words that decide whether a capitalised word is somebody's name. All folded: lower case, no accents.
 *
 * Hand-written for this project, from what stands next to names in surveys and interviews.
 */

const set = (...lines: ReadonlyArray<string>): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(" ")))

/** Titles and forms of address: no part of a name. */
export const titles = set(
  "mr mrs ms miss mx dr prof professor doctor sir dame rev reverend father sister captain sergeant councillor judge",
  "herr frau fraulein senor senora senorita sr sra srta dona monsieur madame mademoiselle mme mlle signor signora",
  "mevrouw meneer dhr mevr"
)

/** Small words inside names. */
export const particles = set("van von der den de da do dos das del della di du la le ter ten bin ibn al el y e st zu")

/** What speakers and columns are called instead of a name. */
export const roles = set(
  "interviewer interviewee interviewers participant participants respondent moderator facilitator researcher host guest",
  "speaker narrator observer notetaker assistant agent operator customer client user users patient doctor nurse teacher",
  "student parent mother father mum mom dad partner husband wife man woman male female group all both everyone unknown",
  "unidentified anonymous crowd audience interpreter translator q a i r p m f n me you they question answer note notes",
  "summary pros cons team support staff sales admin system bot ai expert panel panelist panellist voice person subject",
  "interviewerin moderatorin befragte befragter befragende teilnehmer teilnehmerin sprecher sprecherin frage antwort",
  "entrevistador entrevistadora entrevistado entrevistada participante intervieweur intervieweuse enqueteur enquete",
  "sujet moderateur moderatrice animateur animatrice"
)

/** Firms that everybody talks about; where somebody works is told of them all the same. */
export const wellKnownFirms = set(
  "google apple amazon microsoft facebook meta twitter netflix spotify tiktok reddit linkedin openai samsung sony nokia tesco aldi lidl asda sainsburys",
  "ocado waitrose morrisons walmart costco target ikea uber airbnb paypal ebay"
)

/**
 * Capitalised words that follow where a name could stand, and are none: sentence beginnings, greetings, answers, days, peoples,
 * faiths, offices and firms.
 */
export const notNames = set(
  "i im ive id ill me myself the a an and or but so if no not yes yeah yep nope nah aye ok okay sure maybe please thanks thank you your",
  "he she it we they him her us them his hers its our ours their theirs my mine this that these those there here what who",
  "whom whose which when where why how all any both each every everyone everybody everything someone somebody something",
  "anyone anybody anything nobody nothing none people others other another one two three some many most much more less few",
  "also then than too very just only even still yet already again always never often sometimes usually now today tomorrow",
  "yesterday tonight later soon before after while because since until although though however therefore as at by for from",
  "in into of off on onto out over to under up with without about is are was were be been am do does did have has had can",
  "could will would shall should may might must let get got go going come came make made take took see saw say said know",
  "think want need like love great good best bad nice happy hello hi hey dear cheers regards kind warm sincerely yours",
  "definitely certainly absolutely gladly gerne evenings mornings afternoons weekends weekdays anytime email mail e phone",
  "mobile text call ring tel telephone whatsapp sms contact letter post write address insta instagram home work office",
  "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays",
  "january february march july august september october november december christmas easter ramadan eid diwali hanukkah",
  "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche",
  "english british scottish welsh irish american canadian australian german french spanish italian portuguese dutch belgian",
  "swiss austrian polish czech hungarian romanian bulgarian greek turkish russian ukrainian swedish norwegian danish finnish",
  "chinese japanese korean indian pakistani bangladeshi nigerian ghanaian kenyan african asian european mexican brazilian",
  "argentinian colombian arab iranian israeli egyptian moroccan somali vietnamese thai filipino indonesian malaysian latino",
  "latina hispanic black white deutsche deutscher muslim christian catholic protestant jewish hindu sikh buddhist atheist",
  "vegan vegetarian pescatarian coeliac celiac diabetic autistic dyslexic retired single married divorced widowed unemployed",
  "god lord jesus christ santa heaven mum mom mummy dad daddy mama papa grandma grandpa granny grandad nan nana gran auntie",
  "uncle aunt son daughter husband wife sir madam team friends friend colleagues folks guys ladies gentlemen world",
  "customer customers client user users support service sales staff management manager director doctor doctors nurse nurses",
  "teacher teachers police government council parliament minister president king queen prince princess judge hospital school",
  "university college church company bank shop store market reviews experts scientists studies research researchers critics",
  "youtube siri alexa cortana chatgpt zoom slack teams excel word outlook gmail android windows iphone ipad covid brexit internet",
  ...wellKnownFirms,
  "north south east west london paris berlin madrid rome dublin england scotland wales ireland britain america europe",
  "germany france spain italy back note warning question answer summary name anonymous prefer refused declined",
  "herr frau bitte danke ja nein ich du er sie es wir ihr der die das ein eine und oder aber nicht sehr",
  "bonjour salut merci oui non je tu il elle nous vous ils elles le la les un une et ou mais hola gracias si yo el ella",
  "producer director actor actress singer author writer editor spokesman spokeswoman spokesperson chairman chairwoman ceo",
  "mister sister father brother sisters brothers miss ist sind hat ah oh um uh erm em hmm well wow sorry right actually",
  "ta thx xx xo lol iban bic swift honestly basically obviously apparently unfortunately fortunately hopefully generally overall personally everywhere"
)

/**
 * Given names and surnames that are everyday English words too. In lower case, or at the beginning of a sentence, they are taken
 * for the word.
 */
export const everydayWords = set(
  "will may mark grace rose hope faith joy art bill sue pat april june august dawn eve ivy lily daisy olive ruby amber",
  "pearl jade crystal penny robin jack drew chase miles frank ernest grant rob nick peg dot gene melody harmony charity",
  "patience prudence victor christian dean guy max ray rich rusty sandy skip wade cliff clay heath lance pierce reed rod",
  "iris violet ginger holly hazel heather jasmine myrtle fern flora dale glen forest brook brooke sky star angel precious",
  "sunny major duke earl king prince noble bishop abbot parker mason cooper carter taylor tanner hunter fisher baker cook",
  "smith potter porter turner walker page butler marshall shepherd gardener gardner miller weaver archer carpenter barber",
  "brewer butcher chandler draper farmer fowler glover knight piper sawyer singer skinner slater tyler wheeler wright young",
  "white black brown green gray grey gold silver blue long short small little large strong swift wise good best love moon",
  "snow frost winter winters summer summers autumn spring rain storm field fields ford hill hills lake wood woods stone",
  "rock banks marsh wells pool bridges church house hall gates park parks lane street castle price cash power case bond ball",
  "bell bush fox wolf lamb bird crow drake swan bull hart pike fish berry bean rice cherry pepper day noon monday friday",
  "sunday jeans gay dick don kit josh john johns mac pop gill nan tab",
  "van bob buck chip chuck cole colt daisy dash dusty earnest fay flint foster harry herb homer",
  "hue jay jewel kitty lee liberty link merry mercy merit min misty nat neal norm nova oak opal",
  "paige pace paris petal piper poppy rage ram raven reef rex ridge river rocky rowan royal rush sage sailor",
  "salt savage sea shade shell sherry shore sterling stew storm sun tad tate temple terry tiger trace tray trinity true",
  "tuesday vale vera viola wait walk ward warren wednesday wild willow win worth more moore hand head foot back light bright",
  "sharp keen savage short sweet bliss darling dear free freed ease easter english french german holland london washington",
  "and the for her him one all see say get got ask can had has was are not but any out our who how its now old new use"
)

/** Common words that somebody somewhere is called by: without a capital they are the word, also next to a name. */
export const plainWords = set(
  "re time give fine lot care else hold job haven idea alone chance aren gun ma front till promise hang top beat human ha kiss lie fall law general mad floor honor bag song",
  "surprise bar born doc brain beer kick joke force jail normal holy nine cat sad reading tea hole pal dare innocent band level beg cousin mission due held kinda ho block island",
  "wet butt airport justice lies weight junior bud fan among tall harm trees fortune punch mate pie pink hung loser miracle garden stock duck central pen thy bay orange marks",
  "union horn mile diamond sand desire bang loan soda trail hop cap nail heck bars lack comfort sec legend laws tone toy sin tune bend lion gross pour tap ace bo flip gal jet",
  "marine brand joke unique ad lap western paradise pit sire sack pole hammer loyal jazz solar telly tofu told per spring mobile home order person media data mode normal nord"
)
