/**
 * S3 Control, answered by the gate itself: access points, and the account's public-access block.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html
 */
import {
  accessPointOf,
  answerAccessPoint,
  type ControlCall,
  createAccessPoint,
  listAccessPoints,
  xml,
} from './access-point-answers';
import { parsePublicAccessBlock } from './bucket-settings';
import type { SignedCall } from './call';
import { accessDenied } from './denial';
import { optional } from './global-keys';
import { type Answer, answer, decode } from './message';
import { demand } from './permission';
import { Refusal } from './refusal';
import { S3_KEYS, s3Context } from './s3-context';
import { parseXml } from './xml';

const OPERATIONS: readonly [method: string, path: RegExp, operation: string][] = [
  ['GET', /^accesspoint$/, 'ListAccessPoints'],
  ['PUT', /^accesspoint\/([^/]+)$/, 'CreateAccessPoint'],
  ['GET', /^accesspoint\/([^/]+)$/, 'GetAccessPoint'],
  ['DELETE', /^accesspoint\/([^/]+)$/, 'DeleteAccessPoint'],
  ['PUT', /^accesspoint\/([^/]+)\/policy$/, 'PutAccessPointPolicy'],
  ['GET', /^accesspoint\/([^/]+)\/policy$/, 'GetAccessPointPolicy'],
  ['DELETE', /^accesspoint\/([^/]+)\/policy$/, 'DeleteAccessPointPolicy'],
  ['GET', /^accesspoint\/([^/]+)\/policyStatus$/, 'GetAccessPointPolicyStatus'],
  ['GET', /^configuration\/publicAccessBlock$/, 'GetPublicAccessBlock'],
  ['PUT', /^configuration\/publicAccessBlock$/, 'PutPublicAccessBlock'],
  ['DELETE', /^configuration\/publicAccessBlock$/, 'DeletePublicAccessBlock'],
  ['GET', /^tags\/(.+)$/, 'ListTagsForResource'],
  ['POST', /^tags\/(.+)$/, 'TagResource'],
  ['DELETE', /^tags\/(.+)$/, 'UntagResource'],
];

function controlCallOf({ address, incoming }: SignedCall): ControlCall | undefined {
  const { method, path, headers } = incoming;
  const account = headers['x-amz-account-id'] ?? address.subdomain;
  const rest = /^\/v20180820\/(.+)$/.exec(path)?.[1];
  if (account === undefined || rest === undefined) return undefined;
  for (const [verb, pattern, operation] of OPERATIONS) {
    const match = verb === method && pattern.exec(rest);
    if (!match) continue;
    // An access point's ARN may stand where its name would.
    const subject = decode(match[1] ?? '').replace(/^.*:accesspoint\//, '');
    // Buckets and others that can be tagged have ARNs of another form; those we do not know.
    if (subject.startsWith('arn:')) return undefined;
    return { operation, account, region: address.region, subject };
  }
  return undefined;
}

/** Those that are answered; all others are refused. */
export const CONTROL_OPERATIONS: ReadonlySet<string> = new Set(
  OPERATIONS.map(([, , operation]) => operation),
);

/** Operations whose action goes by another name. */
const ACTIONS: Readonly<Record<string, string>> = {
  GetPublicAccessBlock: 'GetAccountPublicAccessBlock',
  PutPublicAccessBlock: 'PutAccountPublicAccessBlock',
  DeletePublicAccessBlock: 'PutAccountPublicAccessBlock',
};

export async function answerS3Control(call: SignedCall): Promise<Answer> {
  const control = controlCallOf(call);
  if (!control) throw accessDenied('The embedded AWS does not know this request, so it refuses it');
  const { operation, account, region, subject } = control;
  call.notes.operation = operation;
  // Nobody manages another account's access points.
  if (call.caller.account !== account) throw accessDenied();
  const arn = subject === '' ? '*' : `arn:aws:s3:${region}:${account}:accesspoint/${subject}`;
  const keys = {
    ...s3Context(call, operation),
    ...optional('s3:DataAccessPointArn', subject === '' ? undefined : arn),
  };
  const action = `s3:${ACTIONS[operation] ?? operation}`;
  await demand(call, {
    action,
    arn,
    account,
    keys: { ...keys, 's3:DataAccessPointAccount': account },
    knownKeys: S3_KEYS,
  });
  return answerControl(call, control);
}

function answerControl(call: SignedCall, control: ControlCall): Answer | Promise<Answer> {
  const { world, incoming } = call;
  const { operation, account } = control;
  switch (operation) {
    case 'ListAccessPoints':
      return listAccessPoints(world, control, incoming);
    case 'CreateAccessPoint':
      return createAccessPoint(world, control, incoming);
    case 'GetPublicAccessBlock': {
      const block = world.accountBlocks.get(account);
      if (!block) throw noAccountBlock();
      return xml('PublicAccessBlockConfiguration', { ...block });
    }
    case 'PutPublicAccessBlock':
      world.accountBlocks.set(account, parsePublicAccessBlock(parseXml(incoming.body.toString())));
      return answer(200);
    case 'DeletePublicAccessBlock':
      world.accountBlocks.delete(account);
      return answer(204);
    default:
      return answerAccessPoint(call, operation, accessPointOf(world, control));
  }
}

function noAccountBlock(): Refusal {
  const message = 'The public access block configuration was not found';
  return new Refusal(404, 'NoSuchPublicAccessBlockConfiguration', message);
}
