/** What is asked while others change it: who asks when a change has been answered is judged by it, among many at once. */
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '../../local-aws';
import { agent, clientsFor } from './clients';

const Bucket = 'side-by-side';
const object = { Bucket, Key: 'in/a.csv' };
const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const RESOURCE = `arn:aws:s3:::${Bucket}/*`;

let aws: LocalAws;
let root: ReturnType<typeof clientsFor>;
let user: ReturnType<typeof clientsFor>;

beforeAll(async () => {
  aws = await startLocalAws();
  root = clientsFor({ url: aws.url, credentials: aws.rootCredentials('111122223333') });
  await root.s3.send(new s3.CreateBucketCommand({ Bucket }));
  await root.s3.send(new s3.PutObjectCommand({ ...object, Body: 'a' }));
  await root.iam.send(new iam.CreateUserCommand({ UserName: 'reader' }));
  const { AccessKey } = await root.iam.send(new iam.CreateAccessKeyCommand({ UserName: 'reader' }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  user = clientsFor({
    url: aws.url,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
  });
});

afterAll(async () => {
  agent.destroy();
  await aws?.stop();
});

const own = { UserName: 'reader', PolicyName: 'own' };
const mayRead = document({ Effect: 'Allow', Action: 's3:GetObject', Resource: RESOURCE });
const nobodyReads = document({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: RESOURCE,
});

interface Change {
  readonly what: string;
  readonly allow: () => Promise<unknown>;
  readonly deny: () => Promise<unknown>;
}

const CHANGES: readonly Change[] = [
  {
    what: "the user's policy",
    allow: () => root.iam.send(new iam.PutUserPolicyCommand({ ...own, PolicyDocument: mayRead })),
    deny: () => root.iam.send(new iam.DeleteUserPolicyCommand(own)),
  },
  {
    what: "the bucket's policy",
    allow: async () => {
      await root.iam.send(new iam.PutUserPolicyCommand({ ...own, PolicyDocument: mayRead }));
      await root.s3.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
    },
    deny: () => root.s3.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: nobodyReads })),
  },
];

/** `read`, or AWS's error code. */
async function outcome(): Promise<string> {
  try {
    const { Body } = await user.s3.send(new s3.GetObjectCommand(object));
    await Body?.transformToByteArray();
    return 'read';
  } catch (error) {
    return (error as Error).name;
  }
}

test.each(CHANGES)('$what', async ({ allow, deny }) => {
  const others = { going: true };
  const busy = Array.from({ length: 8 }, async (_, who) => {
    while (others.going) {
      await root.s3.send(new s3.PutObjectCommand({ Bucket, Key: `out/${who}`, Body: 'x' }));
      await outcome();
    }
  });
  const seen: string[] = [];
  for (const change of [allow, deny, allow, deny, allow, deny]) {
    await change();
    const asked = await Promise.all([outcome(), outcome(), outcome()]);
    seen.push([...new Set(asked)].join());
  }
  others.going = false;
  await Promise.all(busy);
  expect(seen).toEqual(['read', 'AccessDenied', 'read', 'AccessDenied', 'read', 'AccessDenied']);
});
