/**
 * Ends the process at the n-th change to a folder, as a power cut would: no handler runs, and what is being written is
 * written by half. HANDSHAKE_TEST_KILL: `<n>:<folder>`; with n = 0 nothing is ended. Each thread counts its own: the first
 * to come to n ends the process. At a thread's own end the number of its changes is told on file descriptor 3, where
 * there is one, in a line.
 */
const fs = require('node:fs');
const { resolve } = require('node:path');

const [, at, folder] = /^(\d+):(.*)$/.exec(process.env.HANDSHAKE_TEST_KILL ?? '') ?? [];
let made = 0;
/** The file descriptors of files below the folder. */
const open = new Set();

function end() {
  process.kill(process.pid, 'SIGKILL');
  // The signal arrives when the system likes; nothing more may happen until then.
  for (;;);
}

function counts(target) {
  return typeof target === 'number' ? open.has(target) : resolve(String(target)).startsWith(folder);
}

function watch(name, half) {
  const real = fs[name];
  fs[name] = (...args) => {
    // Of a link, the first one is its text.
    if (folder === undefined || !counts(args[name === 'symlinkSync' ? 1 : 0])) return real(...args);
    if (name === 'openSync' && !/[wa+]/.test(String(args[1] ?? 'r'))) return real(...args);
    made += 1;
    if (made === Number(at)) {
      if (half) real(args[0], String(args[1]).slice(0, String(args[1]).length / 2));
      end();
    }
    const result = real(...args);
    if (name === 'openSync') open.add(result);
    if (name === 'closeSync') open.delete(args[0]);
    return result;
  };
}

for (const name of [
  'mkdirSync',
  'openSync',
  'fsync',
  'fsyncSync',
  'closeSync',
  'linkSync',
  'symlinkSync',
  'renameSync',
  'copyFileSync',
  'rmSync',
  'unlinkSync',
])
  watch(name, false);
watch('writeFileSync', true);

process.on('exit', () => {
  if (folder === undefined) return;
  try {
    fs.writeSync(3, `${made}\n`);
  } catch {
    // Nobody asks.
  }
});
