/** `s3-handshake init`: a company's repository. */
import { defineCommand } from '../../command-line/command';
import { flag, JSON_OUT, type Operand, oneOf, text } from '../../command-line/option';

const folder: Operand<string | undefined> = {
  name: 'folder',
  says: 'where; made if it is not there. Without it, the current folder',
  needs: 'a folder',
  count: 'optional',
  completes: 'folder',
};

export const init = defineCommand({
  name: 'init',
  group: 'Set up',
  summary: "Make a company's repository: packages, settings, a folder for tenants, a workflow.",
  operands: { folder },
  options: {
    region: text('region', 'the region of buckets whose tenant names none; default: us-east-1'),
    ci: oneOf(['github', 'gitlab', 'atlantis', 'none'], 'whose workflow is written; default: none'),
    kit: text('spec', 'what npm installs the kit from: a version, a tarball, git; default: as this kit was'),
    yes: flag('ask nothing'),
    json: JSON_OUT,
  },
  examples: [
    { line: 'init vendor-access --ci github', says: 'a new folder, with a workflow for GitHub Actions' },
    { line: 'init . --yes --region eu-central-1', says: 'the current folder, without questions' },
  ],
  notes: [
    'Nothing is overwritten. A package.json and a .gitignore that are there get what they miss.',
    'A folder with handshake.yaml, cdktf.json or tenants/ is refused.',
  ],
  handler: () => require('../handlers/init') as typeof import('../handlers/init'),
});
