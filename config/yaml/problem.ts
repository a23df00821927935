/** What is wrong in a user's file, where, and what would be right. */

export interface Problem {
  /** Path relative to the project, with `/`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** The field, as the user would name it: `grants[1].prefix`; empty where the whole file is meant. */
  readonly path: string;
  /** What is wrong and what would be right, one sentence or two, no full stop at its end. */
  readonly message: string;
}

/** `tenants/acme-prod.yaml:7 grants[1].prefix: …` */
export function formatProblem({ file, line, path, message }: Problem): string {
  return `${file}:${line} ${path === '' ? '' : `${path}: `}${message}`;
}
