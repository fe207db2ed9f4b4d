/**
 * Replacing personal data on this machine: `effect-persona/privacy`.
 */
export * as LocalAnonymiser from "./LocalAnonymiser.ts"
export type { DeniedTerm, ListsOptions } from "./TermLists.ts"
export type { LocalAnonymiserOptions } from "./LocalAnonymiser.ts"
export * as Operators from "./Operators.ts"
export type { Pseudonymiser } from "./Pseudonymiser.ts"
export type { ColumnVerdict, Recogniser, RecogniserContext, Span } from "./Recogniser.ts"
export * as Scan from "./Scan.ts"
export type { RecordFinding, RecordScanner, Scanner, ScannerOptions } from "./Scan.ts"
export type { JudgedColumn } from "./columns/Columns.ts"
export type { Restored } from "./Restore.ts"
export * as Restore from "./Restore.ts"
export type { VaultEntry } from "./Vault.ts"
export * as VaultFile from "./VaultFile.ts"
export * from "./recognisers/All.ts"
export { allRecognisers, defaultRecognisers } from "./recognisers/index.ts"
