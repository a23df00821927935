/** `s3-handshake adopt`: what a deployment that takes something over would take away from it. */
import { defineCommand } from '../../command-line/command';
import { flag, JSON_OUT, PROFILE, TENANTS_NAMED, timeLimit } from '../../command-line/option';

export const adopt = defineCommand({
  name: 'adopt',
  group: 'Onboard',
  summary: 'Say what a bucket or role that is taken over would lose.',
  operands: { tenants: TENANTS_NAMED },
  options: {
    record: flag('write what is there to adoptions/<tenant>.json, which the deployment needs'),
    profile: PROFILE,
    timeout: timeLimit(600),
    json: JSON_OUT,
  },
  examples: [
    { line: 'adopt acme-prod', says: 'what would be lost; nothing is changed' },
    { line: 'adopt acme-prod --record', says: 'the same, written down for the deployment' },
  ],
  notes: [
    'AWS is only read. HANDSHAKE_ALLOW_LOSS=<tenant> with --record approves what would be lost.',
    'Exit codes: 0 nothing is lost that is not approved, 2 something would be, 1 something could not be read.',
  ],
  handler: () => require('../handlers/adopt') as typeof import('../handlers/adopt'),
});
