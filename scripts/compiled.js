// What the programs that npm links have in common: they run compiled code. A package holds nothing else; in a clone,
// where the sources are, what has changed is compiled first.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const HOME = join(__dirname, '..');

/** Loads one of the kit's modules, named without its ending: `scripts/cli`. Ends the process where set-up was not run. */
module.exports = function compiled(name) {
  const isClone = existsSync(join(HOME, 'tsconfig.json'));
  try {
    if (isClone) require('../toolchain/compile').compileChanged();
    return require(join(HOME, 'dist', name));
  } catch (error) {
    const [, missing] = /^Cannot find module '([^']+)'/.exec(error.message) ?? [];
    if (error.code !== 'MODULE_NOT_FOUND' || missing === undefined) throw error;
    const todo = isClone ? `run npm run setup in ${HOME}` : 'run npm install in your repository';
    process.stderr.write(
      `s3-handshake: set-up was not run, or is not complete (${missing} is missing): ${todo}\n`,
    );
    process.exit(1);
  }
};
