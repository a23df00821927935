/** Makes what a chapter of the decision table says is there, and does what its rows do. */
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as sts from '@aws-sdk/client-sts';
import { type ClientCredentials, type ClientName, clientsFor } from './clients';
import {
  document,
  fill,
  type Given,
  type GivenAccessPoint,
  type GivenBucket,
  type GivenKey,
  type GivenRole,
  type GivenSession,
  type GivenUser,
  type Result,
  type Row,
} from './decision-table';
import type { LocalAws } from './index';

const SDKS = { iam, kms, s3, s3control, sts, tagging } as unknown as Record<
  string,
  Record<string, new (input: unknown) => unknown>
>;

type Input = Readonly<Record<string, unknown>>;

export class Stage {
  readonly #aws: LocalAws;
  readonly #credentials = new Map<string, ClientCredentials>();
  /** What rows call things that get their names from AWS. */
  readonly #names: Record<string, string> = {};
  readonly #clients = new Map<string, ReturnType<typeof clientsFor>>();
  /** How much later it is than it was, in seconds. */
  #later = 0;

  constructor(aws: LocalAws) {
    this.#aws = aws;
  }

  /** For the server's clock. */
  get laterMs(): number {
    return this.#later * 1000;
  }

  async prepare({
    users = [],
    roles = [],
    sessions = [],
    keys = [],
    buckets = [],
    accessPoints = [],
  }: Given): Promise<void> {
    await Promise.all(users.map((user) => this.#makeUser(user)));
    for (const role of roles) await this.#makeRole(role);
    for (const key of keys) await this.#makeKey(key);
    await Promise.all(buckets.map((bucket) => this.#makeBucket(fill(bucket, this.#names))));
    for (const point of accessPoints) await this.#makeAccessPoint(fill(point, this.#names));
    for (const session of sessions) await this.#assume(session);
  }

  async perform(row: Row): Promise<Result> {
    for (const step of row.before ?? []) await this.#send(step.as, step.do, step.with);
    this.#later += row.later ?? 0;
    try {
      const output = (await this.#send(row.as, row.do, row.with, row)) as {
        Errors?: { Key: string; Code: string }[];
      };
      const refused = (output.Errors ?? []).filter(({ Code }) => Code === 'AccessDenied');
      return { outcome: 'allowed', message: '', refusedKeys: refused.map(({ Key }) => Key).sort() };
    } catch (error) {
      const { name, message, $metadata, Code } = error as Error & {
        Code?: string;
        $metadata?: { httpStatusCode: number };
      };
      if ($metadata?.httpStatusCode === undefined) throw error;
      return { outcome: codeOf(name, Code, $metadata.httpStatusCode), message, refusedKeys: [] };
    }
  }

  /** Answers bring what later rows need by name, such as the id of an upload. */
  async #send(as: string, operation: string, input: Input, row: Partial<Row> = {}): Promise<unknown> {
    const [client = '', name = ''] = operation.split(':');
    const Command = SDKS[client]?.[`${name}Command`];
    if (!Command) throw new Error(`there is no operation ${operation}`);
    const clients = this.#clientsOf(as, row);
    const command = new Command(bytesIn(fill(input, this.#names)));
    const { send } = clients[client as ClientName] as {
      send(command: unknown): Promise<Record<string, unknown>>;
    };
    const output = await send.call(clients[client as ClientName], command);
    const body = output.Body as { transformToByteArray?: () => Promise<Uint8Array> } | undefined;
    await body?.transformToByteArray?.();
    const made = output.AccessKey as iam.AccessKey | undefined;
    if (made) this.#noteAccessKey(made);
    for (const noted of ['UploadId', 'VersionId', 'ETag'] as const) {
      if (typeof output[noted] === 'string') this.#names[`last:${noted}`] = output[noted];
    }
    return output;
  }

  #clientsOf(
    as: string,
    { plainHttp, region = 'us-east-1', clockOffset = 0, flaw }: Partial<Row>,
  ): ReturnType<typeof clientsFor> {
    const offset = this.#later + clockOffset;
    const id = [as, plainHttp, region, offset, flaw].join(' ');
    const known = this.#clients.get(id);
    if (known) return known;
    const clients = clientsFor({
      url: plainHttp ? this.#aws.plainHttpUrl : this.#aws.url,
      region,
      clockOffset: offset * 1000,
      credentials: flawed(this.#credentialsOf(as), flaw),
    });
    if (as === 'anonymous') anonymous(clients.s3);
    this.#clients.set(id, clients);
    return clients;
  }

  #credentialsOf(as: string): ClientCredentials {
    const [kind, name = ''] = as.split(' ');
    if (kind === 'anonymous') return { accessKeyId: 'nobody', secretAccessKey: 'none' };
    if (kind === 'root') return this.#aws.rootCredentials(name);
    const credentials = this.#credentials.get(as);
    if (!credentials) throw new Error(`there is no ${as}`);
    return credentials;
  }

  #root(account: string, operation: string, input: Input, region?: string): Promise<unknown> {
    return this.#send(`root ${account}`, operation, input, region === undefined ? {} : { region });
  }

  async #makeUser({
    name,
    account,
    path,
    allow,
    boundary,
    tags,
    group,
    attached = [],
  }: GivenUser): Promise<void> {
    const root = (operation: string, input: Input) => this.#root(account, `iam:${operation}`, input);
    await root('CreateUser', {
      UserName: name,
      Path: path,
      Tags: tagList(tags),
      PermissionsBoundary: boundary && (await this.#makePolicy(account, `${name}-boundary`, boundary)),
    });
    if (allow)
      await root('PutUserPolicy', { UserName: name, PolicyName: 'own', PolicyDocument: document(allow) });
    for (const PolicyArn of attached) await root('AttachUserPolicy', { UserName: name, PolicyArn });
    if (group) {
      const GroupName = `${name}-group`;
      await root('CreateGroup', { GroupName });
      await root('PutGroupPolicy', { GroupName, PolicyName: 'group', PolicyDocument: document(group) });
      await root('AddUserToGroup', { GroupName, UserName: name });
    }
    await root('CreateAccessKey', { UserName: name });
  }

  #noteAccessKey({ UserName, AccessKeyId = '', SecretAccessKey = '' }: iam.AccessKey): void {
    this.#names[`accessKey:${UserName}`] = AccessKeyId;
    this.#credentials.set(`user ${UserName}`, { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
    for (const id of this.#clients.keys()) if (id.startsWith(`user ${UserName} `)) this.#clients.delete(id);
  }

  async #makeRole({
    name,
    account,
    path,
    trust,
    allow,
    boundary,
    tags,
    maxSessionDuration,
  }: GivenRole): Promise<void> {
    const root = (operation: string, input: Input) => this.#root(account, `iam:${operation}`, input);
    const { Role } = (await root('CreateRole', {
      RoleName: name,
      Path: path,
      Tags: tagList(tags),
      MaxSessionDuration: maxSessionDuration,
      AssumeRolePolicyDocument: document(trust),
      PermissionsBoundary: boundary && (await this.#makePolicy(account, `${name}-boundary`, boundary)),
    })) as iam.CreateRoleResponse;
    this.#names[`role:${name}`] = Role?.Arn ?? '';
    if (allow)
      await root('PutRolePolicy', { RoleName: name, PolicyName: 'own', PolicyDocument: document(allow) });
  }

  async #makePolicy(
    account: string,
    name: string,
    statements: NonNullable<GivenUser['allow']>,
  ): Promise<string> {
    const input = { PolicyName: name, PolicyDocument: document(statements) };
    const { Policy } = (await this.#root(account, 'iam:CreatePolicy', input)) as iam.CreatePolicyResponse;
    return Policy?.Arn ?? '';
  }

  async #assume({ name, by, role, seconds, policy }: GivenSession): Promise<void> {
    const { Credentials } = (await this.#send(by, 'sts:AssumeRole', {
      RoleArn: this.#names[`role:${role}`],
      RoleSessionName: name,
      DurationSeconds: seconds,
      Policy: policy && document(policy),
    })) as sts.AssumeRoleResponse;
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const credentials = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    this.#credentials.set(`session ${name}`, credentials);
  }

  async #makeKey({ name, account, policy, disabled }: GivenKey): Promise<void> {
    const { KeyMetadata } = (await this.#root(account, 'kms:CreateKey', {
      Policy: policy && document(policy),
    })) as kms.CreateKeyResponse;
    this.#names[`key:${name}`] = KeyMetadata?.Arn ?? '';
    if (disabled) await this.#root(account, 'kms:DisableKey', { KeyId: KeyMetadata?.Arn });
  }

  async #makeBucket(bucket: GivenBucket): Promise<void> {
    const { name: Bucket, account, region, policy, blockPublicAccess, versioned, ownership, key } = bucket;
    const root = (operation: string, input: Input) =>
      this.#root(account, `s3:${operation}`, { Bucket, ...input }, region);
    const elsewhere =
      region === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    await root('CreateBucket', { ObjectOwnership: ownership, ...elsewhere });
    if (blockPublicAccess === false) await root('DeletePublicAccessBlock', {});
    if (blockPublicAccess)
      await root('PutPublicAccessBlock', { PublicAccessBlockConfiguration: blockPublicAccess });
    if (versioned) await root('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    for (const Key of bucket.objects ?? []) await root('PutObject', { Key, Body: `the body of ${Key}` });
    if (key !== undefined) await this.#encrypt(bucket, key);
    if (policy) await root('PutBucketPolicy', { Policy: document(policy) });
  }

  async #encrypt({ name, account, region, bucketKey = false }: GivenBucket, key: string): Promise<void> {
    const KMSMasterKeyID = this.#names[`key:${key}`];
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID };
    const rule = { ApplyServerSideEncryptionByDefault, BucketKeyEnabled: bucketKey };
    const input = { Bucket: name, ServerSideEncryptionConfiguration: { Rules: [rule] } };
    await this.#root(account, 's3:PutBucketEncryption', input, region);
  }

  async #makeAccessPoint({
    name,
    account,
    bucket,
    policy,
    vpc,
    blockPublicAccess,
  }: GivenAccessPoint): Promise<void> {
    const open = {
      BlockPublicAcls: false,
      BlockPublicPolicy: false,
      IgnorePublicAcls: false,
      RestrictPublicBuckets: false,
    };
    const { AccessPointArn = '', Alias = '' } = (await this.#root(account, 's3control:CreateAccessPoint', {
      AccountId: account,
      Name: name,
      Bucket: bucket,
      VpcConfiguration: vpc && { VpcId: vpc },
      PublicAccessBlockConfiguration: blockPublicAccess === false ? open : undefined,
    })) as s3control.CreateAccessPointResult;
    this.#names[`point:${name}`] = AccessPointArn;
    this.#names[`alias:${name}`] = Alias;
    if (!policy) return;
    const Policy = document(fill(policy, this.#names));
    await this.#root(account, 's3control:PutAccessPointPolicy', { AccountId: account, Name: name, Policy });
  }
}

