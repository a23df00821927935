// What the programs that npm links have in common: they run compiled code. A package holds nothing else; in a clone,
// where the sources are, what has changed is compiled first.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const HOME = join(__dirname, '..');

/** Loads one of the kit's modules, named without its ending: `scripts/cli`. */
module.exports = function compiled(name) {
  if (existsSync(join(HOME, 'tsconfig.json'))) require('../toolchain/compile').compileChanged();
  return require(join(HOME, 'dist', name));
};
