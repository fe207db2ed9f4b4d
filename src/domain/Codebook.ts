/**
 * What each question of a study is: its columns, kind, scale, missing codes and base. Guessed from the data, corrected by the
 * researcher.
 */
import { Schema } from "effect"

const Text = Schema.NonEmptyString
const Texts = Schema.Array(Schema.String)

/**
 * What somebody answers with: `single`, one of a list; `multiple`, any of a list; `scale`, a graded rating; `rank`, places from
 * 1; `number`, an amount, count or year; `date`; `text`, words of their own.
 */
export const QuestionKind = Schema.Literals(["single", "multiple", "scale", "number", "date", "text", "rank"])
export type QuestionKind = typeof QuestionKind.Type

/**
 * How the answers lie in the table: in one `column`; `one-hot`, a column an option; `delimited`, several options in a cell; `grid`,
 * a column an item.
 */
export const Layout = Schema.Literals(["column", "one-hot", "delimited", "grid"])
export type Layout = typeof Layout.Type

/** What a question is after. */
export const Asks = Schema.Literals(["goal", "pain", "behaviour", "opinion", "fact", "other"])
export type Asks = typeof Asks.Type

/** What a question says of who somebody is. */
export const Demographic = Schema.Literals([
  "age",
  "gender",
  "occupation",
  "education",
  "income",
  "household",
  "region"
])
export type Demographic = typeof Demographic.Type

/** A column of a question. */
export const QuestionColumn = Schema.Struct({
  /** The column's header, as records name it. */
  header: Text,
  /** The option or item that the column stands for. */
  item: Schema.optionalKey(Schema.String),
  /** Whether it holds the words written beside the options, as under "Other". */
  openEnded: Schema.optionalKey(Schema.Boolean)
})

/** A column of a question. */
export interface QuestionColumn extends Schema.Schema.Type<typeof QuestionColumn> {}

/** A question and where its answers are. */
export const Question = Schema.Struct({
  /** Unique in the codebook, short, stable for the same headers. */
  key: Text,
  text: Schema.String,
  /** A few words that a chart can carry. */
  label: Schema.String,
  kind: QuestionKind,
  layout: Layout,
  columns: Schema.Array(QuestionColumn),
  /** Set to a comma where the numbers of the column are written `18,5`. */
  decimalSign: Schema.optionalKey(Schema.Literals([",", "."])),
  /** What joins the options of a `delimited` cell. */
  separator: Schema.optionalKey(Schema.String),
  /** The answers that may be given. Where `direction` is set, from low to high. */
  options: Schema.optionalKey(Texts),
  /** Answers that are no step of the scale, such as "Don't know". */
  offScale: Schema.optionalKey(Texts),
  /** Set where the answers have an order. `ascending`: what comes later, or a higher number, is more; `descending`: less. */
  direction: Schema.optionalKey(Schema.Literals(["ascending", "descending"])),
  /** Cells that mean that nobody answered. An empty cell always does. */
  missing: Texts,
  /** How a `one-hot` cell says that the option was not chosen; empty where such cells are blank. */
  unticked: Schema.optionalKey(Schema.String),
  /** Columns whose answers tell who was asked, where an unticked option is blank. */
  base: Schema.optionalKey(Texts),
  asks: Asks,
  demographic: Schema.NullOr(Demographic),
  /** The key of the question that this one repeats. */
  repeatOf: Schema.optionalKey(Text),
  /** Whether personas may speak of it. */
  use: Schema.Boolean,
  /** How sure the guess is, 0 to 1; 1 where the researcher or the file said so. */
  confidence: Schema.Finite
})

/** A question and where its answers are. */
export interface Question extends Schema.Schema.Type<typeof Question> {}

/** What a column is that holds no answer to a question. */
export const MetaRole = Schema.Literals([
  "respondent-id",
  "row-number",
  "timestamp",
  "duration",
  "platform",
  "weight",
  "design",
  "computed",
  "empty"
])
export type MetaRole = typeof MetaRole.Type

/** A column that holds no answer to a question. */
export const Meta = Schema.Struct({
  column: Text,
  role: MetaRole,
  /** Cells that mean that nothing was written. */
  missing: Schema.optionalKey(Texts),
  /** How sure the guess is, 0 to 1. */
  confidence: Schema.Finite
})

/** A column that holds no answer to a question. */
export interface Meta extends Schema.Schema.Type<typeof Meta> {}

/** What each column of a study is. */
export const Codebook = Schema.Struct({
  /** In the order of their first columns. */
  questions: Schema.Array(Question),
  metadata: Schema.Array(Meta),
  /** The column whose values tell people apart, where a person has several rows. */
  respondentColumn: Schema.NullOr(Text),
  /** The column with the weight of each respondent. */
  weightColumn: Schema.NullOr(Text),
  rows: Schema.Int,
  respondents: Schema.Int
})

/** What each column of a study is. */
export interface Codebook extends Schema.Schema.Type<typeof Codebook> {}
