/** `s3-handshake explain`: why the embedded AWS allowed or denied a request. */

import { defineCommand } from '../../command-line/command';
import type { Operand } from '../../command-line/option';

const requestId: Operand<string> = {
  name: 'request-id',
  says: 'as the answer had it: x-amz-request-id or x-amzn-requestid',
  needs: 'the id of one request',
  count: 'one',
};

export const explain = defineCommand({
  name: 'explain',
  group: 'Set up',
  summary: 'Say why the embedded AWS that runs here allowed or denied a request.',
  operands: { requestId },
  options: {},
  examples: [{ line: 'explain 4442587FB7D0A2F9', says: 'in a shell with the lines that local-aws printed' }],
  handler: () => require('../handlers/explain') as typeof import('../handlers/explain'),
});
