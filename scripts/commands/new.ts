/** `s3-handshake new`: a tenant's file, by questions, by flags, or many at once from a table. */
import { defineCommand } from '../../command-line/command';
import { DRY_RUN, flag, type Operand, PROFILE, text, texts } from '../../command-line/option';
import { ANSWERS } from './new-answers';

const operands = {
  tenant: {
    name: 'tenant',
    says: "the tenant's name, which its file and its stack will have",
    needs: 'the name of one tenant',
    count: 'optional',
  } as Operand<string | undefined>,
};

/** What a table says of each of its tenants itself, and whose credentials look at what is there, which no table asks. */
const OF_ONE_TENANT = [...Object.keys(ANSWERS), 'grant', 'use', 'set', 'profile'];

const options = {
  ...ANSWERS,
  grant: texts('grant', "a prefix and what is allowed below it: 'to-vendor/ get,list'; repeatable"),
  use: texts('use', 'what the vendor does, by its profile: pull, or pull=prefix/; repeatable'),
  set: texts('field=value', 'any other field: tags.owner=data-platform; repeatable'),
  profile: text('name', `${PROFILE.says}, to look at what is there`),
  offline: flag('do not ask AWS what is there'),
  yes: flag('ask nothing'),
  from: text('file', 'a table of tenants (.csv, .xlsx, .json): all rows become files, or none', {
    completes: 'file',
    excludes: OF_ONE_TENANT,
  }),
  template: flag('print the header of such a table, with a row as a sample', {
    excludes: [...OF_ONE_TENANT, 'from', 'dryRun', 'json'],
  }),
  dryRun: DRY_RUN,
  json: flag('one document on standard output; asks nothing'),
};

export const newTenant = defineCommand({
  name: 'new',
  group: 'Onboard',
  summary: "Make a tenant's file: by questions, by flags, or many from a table.",
  operands,
  options,
  examples: [
    { line: 'new', says: 'by questions' },
    {
      line: 'new acme-prod --vendor amperity --bucket acme-data --use pull --use push=from-vendor/',
      says: 'by flags',
    },
    { line: 'new --template > tenants.csv', says: 'the header of a table' },
    { line: 'new --from tenants.csv --dry-run', says: 'many from a table; look at them first' },
  ],
  notes: ["At a terminal, new asks for what flags do not say and the vendor's profile leaves open."],
  handler: () => require('../handlers/new') as typeof import('../handlers/new'),
});
