/** `s3-handshake drift`: what is deployed against what the tenants' files say. */

import { defineCommand } from '../../command-line/command';
import {
  file,
  flag,
  JSON_OUT,
  type Operand,
  oneOf,
  PROFILE,
  text,
  texts,
  timeLimit,
  wholeNumber,
} from '../../command-line/option';
import { PARTITIONS } from '../../config/values/arn';

const operands = {
  names: {
    name: 'tenant',
    says: 'names of tenants, with * and ?; without any, all tenants; with --merge, the JSON reports',
    needs: 'names of tenants',
    count: 'any',
    completes: 'tenant',
  } as Operand<readonly string[]>,
};

const options = {
  engine: oneOf(['api', 'terraform'], 'api asks AWS itself; terraform plans every stack', 'api'),
  parallelism: wholeNumber(256, 'tenants at once; default: 8, or plans as processors and memory allow'),
  shard: text('i/n', 'only the i-th of n parts of the fleet, always the same tenants'),
  account: texts(
    'id,…',
    'look for orphans in these accounts too; by the engine api and without names of tenants only',
  ),
  timeout: timeLimit(3_600),
  profile: PROFILE,
  merge: flag('put the JSON reports of all shards together'),
  policy: flag('print the read rights that drift needs, as a policy'),
  partition: oneOf(PARTITIONS, 'of the rights that are printed', 'aws'),
  json: JSON_OUT,
  junit: file('write the report as JUnit as well'),
  sarif: file('… as SARIF'),
  markdown: file('… as markdown'),
  html: file('… as a page that needs nothing from elsewhere'),
};

export const drift = defineCommand({
  name: 'drift',
  group: 'Prove and watch',
  summary: "Compare what is deployed with what the tenants' files say.",
  operands,
  options,
  examples: [
    { line: 'drift', says: 'all tenants, and what has lost its file' },
    { line: 'drift acme-prod --engine terraform', says: 'one tenant, by its plan' },
    { line: 'drift --shard 2/4 --json', says: 'a quarter of the fleet, for CI' },
    { line: 'drift --merge 1.json 2.json 3.json 4.json --junit drift.xml', says: 'the quarters together' },
    { line: 'drift --policy', says: 'the rights that it needs' },
  ],
  notes: [
    'drift-ignore.yaml names what is known to differ, each with a reason and a last day.',
    'Exit codes: 0 all is as the files say, 2 something differs, 1 something could not be read.',
  ],
  handler: () => require('../handlers/drift') as typeof import('../handlers/drift'),
});
