// Compiles the kit's TypeScript into dist/, file by file and only what has changed, so that a clone runs compiled code
// without a build that somebody has to remember. `npm run build` runs it too; tsc then adds the declarations.
const {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join, relative } = require('node:path');

const HOME = join(__dirname, '..');
const DIST = join(HOME, 'dist');
const OPTIONS = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
  sourceMaps: true,
  // A map says the place; the sources themselves are in the repository, and would double what is packed.
  inlineSourcesContent: false,
  swcrc: false,
};
/** What is compiled with other options, or by another swc, is compiled again. */
const STAMP = JSON.stringify({ swc: require('@swc/core/package.json').version, OPTIONS });

/** The folders that tsc checks, but for the tests. */
function rooms() {
  const { include } = JSON.parse(readFileSync(join(HOME, 'tsconfig.json'), 'utf8'));
  return include.filter((entry) => entry !== 'test');
}

/** Files relative to the kit's home; `entry` is a file or a folder. */
function filesBelow(entry) {
  if (/\.[a-z]+$/.test(entry)) return [entry];
  return readdirSync(join(HOME, entry), { withFileTypes: true }).flatMap((found) => {
    const path = join(entry, found.name);
    return found.isDirectory() ? filesBelow(path) : [path];
  });
}

/** What is no TypeScript and is loaded by code in dist/ all the same, as it is. */
const AS_THEY_ARE = ['config/values/s3-actions.json', 'report/page/fleet-client.js'].map((file) =>
  join(file),
);

/** Every file that code in dist/ loads. */
function sources() {
  const all = rooms().flatMap(filesBelow);
  return all.filter((file) => file.endsWith('.ts') || AS_THEY_ARE.includes(file));
}

function targetOf(source) {
  return join(DIST, source.replace(/\.ts$/, '.js'));
}

/** A whole file or none, also where two processes compile at once; its time is its source's, which is how it is known. */
function write(file, text, time) {
  const beside = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(beside, text);
  utimesSync(beside, time, time);
  renameSync(beside, file);
}

function compile(source, time) {
  const path = join(HOME, source);
  const target = targetOf(source);
  if (!source.endsWith('.ts')) return write(target, readFileSync(path), time);
  const sourceFileName = relative(dirname(target), path).replaceAll('\\', '/');
  const { code, map } = require('@swc/core').transformFileSync(path, { ...OPTIONS, sourceFileName });
  write(`${target}.map`, map, time);
  const name = relative(dirname(target), target);
  write(target, `${code}//# sourceMappingURL=${name}.map\n`, time);
}

function isCompiled(source, time) {
  const found = statSync(targetOf(source), { throwIfNoEntry: false });
  return found !== undefined && found.mtime.getTime() === time.getTime();
}

/** Answers how many files were compiled. */
function compileChanged() {
  const stamp = join(DIST, '.compiler');
  const trusted = statSync(stamp, { throwIfNoEntry: false }) && readFileSync(stamp, 'utf8') === STAMP;
  let count = 0;
  for (const source of sources()) {
    // Whole seconds: not every file system keeps more.
    const time = new Date(Math.floor(statSync(join(HOME, source)).mtimeMs / 1000) * 1000);
    if (trusted && isCompiled(source, time)) continue;
    compile(source, time);
    count += 1;
  }
  if (!trusted) write(stamp, STAMP, new Date());
  return count;
}

/** Removes what is left in dist/ of sources that are gone. */
function removeLeftOver() {
  const kept = new Set(sources().map((source) => source.replace(/\.ts$/, '')));
  for (const file of filesBelow('dist')) {
    const name = relative('dist', file);
    if (!name.startsWith('.') && !kept.has(name) && !kept.has(name.replace(/(\.d\.ts|\.js|\.js\.map)$/, '')))
      rmSync(join(HOME, file));
  }
}

module.exports = { compileChanged };

if (require.main === module) {
  compileChanged();
  removeLeftOver();
}
