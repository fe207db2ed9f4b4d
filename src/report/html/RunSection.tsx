/**
 * What was checked, what the run cost, and what to be careful with.
 */
import { dollars } from "../Wording.ts"
import { Bar, grouped, ofText, percentOf, portion } from "./Figures.tsx"
import type { ReportData } from "./ReportData.ts"

/** What to be careful with. */
export const Warnings = ({ data: { warnings } }: { readonly data: ReportData }) =>
  warnings.length === 0 ? null : (
    <section aria-labelledby="warnings">
      <h2 id="warnings">Be careful with this</h2>
      <ul class="warnings">
        {warnings.map(({ text, title }) => (
          <li>
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ul>
    </section>
  )

/** What was checked. */
export const Quality = ({ data: { run, segmentation } }: { readonly data: ReportData }) => (
  <section aria-labelledby="quality">
    <h2 id="quality">Quality and checks</h2>
    <div class="columns">
      <div>
        <h3>What rules counted</h3>
        {run.checks.length === 0 ? (
          <p class="quiet">A model scored these personas. What it said is a judgement and was not counted.</p>
        ) : (
          <ul class="figures">
            {run.checks.map((check) => (
              <Figured label={check.label} share={portion(check)} figure={ofText(check)} />
            ))}
          </ul>
        )}
        {run.scores === null ? null : (
          <p class="note">
            Mean score {run.scores.drafted.toFixed(2)} as drafted, {run.scores.delivered.toFixed(2)} as delivered; 1 is
            the most. A score says how well sentences are supported, not whether the people asked stand for others.
          </p>
        )}
        <p class="note">
          {run.dropped.length === 0
            ? "Nothing had to be dropped from these personas for want of evidence."
            : `Dropped from these personas, because they ${run.dropped.map(({ count, label }) => `${label}: ${count}`).join("; ")}.`}
        </p>
      </div>
      {segmentation === null ? null : <Distance {...segmentation.distance} />}
    </div>
  </section>
)

const Distance = ({ floor, personas, random, tries }: NonNullable<ReportData["segmentation"]>["distance"]) => (
  <div>
    <h3>How well the personas stand for everyone</h3>
    <ul class="figures">
      <Figured label="Half of the people against the other half" share={floor} figure={floor.toFixed(2)} />
      <Figured label="These personas" share={personas} figure={personas.toFixed(2)} />
      <Figured label="As many people drawn at random" share={random} figure={random.toFixed(2)} />
    </ul>
    <p class="note">
      How far their answers are from those of people they were not chosen from; less is better, and the first is the
      least that can be. Mean of {tries} tries.
    </p>
  </div>
)

const Figured = ({
  figure,
  label,
  share
}: {
  readonly figure: string
  readonly label: string
  readonly share: number
}) => (
  <li>
    <span>{label}</span>
    <Bar share={share} />
    <span class="figure">{figure}</span>
  </li>
)

/** What it cost and how it was made. */
export const CostAndRun = ({ data: { cost, personas, run } }: { readonly data: ReportData }) => {
  const most = Math.max(1, ...run.funnel.map(({ count }) => count))
  return (
    <section aria-labelledby="run">
      <h2 id="run">Cost and run</h2>
      <div class="columns">
        <div>
          <h3>Cost</h3>
          <table class="costs">
            <thead>
              <tr>
                <th scope="col">Stage</th>
                <th scope="col">Calls</th>
                <th scope="col">Cost</th>
              </tr>
            </thead>
            <tbody>
              {cost.stages.map(({ calls, name, usd }) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td>{grouped(calls)}</td>
                  <td>{dollars(usd)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">Together</th>
                <td />
                <td>{dollars(cost.spentUsd)}</td>
              </tr>
            </tfoot>
          </table>
          {cost.capUsd === null || cost.capUsd === 0 ? null : (
            <ul class="figures">
              <Figured
                label={`Of the cap of ${dollars(cost.capUsd)}`}
                share={cost.spentUsd / cost.capUsd}
                figure={percentOf(cost.spentUsd / cost.capUsd)}
              />
            </ul>
          )}
          <p class="note">
            {cost.possiblyBilledUsd > 0
              ? `Up to ${dollars(cost.possiblyBilledUsd)} more for calls that were cut off. `
              : ""}
            {cost.frontierOnlyUsd === null
              ? ""
              : `Drafting with the frontier model alone would have cost about ${dollars(cost.frontierOnlyUsd)} at list prices. `}
            {cost.sent}
          </p>
        </div>
        <div>
          <h3>From drafts to personas</h3>
          <ul class="figures">
            {run.funnel.map(({ count, label }) => (
              <Figured label={label} share={count / most} figure={grouped(count)} />
            ))}
            {run.failures.map(({ count, label }) => (
              <Figured label={label} share={count / most} figure={grouped(count)} />
            ))}
          </ul>
          <h3>How it was made</h3>
          <dl class="made">
            {run.models.map(({ name, stage }) => (
              <div>
                <dt>{stage}</dt>
                <dd>{name}</dd>
              </div>
            ))}
            <div>
              <dt>Personas</dt>
              <dd>
                {personas.length} of {run.requested}
              </dd>
            </div>
            <div>
              <dt>Personal data replaced</dt>
              <dd>
                {run.removed.length === 0
                  ? "none"
                  : run.removed.map(({ count, label }) => `${label} ${count}`).join(", ")}
              </dd>
            </div>
            <div>
              <dt>Run</dt>
              <dd>{run.id}</dd>
            </div>
          </dl>
        </div>
      </div>
    </section>
  )
}
