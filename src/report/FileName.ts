/**
 * Names of files and folders made of what people write.
 */

/** No file system takes much more, and nobody reads it. */
const longest = 60

/** The text in lower case with hyphens, such as `cafe-survey`: no path, no sign that a shell reads, no dot at its start. */
export const fileName = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "")
