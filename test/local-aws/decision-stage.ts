/** Makes what a chapter of the decision table says is there, and does what its rows do. */
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as sts from '@aws-sdk/client-sts';
import type { LocalAws } from '../../local-aws/index';
import { type ClientCredentials, type ClientName, clientsFor } from './clients';
import { phasesOf, roleArn, type Step } from './decision-given';
import { fill, type Given, type Result, type Row } from './decision-table';
import { type PostedForm, postForm } from './posted-form';
import { type RawRequest, sendRaw } from './raw-request';

const SDKS = { iam, kms, s3, s3control, sts } as unknown as Record<
  string,
  Record<string, new (input: unknown) => unknown>
>;

type Input = Readonly<Record<string, unknown>>;

/** What later steps and rows need of an answer. */
interface Noted {
  readonly AccessKey?: iam.AccessKey;
  readonly AccessPointArn?: string;
  readonly Alias?: string;
  readonly Credentials?: sts.Credentials;
  readonly KeyMetadata?: kms.KeyMetadata;
}

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

  async prepare(given: Given): Promise<void> {
    for (const role of given.roles ?? []) this.#names[`role:${role.name}`] = roleArn(role);
    for (const phase of phasesOf(given)) await Promise.all(phase.map((steps) => this.#take(steps)));
  }

  async #take(steps: readonly Step[]): Promise<void> {
    for (const { as, do: operation, with: input, ...row } of steps)
      await this.#send(as, operation, input, row);
  }

  async perform(row: Row): Promise<Result> {
    for (const step of row.before ?? []) await this.#send(step.as, step.do, step.with);
    this.#later += row.later ?? 0;
    try {
      const output = (await this.#send(row.as, row.do, row.with, row)) as {
        Errors?: { Key: string; Code: string }[];
      };
      const refused = (output.Errors ?? []).filter(({ Code }) => Code === 'AccessDenied');
      const refusedKeys = refused.map(({ Key }) => Key).sort();
      return { outcome: 'allowed', message: '', refusedKeys, output: withoutBody(output) };
    } catch (error) {
      const { name, message, $metadata, Code } = error as Error & {
        Code?: string;
        $metadata?: { httpStatusCode: number };
      };
      if ($metadata?.httpStatusCode === undefined) throw error;
      return { outcome: codeOf(name, Code, $metadata.httpStatusCode), message, refusedKeys: [], output: {} };
    }
  }

  /** Answers bring what later rows need by name, such as the id of an upload. */
  async #send(as: string, operation: string, input: Input, row: Partial<Row> = {}): Promise<unknown> {
    const [client = '', name = ''] = operation.split(':');
    const clients = this.#clientsOf(as, row);
    if (operation === 's3:PostObject')
      return postForm(clients.s3, fill(input, this.#names) as unknown as PostedForm, this.#later);
    if (operation === 's3:Raw')
      return sendRaw(clients.s3, fill(input, this.#names) as unknown as RawRequest, this.#later);
    const Command = SDKS[client]?.[`${name}Command`];
    if (!Command) throw new Error(`there is no operation ${operation}`);
    const command = new Command(fill(input, this.#names));
    const { send } = clients[client as ClientName] as {
      send(command: unknown): Promise<Record<string, unknown>>;
    };
    const output = await send.call(clients[client as ClientName], command);
    const body = output.Body as { transformToByteArray?: () => Promise<Uint8Array> } | undefined;
    await body?.transformToByteArray?.();
    this.#note(fill(input, this.#names), output);
    return output;
  }

  #note(input: Input, output: Readonly<Record<string, unknown>>): void {
    const { AccessKey, AccessPointArn, Alias, Credentials, KeyMetadata } = output as Noted;
    if (AccessKey) {
      const { UserName, AccessKeyId = '', SecretAccessKey = '' } = AccessKey;
      this.#names[`accessKey:${UserName}`] = AccessKeyId;
      this.#know(`user ${UserName}`, { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
    }
    if (Credentials && 'RoleSessionName' in input) {
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials;
      const credentials = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      this.#know(`session ${input.RoleSessionName}`, credentials);
    }
    if (AccessPointArn !== undefined && Alias !== undefined) {
      this.#names[`point:${input.Name}`] = AccessPointArn;
      this.#names[`alias:${input.Name}`] = Alias;
    }
    const id = (output as { User?: iam.User }).User?.UserId;
    if (id !== undefined) this.#names['last:UserId'] = id;
    if (KeyMetadata?.Arn !== undefined) this.#names[`key:${KeyMetadata.Description}`] = KeyMetadata.Arn;
    for (const noted of ['UploadId', 'VersionId', 'ETag'] as const) {
      if (typeof output[noted] === 'string') this.#names[`last:${noted}`] = output[noted];
    }
  }

  #know(as: string, credentials: ClientCredentials): void {
    this.#credentials.set(as, credentials);
    for (const id of this.#clients.keys()) if (id.startsWith(`${as} `)) this.#clients.delete(id);
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
}

/** What is answered but the object's bytes and what the SDK adds. */
function withoutBody(output: object): Readonly<Record<string, unknown>> {
  const { Body: _, $metadata: __, ...rest } = output as Readonly<Record<string, unknown>>;
  return rest;
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
