/**
 * Why a run cannot begin. Once it has begun, single failures are counted and reported and the run goes on.
 */
import { Schema } from "effect"

/** The local model cannot be reached, and the run may not, or cannot, go on without it. */
export class LocalProviderUnavailable extends Schema.TaggedError<LocalProviderUnavailable>()(
  "LocalProviderUnavailable",
  { provider: Schema.String, model: Schema.String, message: Schema.String }
) {}

/** `useFrontier` is false, but a stage that the run needs is remote. */
export class RemoteStageRefused extends Schema.TaggedError<RemoteStageRefused>()("RemoteStageRefused", {
  stage: Schema.String,
  provider: Schema.String,
  model: Schema.String
}) {
  override get message(): string {
    return `useFrontier is false, so nothing remote may be called, but the ${this.stage} stage is ${this.provider}/${this.model}, which is remote. Provide a local layer for it, or set useFrontier to true.`
  }
}

/** `anonymiseInput` is false and a stage is remote: personal data would leave the machine. */
export class RawEgressRefused extends Schema.TaggedError<RawEgressRefused>()("RawEgressRefused", {
  stage: Schema.String,
  provider: Schema.String,
  model: Schema.String
}) {
  override get message(): string {
    return `anonymiseInput is false, and the ${this.stage} stage is ${this.provider}/${this.model}, which is remote: personal data in the input would leave this machine. Set anonymiseInput to true, or useFrontier to false; if the data holds nothing personal, say so with allowRawEgress: true.`
  }
}

/** The `Support` stage is remote; it would be shown all passages of each segment. */
export class RemoteSupportRefused extends Schema.TaggedError<RemoteSupportRefused>()("RemoteSupportRefused", {
  provider: Schema.String,
  model: Schema.String
}) {
  override get message(): string {
    return `The Support stage is ${this.provider}/${this.model}, which is remote, and it reads all passages of each segment. Provide one on a model of this machine, or leave Support out.`
  }
}

/** A run that cannot begin; nothing was called and nothing was spent. */
export class PipelineError extends Schema.TaggedError<PipelineError>()("PipelineError", {
  reason: Schema.Union([LocalProviderUnavailable, RemoteStageRefused, RawEgressRefused, RemoteSupportRefused])
}) {
  override get message(): string {
    return this.reason.message
  }
}
