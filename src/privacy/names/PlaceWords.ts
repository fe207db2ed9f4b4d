/**
 * The words of organisations and postal addresses, folded, in the languages of the lexicon and some more.
 */
const set = (...lines: ReadonlyArray<string>): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(" ")))

/** What the names of organisations end with. */
export const organisationEnds = set(
  "inc ltd llc llp plc corp corporation incorporated limited co company gmbh ag kg ohg ug ev sa sarl sas sasu srl spa bv nv ab oy as aps kft zrt sp zoo",
  "lda ltda group gruppe groupe grupo holding holdings partners associates consulting solutions systems technologies technology labs laboratories software",
  "industries enterprises logistics services bank insurance capital ventures media studios studio foundation institute university college school academy",
  "hospital clinic council trust charity association society union agency ministry department office authority network networks pharmaceuticals pharma energy",
  "motors airlines airways hotels resort stores supermarket bakery cafe restaurant club church surgery practice"
)

/** What organisations are, at the end of their names or before "of". */
export const institutions = set(
  "hospital hospice clinic infirmary surgery university college school academy institute polytechnic kindergarten nursery bank council trust foundation charity",
  "society association federation union agency ministry department bureau commission committee authority company corporation group holdings partners partnership",
  "church cathedral parish mosque synagogue museum gallery theatre theater library orchestra choir league brigade army constabulary airlines airways railway railways",
  "hotel inn brewery bakery pharmacy opticians dentists dental veterinary vets motors garage builders roofing plumbing heating electrical joinery timber furniture",
  "interiors catering foods dairy farms brewing press publishing publishers publications productions pictures robotics analytics biologics biotech therapeutics diagnostics",
  "pharmaceuticals laboratories logistics freight haulage couriers removals movers solicitors attorneys accountants consulting consultants recruitment staffing insurance",
  "assurance financial investments securities capital ventures estates lettings properties realty homes energy power electric telecom communications broadband",
  "technologies industries enterprises engineering aerospace automotive chemicals textiles ceramics cycles outdoors books brothers bros primary elementary"
)

/** What may stand before those and tells nothing of which one it is: "General Hospital", "High School". */
export const generalWords = set(
  "high primary secondary middle elementary junior senior grammar sunday state public private local general medical city county town district national the new old",
  "your our my business customer social data app mobile online digital smart home user family free premium personal credit power card bank school hospital summer",
  "central international regional community trade labour labor building housing insurance"
)

/** What follows the ampersand of a family's firm. */
export const kindred = set(
  "sons son daughters daughter co company partners brothers bros associates fils sohn sohne zonen figli hijos filhos"
)

/** Words with a capital that begin a sentence or a headline, and no name of an organisation. */
export const functionWords = set(
  "i a an the and or but so if no not yes yeah nope ok okay please thanks thank you your yours my mine our ours their theirs his her hers its it he she we they them us",
  "this that these those there here what who whom whose which when where why how all any both each every some many most much more less few other another also then than too",
  "very just only even still yet already again always never often sometimes now today tomorrow yesterday as at by for from in into of off on onto out over to up with without",
  "about after before because since until while although is are was were be been am do does did have has had can could will would shall should may might must let get got",
  "go going come make made take see say said know think want need like hello hi hey dear cheers regards monday tuesday wednesday thursday friday saturday sunday january",
  "february march april june july august september october november december"
)

/** What the names of organisations begin with. */
export const organisationStarts = set(
  "university ministry department institute bank college school hospital church council association society federation office bureau universitat hochschule",
  "klinikum krankenhaus stadtwerke sparkasse volksbank universite universidad universita universiteit universidade uniwersytet ministere ministerio banque banco banca"
)

/** Forms that firms carry after their names, and nothing else does. */
export const legalForms = set(
  "inc ltd llc llp plc corp cic cio pllc pty incorporated gmbh ag kg ohg ug sarl sas sasu srl spa bv nv oy aps kft zrt lda ltda"
)

/** Words for streets that stand by themselves. */
export const streetWords = set(
  "street st avenue ave road rd lane ln drive dr court ct place pl boulevard blvd way terrace close crescent square sq gardens grove mews row rise parade highway hwy",
  "parkway pkwy circle cir trail trl turnpike alley crossing quay loop route freeway motorway strasse str weg platz allee gasse ufer damm ring",
  "rue chemin quai impasse passage cours place calle avda avenida paseo plaza carrera carretera ctra camino camino travesia ronda",
  "via viale piazza piazzale corso largo vicolo strada contrada borgo lungomare straat laan plein kade gracht dreef steenweg singel",
  "rua travessa largo praca estrada alameda rodovia ulica ul aleja al plac pl osiedle os",
  "utca ut ter korut gata gatan vagen vej vejen allen gate veien katu tie ulice namesti trg ulitsa prospekt odos leoforos sokak caddesi jalan estr vicolo paseo"
)

