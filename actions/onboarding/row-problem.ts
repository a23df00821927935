/** What is wrong with a row of a table of tenants, or with its header. */
export interface RowProblem {
  readonly row: number;
  /** The column's name; empty where the row as a whole is meant. */
  readonly column: string;
  readonly message: string;
}
