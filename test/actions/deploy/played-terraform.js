#!/usr/bin/env node
// Terraform as far as a deployment sees it: plans, states with lineage and serial, locks, stale plans, an interrupt that
// lets it end what it holds. What it makes is a file each, in PLAYED_WORLD: what is there and in no state is orphaned.
// PLAYED_LOG takes a line a call, PLAYED_FAIL the name of a stack whose apply fails, PLAYED_DENIED of one whose plan does,
// PLAYED_MS how long a resource takes.
// Run as a program or called in the process: `play`.
const fs = require('node:fs');
const { basename, join } = require('node:path');

/** How Terraform ends where it fails. */
class Failure extends Error {}

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const read = (path) => JSON.parse(fs.readFileSync(path, 'utf8'));

function fail(message) {
  throw new Failure(message);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function locked(lock, work) {
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

/** What a refused call of AWS looks like when Terraform passes it on. */
const DENIED =
  'creating IAM Role (s3-handshake): operation error IAM: CreateRole, https response error StatusCode: 403, api error ' +
  'AccessDenied: User: arn:aws:iam::111122223333:user/deployer is not authorized to perform: iam:CreateRole';

/** One call in the folder `cwd`. `umask`: of the caller's, beside the system's. `write` takes what is printed; `onInterrupt` a function for an interrupt. Gives the code. */
async function play([command, ...args], { cwd, env, umask = 0, write, onInterrupt }) {
  const { PLAYED_LOG, PLAYED_WORLD, PLAYED_FAIL, PLAYED_DENIED, PLAYED_MS = '0' } = env;
  const stack = basename(cwd);
  const { terraform, resource = {}, output = {}, import: imports = [] } = read(join(cwd, 'cdk.tf.json'));
  const file = terraform.backend.local.path;
  const world = join(PLAYED_WORLD, stack);

  /** Resources by address; in the file as Terraform has them. */
  function state() {
    if (!fs.existsSync(file))
      return { lineage: `${stack}-${Date.now()}`, serial: 0, outputs: {}, resources: {} };
    const { resources, ...rest } = read(file);
    const known = resources.map(({ type, name, instances: [one] }) => [`${type}.${name}`, one.attributes]);
    return { ...rest, resources: Object.fromEntries(known) };
  }

  function save({ resources: known, serial, ...rest }) {
    const resources = Object.entries(known).map(([address, attributes]) => {
      const [type, name] = address.split('.');
      return { mode: 'managed', type, name, instances: [{ attributes }] };
    });
    // A state that is there keeps its mode.
    const mode = fs.existsSync(file) ? fs.statSync(file).mode : 0o666 & ~umask;
    fs.writeFileSync(`${file}.new`, JSON.stringify({ ...rest, serial: serial + 1, resources }), { mode });
    fs.renameSync(`${file}.new`, file);
  }

  function wanted() {
    const all = Object.entries(resource).flatMap(([type, some]) =>
      Object.entries(some).map(([name, { '//': _, ...values }]) => [`${type}.${name}`, values]),
    );
    return Object.fromEntries(all);
  }

  function becomes(before, after, importing) {
    if (before === null) return importing ? { actions: ['update'], importing } : { actions: ['create'] };
    return { actions: after === null ? ['delete'] : ['update'] };
  }

  function changes(destroys) {
    const { resources } = state();
    const next = destroys ? {} : wanted();
    const addresses = [...new Set([...Object.keys(next), ...Object.keys(resources)])];
    return addresses.flatMap((address) => {
      const [before, after] = [resources[address] ?? null, next[address] ?? null];
      if (JSON.stringify(before) === JSON.stringify(after)) return [];
      const importing = imports.find(({ to }) => to === address);
      const change = { ...becomes(before, after, importing && { id: importing.id }), before, after };
      return [{ address, type: address.split('.')[0], change }];
    });
  }

  async function apply(plan) {
    if (state().serial !== plan.serial) fail('Saved plan is stale');
    let isInterrupted = false;
    onInterrupt(() => {
      isInterrupted = true;
    });
    fs.mkdirSync(world, { recursive: true });
    for (const { address, change } of plan.resource_changes) {
      if (isInterrupted) fail('execution halted');
      if (PLAYED_FAIL === stack) fail(DENIED);
      write(`${address}: Creating...\n`);
      const { resources, ...rest } = state();
      const { [address]: _, ...others } = resources;
      if (change.after === null) fs.rmSync(join(world, address), { force: true });
      else fs.writeFileSync(join(world, address), JSON.stringify(change.after));
      await sleep(Number(PLAYED_MS));
      // As AWS's provider does: nobody has heard the answer to the request that was under way.
      if (isInterrupted) fail(`${address}: context canceled`);
      save({ ...rest, resources: change.after === null ? others : { ...others, [address]: change.after } });
      write(`${address}: Creation complete after 0s\n`);
    }
    const values = Object.keys(output).map((name) => [name, { value: `${stack} ${name}` }]);
    save({ ...state(), outputs: plan.destroys ? {} : Object.fromEntries(values) });
  }

  /** What `-json` prints of a plan. */
  function stream({ resource_changes: all }) {
    const planned = all.map(({ address, type, change }) => ({
      type: 'planned_change',
      change: {
        resource: { addr: address, resource_type: type },
        action: change.actions[0],
        importing: change.importing,
      },
    }));
    const count = (asked) => all.filter(({ change }) => change.actions[0] === asked).length;
    const changes = { add: count('create'), change: count('update'), remove: count('delete') };
    return [...planned, { type: 'change_summary', changes }]
      .map((one) => `${JSON.stringify(one)}\n`)
      .join('');
  }

  const withLock = (work) => locked(`${file}.lock`, work);
  const commands = {
    init() {
      fs.mkdirSync(join(cwd, '.terraform'), { recursive: true });
      fs.writeFileSync(join(cwd, '.terraform.lock.hcl'), '');
    },
    plan: () =>
      withLock(() => {
        if (PLAYED_DENIED === stack) fail(DENIED);
        const out = args.find((arg) => arg.startsWith('-out=')).slice('-out='.length);
        const destroys = args.includes('-destroy');
        const plan = { serial: state().serial, destroys, resource_changes: changes(destroys) };
        fs.writeFileSync(out, JSON.stringify(plan));
        write(stream(plan));
      }),
    show: () => write(`${JSON.stringify(read(args.at(-1)))}\n`),
    apply: () => withLock(() => apply(read(args.at(-1)))),
  };
  fs.appendFileSync(PLAYED_LOG, `${command} ${stack}\n`);
  try {
    await commands[command]();
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    write(`╷\n│ Error: ${error.message}\n╵\n`);
    return 1;
  }
}

module.exports = { play };

if (require.main === module) {
  const io = {
    cwd: process.cwd(),
    env: process.env,
    write: (text) => fs.writeSync(1, text),
    onInterrupt: (act) => process.on('SIGINT', act),
  };
  void play(process.argv.slice(2), io).then((code) => {
    process.exitCode = code;
  });
}
