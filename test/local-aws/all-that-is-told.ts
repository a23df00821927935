/** What the embedded AWS tells of the things in `every-kind`, by every operation that reads. */
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import { isAnswered } from '../../local-aws/kept-operations';
import { IAM_OPERATIONS, KMS_OPERATIONS } from '../../local-aws/known-operations';
import { CONTROL_OPERATIONS } from '../../local-aws/s3-control';
import { ACCOUNT, BUCKET, type Clients, POLICY } from './every-kind';

const POINT = `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/state-point`;

/** What every answered operation that reads says, by its name; an error's code where it says that. */
export async function allThatIsTold(clients: Clients): Promise<Readonly<Record<string, unknown>>> {
  const { Versions = [] } = await clients.s3.send(new s3.ListObjectVersionsCommand({ Bucket: BUCKET }));
  const { Keys = [] } = await clients.kms.send(new kms.ListKeysCommand({}));
  const named = {
    AccountId: ACCOUNT,
    AccessKeyId: 'AKIAROOT111122223333',
    AliasName: 'alias/state',
    Bucket: BUCKET,
    GroupName: 'group',
    Id: 'daily',
    InstanceProfileName: 'profile',
    Key: 'kept.csv',
    KeyId: Keys[0]?.KeyId,
    Name: 'state-point',
    ObjectAttributes: ['ETag', 'Checksum', 'ObjectSize'],
    OpenIDConnectProviderArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/example.com`,
    PolicyArn: POLICY,
    PolicyName: 'own',
    ResourceArn: POINT,
    RoleName: 'role',
    UserName: 'user',
    VersionId: Versions.find(({ Key }) => Key === 'kept.csv')?.VersionId,
  };
  const told: Record<string, unknown> = {};
  const ask = async (
    name: string,
    client: { send(command: never): Promise<unknown> },
    Command: Reading,
    input: object,
  ) => {
    told[name] = await client
      .send(new Command(input as never) as never)
      .then(textOf, ({ name: code }: Error) => code);
  };
  for (const [name, Command] of readingsOf(s3, isAnswered))
    await ask(`s3:${name}`, clients.s3, Command, named);
  for (const [name, Command] of readingsOf(s3control, (one) => CONTROL_OPERATIONS.has(one)))
    await ask(`s3control:${name}`, clients.s3control, Command, named);
  // A thousand policies of AWS's own are in the way; and IAM calls versions of policies by other names.
  const ofIam = {
    ...named,
    Scope: 'Local',
    VersionId: 'v2',
    Filter: ['Role', 'User', 'Group', 'LocalManagedPolicy'],
  };
  for (const [name, Command] of readingsOf(iam, (one) => IAM_OPERATIONS.has(one)))
    await ask(`iam:${name}`, clients.iam, Command, ofIam);
  for (const [name, Command] of readingsOf(kms, (one) => KMS_OPERATIONS.has(one)))
    await ask(`kms:${name}`, clients.kms, Command, named);
  return told;
}

type Reading = new (input: never) => never;

function readingsOf(
  sdk: object,
  isKnown: (name: string) => boolean,
): readonly (readonly [string, Reading])[] {
  return Object.entries(sdk).flatMap(([name, value]) => {
    const operation = /^((?:Get|List|Head|Describe)\w+)Command$/.exec(name)?.[1];
    return operation !== undefined && isKnown(operation) ? [[operation, value as Reading] as const] : [];
  });
}

async function textOf(output: unknown): Promise<unknown> {
  const {
    $metadata: _,
    Body,
    ...rest
  } = output as { $metadata: unknown; Body?: { transformToString(): Promise<string> } };
  return { ...rest, ...(Body ? { Body: await Body.transformToString() } : {}) };
}
