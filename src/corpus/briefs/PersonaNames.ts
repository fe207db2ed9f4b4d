/**
 * Invented first names, of many origins, for personas. None is taken from the data, and none says anybody's gender.
 */
const names =
  "Robin Amari Kiran Noa Sasha Wren Akira Ariel Charlie Dara Eden Emery Frankie Gael Harper Imani Jules Kai Lennox Mika Niko Ode Parker Quinn Rowan Sami Tal Umi Valentine Winter Xin Yael Zion Adi Blair Cameron Devon Ellis Finley Gray Hikaru Indigo Jamie Kerry Laurence Morgan Nima Oakley Phoenix Reese Shiloh Tatum Uri Vesper Wallis Yuki Zephyr Ash Bao Casey Dakota Esen Florian Gale Haru Ilkay Jody Kit Lior Marin Nour Onyeka Pat Ren Shay Toni Veda Wei Yan Zuri".split(
    " "
  )

/** Shares no factor with the number of names, so that stepping by it visits each before one comes again. */
const stride = 31

/** The name of the index-th persona. No two are alike: once all are used, they come again with an initial (`Robin B.`). */
export const nameOf = (index: number): string => {
  const name = names[(index * stride) % names.length] ?? "Robin"
  const round = Math.floor(index / names.length)
  return round === 0 ? name : `${name} ${initials(round)}.`
}

const initials = (round: number): string =>
  round <= 26
    ? String.fromCharCode(64 + round)
    : initials(Math.floor((round - 1) / 26)) + initials(((round - 1) % 26) + 1)
