/** `npm run local-aws`: starts the embedded AWS, prints what a shell needs, and runs until Ctrl-C. */
import { parseArgs } from 'node:util';
import { startLocalAws } from './index';

const DEFAULT_PORT = '4566';
const DEFAULT_ACCOUNT = '111122223333';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: DEFAULT_PORT },
      account: { type: 'string', default: DEFAULT_ACCOUNT },
      'iam-delay': { type: 'string', default: '0' },
    },
  });
  const aws = await startLocalAws({
    port: Number(values.port),
    iamDelaySeconds: Number(values['iam-delay']),
  });
  for (const [name, value] of Object.entries(aws.environment(values.account))) {
    process.stdout.write(`export ${name}=${value}\n`);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => aws.stop().then(() => process.exit(0)));
  }
}

void main();
