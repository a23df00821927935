/**
 * Whatever tenants have in common, what is asked of them grows with their number and not with their pairs: told by how
 * often a field is looked at, which is the same on every machine.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject } from '../../config';
import { fieldsFile } from '../../config/yaml/yaml-file';

type Fields = Readonly<Record<string, unknown>>;

/** What the tenant number `at` says otherwise than the others. */
const CASES: readonly (readonly [what: string, says: (at: number) => Fields])[] = [
  ['nothing', () => ({})],
  ['a bucket, with a prefix for each', (at) => ({ bucket: shared(at) })],
  [
    'a bucket, with two vendors by turns',
    (at) => ({ vendor: at % 2 ? 'custom' : 'amperity', bucket: shared(at) }),
  ],
  ['a bucket that each makes', () => ({ bucket: { name: 'shared' } })],
  [
    'a bucket and a prefix',
    (at) => ({ bucket: shared(at), grants: [{ prefix: 'all/', allow: ['get', 'list'] }] }),
  ],
  ['an external ID', () => ({ externalId: 'of-all-of-them' })],
  ['an external ID, of two customers', (at) => ({ externalId: 'of-all-of-them', customer: `of-${at % 2}` })],
  ["a role's name", () => ({ role: { name: 'same' } })],
  ["an access point's name", () => ({ accessPoint: { name: 'same' } })],
];

function shared(at: number): Fields {
  return at === 0 ? { name: 'shared' } : { name: 'shared', existing: true };
}

function tenant(at: number): Fields {
  return {
    ...{ tenant: `acme-${at}`, customer: 'acme', vendor: 'amperity', account: '111122223333' },
    ...{ region: 'us-east-1', principal: `arn:aws:iam::999988887777:role/plugin-${at}` },
    ...{ externalId: `external-id-of-${at}`, bucket: { name: `acme-${at}-exchange` } },
    grants: [{ prefix: `to-${at}/`, allow: ['get', 'list'] }],
  };
}

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'many-'));
  // Each tenant's logs go to one bucket, which might be another tenant's.
  writeFileSync(
    join(root, 'handshake.yaml'),
    'defaults:\n  logging: { bucket: "logs-{account}", prefix: "{tenant}/" }\n',
  );
});
afterAll(() => rmSync(root, { recursive: true }));

/** How often fields of so many tenants are looked at when they are judged. */
function looks(count: number, says: (at: number) => Fields): number {
  let made = 0;
  const counted = (fields: Fields): Fields =>
    new Proxy(fields, {
      get(target, name, receiver) {
        made += 1;
        return Reflect.get(target, name, receiver);
      },
    });
  const files = Array.from({ length: count }, (_, at) => {
    const name = `acme-${at}`;
    return [name, fieldsFile(`tenants/${name}.yaml`, counted({ ...tenant(at), ...says(at) }))] as const;
  });
  loadProject(root, { unwritten: new Map(files) });
  return made;
}

test.each(CASES)('tenants that have in common: %s', (_, says) => {
  expect(looks(400, says)).toBeLessThan(4.4 * looks(100, says));
});
