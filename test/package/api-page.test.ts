/** `docs/api.md`, which `npm run docs` makes: the reference, and the record of what the package promises. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../terraform/child-process';
import { ROOT } from '../a-tenant';
import { FULL } from '../full';

const page = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');

/** By name, what stands below the heading of each export up to the next heading. */
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const body = lines.join('\n').split(/^#/m)[0] ?? '';
      return [heading.replace(/\\|<.*|\(\)/g, '').trim(), body] as const;
    }),
);

/** What index.ts gives to others, functions and types alike. */
const exported = [
  ...readFileSync(join(ROOT, 'index.ts'), 'utf8').matchAll(/export (?:type )?\{([^}]*)\}/g),
].flatMap(([, names = '']) =>
  names
    .split(',')
    .map((name) => name.replace(/^\s*type /, '').trim())
    .filter((name) => name !== ''),
);

test('has every export, and nothing else', () => {
  expect([...sections.keys()].sort()).toEqual([...exported].sort());
});

test('says of every export what it is for', () => {
  const prose = (body: string) => body.replace(/```[\s\S]*?```/g, '').replace(/[*\s-]/g, '');
  const silent = [...sections].filter(([, body]) => prose(body) === '').map(([name]) => name);
  // A function is described below its parameters' heading only where its comment has tags alone.
  expect(silent).toEqual([]);
});

if (FULL)
  test('is what the doc comments say today', async () => {
    const out = mkdtempSync(join(tmpdir(), 's3-handshake-docs-'));
    try {
      const { code, output } = await runChild(
        process.execPath,
        [join(ROOT, 'node_modules', 'typedoc', 'bin', 'typedoc'), '--out', out],
        { cwd: ROOT, env: { PATH: process.env.PATH } },
      );
      expect({ code, warnings: output }).toEqual({ code: 0, warnings: '' });
      expect(readFileSync(join(out, 'api.md'), 'utf8')).toBe(page);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
