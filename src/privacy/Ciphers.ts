/**
 * Keyed hashes and encryption of single values. Both keys are drawn out of one secret; a hash without a key could be undone by
 * trying out names.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto"
import { Redacted } from "effect"

/** Hashes and encrypts with the key of one anonymiser. */
export interface Ciphers {
  /** 16 hexadecimal digits: the same for the same text and key. */
  readonly hash: (text: string) => string
  /** The text under AES-256-GCM, base64url: another each time. */
  readonly encrypt: (text: string) => string
  /** The text again; nothing where it was encrypted with another key, or altered. */
  readonly decrypt: (encrypted: string) => string | undefined
}

const algorithm = "aes-256-gcm"
const nonceLength = 12
const tagLength = 16

/** Ciphers of a key: any text that is hard to guess, such as 32 random characters. */
export const make = (key: Redacted.Redacted): Ciphers => {
  const secret = Buffer.from(Redacted.value(key), "utf8")
  const derive = (purpose: string) => Buffer.from(hkdfSync("sha256", secret, "effect-persona", purpose, 32))
  const hashKey = derive("hash")
  const encryptionKey = derive("encrypt")
  return {
    hash: (text) => createHmac("sha256", hashKey).update(text, "utf8").digest("hex").slice(0, 16),
    encrypt: (text) => {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv(algorithm, encryptionKey, nonce)
      // UTF-16, so that half of a surrogate pair comes back too.
      const body = Buffer.concat([cipher.update(text, "utf16le"), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")
    },
    decrypt: (encrypted) => {
      const bytes = Buffer.from(encrypted, "base64url")
      if (bytes.length < nonceLength + tagLength) return undefined
      try {
        const decipher = createDecipheriv(algorithm, encryptionKey, bytes.subarray(0, nonceLength), {
          authTagLength: tagLength
        })
        decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
        const body = decipher.update(bytes.subarray(nonceLength + tagLength))
        return Buffer.concat([body, decipher.final()]).toString("utf16le")
      } catch {
        return undefined
      }
    }
  }
}
