/** A statement for somebody who must approve it. */
import type { ReasonedStatement } from '../../policies/policy-document';
import { fold, WIDTH } from '../../report/fold';

/** The reason, then the statement as it would stand in the document. */
export function statementText({ statement, reason }: ReasonedStatement): string {
  return [...fold(reason, WIDTH), JSON.stringify(statement, null, 2), ''].join('\n');
}
