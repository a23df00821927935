/**
 * Services that the gate knows by their protocol only: every operation is judged by its name, on the resource that
 * its input names or, where we cannot tell, on `*`, which only a policy for all resources allows.
 */
import type { SignedCall } from './call';
import { accessDenied } from './denial';
import { requestTags } from './global-keys';
import type { Answer, Query } from './message';
import { demand } from './permission';

/** Services with JSON bodies, by what stands before the dot in `X-Amz-Target`: the name in policies. */
export const JSON_SERVICES: ReadonlyMap<string, string> = new Map([
  ['AWSOrganizationsV20161128', 'organizations'],
  ['AmazonSSM', 'ssm'],
  ['DynamoDB_20120810', 'dynamodb'],
  ['Logs_20140328', 'logs'],
  ['ResourceGroupsTaggingAPI_20170126', 'tag'],
  ['secretsmanager', 'secretsmanager'],
]);

/** Services with forms, by their name in signatures: the name in policies. */
export const QUERY_SERVICES: ReadonlyMap<string, string> = new Map([
  ['cloudformation', 'cloudformation'],
  ['ec2', 'ec2'],
  ['sns', 'sns'],
]);

export async function answerOther(call: SignedCall, form: Query): Promise<Answer> {
  const { world, address, incoming, caller } = call;
  const [target = '', operation = ''] = (incoming.headers['x-amz-target'] ?? '').split('.');
  const byJson = JSON_SERVICES.get(target);
  const byQuery = QUERY_SERVICES.get(address.service);
  const [service, name] = byJson === undefined ? [byQuery, form.get('Action')] : [byJson, operation];
  if (service === undefined || !name) {
    throw accessDenied('The embedded AWS does not know this request, so it refuses it');
  }
  call.notes.operation = name;
  const input = byJson === undefined ? {} : (JSON.parse(incoming.body.toString() || '{}') as JsonInput);
  await demand(call, {
    action: `${service}:${name}`,
    arn: resourceOf(service, `${address.region}:${caller.account}`, input),
    account: caller.account,
    keys: requestTags(tagsOf(input)),
    knownKeys: [],
  });
  return world.moto.send({
    service: address.service,
    region: address.region,
    account: caller.account,
    method: incoming.method,
    path: incoming.path,
    rawQuery: incoming.rawQuery,
    headers: incoming.headers,
    body: incoming.body,
  });
}

type JsonInput = Readonly<Record<string, unknown>>;

function resourceOf(service: string, place: string, input: JsonInput): string {
  const text = (name: string) => (typeof input[name] === 'string' ? (input[name] as string) : undefined);
  const named = (id: string | undefined, prefix: string) => {
    if (id === undefined) return '*';
    return id.startsWith('arn:') ? id : `arn:aws:${service}:${place}:${prefix}${id}`;
  };
  switch (service) {
    case 'secretsmanager':
      return named(text('SecretId') ?? text('Name'), 'secret:');
    case 'dynamodb':
      return named(text('TableName'), 'table/');
    case 'ssm':
      return named(text('Name')?.replace(/^\//, ''), 'parameter/');
    default:
      return '*';
  }
}

function tagsOf({ Tags }: JsonInput): Record<string, string> {
  if (!Array.isArray(Tags)) return {};
  return Object.fromEntries(
    (Tags as { Key?: string; Value?: string }[]).map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}
