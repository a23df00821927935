/**
 * Tests in the realm of the worker itself, instead of a realm per suite: what a package makes and what a test makes is
 * of the same Error and the same Date, so that `runtime.js` can hand the packages from suite to suite, and no global
 * is looked up through a proxy. What a suite changes of the process is set back when it ends.
 */
const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

/**
 * Those that are on. Jest makes one for each suite and leaves it so, and with each that is on every promise of the worker
 * takes longer.
 */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...given) {
  storages.add(this);
  return run.apply(this, given);
};

module.exports = class extends TestEnvironment {
  #before = {
    cwd: process.cwd(),
    env: { ...process.env },
    globals: Object.getOwnPropertyDescriptors(globalThis),
    exit: process.exit,
    prepareStackTrace: Error.prepareStackTrace,
  };

  constructor(config, context) {
    super(config, context);
    const global = globalThis;
    this.global = global;
    this.moduleMocker = new this.moduleMocker.constructor(global);
    this.fakeTimersModern = new this.fakeTimersModern.constructor({ config: config.projectConfig, global });
    this.fakeTimers = null;
  }

  async setup() {
    await super.setup();
    // Each `expect` notes where it stands, and Jest would have it note a hundred frames.
    Error.stackTraceLimit = 20;
  }

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    await super.teardown();
    for (const storage of storages) storage.disable();
    storages.clear();
    const { cwd, env, globals, exit, prepareStackTrace } = this.#before;
    process.chdir(cwd);
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.exit = exit;
    Error.prepareStackTrace = prepareStackTrace;
    // Jest keeps the state of a suite under symbols; those of packages cannot be deleted.
    for (const name of Object.getOwnPropertySymbols(globalThis))
      if (!(name in globals) && Object.getOwnPropertyDescriptor(globalThis, name).configurable)
        delete globalThis[name];
    Object.defineProperty(globalThis, 'console', globals.console);
    // No longer the global of anything: what still runs finds the environment torn down.
    this.global = null;
  }
};
