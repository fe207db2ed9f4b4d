/**
 * 200 short answers of eight languages that hold a negator: 25 a language. What stands in braces is the negator, and after a bar
 * what stands in its place when the answer is turned into its opposite.
 */
const lists: Readonly<Record<string, string>> = {
  English: `{No} nuts in the house
{No} gluten for the kids
{No} time to cook on weekdays
{Never} again with that supplier
{Never} shop on an empty stomach
{Nobody|Somebody} helps me with the dishes
{Nothing|Everything} works on my old phone
{Without} a list at hand
{None} of my friends use it
{Hardly} any vegetables at the moment
{Rarely} eat out
{Not} happy with the delivery
{Not} enough space in the freezer
I do {not} plan meals
I do{n't|} like cooking for one
I ca{n't|n} afford organic food
I {cannot|can} read the small labels
We {never} throw food away
I have {no} car
My kids eat {no} fish
I wo{n't|uld} pay for a subscription
She does{n’t|} trust the app
There is {nowhere|somewhere} to park my bike
I buy {nothing|things} on credit
It is {not} worth the money`,
  German: `{Keine} Nüsse im Haus
{Kein} Zucker für die Kinder
{Keine} Zeit zum Kochen
{Nie} ohne Einkaufszettel
{Nie wieder} Lieferdienst bestellen
{Niemand|Jemand} hilft mir beim Abwasch
{Ohne} Auto unterwegs
{Kaum} Gemüse im Kühlschrank
{Selten} im Restaurant
{Nicht} zufrieden mit der Lieferung
{Nicht} genug Platz im Gefrierfach
Ich plane meine Mahlzeiten {nicht}
Ich koche {nicht} gern
Ich esse {kein} Fleisch
Wir werfen {nie} Lebensmittel weg
Ich habe {keinen} Garten
Ich kaufe {nichts|etwas} im Internet
Meine Kinder mögen {keinen} Fisch
Das Programm funktioniert {nicht}
Ich vertraue der App {nicht}
Ich kann mir Biofleisch {nicht} leisten
Bei uns kocht {niemand|jemand}
Ich bestelle {niemals} Pizza
Ich finde {nirgends|irgendwo} einen Parkplatz
Es lohnt sich {nicht}`,
  French: `{Pas de|Des} noix à la maison
{Pas} le temps de cuisiner
{Jamais} de viande le soir
{Jamais} satisfait de la livraison
{Aucun} restaurant dans mon quartier
{Aucune} confiance dans cette application
{Sans} liste de courses
{Rien|Tout} de frais au supermarché
{Personne ne|Quelqu'un} cuisine chez nous
Je {ne} planifie {pas} mes repas
Je {n'}aime {pas} le poisson
Je {ne} mange {jamais} au restaurant
Je {n'}ai {pas de|une} voiture
Je {n'}achète {rien|des livres} en ligne
Nous {ne} jetons {jamais} de nourriture
Mes enfants {ne} mangent {pas} de légumes
Elle {n'}utilise {aucun|un} carnet
Je planifie {pas} mes menus
Ça {ne} vaut {pas} le prix
Je {ne} trouve {pas} de place de parking
Il {n'}y a {pas} assez de place au congélateur
On {ne} commande {jamais} de pizzas
Je {ne} fais {guère} confiance aux promotions
Je {ne} lis {pas} les étiquettes
Je cuisine {sans} sel`,
  Spanish: `{No} hay nueces en casa
{No} tengo tiempo para cocinar
{No} planifico mis comidas
{Nunca} como carne por la noche
{Nunca} compro por internet
{Nadie|Alguien} cocina en casa
{Nadie|Alguien} me ayuda con los platos
{Nada|Algo} de azúcar para los niños
{Ningún} amigo usa la aplicación
{Sin} lista de la compra
{Sin} coche en la ciudad
{Jamás} pediría una pizza
{Apenas} verduras en la nevera
{Tampoco} confío en las ofertas
Mis hijos {no} comen pescado
Yo {no} leo las etiquetas
Ella {nunca} usa cupones
{No} vale el precio
Aquí {no} encuentro aparcamiento
{No} tiramos comida
{No} estoy satisfecha con la entrega
Cocino {sin} sal
Los domingos {no} trabajo
Mi marido {no} cocina
{No} confío en la aplicación`,
  Italian: `{Niente|Delle} noci in casa
{Niente|Tanto} zucchero per i bambini
{Non} ho tempo per cucinare
{Non} pianifico i pasti
{Non} mangio pesce
{Mai} carne la sera
{Nessuno|Qualcuno} cucina da noi
{Nessuno|Qualcuno} mi aiuta con i piatti
{Nessun} amico usa questa app
{Senza} lista della spesa
{Senza} macchina in città
{Raramente} al ristorante
{Non} compro frutta in rete
{Non} mi fido delle offerte
I miei figli {non} mangiano verdure
Io {non} leggo le etichette
Lei {non} usa {mai} buoni sconto
{Non} vale il prezzo
{Non} trovo parcheggio
{Non} buttiamo {mai} il cibo
{Non} sono soddisfatta della consegna
Cucino {senza} sale
La domenica {non} lavoro
Mio marito {non} cucina
{Non} ordino pizza`,
  Dutch: `{Geen} noten in huis
{Geen} suiker voor de kinderen
{Geen} tijd om te koken
{Nooit} vlees in de avond
{Nooit} tevreden over de bezorging
{Niemand|Iemand} helpt mij met de afwas
{Zonder} boodschappenlijst
{Zonder} auto in de stad
{Nauwelijks} groenten in de koelkast
{Zelden} uit eten
{Niet} genoeg plaats in de vriezer
Ik plan mijn maaltijden {niet}
Ik kook {niet} graag
Ik eet {geen} vis
Wij gooien {nooit} voedsel weg
Ik heb {geen} tuin
Ik koop {niets|iets} op krediet
Mijn kinderen lusten {geen} groente
De applicatie werkt {niet}
Ik vertrouw de winkel {niet}
Ik lees de etiketten {niet}
Bij ons kookt {niemand|iemand}
Ik bestel {nooit} pizza
Ik vind {nergens|ergens} een parkeerplaats
Het is de prijs {niet} waard`,
  Portuguese: `{Não} há nozes em casa
{Não} tenho tempo para cozinhar
{Não} planejo as refeições
{Nunca} como carne à noite
{Nunca} compro pela internet
{Ninguém|Alguém} cozinha em casa
{Ninguém|Alguém} me ajuda com a louça
{Nada|Algo} de açúcar para as crianças
{Nenhum} amigo usa o aplicativo
{Nenhuma} confiança nas promoções
{Sem} lista de compras
{Sem} carro na cidade
{Jamais} pediria uma pizza
{Nem} leio os rótulos
Meus filhos {não} comem peixe
Eu {não} confio nas ofertas
Ela {nunca} usa cupons
{Não} vale o preço
Aqui {não} encontro estacionamento
{Não} jogamos comida fora
{Não} estou satisfeita com a entrega
Cozinho {sem} sal
No domingo {não} trabalho
Meu marido {não} cozinha
{Não} uso {nenhum|um} caderno`,
  Polish: `{Nie} mam orzechów w domu
{Nie} planuję posiłków
{Nie} mam czasu na gotowanie
{Nie} jem ryb
{Nigdy nie} ufam reklamom
{Nigdy} mięsa wieczorem
{Nikt nie|Ktoś} pomaga mi w kuchni
{Nikt nie|Ktoś} gotuje w domu
{Żaden} znajomy tego {nie} używa
{Żadnych} słodyczy dla dzieci
{Bez} listy zakupów
{Bez} samochodu w mieście
{Brak} miejsca w zamrażarce
{Rzadko} w restauracji
{Nic nie|Coś} kupuję przez internet
Moje dzieci {nie} lubią warzyw
Ja {nie} czytam etykiet
Ona {nigdy nie} używa kuponów
{Nie} warto płacić tej ceny
{Nie} znajduję parkingu
{Nigdy nie} wyrzucamy jedzenia
{Nie} jestem zadowolona z dostawy
Gotuję {bez} soli
W niedzielę {nie} pracuję
Mój mąż {nie} gotuje`
}

export interface NegatedAnswer {
  readonly language: string
  readonly answer: string
  readonly opposite: string
}

const clean = (text: string): string => text.replace(/\s+/g, " ").trim()

export const negatedAnswers: ReadonlyArray<NegatedAnswer> = Object.entries(lists).flatMap(([language, list]) =>
  list.split("\n").map((line) => ({
    language,
    answer: clean(line.replace(/\{([^|}]*)(?:\|[^}]*)?\}/g, "$1")),
    opposite: clean(line.replace(/\{[^|}]*(?:\|([^}]*))?\}/g, (_, instead: string | undefined) => instead ?? ""))
  }))
)
