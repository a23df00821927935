/** `s3-handshake rotate`: another external ID, with no moment in which neither works. */
import { defineCommand } from '../command';
import { DRY_RUN, flag, JSON_OUT, ONE_TENANT, text } from '../option';

export const rotate = defineCommand({
  name: 'rotate',
  group: 'Change',
  summary: 'Change the external ID: first let a second one in, later drop the first.',
  operands: { tenant: ONE_TENANT },
  options: {
    to: text('external ID', 'the new external ID; where the customer makes it, one is made', {
      excludes: ['finish', 'back'],
    }),
    finish: flag('drop the old one, when the vendor uses the new one', { excludes: ['back'] }),
    back: flag('drop the new one'),
    dryRun: DRY_RUN,
    json: JSON_OUT,
  },
  examples: [
    { line: 'rotate acme-prod --to acme-8b21', says: 'both are let in from the next deployment on' },
    { line: 'rotate acme-prod --finish', says: 'when the vendor uses the new one' },
  ],
  handler: () => require('../handlers/rotate') as typeof import('../handlers/rotate'),
});
