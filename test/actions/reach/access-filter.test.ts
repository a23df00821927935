/** What leads to an object: the object itself, and every list in which its key stands. */
import { isAsked } from '../../../actions/reach/access-filter';
import type { Difference, Region, World } from '../../../iam/reach';

const BUCKET = 'arn:aws:s3:::acme-data';
const POINT = 'arn:aws:s3:us-east-1:111122223333:accesspoint/acme';
const WORLD: World = {
  account: '111122223333',
  partition: 'aws',
  region: 'us-east-1',
  bucket: { name: 'acme-data', policy: undefined, ownership: 'BucketOwnerEnforced' },
  accessPoints: [{ arn: POINT, policy: undefined, networkOrigin: 'Internet' }],
};

type Holds = NonNullable<Region['conditions'][number]['holds']>;

function access(action: string, within: string, ...prefixes: readonly (Holds | undefined)[]): Difference {
  const region: Partial<Region> = {
    actions: { names: [action], levels: {}, areOpen: false },
    resources: { within: [within], except: [], examples: [] },
    conditions: prefixes.map((holds) => ({ kind: 'with', key: 's3:prefix', holds, examples: [] })),
  };
  return { region } as Difference;
}

const on = (operator: string, ...values: readonly string[]): Holds => ({ operator, values, unless: false });
const unless = (holds: Holds): Holds => ({ ...holds, unless: true });
const list = (...prefixes: readonly (Holds | undefined)[]) => access('s3:ListBucket', BUCKET, ...prefixes);

test.each<[boolean, string, Difference]>([
  [true, 'the object', access('s3:GetObject', `${BUCKET}/hr/*`)],
  [false, 'another object', access('s3:GetObject', `${BUCKET}/in/*`)],
  [true, 'the object through a point', access('s3:GetObject', `${POINT}/object/*`)],
  [true, 'all of the bucket', access('s3:GetObject', '*')],
  [false, 'no list, on the bucket', access('s3:GetBucketLocation', BUCKET)],
  [true, 'a list without a condition', list()],
  [true, 'a list of versions', access('s3:ListBucketVersions', BUCKET)],
  [true, 'a list through a point', access('s3:ListBucket', POINT)],
  [false, 'a list of another bucket', access('s3:ListBucket', 'arn:aws:s3:::other')],
  [true, 'a list of whatever prefix', list(undefined)],
  [true, 'a list below', list(on('StringLike', 'hr/*'))],
  [true, 'a list of the prefix itself', list(on('StringEquals', 'hr/'))],
  [true, 'a list of all', list(on('StringEquals', ''))],
  [false, 'a list elsewhere', list(on('StringLike', 'in/*', 'out/*'))],
  [false, 'a list of a * as it stands', list(on('StringEquals', 'hr/*'))],
  [true, 'a list in other letters', list(on('StringEqualsIgnoreCase', 'HR/'))],
  [false, 'a list in other letters, which count', list(on('StringEquals', 'HR/'))],
  [false, 'a list but for all of it', list(unless(on('StringLike', '*')))],
  [true, 'a list but for what lies below', list(unless(on('StringLike', 'hr/*')))],
  [true, 'a list but for another prefix', list(on('StringNotLike', 'in/*'))],
  [false, 'a list of no prefix', list(on('StringNotLike', '*'))],
  [true, 'a list without a prefix', list(on('Null', 'true'))],
  [true, 'a list below both', list(on('StringLike', 'hr/*'), on('StringLike', '*/salaries*'))],
  [false, 'a list below two that no prefix is', list(on('StringEquals', 'hr/'), on('StringEquals', ''))],
])('%s: %s', (expected, _, difference) => {
  const filter = { who: undefined, what: undefined, where: 'hr/salaries.csv' };
  expect(isAsked(difference, filter, WORLD)).toBe(expected);
});
