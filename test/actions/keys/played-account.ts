/**
 * What `keys` asks of an account, played in memory: one user, its access keys and secrets. It can end, hold or spoil any
 * request, before it is done or after, which no real service does when it is asked to.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Rotation, rotationText } from '../../../aws/deployed/rotation-record';
import { ROTATION_TAG } from '../../../config/tenant/names';

const ACCOUNT = '111122223333';
export const TENANT = 'key-way';
const USER = `s3-handshake-${TENANT}`;

export interface PlayedKey {
  readonly id: string;
  readonly secret: string;
  readonly created: string;
  active: boolean;
  /** ISO 8601; undefined where nobody has used it. */
  used?: string;
}

/** `before` a request is done, or `after` it is and before it is answered. */
export type Moment = 'before' | 'after';

/** What becomes of a request: `drop` ends its connection, `hold` keeps it open, a text is its answer with status 200. */
export type Fate = 'go' | 'drop' | 'hold' | { readonly status?: number; readonly body: string };

export interface PlayedAccount {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly keys: PlayedKey[];
  /** Of the user. */
  readonly tags: Map<string, string>;
  /** By name: the values of its versions, the newest last. */
  readonly secrets: Map<string, Map<string, string>>;
  /** Operations that came in, in order. */
  readonly asked: string[];
  /** Asked at each moment of each request; `at` counts requests from 1. */
  fate: (operation: string, moment: Moment, at: number) => Fate;
  /** `rotation`: the record that says which of them follows which. */
  reset(keys: readonly PlayedKey[], rotation?: Rotation): void;
  close(): Promise<void>;
}

export function aKey(id: string, created: string, used?: string): PlayedKey {
  return { id, secret: `secret-of-${id}`, created, active: true, ...(used === undefined ? {} : { used }) };
}

