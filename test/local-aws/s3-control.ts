/**
 * S3 Control, answered by the gate itself: access points, and the account's public-access block.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html
 */
import { type AccessPoint, accessPointArn, newAlias } from './access-points';
import { parsePublicAccessBlock } from './bucket-settings';
import { ALL_BLOCKED } from './buckets';
import type { Call } from './call';
import { optional } from './context';
import { accessDenied } from './denial';
import { type Answer, answer, decode, type Incoming } from './message';
import { demand } from './permission';
import { checkS3Policy } from './policy-checks';
import { refusePublicPolicy } from './public-access';
import { isPublic } from './public-policy';
import { Refusal } from './refusal';
import { S3_KEYS, s3Context } from './s3-context';
import { noSuchAccessPoint, noSuchBucket } from './s3-target';
import type { World } from './world';
import { childrenOf, type Element, find, parseXml, renderXml, textOf, type XmlValue } from './xml';

interface ControlCall {
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** The access point's name; '' where the account is meant. */
  readonly subject: string;
}

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

function controlCallOf({ address, incoming }: Call): ControlCall | undefined {
  const { method, path, headers } = incoming;
  const account = headers['x-amz-account-id'] ?? address.subdomain;
  const rest = /^\/v20180820\/(.+)$/.exec(path)?.[1];
  if (account === undefined || rest === undefined) return undefined;
  for (const [verb, pattern, operation] of OPERATIONS) {
    const match = verb === method && pattern.exec(rest);
    if (!match) continue;
    // An access point's ARN may stand where its name would.
    const subject = decode(match[1] ?? '').replace(/^.*:accesspoint\//, '');
    return { operation, account, region: address.region, subject };
  }
  return undefined;
}

/** Operations whose action goes by another name. */
const ACTIONS: Readonly<Record<string, string>> = {
  GetPublicAccessBlock: 'GetAccountPublicAccessBlock',
  PutPublicAccessBlock: 'PutAccountPublicAccessBlock',
  DeletePublicAccessBlock: 'PutAccountPublicAccessBlock',
};

export async function answerS3Control(call: Call): Promise<Answer> {
  const control = controlCallOf(call);
  if (!control) throw accessDenied('The embedded AWS does not know this request, so it refuses it');
  const { operation, account, region, subject } = control;
  call.notes.operation = operation;
  // Nobody manages another account's access points.
  if (call.caller.kind === 'anonymous' || call.caller.account !== account) throw accessDenied();
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

function answerControl(call: Call, control: ControlCall): Answer | Promise<Answer> {
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

async function answerAccessPoint(call: Call, operation: string, point: AccessPoint): Promise<Answer> {
  const { world, incoming } = call;
  const document = () => parseXml(incoming.body.toString());
  switch (operation) {
    case 'GetAccessPoint':
      return xml('GetAccessPointResult', { ...summary(point), ...details(point) });
    case 'DeleteAccessPoint':
      world.accessPoints.remove(point);
      return answer(204);
    case 'PutAccessPointPolicy':
      await putPolicy(call, point, textOf(document(), 'Policy') ?? '');
      return answer(200);
    case 'GetAccessPointPolicy':
      return xml('GetAccessPointPolicyResult', { Policy: policyOf(point) });
    case 'DeleteAccessPointPolicy':
      point.policy = undefined;
      return answer(204);
    case 'GetAccessPointPolicyStatus':
      return xml('GetAccessPointPolicyStatusResult', {
        PolicyStatus: { IsPublic: isPublic(policyOf(point), 'access-point') },
      });
    case 'ListTagsForResource':
      return xml('ListTagsForResourceResult', {
        Tags: { Tag: [...point.tags].map(([Key, Value]) => ({ Key, Value })) },
      });
    case 'TagResource':
      point.tags = new Map([...point.tags, ...tagsOf(find(document(), 'Tags'))]);
      return answer(204);
    default: {
      const removed = incoming.rawQuery.split('&').map((pair) => decode(pair.replace(/^tagKeys=/, '')));
      point.tags = new Map([...point.tags].filter(([key]) => !removed.includes(key)));
      return answer(204);
    }
  }
}

async function putPolicy(call: Call, point: AccessPoint, policy: string): Promise<void> {
  const on = { kind: 'access-point', arn: accessPointArn(point), account: point.account } as const;
  await checkS3Policy(call.world, policy, on);
  const bucket = call.world.buckets.get(point.bucket);
  const ofBucket = bucket?.account === point.account ? [bucket.publicAccessBlock] : [];
  await refusePublicPolicy(call, policy, on, point.publicAccessBlock, ...ofBucket);
  point.policy = policy;
}

function createAccessPoint(
  world: World,
  { account, region, subject }: ControlCall,
  { body }: Incoming,
): Answer {
  const document = parseXml(body.toString());
  const bucketName = textOf(document, 'Bucket') ?? '';
  const bucket = world.buckets.get(bucketName);
  if (!bucket) throw noSuchBucket(bucketName);
  if ((textOf(document, 'BucketAccountId') ?? account) !== bucket.account) {
    throw new Refusal(403, 'AccessDenied', 'Access Denied');
  }
  if (world.accessPoints.find(account, subject)) {
    const message = 'Your previous request to create the named accesspoint succeeded and you already own it.';
    throw new Refusal(409, 'AccessPointAlreadyOwnedByYou', message);
  }
  const block = find(document, 'PublicAccessBlockConfiguration');
  const made: AccessPoint = {
    name: subject,
    account,
    region,
    bucket: bucket.name,
    bucketAccount: bucket.account,
    alias: newAlias(subject),
    vpcId: textOf(document, 'VpcConfiguration', 'VpcId'),
    publicAccessBlock: block ? parsePublicAccessBlock(block) : ALL_BLOCKED,
    createdAt: new Date(world.now()),
    policy: undefined,
    tags: new Map(tagsOf(find(document, 'Tags'))),
  };
  world.accessPoints.add(made);
  return xml('CreateAccessPointResult', { AccessPointArn: accessPointArn(made), Alias: made.alias });
}

const PAGE = 1000;

/** The page's token is the place in the list. */
function listAccessPoints(world: World, { account, region }: ControlCall, { query }: Incoming): Answer {
  const bucket = query.get('bucket');
  const from = Number(query.get('nextToken') ?? 0);
  const size = Number(query.get('maxResults') ?? PAGE);
  const all = world.accessPoints
    .all()
    .filter((point) => point.account === account && point.region === region)
    .filter((point) => bucket === undefined || point.bucket === bucket);
  const page = all
    .slice(from, from + size)
    .map((point) => ({ ...summary(point), AccessPointArn: accessPointArn(point) }));
  const NextToken = from + size < all.length ? String(from + size) : undefined;
  return xml('ListAccessPointsResult', { AccessPointList: { AccessPoint: page }, NextToken });
}

function summary({ name, vpcId, bucket, bucketAccount, alias }: AccessPoint): { [name: string]: XmlValue } {
  return {
    Name: name,
    NetworkOrigin: vpcId === undefined ? 'Internet' : 'VPC',
    VpcConfiguration: vpcId === undefined ? undefined : { VpcId: vpcId },
    Bucket: bucket,
    Alias: alias,
    BucketAccountId: bucketAccount,
  };
}

function details(point: AccessPoint): { [name: string]: XmlValue } {
  return {
    PublicAccessBlockConfiguration: { ...point.publicAccessBlock },
    CreationDate: point.createdAt.toISOString(),
    AccessPointArn: accessPointArn(point),
    Endpoints: {
      entry: [
        { key: 'ipv4', value: `s3-accesspoint.${point.region}.amazonaws.com` },
        { key: 'dualstack', value: `s3-accesspoint.dualstack.${point.region}.amazonaws.com` },
        { key: 'fips', value: `s3-accesspoint-fips.${point.region}.amazonaws.com` },
      ],
    },
  };
}

function accessPointOf(world: World, { account, region, subject }: ControlCall): AccessPoint {
  const point = world.accessPoints.find(account, subject);
  if (!point || point.region !== region) throw noSuchAccessPoint();
  return point;
}

function policyOf({ policy }: AccessPoint): string {
  if (policy !== undefined) return policy;
  throw new Refusal(404, 'NoSuchAccessPointPolicy', 'The specified accesspoint policy does not exist');
}

function noAccountBlock(): Refusal {
  const message = 'The public access block configuration was not found';
  return new Refusal(404, 'NoSuchPublicAccessBlockConfiguration', message);
}

function tagsOf(tags: Element | undefined): [key: string, value: string][] {
  return childrenOf(tags, 'Tag').map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? '']);
}

function xml(root: string, value: XmlValue): Answer {
  const body = renderXml(root, value, 'http://awss3control.amazonaws.com/doc/2018-08-20/');
  return answer(200, body, { 'content-type': 'application/xml' });
}
