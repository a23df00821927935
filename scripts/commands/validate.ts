/** `s3-handshake validate`: checks all files, and proves that the policies allow what they say and nothing else. */
import { defineCommand } from '../../command-line/command';
import { file, JSON_OUT, TENANTS_OR_ALL, text } from '../../command-line/option';

export const validate = defineCommand({
  name: 'validate',
  group: 'Prove and watch',
  summary: 'Check all files, and prove that the policies allow what they say, and no more.',
  operands: { tenants: TENANTS_OR_ALL },
  options: {
    against: text('ref', 'say what has changed since a commit of git: what is given, what is taken'),
    json: JSON_OUT,
    junit: file('write the report as JUnit XML as well'),
    sarif: file('… as SARIF, for code hosts that show findings beside the lines'),
    markdown: file('… as markdown, for a comment beside a change'),
    html: file('… as a page that needs nothing from elsewhere'),
  },
  examples: [
    { line: 'validate', says: 'every tenant; needs no account and no network' },
    { line: 'validate --against origin/main --markdown change.md', says: 'what a change gives and takes' },
  ],
  notes: [
    'Exit codes: 0 all as it should be, 2 a finding (a problem of a file is one; a change and a notice are none),',
    '1 inconclusive (no project here, no such tenant, no such commit), 130 interrupted.',
  ],
  handler: () => require('../handlers/validate') as typeof import('../handlers/validate'),
});
