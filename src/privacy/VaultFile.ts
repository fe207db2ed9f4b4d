/**
 * A vault on disk: encrypted with a key that a person keeps elsewhere, so that the file alone leads nobody back.
 *
 * The file is JSON: a version, how the key is made out of the passphrase (scrypt, RFC 7914), and the entries under AES-256-GCM. The
 * version and the parameters are authenticated with the entries, so that nobody can weaken them unseen.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto"
import { Effect, Redacted, Result, Schema } from "effect"
import type { VaultEntry } from "./Vault.ts"

/** A vault file cannot be opened. The message never holds what is in it. */
export class VaultError extends Schema.TaggedError<VaultError>()("VaultError", {
  reason: Schema.Literals(["NotAVault", "UnknownVersion", "WrongKey"]),
  message: Schema.String
}) {}

const version = 1
const algorithm = "aes-256-gcm"
// 32 MiB and about a tenth of a second a try: OWASP's password storage guidance for scrypt, its row for p = 3.
const cost = { N: 2 ** 15, r: 8, p: 3 }
const mostCost = 2 ** 20

const Bytes = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9_-]*$/))
const File = Schema.fromJsonString(
  Schema.Struct({
    format: Schema.Literal("effect-persona-vault"),
    version: Schema.Int,
    kdf: Schema.Struct({
      name: Schema.Literal("scrypt"),
      N: Schema.Int.check(Schema.isBetween({ minimum: 2, maximum: mostCost })),
      r: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 16 })),
      p: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 16 })),
      salt: Bytes
    }),
    nonce: Bytes,
    tag: Bytes,
    entries: Bytes
  })
)
const Header = Schema.fromJsonString(
  Schema.Struct({ format: Schema.Literal("effect-persona-vault"), version: Schema.Int })
)
const Entries = Schema.fromJsonString(Schema.Array(Schema.Tuple([Schema.String, Schema.String])))

const keyOf = (passphrase: Redacted.Redacted, salt: Uint8Array, { N, r, p }: typeof cost): Buffer =>
  // Written in different ways, a passphrase is still the same one.
  scryptSync(Redacted.value(passphrase).normalize("NFKC"), salt, 32, { N, r, p, maxmem: 256 * N * r })

const authenticated = (kdf: typeof cost, salt: string): Buffer =>
  Buffer.from(JSON.stringify([version, kdf.N, kdf.r, kdf.p, salt]), "utf8")

/**
 * The text of a vault file.
 *
 * @example
 * ```ts
 * import { Effect, Redacted } from "effect"
 * import { LocalAnonymiser, VaultFile } from "effect-persona/privacy"
 *
 * const pseudonymiser = LocalAnonymiser.make({ roster: ["Maya Okafor"] })
 * const key = Redacted.make("a long passphrase")
 * pseudonymiser.replaceText("Maya Okafor plans ahead") // => "[PERSON_1] plans ahead"
 * const entries = VaultFile.seal(pseudonymiser.entries(), key).pipe(Effect.flatMap((sealed) => VaultFile.open(sealed, key)))
 * ```
 */
export const seal = (entries: ReadonlyArray<VaultEntry>, passphrase: Redacted.Redacted): Effect.Effect<string> =>
  Effect.sync(() => {
    const salt = randomBytes(16)
    const nonce = randomBytes(12)
    const cipher = createCipheriv(algorithm, keyOf(passphrase, salt, cost), nonce)
    cipher.setAAD(authenticated(cost, salt.toString("base64url")))
    const body = Buffer.concat([cipher.update(JSON.stringify(entries), "utf8"), cipher.final()])
    const file = {
      format: "effect-persona-vault",
      version,
      kdf: { name: "scrypt", ...cost, salt: salt.toString("base64url") },
      nonce: nonce.toString("base64url"),
      tag: cipher.getAuthTag().toString("base64url"),
      entries: body.toString("base64url")
    }
    return `${JSON.stringify(file, null, 2)}\n`
  })

/**
 * The entries of a vault file.
 *
 * @example
 * ```ts
 * import { Effect, Redacted } from "effect"
 * import { VaultFile } from "effect-persona/privacy"
 *
 * const wrong = VaultFile.open("not a vault", Redacted.make("a long passphrase")).pipe(Effect.flip)
 * ```
 */
export const open = (
  text: string,
  passphrase: Redacted.Redacted
): Effect.Effect<ReadonlyArray<VaultEntry>, VaultError> =>
  Effect.suspend(() => {
    const header = Schema.decodeUnknownResult(Header)(text)
    if (Result.isFailure(header)) return notAVault
    if (header.success.version !== version) {
      return new VaultError({
        reason: "UnknownVersion",
        message: `The vault has version ${header.success.version}, and this program reads version ${version}: use the program that wrote it, or a later one.`
      })
    }
    const file = Schema.decodeUnknownResult(File)(text)
    if (Result.isFailure(file)) return notAVault
    const { entries, kdf, nonce, tag } = file.success
    const opened = Result.try(() => {
      const key = keyOf(passphrase, Buffer.from(kdf.salt, "base64url"), kdf)
      const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, "base64url"), { authTagLength: 16 })
      decipher.setAAD(authenticated(kdf, kdf.salt))
      decipher.setAuthTag(Buffer.from(tag, "base64url"))
      return Buffer.concat([decipher.update(Buffer.from(entries, "base64url")), decipher.final()]).toString("utf8")
    })
    const decoded = Result.flatMap(opened, Schema.decodeUnknownResult(Entries))
    return Result.isSuccess(decoded)
      ? Effect.succeed(decoded.success)
      : new VaultError({
          reason: "WrongKey",
          message: "The vault does not open: the key is another than it was written with, or the file was altered."
        })
  })

const notAVault = new VaultError({
  reason: "NotAVault",
  message: "This is no vault file. Give the file that `persona privacy anonymise --vault` wrote."
})
