/** `s3-handshake vendors`: the catalogue, and what is known of each vendor. */
import { defineCommand } from '../command';
import { JSON_OUT, type Operand } from '../option';

const vendorsOrAll: Operand<readonly string[]> = {
  name: 'vendor',
  says: 'vendors as they are named in vendors/; without any, a list of all',
  needs: 'names of vendors',
  count: 'any',
  completes: 'vendor',
};

export const vendors = defineCommand({
  name: 'vendors',
  group: 'Onboard',
  summary: 'List the vendors that are known, or show what is known of one.',
  operands: { ids: vendorsOrAll },
  options: { json: JSON_OUT },
  examples: [
    { line: 'vendors', says: 'the catalogue' },
    { line: 'vendors amperity', says: 'what it needs, where on its screen that is found, and its rules' },
  ],
  notes: ['A vendor is a file in vendors/; adding a vendor is adding a file.'],
  handler: () => require('../handlers/vendors') as typeof import('../handlers/vendors'),
});