export async function playedAccount(): Promise<PlayedAccount> {
  let made = 0;
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const operation = operationOf(request, body);
    account.asked.push(operation);
    const at = account.asked.length;
    if (met(account.fate(operation, 'before', at), response)) return;
    const answered = done(operation, body);
    if (met(account.fate(operation, 'after', at), response)) return;
    answer(answered, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const account: PlayedAccount = {
    url,
    env: {
      HANDSHAKE_LOCAL_AWS: url,
      AWS_ACCESS_KEY_ID: 'AKIACALLER',
      AWS_SECRET_ACCESS_KEY: 'secret',
      HOME: '/nonexistent',
    },
    keys: [],
    tags: new Map(),
    secrets: new Map(),
    asked: [],
    fate: () => 'go',
    reset(keys, rotation) {
      account.tags.clear();
      if (rotation) account.tags.set(ROTATION_TAG, rotationText(rotation));
      account.keys.splice(0, Number.POSITIVE_INFINITY, ...keys.map((key) => ({ ...key })));
      account.secrets.clear();
      account.asked.length = 0;
      account.fate = () => 'go';
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };

  function done(operation: string, body: string): { readonly status?: number; readonly body: string } {
    const form = new URLSearchParams(body);
    const id = form.get('AccessKeyId') ?? '';
    const at = account.keys.findIndex((key) => key.id === id);
    const key = account.keys[at];
    switch (operation) {
      case 'GetCallerIdentity':
        return xml(
          operation,
          `<Arn>arn:aws:iam::${ACCOUNT}:root</Arn><Account>${ACCOUNT}</Account><UserId>1</UserId>`,
        );
      case 'GetUser':
        return xml(
          operation,
          `<User><Arn>arn:aws:iam::${ACCOUNT}:user/${USER}</Arn><UserName>${USER}</UserName><UserId>AIDA1</UserId><Path>/</Path><CreateDate>2026-01-01T00:00:00Z</CreateDate><Tags>${[...account.tags].map(tagMember).join('')}</Tags></User>`,
        );
      case 'TagUser':
        account.tags.set(form.get('Tags.member.1.Key') ?? '', form.get('Tags.member.1.Value') ?? '');
        return xml(operation, '');
      case 'ListAccessKeys':
        return xml(
          operation,
          `<AccessKeyMetadata>${account.keys.map(member).join('')}</AccessKeyMetadata><IsTruncated>false</IsTruncated>`,
        );
      case 'CreateAccessKey': {
        if (account.keys.length >= 2) return refused('LimitExceeded');
        made += 1;
        const young = aKey(`AKIANEW${made}`, '2026-11-20T00:00:00Z');
        account.keys.push(young);
        return xml(
          operation,
          `<AccessKey><UserName>${USER}</UserName><AccessKeyId>${young.id}</AccessKeyId><Status>Active</Status><SecretAccessKey>${young.secret}</SecretAccessKey></AccessKey>`,
        );
      }
      case 'GetAccessKeyLastUsed':
        return xml(
          operation,
          `<UserName>${USER}</UserName><AccessKeyLastUsed>${
            key?.used
              ? `<LastUsedDate>${key.used}</LastUsedDate><ServiceName>s3</ServiceName><Region>us-east-1</Region>`
              : '<ServiceName>N/A</ServiceName><Region>N/A</Region>'
          }</AccessKeyLastUsed>`,
        );
      case 'UpdateAccessKey':
        if (!key) return refused('NoSuchEntity');
        key.active = form.get('Status') === 'Active';
        return xml(operation, '');
      case 'DeleteAccessKey':
        if (!key) return refused('NoSuchEntity');
        account.keys.splice(at, 1);
        return xml(operation, '');
      default:
        return ofSecrets(operation, JSON.parse(body));
    }
  }

  function ofSecrets(
    operation: string,
    asked: {
      readonly SecretId?: string;
      readonly Name?: string;
      readonly SecretString?: string;
      readonly ClientRequestToken?: string;
    },
  ): { readonly status?: number; readonly body: string } {
    const name = asked.SecretId ?? asked.Name ?? '';
    const ARN = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}-1`;
    const versions = account.secrets.get(name);
    if (operation === 'CreateSecret' || operation === 'PutSecretValue') {
      const kept = versions ?? new Map<string, string>();
      kept.set(asked.ClientRequestToken ?? '', asked.SecretString ?? '');
      account.secrets.set(name, kept);
      return { body: JSON.stringify({ ARN, Name: name }) };
    }
    if (!versions)
      return { status: 400, body: JSON.stringify({ __type: 'ResourceNotFoundException', message: 'none' }) };
    const stages = Object.fromEntries([...versions.keys()].map((version) => [version, ['AWSCURRENT']]));
    const Tags = [{ Key: 's3-handshake:tenant', Value: TENANT }];
    return { body: JSON.stringify({ ARN, Name: name, Tags, VersionIdsToStages: stages }) };
  }

  return account;
}

function met(fate: Fate, response: ServerResponse): boolean {
  if (fate === 'go') return false;
  if (fate === 'drop') response.destroy();
  else if (fate !== 'hold') answer(fate, response);
  return true;
}

/** What is AWS's own has the ID of the request. */
function answer({ status = 200, body }: Exclude<Fate, string>, response: ServerResponse): void {
  const isOfAws = /^(?:<\w+Response>|\{)/.test(body);
  response.writeHead(status, isOfAws ? { 'x-amzn-requestid': 'of-aws' } : {}).end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function operationOf({ headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  return typeof target === 'string'
    ? (target.split('.')[1] ?? '')
    : (new URLSearchParams(body).get('Action') ?? '');
}

function member({ id, created, active }: PlayedKey): string {
  return `<member><UserName>${USER}</UserName><AccessKeyId>${id}</AccessKeyId><Status>${active ? 'Active' : 'Inactive'}</Status><CreateDate>${created}</CreateDate></member>`;
}

function tagMember([key, value]: readonly [string, string]): string {
  return `<member><Key>${key}</Key><Value>${value}</Value></member>`;
}

function xml(operation: string, result: string): { readonly body: string } {
  return {
    body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`,
  };
}

function refused(code: string): { readonly status: number; readonly body: string } {
  return {
    status: 409,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
  };
}
