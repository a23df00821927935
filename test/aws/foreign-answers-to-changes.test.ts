/** The same as `deployed/foreign-answers`, of all calls that are no readings: what they answer is never taken for done. */
import { denyAtOnce } from '../../actions/access/deny-at-once';
import { listVisibleFiles } from '../../actions/handover/visible-files';
import { intoSecret } from '../../actions/keys/key-places';
import { AccessKeys } from '../../actions/keys/target-user-keys';
import {
  get,
  headAbsent,
  headBucket,
  list,
  location,
  multipart,
  put,
  remove,
} from '../../actions/verify/attempts';
import { cleanUp } from '../../actions/verify/clean-up';
import { probeObjects } from '../../actions/verify/probe-objects';
import type { Answer } from '../../aws/answer';
import { iamClient, s3Client } from '../../aws/clients';
import type { Tenant } from '../../config/tenant/tenant';
import { tenantNamed } from '../corpus/corpus';
import { calledIn } from './called-operations';
import { type Asked, askedAws } from './deployed/asked';
import READ from './deployed/whole-answers.json';

const TENANT: Tenant = {
  ...tenantNamed('plain'),
  bucket: { ...tenantNamed('plain').bucket, name: 'acme-exchange' },
};
const KEYED = tenantNamed('keyed');
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
const NEW_KEY = { accessKeyId: 'AKIANEW', secretAccessKey: 'secret' };
const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:place-1';

const done = (operation: string) => `<${operation}Response><ResponseMetadata/></${operation}Response>`;
const page = (root: string, items = '') => `<${root}><IsTruncated>false</IsTruncated>${items}</${root}>`;

/** As AWS answers them. */
const WHOLE: Readonly<Record<string, string>> = {
  CreateAccessKey:
    '<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><UserName>u</UserName><AccessKeyId>AKIANEW</AccessKeyId><Status>Active</Status><SecretAccessKey>secret</SecretAccessKey></AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>',
  UpdateAccessKey: done('UpdateAccessKey'),
  DeleteAccessKey: done('DeleteAccessKey'),
  TagUser: done('TagUser'),
  PutRolePolicy: done('PutRolePolicy'),
  PutUserPolicy: done('PutUserPolicy'),
  UpdateAssumeRolePolicy: done('UpdateAssumeRolePolicy'),
  DescribeSecret: JSON.stringify({
    ARN,
    Name: 'place',
    Tags: [{ Key: 's3-handshake:tenant', Value: 'keyed' }],
  }),
  CreateSecret: JSON.stringify({ ARN, Name: 'place' }),
  PutSecretValue: JSON.stringify({ ARN, Name: 'place' }),
  PutObject: '',
  GetObject: 'the body',
  DeleteObject: '',
  UploadPart: '',
  AbortMultipartUpload: '',
  CreateMultipartUpload:
    '<InitiateMultipartUploadResult><Bucket>acme-exchange</Bucket><Key>k</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>',
  ListParts: page('ListPartsResult'),
  ListObjectsV2: page('ListBucketResult', '<Contents><Key>to-amperity/a.csv</Key><Size>1</Size></Contents>'),
  ListObjectVersions: page('ListVersionsResult'),
  ListMultipartUploads: page(
    'ListMultipartUploadsResult',
    '<Upload><Key>k</Key><UploadId>1</UploadId></Upload>',
  ),
  DeleteObjects: '<DeleteResult/>',
  HeadBucket: '',
  HeadObject: '',
};
const STATUSES = { DeleteObject: 204, AbortMultipartUpload: 204, HeadObject: 404 };
/** One version is there until it is deleted. */
const ONE_VERSION = page('ListVersionsResult', '<Version><Key>k</Key><VersionId>1</VersionId></Version>');

let aws: Asked;
beforeAll(async () => {
  aws = await askedAws();
});
afterAll(() => aws.close());
beforeEach(() => {
  aws.bodies = { ...READ, ...WHOLE };
  aws.statuses = STATUSES;
  aws.headers = { etag: '"an-etag"', 'x-amz-bucket-region': 'us-east-1' };
  aws.requests.length = 0;
});

