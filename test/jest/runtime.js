/**
 * Packages are evaluated once per worker instead of once per suite: most suites load the AWS SDK, zod or cdktf, which
 * takes longer than most suites' tests. Our own modules are evaluated for each suite, as Jest does it, but compiled once.
 */
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const PACKAGES = /[\\/]node_modules[\\/]/;

/** By file: its text and the function that it was compiled to. */
const compiled = new Map();

function compile(text, filename, parameters) {
  const known = compiled.get(filename);
  if (known?.text === text) return known.module;
  const module = compileFunction(text, parameters, { filename });
  compiled.set(filename, { text, module });
  return module;
}

module.exports = class extends Runtime {
  constructor(...given) {
    super(...given);
    // Jest's own compiles in the realm of the environment, which here is the worker's.
    this.executor.compile = (text, filename) =>
      compile(text, filename, this.executor.injectedModuleParameters);
  }

  requireModule(from, name, options, isRequireActual) {
    if (name !== undefined && !options?.isInternalModule && !this._resolution.isCoreModule(name)) {
      const path = this._resolution.resolveCjs(from, name);
      if (PACKAGES.test(path)) return require(path);
    }
    return super.requireModule(from, name, options, isRequireActual);
  }
};
