/**
 * Where a model's server is, and whether that is still one's own network.
 */
import { Redacted, Result } from "effect"
import type { Location } from "../../domain/ModelInfo.ts"

/** Where a server is, and how to show oneself to it. */
export interface ServerAddress {
  /** Without credentials and without a slash at its end: fit for messages. */
  readonly url: string
  /** The `Authorization` header, where the address held a name and a password. */
  readonly authorization: Redacted.Redacted | null
  /** Whether what is sent there stays on this machine or in its network. */
  readonly location: Location
}

/**
 * Reads an address; else says what is wrong with it. A server that listens on all addresses is called at the loopback one.
 *
 * @example
 * ```ts
 * import { Result } from "effect"
 * import { parseAddress } from "effect-persona/llm/provider"
 *
 * Result.map(parseAddress("http://0.0.0.0:8080/v1/"), ({ url }) => url) // => Result.succeed("http://127.0.0.1:8080/v1")
 * ```
 */
export const parseAddress = (address: string): Result.Result<ServerAddress, string> => {
  if (!URL.canParse(address)) return Result.fail("it is no address of a server")
  const url = new URL(address)
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return Result.fail(`${url.protocol.slice(0, -1)} is neither http nor https`)
  if (url.hostname === "0.0.0.0") url.hostname = "127.0.0.1"
  if (url.hostname === "[::]") url.hostname = "[::1]"
  return Result.succeed({
    url: `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}`,
    authorization: url.username === "" ? null : basic(url.username, url.password),
    location: isOwnNetwork(url.hostname) ? "local" : "remote"
  })
}

const basic = (name: string, password: string): Redacted.Redacted =>
  Redacted.make(
    `Basic ${Buffer.from(`${decodeURIComponent(name)}:${decodeURIComponent(password)}`, "utf8").toString("base64")}`
  )

/**
 * Loopback, the private ranges of RFC 1918 and RFC 4193, link-local addresses, and names that no public name server answers for.
 *
 * @example
 * ```ts
 * import { isOwnNetwork } from "effect-persona/llm/provider"
 *
 * isOwnNetwork("192.168.1.20") // => true
 * isOwnNetwork("api.example.com") // => false
 * ```
 */
export const isOwnNetwork = (hostname: string): boolean => {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
  const ipv4 = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host)
  if (ipv4 !== null) {
    const [first, second] = [Number(ipv4[1]), Number(ipv4[2])]
    return (
      first === 127 ||
      first === 10 ||
      (first === 192 && second === 168) ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 169 && second === 254)
    )
  }
  if (host.includes(":")) return host === "::1" || /^f[cd]|^fe[89ab]/.test(host)
  return !host.includes(".") || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host)
}

/**
 * Whether Ollama only passes this model on to its own cloud: its tag says so.
 *
 * @example
 * ```ts
 * import { isCloudModel } from "effect-persona/llm/provider"
 *
 * isCloudModel("gpt-oss:120b-cloud") // => true
 * ```
 */
export const isCloudModel = (name: string): boolean => /[:-]cloud$/.test(name)