const settings = () => ({ region: 'us-east-1', maxAttempts: 1, credentials, localAws: aws.localAws });
const target = () => ({ client: s3Client(settings()), bucket: 'acme-exchange', owner: TENANT.account });
const place = { prefix: 'to-amperity/' };
const probe = () => probeObjects().next(place, 'vendor', true);

function accessKeys(): AccessKeys {
  const iam = iamClient(settings());
  return new AccessKeys({ reads: iam, creates: iam, completes: iam }, 'u');
}

/** Throws where an answer proves nothing. */
async function usable(answer: Promise<Answer>): Promise<void> {
  const { kind, message } = await answer;
  if (kind !== 'allowed') throw new Error(message);
}

async function cleanedUp(): Promise<void> {
  const objects = probeObjects();
  objects.next(place, 'owner', true).state = 'there';
  const left = await cleanUp(TENANT, objects, { owner: s3Client(settings()), vendor: undefined }, false);
  if (left.length > 0) throw new Error(left.map(({ why }) => why).join());
}

const takenBy = async (name: string) => {
  const opened = {
    tenant: KEYED,
    keys: accessKeys(),
    tags: {},
    settings: settings(),
    lateSettings: settings(),
    signal: new AbortController().signal,
  };
  await (await intoSecret(name)(opened)).take(NEW_KEY);
};

/** How each call is reached. Rejects where nothing may be concluded from the answer. */
const CALLS: Readonly<Record<keyof typeof WHOLE, () => Promise<unknown>>> = {
  CreateAccessKey: () => accessKeys().create(),
  UpdateAccessKey: () => accessKeys().remove('AKIA'),
  DeleteAccessKey: () => accessKeys().remove('AKIA'),
  TagUser: () => accessKeys().record({ from: 'AKIA', to: 'AKIANEW' }),
  PutRolePolicy: () => denyAtOnce({ ...TENANT, access: 'suspended' }, settings()),
  UpdateAssumeRolePolicy: () => denyAtOnce({ ...TENANT, access: 'suspended' }, settings()),
  PutUserPolicy: () => denyAtOnce({ ...KEYED, access: 'suspended' }, settings()),
  DescribeSecret: () => takenBy('place'),
  PutSecretValue: () => takenBy('place'),
  CreateSecret: () => {
    aws.statuses = { ...STATUSES, DescribeSecret: 400 };
    aws.bodies = { ...aws.bodies, DescribeSecret: '{"__type":"ResourceNotFoundException","message":"none"}' };
    return takenBy('place');
  },
  PutObject: () => usable(put(target(), probe())),
  GetObject: () => usable(get(target(), 'k', { ...probe(), body: 'the body', state: 'there' })),
  DeleteObject: () => usable(remove(target(), 'k', undefined)),
  CreateMultipartUpload: () => usable(multipart(target(), probe())),
  UploadPart: () => usable(multipart(target(), probe())),
  ListParts: () => usable(multipart(target(), probe())),
  AbortMultipartUpload: () => usable(multipart(target(), probe())),
  ListObjectsV2: async () => {
    await usable(list(target(), undefined, undefined));
    await listVisibleFiles(TENANT, s3Client(settings()));
  },
  ListObjectVersions: cleanedUp,
  ListMultipartUploads: cleanedUp,
  HeadBucket: () => usable(headBucket(target())),
  HeadObject: () => usable(headAbsent(target(), 'k')),
  DeleteObjects: async () => {
    // Listed until it is deleted: an answer that deletes nothing shows it again.
    aws.bodies = { ...aws.bodies, ListObjectVersions: ONE_VERSION };
    await cleanedUp();
  },
};

