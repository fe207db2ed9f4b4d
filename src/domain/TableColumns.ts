/**
 * The columns of a table as its file lists them, with what the file says about each: also those that nobody answered.
 */

/** What is known of a column besides its cells. */
export interface TableColumn {
  readonly name: string
  /** What was asked: the label of the variable, or the row of questions below the header. */
  readonly label?: string
  /** What its codes stand for, such as `1` for `Student`. */
  readonly valueLabels?: ReadonlyMap<string, string>
  /** Codes that mean that nobody answered. Their cells are empty. */
  readonly missing?: ReadonlyArray<string>
}

/** The columns of a table, from left to right. */
export interface TableColumns {
  readonly file: string
  /** The name of the sheet, where a file has several. */
  readonly sheet?: string
  /** How many rows on top are no answers. */
  readonly headerRows: number
  readonly columns: ReadonlyArray<TableColumn>
}
