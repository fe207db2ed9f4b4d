/**
 * Where an Ollama server is, as a person or `OLLAMA_HOST` says it.
 */
import type { Result } from "effect"
import { parseAddress, type ServerAddress } from "../llm/provider/ServerAddress.ts"

const defaultPort = "11434"

/**
 * Reads an address the way the Ollama server reads `OLLAMA_HOST`: scheme and port may be left out.
 */
export const parse = (given: string): Result.Result<ServerAddress, string> => {
  const text = given.trim().replace(/^["']|["']$/g, "")
  const port = /^:\d+$/.test(text) ? `127.0.0.1${text}` : text === "" ? "127.0.0.1" : text
  const address = /^[a-z]+:\/\//i.test(port) ? port : `http://${bracketed(port)}`
  // With a scheme, a missing port is the scheme's own, as the server has it; without one it is Ollama's.
  return parseAddress(address === port ? address : withPort(address))
}

const withPort = (address: string): string => {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  if (url.port === "") url.port = defaultPort
  return url.href
}

// An IPv6 address without brackets has more than one colon, and no port.
const bracketed = (address: string): string =>
  /^[\da-f]*:[\da-f]*:[\da-f:]*$/i.test(address) ? `[${address}]` : address
