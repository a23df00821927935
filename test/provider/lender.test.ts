/** Providers that are lent, played by a script that says what a provider says, and which one it is. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until';
import { LENDER_VARIABLE, withProvider } from './borrowed-provider';
import { type Lender, startLender } from './lender';

const RUNS = `#!/bin/sh
printf '%s' "$1" > "$0.$$"
echo "Provider started. To attach Terraform CLI, set the TF_REATTACH_PROVIDERS environment variable:"
echo "	TF_REATTACH_PROVIDERS='$$'"
exec sleep 1000
`;

let folder: string;
let lender: Lender | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lender-'));
});
afterEach(() => {
  lender?.stop();
  lender = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function lend(script: string): Promise<void> {
  const program = join(folder, 'provider');
  writeFileSync(program, script, { mode: 0o700 });
  lender = await startLender(folder, program);
  process.env[LENDER_VARIABLE] = lender.address;
}

/** A run that has a provider until it is told to end. */
function run(env: NodeJS.ProcessEnv = {}) {
  let end = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    end = resolve;
  });
  let has: string | undefined;
  const done = withProvider(env, async ({ TF_REATTACH_PROVIDERS }) => {
    has = TF_REATTACH_PROVIDERS ?? 'none';
    await told;
  });
  return { has: () => has, end, done };
}

const isRunning = (id: string): boolean => {
  try {
    process.kill(Number(id), 0);
    return true;
  } catch {
    return false;
  }
};

test('a provider is lent to one run at a time; the third run waits for the first that ends', async () => {
  await lend(RUNS);
  const [first, second, third] = [run(), run(), run()];
  const [one, two] = [await until(first.has), await until(second.has)];
  expect(one).not.toBe(two);
  expect(readFileSync(join(folder, `provider.${one}`), 'utf8')).toBe('-debug');
  expect(third.has()).toBeUndefined();
  second.end();
  expect(await until(third.has)).toBe(two);
  for (const each of [first, third]) each.end();
  await Promise.all([first, second, third].map(({ done }) => done));
  lender?.stop();
  await until(() => ![one, two].some(isRunning));
});

test("the provider takes the run's credentials and endpoint from its own file, and no others", async () => {
  await lend(RUNS);
  for (const at of ['first', 'second']) {
    const { has, end, done } = run({
      AWS_ACCESS_KEY_ID: at,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      HOME: '/',
    });
    await until(has);
    const lines = ['[default]', `aws_access_key_id = ${at}`, 'endpoint_url = http://127.0.0.1:1', ''];
    expect(readFileSync(join(folder, 'profile-0'), 'utf8')).toBe(lines.join('\n'));
    end();
    await done;
  }
  expect(existsSync(join(folder, 'profile-1'))).toBe(false);
});

test('for one that died another one is started', async () => {
  await lend(RUNS);
  const first = run();
  const died = await until(first.has);
  process.kill(Number(died), 'SIGKILL');
  await until(() => !isRunning(died));
  first.end();
  await first.done;
  const second = run();
  expect(await until(second.has)).not.toBe(died);
  second.end();
  await second.done;
});

test.each([
  ['one that does not start', '#!/bin/sh\nexit 1\n'],
  ['one that cannot be run', ''],
])('of %s none is lent: Terraform starts its own', async (_, script) => {
  await lend(script);
  for (const { has, end, done } of [run(), run(), run()]) {
    expect(await until(has)).toBe('none');
    end();
    await done;
  }
});

test('where the lender is gone, Terraform starts its own', async () => {
  process.env[LENDER_VARIABLE] = join(folder, 'nowhere');
  const { has, end, done } = run();
  expect(await until(has)).toBe('none');
  end();
  await done;
});
