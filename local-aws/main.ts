/** `npm run local-aws`: starts the embedded AWS, prints what a shell needs, and runs until Ctrl-C. */
import { parseArgs } from 'node:util';
import { startLocalAws } from './index';

const USAGE = `npm run local-aws -- [options]

  --port <port>          where to listen (4566)
  --account <12 digits>  whose root credentials to print (111122223333)
  --iam-delay <seconds>  a change of IAM acts only after that time (0)
  --latency <ms>         hold every answer back (0)
  --throttle <share>     answer this share of requests, 0 to 1, with SlowDown (0)
  --log <file>           append a line of JSON for every request`;

class UsageError extends Error {}

function options(): { account: string } & NonNullable<Parameters<typeof startLocalAws>[0]> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4566' },
      account: { type: 'string', default: '111122223333' },
      'iam-delay': { type: 'string', default: '0' },
      latency: { type: 'string', default: '0' },
      throttle: { type: 'string', default: '0' },
      log: { type: 'string' },
    },
  });
  if (!/^\d{12}$/.test(values.account))
    throw new UsageError(`--account ${values.account}: 12 digits are needed`);
  return {
    account: values.account,
    port: numberOf('--port', values.port, 65_535),
    iamDelaySeconds: numberOf('--iam-delay', values['iam-delay']),
    latencyMs: numberOf('--latency', values.latency),
    throttle: numberOf('--throttle', values.throttle, 1),
    ...(values.log === undefined ? {} : { log: values.log }),
  };
}

function numberOf(option: string, text: string, most = Number.POSITIVE_INFINITY): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= most) return value;
  throw new UsageError(
    `${option} ${text}: a number from 0${Number.isFinite(most) ? ` to ${most}` : ''} is needed`,
  );
}

async function main(): Promise<void> {
  const { account, ...settings } = options();
  const aws = await startLocalAws(settings);
  for (const [name, value] of Object.entries(aws.environment(account))) {
    process.stdout.write(`export ${name}=${value}\n`);
  }
  process.stderr.write(`The embedded AWS listens on ${aws.url} until Ctrl-C.\n`);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 0],
  ] as const) {
    process.once(signal, () => void aws.stop().then(() => process.exit(code)));
  }
  const lastWords = await aws.broken;
  process.stderr.write(`moto has ended: ${lastWords}\n`);
  process.exitCode = 1;
  await aws.stop();
}

main().catch((error: NodeJS.ErrnoException) => {
  const isUsage = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(
    `${isUsage ? `${error.message}\n\n${USAGE}` : `the embedded AWS does not start: ${error.message}`}\n`,
  );
  process.exitCode = 1;
});
