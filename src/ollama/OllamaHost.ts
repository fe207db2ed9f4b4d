/**
 * Where an Ollama server is, as a person or `OLLAMA_HOST` says it, and whether that is still one's own network.
 */
import { Redacted, Result } from "effect"
import type { Location } from "../domain/ModelInfo.ts"

/** Where a server is, and how to show oneself to it. */
export interface OllamaHost {
  /** Without credentials: fit for messages. */
  readonly url: string
  /** The `Authorization` header, where the address held a name and a password. */
  readonly authorization: Redacted.Redacted | null
  /** Whether what is sent there stays on this machine or in its network. */
  readonly location: Location
}

const defaultPort = "11434"

/**
 * Reads an address the way the Ollama server reads `OLLAMA_HOST`: scheme and port may be left out. A server that listens on all
 * addresses is called at the loopback one.
 */
export const parse = (given: string): Result.Result<OllamaHost, string> => {
  const text = given.trim().replace(/^["']|["']$/g, "")
  const port = /^:\d+$/.test(text) ? `127.0.0.1${text}` : text === "" ? "127.0.0.1" : text
  const address = /^[a-z]+:\/\//i.test(port) ? port : `http://${bracketed(port)}`
  if (!URL.canParse(address)) return Result.fail("it is no address of a server")
  const url = new URL(address)
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return Result.fail(`${url.protocol.slice(0, -1)} is neither http nor https`)
  if (url.hostname === "0.0.0.0") url.hostname = "127.0.0.1"
  if (url.hostname === "[::]") url.hostname = "[::1]"
  // With a scheme, a missing port is the scheme's own, as the server has it; without one it is Ollama's.
  if (url.port === "" && address !== port) url.port = defaultPort
  return Result.succeed({
    url: `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}`,
    authorization: url.username === "" ? null : basic(url.username, url.password),
    location: isOwnNetwork(url.hostname) ? "local" : "remote"
  })
}

// An IPv6 address without brackets has more than one colon, and no port.
const bracketed = (address: string): string =>
  /^[\da-f]*:[\da-f]*:[\da-f:]*$/i.test(address) ? `[${address}]` : address

const basic = (name: string, password: string): Redacted.Redacted =>
  Redacted.make(
    `Basic ${Buffer.from(`${decodeURIComponent(name)}:${decodeURIComponent(password)}`, "utf8").toString("base64")}`
  )

/** Loopback, the private ranges of RFC 1918 and RFC 4193, link-local addresses, and names that no public name server answers for. */
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
