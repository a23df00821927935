/**
 * What S3 Control does with access points.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-manage.html
 */
import { type AccessPoint, accessPointArn, newAlias } from './access-points';
import { parsePublicAccessBlock } from './bucket-settings';
import { ALL_BLOCKED } from './buckets';
import type { Call } from './call';
import { accessDenied } from './denial';
import { type Answer, answer, decode, type Incoming } from './message';
import { checkS3Policy } from './policy-checks';
import { withArns } from './principal-names';
import { isPublic, refusePublicPolicy } from './public-access';
import { Refusal } from './refusal';
import { noSuchAccessPoint, noSuchBucket } from './s3-target';
import { tagPairs } from './tag-sets';
import type { World } from './world';
import { find, parseXml, renderXml, textOf, type XmlValue } from './xml';

/** A request to S3 Control, taken apart. */
export interface ControlCall {
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** The access point's name; '' where the account is meant. */
  readonly subject: string;
}

export async function answerAccessPoint(call: Call, operation: string, point: AccessPoint): Promise<Answer> {
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
      point.tags = new Map([...point.tags, ...tagPairs(find(document(), 'Tags'))]);
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
  point.policy = await withArns(call.world, policy);
}

export function createAccessPoint(
  world: World,
  { account, region, subject }: ControlCall,
  { body }: Incoming,
): Answer {
  const document = parseXml(body.toString());
  const bucketName = textOf(document, 'Bucket') ?? '';
  const bucket = world.buckets.get(bucketName);
  if (!bucket) throw noSuchBucket(bucketName);
  if ((textOf(document, 'BucketAccountId') ?? account) !== bucket.account) {
    throw accessDenied();
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
    tags: new Map(tagPairs(find(document, 'Tags'))),
  };
  world.accessPoints.add(made);
  return xml('CreateAccessPointResult', { AccessPointArn: accessPointArn(made), Alias: made.alias });
}

const PAGE = 1000;

/** The page's token is the place in the list. */
export function listAccessPoints(
  world: World,
  { account, region }: ControlCall,
  { query }: Incoming,
): Answer {
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

export function accessPointOf(world: World, { account, region, subject }: ControlCall): AccessPoint {
  const point = world.accessPoints.find(account, subject);
  if (!point || point.region !== region) throw noSuchAccessPoint();
  return point;
}

function policyOf({ policy }: AccessPoint): string {
  if (policy !== undefined) return policy;
  throw new Refusal(404, 'NoSuchAccessPointPolicy', 'The specified accesspoint policy does not exist');
}

/** An answer of S3 Control. */
export function xml(root: string, value: XmlValue): Answer {
  const body = renderXml(root, value, 'http://awss3control.amazonaws.com/doc/2018-08-20/');
  return answer(200, body, { 'content-type': 'application/xml' });
}
