/** Each command on the pages is run, in the order of its page, in a project as the page speaks of it. */
import { execFileSync } from 'node:child_process';
import { ROOT } from '../a-tenant';
import { FULL } from '../full';
import { aPageProject } from './a-page-project';
import { commandsOf, wordsOf } from './page-commands';

// A deployment by real Terraform is what test/e2e makes.
jest.mock('../../terraform/child-process', () =>
  jest.requireActual<typeof import('../actions/deploy/in-process')>('../actions/deploy/in-process'),
);

/** Examples of `cli.md` are those of the command table, which its own tests go through. */
const PAGES = execFileSync('git', ['ls-files', 'README.md', 'docs/*.md'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((page) => !/^docs\/(?:api|cli)\.md$|^docs\/vendors\//.test(page) && commandsOf(page).length > 0);

const SAMPLE: readonly string[] = [
  'docs/getting-started-onboarding.md',
  'docs/getting-started-platform.md',
  'docs/vendor-document.md',
];

/** What is not run here, and why: other tests run it where one is named. */
const ELSEWHERE: readonly (readonly [line: RegExp, why: string])[] = [
  [/^npm (?:test|run demo|run setup)$/, 'the whole of the project, which CI runs'],
  [/^npm (?:pack|init -y|install|ci)\b/, "npm's; test/package/tarball packs and installs"],
  [/^(?:mkdir|cp|cd|rm) /, "the shell's"],
  [/^aws s3api /, "AWS's own command line"],
  [/^terraform -chdir=\S+ init -migrate-state$/, 'real Terraform; test/e2e/deployment keeps a state in S3'],
  [/^npx cdktf (?:synth$|deploy )/, 'real Terraform; test/e2e deploys every kind of tenant by it'],
  [/^npx s3-handshake init \./, 'makes the project that is there; test/actions/init'],
  [/^npx s3-handshake doctor --fix$/, 'fetches; test/toolchain/fresh-machine'],
  [/^npx s3-handshake local-aws$/, 'runs until it is interrupted; test/local-aws/process'],
  [/^npx s3-handshake new$/, 'asks; test/actions/onboarding/interview'],
  [/^npx s3-handshake drift --engine terraform$/, 'real Terraform; test/e2e/drift'],
];

/** Exit codes where there is something to find or to do, which the page says; 0 of all others. */
const CODES: Readonly<Record<string, number>> = {
  'README.md: npx s3-handshake lint vendors-document.md': 2,
  'docs/deploy.md: npx s3-handshake diff': 2,
  'docs/getting-started-platform.md: npx s3-handshake diagram acme-prod --of deployed --out acme-prod.svg': 2,
  'docs/getting-started-platform.md: npx s3-handshake drift acme-prod': 2,
  // Into the second account there is no role here.
  'docs/guardrails.md: npx s3-handshake drift --account 111122223333,222233334444': 1,
  'docs/guardrails.md: npx s3-handshake validate acme-prod': 2,
  'docs/upgrade.md: npx s3-handshake diff': 2,
  'docs/vendor-document.md: npx s3-handshake lint amperity.txt': 2,
  'docs/vendor-document.md: npx s3-handshake lint --to-grants amperity.txt': 1,
  'docs/vendor-document.md: npx s3-handshake lint channelmix.txt': 2,
};

const isElsewhere = (text: string): boolean => ELSEWHERE.some(([line]) => line.test(text));

test.each(PAGES.filter((page) => FULL || SAMPLE.includes(page)))('%s', async (page) => {
  const project = await aPageProject(page);
  try {
    for (const command of commandsOf(page)) {
      const { text } = command;
      if (isElsewhere(text)) continue;
      const done = await project.run(command);
      const code = CODES[`${page}: ${text}`] ?? 0;
      // What it said is of use where it should have ended otherwise.
      const said = done?.code === code ? '' : `${done?.stderr}${done?.stdout}`;
      expect({ text, code: done?.code, said }).toEqual({ text, code, said: '' });
    }
  } finally {
    await project.remove();
  }
});

test('what is not run is a command of ours no more than need be, and stands on a page', () => {
  const all = PAGES.flatMap(commandsOf);
  for (const [line] of ELSEWHERE) expect(all.filter(({ text }) => line.test(text))).not.toEqual([]);
  const lines = all.map(({ page, text }) => `${page}: ${text}`);
  expect(Object.keys(CODES).filter((line) => !lines.includes(line))).toEqual([]);
  expect(all.filter(({ text }) => !isElsewhere(text)).length).toBeGreaterThan(60);
});

test.each<[string, readonly string[]]>([
  ["a 'b c' d", ['a', 'b c', 'd']],
  ['a "b $X" $X', ['a', 'b 1', '1']],
  ["a '$X'", ['a', '$X']],
  ['"$X".token', ['1.token']],
])('the words of %j', (text, words) => {
  expect(wordsOf(text, { X: '1' })).toEqual(words);
});