const FOREIGN: Readonly<Record<string, (whole: string, operation: string) => string | undefined>> = {
  'nothing at all': (whole) => (whole === '' ? undefined : ''),
  "a proxy's page": () => '<!DOCTYPE html>\n<html><head><title>Log in</title></head><body/></html>',
  'plain words': () => 'upstream connect error',
  'a list in JSON': () => '[]',
  'half of it': (whole) => (whole === '' ? undefined : whole.slice(0, whole.length / 2)),
  'its root alone': (whole, operation) =>
    whole.startsWith('<') && !/^(?:Update|Delete|Put|Tag)/.test(operation)
      ? `${/^<[^ >]+/.exec(whole)?.[0]}/>`
      : undefined,
  'no members': (whole) => (whole.startsWith('{') ? '{}' : undefined),
  'an empty item in its list': (whole) => {
    const item = /<(Contents|Upload)>.*<\/\1>/;
    return item.test(whole) ? whole.replace(item, '<$1/>') : undefined;
  },
};

test('every call that the code can make is in this table, or among the readings', () => {
  // The vendor's side is played in the embedded AWS, on this machine alone.
  const called = [...calledIn(['aws', 'actions', 'worlds', 'scripts', 'command-line'])]
    .filter(([, files]) => files.some((file) => !file.startsWith('actions/vendor-side/')))
    .map(([operation]) => operation)
    .filter((operation) => operation !== 'define');
  expect(called.length).toBeGreaterThan(60);
  expect(called.filter((operation) => !(operation in WHOLE) && !(operation in READ)).sort()).toEqual([]);
  expect(Object.keys(WHOLE).filter((operation) => !called.includes(operation))).toEqual([]);
});

test('whole answers are taken: the table is one of answers that can be used', async () => {
  for (const [operation, call] of Object.entries(CALLS).filter(([name]) => name !== 'DeleteObjects'))
    await expect(call().then(() => operation)).resolves.toBe(operation);
  await usable(location(target()));
});

const CASES = Object.entries(FOREIGN).flatMap(([says, foreign]) =>
  Object.keys(CALLS).flatMap((operation) => {
    // An answer to HEAD has none.
    const body = operation.startsWith('Head') ? undefined : foreign(WHOLE[operation] ?? '', operation);
    return body === undefined ? [] : [[says, operation, body] as const];
  }),
);

test.each(CASES)('%s in the place of the answer to %s', async (_, operation, body) => {
  aws.bodies = { ...aws.bodies, [operation]: body };
  // Where nothing belongs, a body comes with another status.
  aws.statuses = { ...STATUSES, [operation]: 200 };
  await expect((CALLS[operation] as () => Promise<unknown>)()).rejects.toThrow();
  expect(aws.requests.map((request) => request.operation)).toContain(operation);
});

test.each(['PutObject', 'UploadPart', 'HeadBucket'])(
  '%s without its header was not done',
  async (operation) => {
    aws.headers = {};
    await expect((CALLS[operation] as () => Promise<unknown>)()).rejects.toThrow();
  },
);

test.each(['DeleteObject', 'AbortMultipartUpload', 'HeadObject'])(
  '%s with status 200 is not answered by AWS',
  async (operation) => {
    aws.statuses = {};
    await expect((CALLS[operation] as () => Promise<unknown>)()).rejects.toThrow();
  },
);

test('a deletion that deletes nothing ends the clean-up, which says so', async () => {
  aws.bodies = { ...aws.bodies, ListObjectVersions: ONE_VERSION };
  await expect(cleanedUp()).rejects.toThrow('says that k is deleted, and it is there');
});

test('a role that has no room for the Deny is closed to new sessions all the same, and the refusal is told', async () => {
  aws.statuses = { ...STATUSES, PutRolePolicy: 409 };
  const refusal = '<Error><Type>Sender</Type><Code>LimitExceeded</Code><Message>too long</Message></Error>';
  aws.bodies = { ...aws.bodies, PutRolePolicy: `<ErrorResponse>${refusal}</ErrorResponse>` };
  await expect(denyAtOnce({ ...TENANT, access: 'suspended' }, settings())).rejects.toMatchObject({
    name: 'LimitExceededException',
  });
  expect(aws.requests.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['PutRolePolicy', 'UpdateAssumeRolePolicy']),
  );
});
