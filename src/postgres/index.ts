/**
 * Keeps runs in a PostgreSQL database: docs/durability.md#in-postgresql. Takes the package `@effect/sql-pg`.
 */
export * as PostgresRunStore from "./PostgresRunStore.ts"
