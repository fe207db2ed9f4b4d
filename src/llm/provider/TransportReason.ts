/**
 * What a failed connection means in the words of the stages.
 */
import {
  InvalidOutput,
  Misconfigured,
  notBilled,
  type StageReason,
  TimedOut,
  Unavailable,
  unknownBilling
} from "../../stages/StageError.ts"
import type { TransportError } from "./TransportError.ts"

/** Who was called, and what to do where nobody answers. */
export interface Called {
  readonly server: string
  readonly howToStart: string
}

// A certificate does not mend itself.
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/

/** A failed connection in the words of the stages. Only where none came about is it certain that nothing was billed. */
export const transportReason = ({ code, fault }: TransportError, { howToStart, server }: Called): StageReason => {
  switch (fault) {
    case "Unreachable":
      return certificate.test(code)
        ? new Misconfigured({
            message: `${server} cannot be trusted (${code}): check the address, or name its authority with NODE_EXTRA_CA_CERTS.`,
            billing: notBilled
          })
        : new Unavailable({ message: `${server} cannot be reached (${code}). ${howToStart}`, billing: notBilled })
    case "Silent":
      return new TimedOut({
        message: `${server} began no answer (${code}). Raise deadlines.firstByteSeconds, send less at once, or use a faster model.`,
        billing: unknownBilling
      })
    case "Stalled":
      return new TimedOut({
        message: `${server} stopped in the middle of its answer (${code}). Raise deadlines.idleSeconds if it is only slow.`,
        billing: unknownBilling
      })
    case "Cut":
      return new Unavailable({
        message: `The connection to ${server} was cut before the answer was complete (${code}).`,
        billing: unknownBilling
      })
    case "TooLarge":
      return new InvalidOutput({
        message: `${server} sent an answer far larger than was asked for (${code}).`,
        billing: unknownBilling
      })
    case "Garbled":
      return new InvalidOutput({
        message: `${server} sent something that is not an answer (${code}): check that the address is that of the service.`,
        billing: unknownBilling
      })
  }
}
