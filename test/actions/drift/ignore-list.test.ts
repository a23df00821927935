import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IGNORE_FILE, readIgnoreList, sift } from '../../../actions/drift/ignore-list';
import { formatProblem } from '../../../config/yaml/problem';
import { makeProject, removeProject } from './a-project';
import cases from './cases/ignore-lists.json';
import { aFinding } from './findings';

let folder = '';
beforeAll(() => {
  folder = makeProject({});
});
afterAll(() => removeProject(folder));

function listOf(text: string) {
  writeFileSync(join(folder, IGNORE_FILE), text);
  return readIgnoreList(folder);
}

test('without a file nothing is ignored', () => {
  rmSync(join(folder, IGNORE_FILE), { force: true });
  expect(readIgnoreList(folder)).toEqual({ entries: [], problems: [] });
});

describe('what is wrong is said with its line', () => {
  test.each(cases.broken)('$name', ({ text, problem }) => {
    const { entries, problems } = listOf(text.join('\n'));
    expect(entries).toEqual([]);
    expect(problems.map(formatProblem).join('\n')).toContain(problem);
  });
});

const entry =
  'ignore:\n  - { address: "acme-*/bucket", attribute: "tags.*", reason: billing tags, until: 2026-12-31 }\n';
const everything = () => true;

describe('what an entry names', () => {
  const { entries } = (() => {
    const temporary = makeProject({ [IGNORE_FILE]: entry });
    try {
      return readIgnoreList(temporary);
    } finally {
      removeProject(temporary);
    }
  })();
  const mine = aFinding({ tenant: 'acme-prod', attribute: 'tags.owner' });

  test('is left out until its last day, that day included', () => {
    expect(sift([mine], entries, '2026-12-31', everything)).toMatchObject({
      findings: [],
      ignored: [mine],
      entries: [{ state: 'used', matches: 1, line: 2 }],
    });
  });

  test('is reported again afterwards, and the entry too', () => {
    expect(sift([mine], entries, '2027-01-01', everything)).toMatchObject({
      findings: [mine],
      ignored: [],
      entries: [{ state: 'expired', matches: 1 }],
    });
  });

  test.each([
    aFinding({ tenant: 'globex' }),
    aFinding({ attribute: 'policy.DenyPlainHttp' }),
    aFinding({ resource: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/r' } }),
  ])('nothing else is left out', (other) => {
    expect(sift([other], entries, '2026-12-01', everything)).toMatchObject({
      findings: [other],
      entries: [{ state: 'unused' }],
    });
  });

  test('an entry is not called unused where not everything was looked at', () => {
    expect(sift([], entries, '2026-12-01', () => false).entries).toMatchObject([{ state: 'unknown' }]);
  });
});
