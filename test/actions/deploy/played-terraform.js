#!/usr/bin/env node
// Terraform as far as a deployment sees it: plans, states with lineage and serial, locks, stale plans, an interrupt that
// lets it end what it holds. What it makes is a file each, in PLAYED_WORLD: what is there and in no state is orphaned.
// PLAYED_LOG takes a line a call, PLAYED_FAIL the name of a stack whose apply fails, PLAYED_MS how long a resource takes.
const fs = require('node:fs');
const { basename, join } = require('node:path');

const { PLAYED_LOG, PLAYED_WORLD, PLAYED_FAIL, PLAYED_MS = '0' } = process.env;
const stack = basename(process.cwd());
const [command, ...args] = process.argv.slice(2);
const { terraform, resource = {}, output = {} } = JSON.parse(fs.readFileSync('cdk.tf.json', 'utf8'));
const file = terraform.backend.local.path;
const world = join(PLAYED_WORLD, stack);
const lock = `${file}.lock`;

fs.appendFileSync(PLAYED_LOG, `${command} ${stack}\n`);

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const state = () =>
  fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : { lineage: `${stack}-${Date.now()}`, serial: 0, outputs: {}, resources: {} };

function write(next) {
  fs.writeFileSync(`${file}.new`, JSON.stringify({ ...next, serial: next.serial + 1 }));
  fs.renameSync(`${file}.new`, file);
}

function fail(message) {
  process.stderr.write(`╷\n│ Error: ${message}\n╵\n`);
  process.exit(1);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function locked(work) {
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      // The system lets go of a lock whose process is gone.
      if (!isRunning(Number(fs.readFileSync(lock, 'utf8') || 0))) fs.rmSync(lock, { force: true });
      else await sleep(20);
    }
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function wanted() {
  const all = Object.entries(resource).flatMap(([type, some]) =>
    Object.entries(some).map(([name, { '//': _, ...values }]) => [`${type}.${name}`, values]),
  );
  return Object.fromEntries(all);
}

function changes(destroys) {
  const { resources } = state();
  const next = destroys ? {} : wanted();
  const addresses = [...new Set([...Object.keys(next), ...Object.keys(resources)])];
  return addresses.flatMap((address) => {
    const [before, after] = [resources[address] ?? null, next[address] ?? null];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const actions = before === null ? ['create'] : after === null ? ['delete'] : ['update'];
    return [{ address, type: address.split('.')[0], change: { actions, before, after } }];
  });
}

async function apply(plan) {
  if (state().serial !== plan.serial) fail('Saved plan is stale');
  let isInterrupted = false;
  process.on('SIGINT', () => {
    isInterrupted = true;
  });
  fs.mkdirSync(world, { recursive: true });
  for (const { address, change } of plan.resource_changes) {
    if (isInterrupted) fail('execution halted');
    if (PLAYED_FAIL === stack) fail('creating IAM Role: AccessDenied');
    process.stdout.write(`${address}: Creating...\n`);
    const { resources, ...rest } = state();
    const { [address]: _, ...others } = resources;
    if (change.after === null) fs.rmSync(join(world, address), { force: true });
    else fs.writeFileSync(join(world, address), JSON.stringify(change.after));
    await sleep(Number(PLAYED_MS));
    write({ ...rest, resources: change.after === null ? others : { ...others, [address]: change.after } });
    process.stdout.write(`${address}: Creation complete after 0s\n`);
  }
  const values = Object.keys(output).map((name) => [name, { value: `${stack} ${name}` }]);
  write({ ...state(), outputs: plan.destroys ? {} : Object.fromEntries(values) });
}

const read = (path) => JSON.parse(fs.readFileSync(path, 'utf8'));
const commands = {
  init: () => fs.mkdirSync('.terraform', { recursive: true }),
  plan: () =>
    locked(() => {
      const out = args.find((arg) => arg.startsWith('-out=')).slice('-out='.length);
      const destroys = args.includes('-destroy');
      const plan = { serial: state().serial, destroys, resource_changes: changes(destroys) };
      fs.writeFileSync(out, JSON.stringify(plan));
    }),
  show: () => process.stdout.write(`${JSON.stringify(read(args.at(-1)))}\n`),
  apply: () => locked(() => apply(read(args.at(-1)))),
  output: () => process.stdout.write(`${JSON.stringify(state().outputs)}\n`),
};
void Promise.resolve(commands[command]());