/** A HEAD's answer has no body and so no code: its status stands for one. */
function codeOf(name: string, code: string | undefined, status: number): string {
  const isBodiless =
    name === 'Unknown' ||
    name === 'UnknownError' ||
    /^\d+$/.test(name) ||
    name === 'NotFound' ||
    name === 'Forbidden';
  if (!isBodiless) return code ?? name;
  return { 400: 'BadRequest', 403: 'AccessDenied', 404: 'NotFound' }[status] ?? String(status);
}

function tagList(
  tags: Readonly<Record<string, string>> | undefined,
): { Key: string; Value: string }[] | undefined {
  return tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** JSON has no bytes: where KMS wants them they are written as `base64:…`. */
function bytesIn(input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('base64:')
        ? Buffer.from(value.slice(7), 'base64')
        : value,
    ]),
  );
}

function flawed(credentials: ClientCredentials, flaw: Row['flaw']): ClientCredentials {
  const { sessionToken: _, ...lasting } = credentials;
  switch (flaw) {
    case 'wrong secret':
      return { ...credentials, secretAccessKey: `${credentials.secretAccessKey}x` };
    case 'unknown key':
      return { ...credentials, accessKeyId: 'AKIAUNKNOWN000000000' };
    case 'no token':
      return lasting;
    case 'wrong token':
      return { ...credentials, sessionToken: 'another' };
    case undefined:
      return credentials;
  }
}

/** Takes the signature off again. */
function anonymous(client: s3.S3Client): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      delete headers.authorization;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'unsigned' },
  );
}
