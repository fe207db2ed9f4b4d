/**
 * Stores that keep runs beyond the life of a process: docs/durability.md.
 */
export * as FolderRunStore from "./FolderRunStore.ts"
