/** What shows a cause: what was asked, what came of it, how that was found out, and by which request. */
import type { Result } from '../../../actions/verify/check';
import { evidenceOf } from '../../../actions/verify/run-causes';
import { aTenant } from '../../a-tenant';
import { aVerifyReport } from './a-report';

function resultOf(id: string, change: Partial<Result>): Result {
  const found = aVerifyReport(aTenant()).results.find(({ check }) => check.id === id);
  if (!found) throw new Error(`there is no check ${id}`);
  return { ...found, message: 'AccessDenied: no', ...change };
}

test.each<[string, Partial<Result>, string]>([
  [
    'get.to-amperity/',
    { status: 'fail' },
    'get.to-amperity/: SAYS; should be allowed, tried: AccessDenied: no',
  ],
  [
    'get.to-amperity/',
    { status: 'fail', requestId: 'R1' },
    'get.to-amperity/: SAYS; should be allowed, tried: AccessDenied: no [request R1]',
  ],
  [
    'deny.put-outside-prefix',
    { status: 'pass', how: 'both' },
    'deny.put-outside-prefix: SAYS; should be denied, judged and tried: AccessDenied: no',
  ],
  ['reach.less', { status: 'fail', how: 'judged' }, 'reach.less, judged: AccessDenied: no'],
  ['get.to-amperity/', { status: 'error', requestId: 'R1' }, 'get.to-amperity/: SAYS'],
])('%s, %j', (id, change, text) => {
  const result = resultOf(id, change);
  expect(evidenceOf(result)).toBe(text.replace('SAYS', result.check.says));
});
