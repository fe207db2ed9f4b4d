/**
 * Figures as text and the small charts beside them: plain SVG, drawn when the report is made. What a chart shows also stands beside
 * it in words, so that all of them are hidden from screen readers.
 */
import type { Share } from "../../domain/Evidence.ts"
import type { ReportGrouping } from "./ReportData.ts"

/** `matched / of`, 0 where nobody answered. */
export const portion = ({ matched, of }: Share): number => (of === 0 ? 0 : matched / of)

/** A share in whole percents. */
export const percentOf = (share: number): string => `${Math.round(share * 100)}\u00a0%`

/** `4 of 28`. */
export const ofText = ({ matched, of }: Share): string => `${matched} of ${of}`

/** A count with its noun, such as `1 interview`. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`

/** A number with its digits grouped. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ",")

const months = "January February March April May June July August September October November December".split(" ")

/** `2026-11-27` as `27 November 2026`. */
export const dayText = (day: string): string => {
  const [year, month, date] = day.split("-").map(Number)
  return `${date} ${months[(month ?? 1) - 1]} ${year}`
}

const at = (share: number): string => `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`

/** A bar from zero; the tick is where everybody is. */
export const Bar = ({ share, tick }: { readonly share: number; readonly tick?: number }) => (
  <svg class="bar" aria-hidden="true" focusable="false">
    <rect class="track" width="100%" height="6" y="2" rx="3" />
    <rect class="fill" width={at(share)} height="6" y="2" rx={share < 0.04 ? 0 : 3} />
    {tick === undefined ? null : <rect class="tick" x={at(tick)} width="2" height="10" />}
  </svg>
)

/** A level, and where there is one to show, its distance from everyone's. */
export const Dumbbell = ({ everyone, own }: { readonly everyone: number | null; readonly own: number }) => (
  <svg class="dumbbell" aria-hidden="true" focusable="false">
    <line class="axis" x1="0" x2="100%" y1="9" y2="9" />
    {everyone === null ? null : (
      <>
        <line class="gap" x1={at(Math.min(everyone, own))} x2={at(Math.max(everyone, own))} y1="9" y2="9" />
        <circle class="ring" cx={at(everyone)} cy="9" r="4.5" />
      </>
    )}
    <circle class="dot" cx={at(own)} cy="9" r="5.5" />
  </svg>
)

/** How steady a segment is, beside the band of shuffled answers. */
export const Steady = ({
  band,
  overlap
}: {
  readonly band: ReportGrouping["steadiness"]
  readonly overlap: number
}) => (
  <svg class="steady" aria-hidden="true" focusable="false">
    <line class="axis" x1="0" x2="100%" y1="9" y2="9" />
    <rect class="band" x={at(band.p5)} width={at(band.p95 - band.p5)} y="4" height="10" />
    <circle class="dot" cx={at(overlap)} cy="9" r="5" />
  </svg>
)

/** The initial of a persona in a ring of its share. */
export const Ring = ({
  name,
  share,
  size
}: {
  readonly name: string
  readonly share: number
  readonly size: number
}) => {
  const around = 2 * Math.PI * 44
  return (
    <svg class="portrait" viewBox="0 0 100 100" width={size} height={size} aria-hidden="true" focusable="false">
      <circle class="track" cx="50" cy="50" r="44" />
      <circle
        class="arc"
        cx="50"
        cy="50"
        r="44"
        transform="rotate(-90 50 50)"
        stroke-dasharray={`${(around * Math.min(1, share)).toFixed(1)} ${around.toFixed(1)}`}
      />
      <text x="50" y="64" text-anchor="middle">
        {[...name][0] ?? ""}
      </text>
    </svg>
  )
}

/** How far answers hang together, beside the same with whole questions shuffled. */
export const Together = ({ measured, shuffled }: ReportGrouping["together"]) => {
  const most = Math.max(measured, ...shuffled, 0.01) * 1.1
  return (
    <svg class="together" aria-hidden="true" focusable="false">
      <line class="axis" x1="0" x2="100%" y1="34" y2="34" />
      {shuffled.map((value) => (
        <line class="shuffle" x1={at(value / most)} x2={at(value / most)} y1="24" y2="34" />
      ))}
      <line class="pin" x1={at(measured / most)} x2={at(measured / most)} y1="12" y2="34" />
      <circle class="pin" cx={at(measured / most)} cy="10" r="4.5" />
    </svg>
  )
}

type Place = NonNullable<ReportGrouping["line"]>["places"][number]

/** Where the members of a segment lie on the line: thick the middle half, thin eight in ten, a dot the middle. */
export const Line = ({ all, place }: { readonly all: ReadonlyArray<Place>; readonly place: Place }) => {
  const low = Math.min(...all.map(({ p10 }) => p10))
  const high = Math.max(...all.map(({ p90 }) => p90))
  const x = (value: number) => at(high === low ? 0.5 : 0.02 + (0.96 * (value - low)) / (high - low))
  return (
    <svg class="line" aria-hidden="true" focusable="false">
      <line class="axis" x1="0" x2="100%" y1="9" y2="9" />
      <line class="thin" x1={x(place.p10)} x2={x(place.p90)} y1="9" y2="9" />
      <line class="thick" x1={x(place.p25)} x2={x(place.p75)} y1="9" y2="9" />
      <circle class="middle" cx={x(place.p50)} cy="9" r="3.5" />
    </svg>
  )
}
