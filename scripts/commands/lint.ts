/** `s3-handshake lint`: what is wrong with a policy as it stands in a vendor's document. */
import { POLICY_KINDS } from '../../actions/lint/policy-kind';
import { defineCommand } from '../../command-line/command';
import { file, flag, JSON_OUT, type Operand, oneOf } from '../../command-line/option';

const documents: Operand<readonly string[]> = {
  name: 'file',
  says: 'a policy or a whole document with policies in it; - or none is standard input',
  needs: 'names of files',
  count: 'any',
  completes: 'file',
};

export const lint = defineCommand({
  name: 'lint',
  group: 'Look up',
  summary: "Say what is wrong with the policies in a vendor's document.",
  operands: { files: documents },
  options: {
    type: oneOf(POLICY_KINDS, 'what the policies are; by default the policy tells'),
    toGrants: flag('print the grants of a tenant file that ask for the same'),
    json: JSON_OUT,
    sarif: file('also write the findings as SARIF'),
  },
  examples: [
    { line: 'lint vendor-guide.md', says: 'every policy in a document' },
    { line: 'lint policy.json --type trust', says: 'a trust policy' },
    { line: 'lint policy.json --to-grants', says: 'the same as a tenant file would ask for it' },
  ],
  notes: [
    'Exit codes: 0 nothing found (notes do not count), 2 a finding that is high, medium or low,',
    '1 a file could not be read or holds no policy.',
  ],
  handler: () => require('../handlers/lint') as typeof import('../handlers/lint'),
});
