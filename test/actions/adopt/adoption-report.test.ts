/** What tenants would take over and lose, in words and as a document, and what comes next in each case. */
import { adoptionJson, adoptionText, type TenantAdoption } from '../../../actions/adopt/adoption-report';
import { EXIT } from '../../../report/exit-codes';
import { DOCUMENTS } from '../../../report/json-document';

const nothing: TenantAdoption = {
  tenant: 'acme',
  takesOver: ['the bucket a', 'the role r'],
  losses: [],
  kept: [],
  unread: [],
};
const lost = (id: string, approved: boolean, canBeApproved = true): TenantAdoption['losses'][number] => ({
  id,
  of: 'bucket',
  message: `${id} is removed`,
  remediation: `to keep ${id}, say so`,
  canBeApproved,
  approved,
});

const CHANGE =
  "  Change the tenant's file so that it says what is to be kept, and run s3-handshake adopt acme again.";
const APPROVE = '  To approve what is lost: HANDSHAKE_ALLOW_LOSS=acme npx s3-handshake adopt acme --record';

test.each<[string, Partial<TenantAdoption>, readonly string[]]>([
  ['nothing is adopted', { takesOver: [] }, ['acme: its file adopts nothing']],
  [
    'nothing is lost, and it is not recorded yet',
    {},
    [
      'acme takes over the bucket a and the role r: nothing is lost that is not approved',
      '',
      'Next:',
      '  npx s3-handshake adopt acme --record',
      '  npx cdktf deploy acme',
    ],
  ],
  [
    'all that is lost is approved, and it is recorded',
    { losses: [lost('tag', true)], kept: ['the lifecycle rule x'], record: '.adopted/acme.json' },
    [
      'acme takes over the bucket a and the role r: nothing is lost that is not approved',
      '',
      'Would be lost, and is approved',
      '  - tag is removed; to keep tag, say so',
      '',
      'Stays as it is',
      '  - the lifecycle rule x',
      '',
      '.adopted/acme.json is written.',
      '',
      'Next:',
      '  npx cdktf deploy acme',
    ],
  ],
  [
    'one loss is open that may be approved',
    { losses: [lost('tag', true), lost('key', false)] },
    [
      'acme takes over the bucket a and the role r: 1 loss',
      '',
      'Would be lost',
      '  - key is removed; to keep key, say so',
      '',
      'Would be lost, and is approved',
      '  - tag is removed; to keep tag, say so',
      '',
      'Next:',
      CHANGE,
      APPROVE,
    ],
  ],
  [
    'no approval helps against what would be destroyed',
    { losses: [lost('key', false, false), lost('tag', false, false)] },
    [
      'acme takes over the bucket a and the role r: 2 losses',
      '',
      'Would be lost',
      '  - key is removed; to keep key, say so',
      '  - tag is removed; to keep tag, say so',
      '',
      'Next:',
      CHANGE,
    ],
  ],
  [
    'one of the losses may be approved',
    { losses: [lost('key', false, false), lost('tag', false)] },
    [
      'acme takes over the bucket a and the role r: 2 losses',
      '',
      'Would be lost',
      '  - key is removed; to keep key, say so',
      '  - tag is removed; to keep tag, say so',
      '',
      'Next:',
      CHANGE,
      APPROVE,
    ],
  ],
  [
    'something could not be read, whatever else is lost',
    { losses: [lost('key', false)], unread: ['s3:GetBucketPolicy is denied'] },
    [
      'acme takes over the bucket a and the role r: inconclusive',
      '',
      'Could not be read',
      '  - s3:GetBucketPolicy is denied',
      '',
      'Would be lost',
      '  - key is removed; to keep key, say so',
      '',
      'Next:',
      '  npx s3-handshake drift --policy    # the rights to read that are needed',
    ],
  ],
])('%s', (_, change, lines) => {
  expect(adoptionText([{ ...nothing, ...change }])).toBe(`${lines.join('\n')}\n`);
});

test('tenants stand a line apart, and what is long hangs behind its mark', () => {
  const word = 'a'.repeat(60);
  const text = adoptionText([
    { ...nothing, kept: [`${word} ${word}`] },
    { ...nothing, takesOver: [] },
  ]);
  expect(text).toContain(`Stays as it is\n  - ${word}\n    ${word}\n`);
  const lines = adoptionText([{ ...nothing, kept: ['a '.repeat(100)] }])
    .split('\n')
    .filter((line) => /^ {2}(?:- | {2})a/.test(line));
  expect(lines.map((line) => line.length)).toEqual([99, 99, 11]);
  expect(text.split('\n').slice(-4)).toEqual([
    '  npx cdktf deploy acme',
    '',
    'acme: its file adopts nothing',
    '',
  ]);
});

test('the document has the exit code, and null where nothing is recorded', () => {
  const document = JSON.parse(
    adoptionJson([nothing, { ...nothing, losses: [lost('key', false)], record: 'a.json' }]),
  );
  expect(document).toMatchObject({
    kind: 'adoption-report',
    version: DOCUMENTS['adoption-report'],
    exitCode: EXIT.finding,
    tenants: [
      { tenant: 'acme', record: null },
      { record: 'a.json', losses: [{ id: 'key', approved: false }] },
    ],
  });
});