/** Endings of street names that are written in one word. */
const streetEndings = set(
  "strasse str weg platz allee gasse ufer damm chaussee straat laan plein kade gracht dreef steenweg singel gata gatan vagen vegen vej veien allen",
  "alleen bakken gade katu polku kuja stasse gotu vegur braut stigur gard garden svingen toften parken utca platsen grand torv torget pad dijk hof park"
)
const endingLengths = [...new Set(Array.from(streetEndings, (ending) => ending.length))]

/** Whether a folded word is the name of a street. */
export const isStreetName = (folded: string): boolean =>
  folded.length > 5 && endingLengths.some((length) => streetEndings.has(folded.slice(-length)))

/** Words for a part of a building, a box or a barracks. */
export const unitWords = set(
  "apt apartment flat unit suite ste floor room rm box p.o po psc apo fpo dpo bte app appt etage wohnung whg esc piso puerta planta interno scala bus lokal m lgh"
)

/** Words that tell that an address follows. */
export const addressCues = set(
  "address addresses adress adresse direccion indirizzo adres endereco morada lives live living deliver delivered delivery send sent ship shipped return returned reach taxi meet located office",
  "moved moving relocated parcel letter post wohne wohnt wohnen habite habito vivo abito moro mieszkam woon arrived building house mail at to is visit"
)

/** Words before a place. */
export const placeCues = set(
  "from in near to at visit visited visiting around outside leaving left toward towards via across aus nach bei depuis vers desde hacia hasta dal dalla naar uit w z do"
)

/** Small words inside of the names of places. */
export const placeParticles = set(
  "de la le les du des da do das dos del della di d'el van der den het op of the upon on and y e und i sur sous en im am an bei ob pod nad n am"
)

/** Countries, regions and cities of several words. */
export const longCountries: ReadonlyArray<string> = (
  "czech republic|south korea|north korea|saudi arabia|el salvador|united states|united states of america|united kingdom|united arab emirates|great britain|northern ireland|republic of ireland|" +
  "new zealand|new york|new jersey|new mexico|new hampshire|new orleans|new delhi|new south wales|south africa|south sudan|sri lanka|costa rica|puerto rico|dominican republic|central african republic|" +
  "people's republic of china|republic of china|republic of korea|democratic republic of the congo|republic of the congo|congo brazzaville|ivory coast|cote d'ivoire|burkina faso|sierra leone|cape verde|cabo verde|" +
  "equatorial guinea|papua new guinea|guinea bissau|bosnia and herzegovina|bosnia herzegovina|north macedonia|trinidad and tobago|antigua and barbuda|saint kitts and nevis|st kitts and nevis|saint lucia|st lucia|" +
  "saint vincent and the grenadines|saint vincent|sao tome and principe|san marino|vatican city|holy see|east timor|timor leste|solomon islands|marshall islands|cayman islands|virgin islands|british virgin islands|" +
  "faroe islands|falkland islands|cook islands|channel islands|isle of man|isle of wight|federated states of micronesia|hong kong|french guiana|french polynesia|new caledonia|western sahara|saint martin|" +
  "soviet union|south carolina|north carolina|south dakota|north dakota|west virginia|rhode island|british columbia|nova scotia|prince edward island|new brunswick|south australia|western australia|northern territory|" +
  "los angeles|san francisco|las vegas|st louis|salt lake city|kansas city|mexico city|buenos aires|rio de janeiro|sao paulo|cape town|tel aviv|kuala lumpur|ho chi minh city|" +
  "west midlands|east midlands|east anglia|home counties|middle east|latin america|south america|north america|central america|eastern europe|western europe|southeast asia|" +
  "vereinigtes konigreich|vereinigte staaten|nordrhein westfalen|rheinland pfalz|baden wurttemberg|mecklenburg vorpommern|schleswig holstein|sachsen anhalt|etats unis|royaume uni|pays bas|coree du sud|afrique du sud|" +
  "estados unidos|reino unido|paises bajos|republica dominicana|corea del sur|stati uniti|regno unito|paesi bassi|verenigde staten|verenigd koninkrijk|stany zjednoczone|wielka brytania|reino unido"
).split("|")

/** Two or three capitals that stand for a state, a province or a military post. */
export const regionCode = /^[A-Z]{2,3}$/
