/** `s3-handshake report`: the fleet as a page. */
import { defineCommand } from '../../command-line/command';
import { type Operand, oneOf, PROFILE, text, timeLimit } from '../../command-line/option';

const files: Operand<readonly string[]> = {
  name: 'file',
  says: 'what verify, drift and validate printed with --json: shown beside the pictures',
  needs: 'names of files',
  count: 'any',
  completes: 'file',
};

export const report = defineCommand({
  name: 'report',
  group: 'Prove and watch',
  summary: 'Show the fleet as a page: pictures of the access, and what was found.',
  operands: { files },
  options: {
    out: text('folder', 'where index.html is written', { completes: 'folder' }),
    of: oneOf(['file', 'deployed'], 'what would be deployed, or what is (asks AWS)', 'file'),
    profile: PROFILE,
    timeout: timeLimit(3_600),
  },
  examples: [
    { line: 'report', says: 'the files alone, into handshake-report/index.html' },
    { line: 'report verify.json drift.json --of deployed --out site', says: 'all that is known, in CI' },
  ],
  notes: [
    'The page needs nothing from elsewhere and can be sent or printed. The data is in it as JSON.',
    'Exit codes: 0 all as it should be, 2 a finding is shown, 1 something could not be told, 130 interrupted.',
  ],
  handler: () => require('../handlers/report') as typeof import('../handlers/report'),
});
