/** Resources that no statement tells apart, where what a text says hangs on the version of its policy. */
import { atOnce } from '../../../iam/reach';
import { documentsOf, type Source } from '../../../iam/reach/documents';
import { VALID } from '../../../iam/reach/language';
import { ResourcePartition } from '../../../iam/reach/resource-classes';
import { Values } from '../../../iam/reach/variables';
import { policyOf } from '../policies-of';
import { ACCOUNT, BUCKET, tenantDocuments, worldOf } from './tenant-world';

const DOMAIN = {
  id: 'objects',
  kind: 'object',
  prefix: `${BUCKET}/`,
  rest: VALID.objectKey,
  isOwnBucket: true,
} as const;

function sourcesOf(Version: string): readonly Source[] {
  const Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/\${aws:username}/*` };
  const identity = [policyOf({ Version, Statement }, 'identity', Version)];
  const world = worldOf(tenantDocuments());
  const { sources } = documentsOf({
    ...world,
    actor: { kind: 'role', arn: 'arn:aws:iam::1:role/r', identity },
  });
  return sources.filter(({ layer }) => layer === 'identity');
}

/** The variable has one value. */
function partition(): ResourcePartition {
  return new ResourcePartition(
    ACCOUNT,
    [BUCKET],
    [],
    new Values(new Map([['aws:username', new Set(['bob'])]])),
    [],
  );
}

const classesIn = (from: ResourcePartition, key: string, Version: string) =>
  atOnce(from.classesIn(DOMAIN, { key, sources: sourcesOf(Version) }));

test('a text with a variable is read as such, also after it was met where it is plain', () => {
  const both = partition();
  const plain = classesIn(both, 'plain', '2008-10-17');
  const variable = classesIn(both, 'variable', '2012-10-17');
  expect(plain).toEqual(classesIn(partition(), 'plain', '2008-10-17'));
  expect(variable).toEqual(classesIn(partition(), 'variable', '2012-10-17'));
  expect(variable).not.toEqual(plain);
});
