/**
 * Fictitious first names, of many origins, for personas. None is taken from the data.
 */

const neutral =
  "Robin Amari Kiran Noa Sasha Wren Akira Ariel Charlie Dara Eden Emery Frankie Gael Harper Imani Jules Kai Lennox Mika Niko Ode Parker Quinn Rowan Sami Tal Umi Valentine Winter Xin Yael Zion Adi Blair Cameron Devon Ellis Finley Gray Hikaru Indigo Jamie Kerry Laurence Morgan Nima Oakley Phoenix Reese Shiloh Tatum Uri Vesper Wallis Yuki Zephyr Ash Bao Casey Dakota Esen Florian Gale Haru Ilkay Jody Kit Lior Marin Nour Onyeka Pat Ren Shay Toni Veda Wei Yan Zuri"
const feminine =
  "Amina Beatriz Chiara Daniela Elif Fatima Greta Hana Ingrid Jasmine Katarzyna Leila Mei Nadia Olga Priya Rosa Sofia Tamara Ulrika Valeria Wanjiru Ximena Yasmin Zofia Aisha Bridget Camila Divya Esther Freya Gabriela Helena Ines Joanna Keiko Lucia Margaret Niamh Oluchi Paulina Rania Saoirse Thandiwe Ursula Vera Wilhelmina Xiomara Yewande Zainab Anneke Birgit Carmen Dorothy Eleni Francesca Gwen Hye-jin Isabel Jelena Karina Linh Monique Noor Ottilie Pilar Renata Sunita Tereza Vanessa Wafa Yolanda Zeynep Alice"
const masculine =
  "Ahmed Bruno Carlos Dmitri Emeka Farid Giorgos Hassan Ivan Jakub Kwame Lars Mateus Nikhil Oscar Pedro Rafael Stefan Tomasz Umar Viktor Walter Xavier Yusuf Zoltan Andrei Benedikt Chidi Diego Erik Felipe Gustav Henrik Ibrahim Javier Kofi Luca Marek Nathaniel Omar Pavel Quentin Rajesh Samuel Tariq Ulises Vikram Winston Yannick Zachary Anders Bogdan Cyrus Declan Enzo Fergus Goran Hiroshi Isaac Joaquim Kenji Leonard Minh Nelson Olivier Patrick Ruben Sanjay Thabo Vincent Wojciech Yaw Ziad Arthur"

/** Which of the lists a name comes from. */
export type NameKind = "neutral" | "feminine" | "masculine"

const lists: Readonly<Record<NameKind, ReadonlyArray<string>>> = {
  neutral: neutral.split(" "),
  feminine: feminine.split(" "),
  masculine: masculine.split(" ")
}

/** Shares no factor with the length of any list, so that stepping by it visits every name before one repeats. */
const stride = 31

/**
 * The name of the index-th draft. Two drafts never share a name: the lists have no name in common, and once a list is used up
 * its names return with an initial (`Robin B.`).
 */
export const pick = (index: number, kind: NameKind): string => {
  const names = lists[kind]
  const name = names[(index * stride) % names.length] ?? "Robin"
  const round = Math.floor(index / names.length)
  return round === 0 ? name : `${name} ${initials(round)}.`
}

const initials = (round: number): string =>
  round <= 26
    ? String.fromCharCode(64 + round)
    : initials(Math.floor((round - 1) / 26)) + initials(((round - 1) % 26) + 1)

/** Every name there is. */
export const all: ReadonlyArray<string> = Object.values(lists).flat()

/** The kind of name that goes with an answer to a question about gender. */
export const kindOf = (gender: string | undefined): NameKind => {
  if (gender === undefined) return "neutral"
  if (/^(f|female|woman|women|girl)$/i.test(gender.trim())) return "feminine"
  return /^(m|male|man|men|boy)$/i.test(gender.trim()) ? "masculine" : "neutral"
}
