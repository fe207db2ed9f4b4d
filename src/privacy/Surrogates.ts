/**
 * Made-up values that stand in for real ones, for texts that should read well. Names fit anybody; contact details lie in ranges
 * that are set aside for fiction and examples: example.com (RFC 2606), 192.0.2.0/24 (RFC 5737), and the British numbers
 * 07700 900000 to 900999 (Ofcom, numbers for drama use).
 */

const given =
  "Robin Alex Sam Kim Charlie Jamie Morgan Riley Quinn Avery Rowan Sasha Noa Jules Marlow Devon Emery Finley Harper Indigo Jordan Kendall Lane Merle Nico Oakley Peyton Reese Sage Toni Val Wynn Ariel Blair Corey Dana Ellis Frankie Glenn Hollis".split(
    " "
  )
const family =
  "Ashdown Birchley Calder Dunmore Elmhurst Fairlow Garrick Hartwell Ingleby Joyner Kestrel Larkin Merrow Northcott Oakes Penrose Quarry Redfern Selwyn Thornbury Underhill Vickery Westmore Yardley Amberly Brookes Cotter Denholm Easton Fenwick Gladwin Holloway Ivers Jessop Kirkby Linden Maddock Norwood Orton Pickering".split(
    " "
  )
const towns = "Northfield Alderton Brackley Corwen Dunwich Eastlea Fernhill Greyford Hazelmere Ivybridge".split(" ")
const firms = "Alder Works,Birch & Partners,Cedar Services,Dogwood Group,Elm Industries,Fir Systems,Gorse Foods".split(
  ","
)

/** How many people have names of their own; the next ones get a placeholder. */
export const people = given.length * family.length

/** The made-up person of this number, from 0. Neighbours share neither name. */
export const personOf = (number: number): { readonly given: string; readonly family: string } => ({
  given: given[number % given.length] ?? "",
  family: family[(number + Math.floor(number / given.length)) % family.length] ?? ""
})

const once = (all: ReadonlyArray<string>, number: number): string | undefined => all[number]

/** A made-up value of a type, other than a person; nothing where there is none, or no more. `number` is from 0. */
export const valueOf = (type: string, number: number): string | undefined => {
  switch (type) {
    case "EMAIL_ADDRESS": {
      const person = personOf(number)
      return number < people ? `${person.given}.${person.family}@example.com`.toLowerCase() : undefined
    }
    case "PHONE_NUMBER":
      return number < 1000 ? `07700 900${String(number).padStart(3, "0")}` : undefined
    case "URL":
      return `https://example.com/${number + 1}`
    case "IP_ADDRESS":
      return number < 254 ? `192.0.2.${number + 1}` : undefined
    case "LOCATION":
      return once(towns, number)
    case "ORGANIZATION":
      return once(firms, number)
    case "ADDRESS":
      return `${number + 1} Example Street`
    default:
      return undefined
  }
}
