/** The rows of `statements.json` as policies. */
import type { PolicyKind } from '../../../actions/lint/policy-kind';
import type { PlainPolicy } from './forms';
import rows from './statements.json';

export interface StatementCase {
  readonly says: string;
  readonly page: string;
  readonly policy: PlainPolicy;
  readonly type: PolicyKind | undefined;
  /** Severity and rule of each finding. */
  readonly finds: readonly string[];
}

export const STATEMENTS: readonly StatementCase[] = rows.map(({ says, page, statements, finds }) => ({
  says,
  page,
  policy: { Version: '2012-10-17', Statement: statements } as unknown as PlainPolicy,
  type: undefined,
  finds,
}));
