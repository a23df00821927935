/** What a comparison could not tell, in words. */
import type { Beyond } from '../iam/reach';

/** `s3:GetObject on arn:…: more resources than could be told apart (statement Objects1 of s3-handshake-access)`. */
export function beyondText({ why, statements, at }: Beyond): string {
  const where = at ? `${at.action} on ${at.resource}: ` : '';
  const by = statements.map(statementText);
  return `${where}${why}${by.length === 0 ? '' : ` (${by.join(', ')})`}`;
}

/** `statement Objects1 of s3-handshake-access`; counted from 1 where it has no Sid. */
export function statementText({ sid, index, policy }: Beyond['statements'][number]): string {
  return `statement ${sid || index + 1} of ${policy}`;
}
