/**
 * Addresses of cryptocurrency wallets: Bitcoin in its three forms, checked by their checksums, and Ethereum by its shape.
 */
import { matchesOf } from "./Expressions.ts"
import { createHash } from "node:crypto"
import type { Recogniser, Span } from "../Recogniser.ts"

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest()

/** Base58Check: a version, 20 bytes, and the first four bytes of their double SHA-256. */
const isBase58Check = (address: string): boolean => {
  let value = 0n
  for (const character of address) value = value * 58n + BigInt(alphabet.indexOf(character))
  const hex = value.toString(16).padStart(50, "0")
  if (hex.length !== 50) return false
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const check = sha256(sha256(bytes.subarray(0, 21)))
  return bytes.subarray(21).every((byte, i) => byte === check[i])
}

const bech32Characters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** BIP 173 (constant 1) and BIP 350 (the other constant). */
const isBech32 = (address: string): boolean => {
  const [human = "", data = ""] = address.toLowerCase().split("1", 2)
  const values = [
    ...Array.from(human, (character) => character.charCodeAt(0) >> 5),
    0,
    ...Array.from(human, (character) => character.charCodeAt(0) & 31),
    ...Array.from(data, (character) => bech32Characters.indexOf(character))
  ]
  let check = 1
  for (const value of values) {
    const top = check >>> 25
    check = ((check & 0x1ffffff) << 5) ^ value
    for (const [i, generator] of generators.entries()) if ((top >>> i) & 1) check ^= generator
  }
  return check === 1 || check === 0x2bc830a3
}

const candidate =
  /(?<![\p{L}\p{N}])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71}|0x[0-9a-fA-F]{40})(?![\p{L}\p{N}])/gu

const ruleOf = (address: string): string | undefined => {
  if (address.startsWith("0x")) return "shape"
  if (/^bc1/i.test(address)) return isBech32(address) ? "bech32" : undefined
  return isBase58Check(address) ? "base58check" : undefined
}

/** Wallet addresses. */
export const CryptoRecogniser: Recogniser = {
  name: "CryptoRecogniser",
  types: ["CRYPTO"],
  recognise: (text) =>
    Array.from(matchesOf(text, candidate)).flatMap((match): ReadonlyArray<Span> => {
      const rule = ruleOf(match[0])
      const span = { start: match.index, end: match.index + match[0].length, type: "CRYPTO" }
      return rule === undefined ? [] : [{ ...span, score: rule === "shape" ? 0.85 : 0.99, rule }]
    })
}
