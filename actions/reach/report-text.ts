/** The list for people at a terminal. */
import type { Difference } from '../../iam/reach';
import { paragraph } from '../../report/fold';
import { accessText } from '../../worlds/access-words';
import { statementText } from '../../worlds/beyond-text';
import type { ReachReport } from './reach-tenant';

export function reachText({ tenant, of, accesses, inconclusive, assumptions }: ReachReport): string {
  const open = accesses.filter(({ direction }) => direction !== 'dormant');
  const dormant = accesses.filter(({ direction }) => direction === 'dormant');
  const source = of === 'file' ? 'as its file would be deployed' : 'as it is deployed';
  return [
    `${tenant.name}: who may do what, ${source}`,
    '',
    ...(open.length === 0 ? ['Nobody may do anything that was asked for.'] : open.flatMap(entry)),
    ...(dormant.length === 0 ? [] : ['', 'If another policy allowed it:', ...dormant.flatMap(entry)]),
    '',
    ...inconclusive.map((text) => paragraph(`Inconclusive: ${text}`)),
    ...assumptions.map((text) => paragraph(`Taken for granted: ${text}`)),
    '',
  ].join('\n');
}

function entry(access: Difference): readonly string[] {
  const by = [...new Set(access.causes.map(({ statement }) => statementText(statement)))].join(' and ');
  const text = accessText(access, access.direction === 'dormant' ? 'could' : 'may');
  return [paragraph(text), ...(by === '' ? [] : [paragraph(`by ${by}`, { indent: '    ' })])];
}
