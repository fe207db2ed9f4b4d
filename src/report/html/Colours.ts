/**
 * A colour for each persona, on white and on near-black. Colour means persona and nothing else.
 */

const firstLight = ["#0d7878", "#674698", "#945f00", "#1e5ba1", "#aa493f"]
const firstDark = ["#3fc0c0", "#b59be6", "#d69f58", "#7aaeef", "#e88f84"]

/** Contrast of text with its ground: above the 4.5 that WCAG AA asks for. */
const least = 5.2

const white = 1
const nearBlack = 0.0075

/** The rules that give `.c0`, `.c1`, … their colours. */
export const paletteRules = (personas: number): string => {
  const rules = (colour: (at: number) => string) =>
    Array.from({ length: personas }, (_, at) => `.c${at}{--c:${colour(at)}}`).join("")
  const light = (at: number) => firstLight[at] ?? shade(at, white)
  const dark = (at: number) => firstDark[at] ?? shade(at, nearBlack)
  return `${rules(light)}\n@media screen and (prefers-color-scheme:dark){${rules(dark)}}`
}

/** Further hues by the golden angle, with the lightness at which they can be read. */
const shade = (at: number, ground: number): string => {
  const hue = (at * 137.508 + 30) % 360
  const steps = Array.from({ length: 101 }, (_, step) => (ground === white ? 100 - step : step) / 100)
  const lightness = steps.find((value) => contrast(luminance(rgb(hue, 0.45, value)), ground) >= least) ?? 0.5
  return `#${rgb(hue, 0.45, lightness)
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, "0")
    )
    .join("")}`
}

const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)

/** Hue, saturation and lightness as red, green and blue, each 0 to 1. */
const rgb = (hue: number, saturation: number, lightness: number): ReadonlyArray<number> =>
  [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12
    return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  })

/** Relative luminance, as WCAG 2 defines it. */
const luminance = (channels: ReadonlyArray<number>): number => {
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
