/**
 * A guess at how many tokens a text takes, for fitting prompts into a context and for estimates. Never for the budget: what is
 * reserved comes from the model's own bound.
 */

/**
 * Three ASCII characters, or one other, to a token. English prose takes about four (Anthropic's documentation says 3.5, OpenAI's
 * 4), so this is on the cautious side; ids and numbers come nearer to it.
 */
export const estimate = (text: string): number => {
  let ascii = 0
  let other = 0
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) < 128) ascii++
    else other++
  }
  return Math.ceil(ascii / 3) + other
}
