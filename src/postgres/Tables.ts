/**
 * The tables that runs are kept in, which make themselves.
 *
 * Of a run, its row says how many entries count: what lies behind them was never told to anybody. So a write that is made twice, or was
 * given up and is made late by the server, leaves nothing wrong.
 */
import { Effect, Schema } from "effect"
import { JournalNewer, RunStoreError, StoreUnavailable } from "../stages/RunStore.ts"
import type { Database } from "./Database.ts"

/** The form of the tables and of the entries in them. */
export const form = 1

/** How tables are called. */
export interface TablesOptions {
  /** The schema of the tables; it is made where it is not there. Left out, the first of the connection's search path. */
  readonly schema?: string
  /** What the names of the tables begin with. Default `effect_persona_`. */
  readonly prefix?: string
}

/** The names of the tables, as SQL. */
export interface Tables {
  /** One row: the form of the others. */
  readonly form: string
  /** A row a run: who holds it until when, and how many entries it has. */
  readonly runs: string
  /** A row an entry. */
  readonly entries: string
}

const pattern = /^[a-z_][a-z0-9_]{0,39}$/i

const namesOf = ({ prefix = "effect_persona_", schema }: TablesOptions): Tables => {
  const place = schema === undefined ? "" : `"${schema}".`
  const named = (name: string) => `${place}"${prefix}${name}"`
  return { form: named("form"), runs: named("runs"), entries: named("entries") }
}

/**
 * Makes what is not there. Only where something is missing, because it takes rights that an app may not have; one process after the other,
 * because PostgreSQL's own IF NOT EXISTS fails when two come at once.
 */
const making = ({ entries, form: formTable, runs }: Tables, schema: string | undefined): string => `
DO $make$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('effect-persona'));
  ${schema === undefined ? "" : `IF to_regnamespace('"${schema}"') IS NULL THEN CREATE SCHEMA "${schema}"; END IF;`}
  IF to_regclass('${formTable}') IS NULL THEN
    CREATE TABLE ${runs} (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL UNIQUE,
      -- How many entries count.
      length integer NOT NULL DEFAULT 0,
      -- Goes up with each holder: what an earlier one still writes is refused.
      fence bigint NOT NULL DEFAULT 1,
      -- Goes up with each write: an earlier one that comes late is refused.
      write bigint NOT NULL DEFAULT 0,
      holder text NOT NULL,
      held_until timestamptz NOT NULL
    ) WITH (fillfactor = 50);
    CREATE TABLE ${entries} (
      run bigint NOT NULL REFERENCES ${runs} ON DELETE CASCADE,
      number integer NOT NULL,
      checksum text NOT NULL,
      -- JSON as text: jsonb takes neither every text nor the order of keys.
      entry text NOT NULL,
      PRIMARY KEY (run, number)
    );
    CREATE TABLE ${formTable} AS SELECT ${form} AS form;
  END IF;
END $make$`

/** The tables, once they are there and of the form that this version knows. */
export const make = (database: Database, options: TablesOptions): Effect.Effect<Tables, RunStoreError> => {
  const tables = namesOf(options)
  let isMade = false
  const made = Effect.gen(function* () {
    const found = yield* database.query(
      Schema.Tuple([Schema.Boolean]),
      "SELECT coalesce(to_regclass($1) IS NOT NULL, false)",
      [tables.form]
    )
    if (found[0]?.[0] !== true) yield* database.query(Schema.Unknown, making(tables, options.schema), [])
    isMade = true
  })
  return Effect.gen(function* () {
    const strange = [options.schema, options.prefix].find((name) => name !== undefined && !pattern.test(name))
    if (strange !== undefined) {
      return yield* new RunStoreError({
        reason: new StoreUnavailable({
          message: `Tables of runs cannot be in a schema or begin with ${JSON.stringify(strange)}: use letters, digits and underscores, at most 40.`
        })
      })
    }
    if (!isMade) yield* made
    const forms = yield* database.query(Schema.Tuple([Schema.Int]), `SELECT form FROM ${tables.form}`, [])
    const newest = Math.max(0, ...forms.map(([number]) => number))
    if (newest > form) {
      return yield* new RunStoreError({
        reason: new JournalNewer({
          message: `The tables of runs, ${tables.runs} and others, were made by a newer version of effect-persona (form ${newest}): go on with that version, or give this one tables of its own with prefix.`
        })
      })
    }
    return tables
  })
}
