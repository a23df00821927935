/** `s3-handshake local-aws`: the embedded AWS, and both sides of it. */

import { defineCommand } from '../../command-line/command';
import { type Operand, type Option, oneOf, text } from '../../command-line/option';
import { UserError } from '../../config/user-error';
import { LOCAL_AWS_PORT } from '../../config/values/local-aws';

/** A number from 0 to `most`, with or without a point. */
function number(most: number, says: string): Option<number | undefined> {
  return {
    says,
    placeholder: 'n',
    fallback: undefined,
    sample: '0',
    read(typed, name) {
      const value = Number(typed);
      if (typed.trim() !== '' && value >= 0 && value <= most) return value;
      throw new UserError(
        `${name} is ${typed}; it is a number from 0${Number.isFinite(most) ? ` to ${most}` : ''}`,
      );
    },
  };
}

const tenant: Operand<string | undefined> = {
  name: 'tenant',
  says: 'with --as vendor: the tenant whose vendor one wants to be',
  needs: 'the name of one tenant',
  count: 'optional',
  completes: 'tenant',
};

export const localAws = defineCommand({
  name: 'local-aws',
  group: 'Set up',
  summary: 'Start an AWS on this machine that refuses what AWS refuses; or be a vendor in it.',
  operands: { tenant },
  options: {
    as: oneOf(['vendor'], 'print what a shell needs to be the vendor of a tenant, in one that runs'),
    port: number(65_535, `where it listens; default: ${LOCAL_AWS_PORT}`),
    account: text('12 digits', 'whose root credentials are printed; default: 111122223333'),
    iamDelay: number(Number.POSITIVE_INFINITY, 'seconds after which a change of IAM acts'),
    latency: number(Number.POSITIVE_INFINITY, 'milliseconds by which every answer is held back'),
    throttle: number(1, 'the share of requests that are answered with SlowDown'),
    state: text('folder', 'take up what is kept there, and keep all that is made; default: in memory', {
      completes: 'folder',
    }),
    log: text('file', 'append a line of JSON for every request', { completes: 'file' }),
  },
  examples: [
    { line: 'local-aws', says: 'runs until Ctrl-C; eval the lines that it prints in another shell' },
    {
      line: 'local-aws --as vendor acme-prod',
      says: 'the vendor of acme-prod, for: verify acme-prod --as vendor',
    },
  ],
  notes: [
    'It ends with Ctrl-C, and with the program that has started it. Nothing of it is left behind but what --state keeps.',
    'To play both sides: deploy in a shell with the first lines, then eval those of the vendor there.',
  ],
  handler: () => require('../handlers/local-aws') as typeof import('../handlers/local-aws'),
});
