/** Files of a project that hold what moves a cursor or turns a direction: no command prints it, whatever it prints. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openContext } from '../../command-line/context';
import { COLOUR, styleFor } from '../../report/style';
import { ROOT } from '../a-tenant';
import { AMPERITY, type AProject, aProject } from '../actions/onboarding/a-project';

/** A colour, C1's own introducer, a direction turned, two ends of lines. */
const HOSTILE = 'a\u001b[31m\u009b2K\u202e\u0085\u2028z';
const UNSEEN = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/u;

let project: AProject;
beforeAll(() => {
  project = aProject({
    'acme-prod': AMPERITY.replace('vendor: amperity', 'vendor: hostile'),
    broken: `tenant: broken\ncustomer: ${JSON.stringify(HOSTILE)}\n`,
    'no\u001b[2Jtenant': 'tenant: other\n',
  });
  mkdirSync(join(project.folder, 'vendors'));
  const profile = readFileSync(join(ROOT, 'vendors', 'amperity.yaml'), 'utf8');
  writeFileSync(
    join(project.folder, 'vendors', 'hostile.yaml'),
    profile
      .replace(/^vendor: .*$/m, 'vendor: hostile')
      .replace(/^name: .*$/m, `name: "${HOSTILE.replaceAll(/[^a-z0-9[]/g, escaped)}"`),
  );
});
afterAll(() => project.remove());

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

test.each([
  ['vendors'],
  ['vendors', 'hostile'],
  ['vendors', 'hostile', '--json'],
  ['validate'],
  ['validate', '--json'],
  ['policies', 'acme-prod'],
  ['reach', 'acme-prod'],
  ['diagram', 'acme-prod'],
  ['handover', 'acme-prod'],
  ['handover', 'acme-prod', '--json'],
  ['handover', 'acme-prod', '--format', 'html'],
  ['handover', 'acme-prod', '--format', 'markdown'],
  ['deployer-policy', 'acme-prod'],
  ['set', 'acme-prod', 'tags.a=b', '--dry-run'],
  ['suspend', 'acme-prod', '--dry-run'],
  ['revoke', 'acme-prod', '--dry-run'],
  ['status'],
  ['completion', 'bash'],
  ['init', `./${HOSTILE}`, '--yes', '--kit', '0.2.0'],
  ['__complete', 'policies', ''],
  ['__complete', 'vendors', ''],
])('%s %s', async (...argv) => {
  const env = { HOME: '/nonexistent', HANDSHAKE_LOCAL_AWS: 'http://127.0.0.1:1' };
  const { stdout, stderr } = await project.run(argv, { env });
  expect(`${stdout}${stderr}`).not.toBe('');
  expect(UNSEEN.exec(stdout)?.[0]).toBeUndefined();
  expect(UNSEEN.exec(stderr)?.[0]).toBeUndefined();
});

test.each([true, false])('a result keeps our colours alone, where they are shown: %s', (isColoured) => {
  const printed: string[] = [];
  const { context, close } = openContext(
    { project: undefined, quiet: false, verbose: false },
    {
      stdout: (text) => void printed.push(text),
      deliver: async (text) => void printed.push(text),
      stderr: () => undefined,
      stdin: async () => new Uint8Array(),
      isTerminal: false,
      isColoured,
      env: {},
      cwd: '/',
      signal: new AbortController().signal,
    },
    undefined,
  );
  const { high } = styleFor(isColoured);
  context.stdout(`${high('red')}\t\u001b[2J\n`);
  void context.deliver('\u009b2K\n');
  close();
  expect(printed).toEqual([`${high('red')}\t\\u001b[2J\n`, '\\u009b2K\n']);
  expect(COLOUR.test(printed.join(''))).toBe(isColoured);
});
