/** `s3-handshake reach`: who may do what, where. */
import { defineCommand } from '../../command-line/command';
import { JSON_OUT, ONE_TENANT, oneOf, PROFILE, text, timeLimit } from '../../command-line/option';

export const reach = defineCommand({
  name: 'reach',
  group: 'Look up',
  summary: "Tell who may do what, where, with a tenant's bucket, role and key.",
  operands: { tenant: ONE_TENANT },
  options: {
    of: oneOf(['file', 'deployed'], 'what would be deployed, or what is (asks AWS)', 'file'),
    who: text('arn', 'only what this role, user or account may do'),
    what: text('action', 'only this action; * and ? stand for any letters'),
    where: text('key', 'only what leads to this object, or lists it'),
    profile: PROFILE,
    timeout: timeLimit(600),
    json: JSON_OUT,
  },
  examples: [
    { line: 'reach acme-prod', says: 'everybody, by what the file says' },
    { line: 'reach acme-prod --of deployed --where hr/salaries.csv', says: 'who reaches this object today' },
  ],
  notes: [
    '--of deployed needs the read rights that drift --policy prints.',
    'Exit codes: 0 the list is whole, 1 something could not be told or read, 130 interrupted.',
  ],
  handler: () => require('../handlers/reach') as typeof import('../handlers/reach'),
});
