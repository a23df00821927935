/** `s3-handshake set`: changes fields of a tenant's file, and keeps its comments. */
import { defineCommand } from '../command';
import { DRY_RUN, JSON_OUT, ONE_TENANT, type Operand } from '../option';

const assignments: Operand<readonly string[]> = {
  name: 'field=value',
  says: 'what is to be set: externalId=…',
  needs: 'what is to be set: externalId=…',
  count: 'some',
};

export const set = defineCommand({
  name: 'set',
  group: 'Change',
  summary: "Change fields of a tenant's file, judged before it is written.",
  operands: { tenant: ONE_TENANT, assignments },
  options: { dryRun: DRY_RUN, json: JSON_OUT },
  examples: [
    { line: 'set acme-prod externalId=acme-7f3a', says: 'a field' },
    {
      line: "set acme-prod 'principal=[arn:aws:iam::999988887777:role/a]' tags.owner=",
      says: 'a list; and one taken out',
    },
    { line: 'set acme-prod bucket.preventDestroy=false --dry-run', says: 'look at it first' },
  ],
  notes: [
    'A field is named as in messages: externalId, bucket.preventDestroy, grants[0].prefix.',
    'Lists are written as in YAML: principal=[arn:…, arn:…]. An empty value takes the field out.',
  ],
  handler: () => require('../handlers/set') as typeof import('../handlers/set'),
});
