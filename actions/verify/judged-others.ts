/** What has no business here: other services for the role, and other principals at the bucket. */

import { presentValue } from '../../aws/deployed/reading';
import { targetArn, targetKind } from '../../config/tenant/names';
import { bucketArn, objectArn, roleArn } from '../../config/values/arn';
import { type AccessRequest, decide, type Policy } from '../../iam';
import { judgeOn, type Scene } from './judged-s3';
import { ALLOWING_ALL } from './judged-trust';
import { anyOf, type Case, type Opinion, opinionOf } from './opinion';
import { ANONYMOUS, type Candidate, foreignAccount, namedIn, strangerIn } from './principals';
import { probePrefix } from './probe-places';

interface Errand {
  readonly action: string;
  readonly arn: string;
}

/** A sample of what would hurt, and whatever the role's own statements name, made concrete. */
export function judgeOtherServices(scene: Scene): Opinion {
  const { tenant, target } = scene;
  const own = targetArn(tenant);
  const errands = [...samples(scene), ...target.policies.flatMap(namedErrands)].filter(
    ({ action, arn }) => !(tenant.vendor.selfAssume && action === 'sts:AssumeRole' && arn === own),
  );
  return anyOf(
    errands.map(({ action, arn }) => ({ name: action, opinion: judgeOn(scene, action, arn) })),
    'requests to other services',
  );
}

function samples({ tenant }: Scene): readonly Errand[] {
  const { partition, account, region } = tenant;
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return [
    ...(targetKind(tenant) === 'user'
      ? ['iam:PutUserPolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile']
      : ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy']
    ).map((action) => ({ action, arn: targetArn(tenant) })),
    { action: 'iam:CreateUser', arn: `arn:${partition}:iam::${account}:user/any` },
    { action: 'sts:AssumeRole', arn: roleArn(partition, account, '/', 'any') },
    { action: 'kms:Decrypt', arn: arn('kms', 'key/00000000-0000-0000-0000-000000000000') },
    { action: 'secretsmanager:GetSecretValue', arn: arn('secretsmanager', 'secret:any') },
    { action: 'dynamodb:GetItem', arn: arn('dynamodb', 'table/any') },
    { action: 'lambda:InvokeFunction', arn: arn('lambda', 'function:any') },
    { action: 'ec2:DescribeInstances', arn: '*' },
  ];
}

/** S3 is judged action by action elsewhere. */
function namedErrands({ statements }: Policy): readonly Errand[] {
  return statements.flatMap(({ effect, action, resource }) => {
    if (effect !== 'Allow' || action.element !== 'Action') return [];
    const actions = action.texts.filter((text) => !/^(?:s3:|\*$)/i.test(text)).map(concrete);
    const arns =
      resource?.element === 'Resource'
        ? resource.texts.map((text) => (text === '*' ? text : concrete(text)))
        : ['*'];
    return actions.flatMap((each) => arns.map((arn) => ({ action: each, arn })));
  });
}

function concrete(pattern: string): string {
  return pattern.replaceAll('*', 'anything').replaceAll('?', 'x');
}

/** Strangers, and, where the kit made the bucket, whomever its policies name. */
export function judgeOtherPrincipalsAtBucket(scene: Scene): Opinion {
  const { tenant, deployed } = scene;
  const { partition, account, bucket } = tenant;
  const foreign = foreignAccount(account);
  const strangers = [ANONYMOUS, strangerIn(partition, foreign), strangerIn(partition, account)];
  const policy = presentValue(deployed.bucket)?.policy;
  const atBucket = [
    ...strangers,
    ...(policy && !bucket.existing ? namedIn(policy, partition, foreign) : []),
  ].flatMap((candidate) => bucketCases(scene, candidate, policy));
  const key = presentValue(deployed.key);
  const atKey = key ? strangers.flatMap((candidate) => keyCases(scene, candidate, key)) : [];
  return anyOf([...atBucket, ...atKey, ...pointCases(scene, foreign)], 'requests of others');
}

/**
 * The access point's policy alone, as its own Allow would grant within the account: it should speak to the target role
 * and to nobody else.
 */
function pointCases(scene: Scene, foreign: string): readonly Case[] {
  const { tenant, deployed } = scene;
  const point = presentValue(deployed.accessPoint);
  if (!point?.policy) return [];
  const { policy } = point;
  const { partition, region, account, accessPoint } = tenant;
  const arn = `arn:${partition}:s3:${region}:${account}:accesspoint/${accessPoint?.name}`;
  const [grant] = tenant.grants;
  const object = `${arn}/object/${probePrefix({ prefix: grant?.prefix ?? '' }, 'probe')}`;
  const candidates = [
    strangerIn(partition, foreign),
    strangerIn(partition, account),
    ...namedIn(policy, partition, foreign),
  ];
  return candidates.map((candidate) => ({
    name: `${candidate.name} through the access point`,
    opinion: ask(candidate, 's3:GetObject', object, account, policy, tenant.account),
  }));
}

const AT_OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

function bucketCases(scene: Scene, candidate: Candidate, policy: Policy | undefined): readonly Case[] {
  const { tenant } = scene;
  const arn = bucketArn(tenant.partition, tenant.bucket.name);
  const keys = [...tenant.grants.map(({ prefix }) => probePrefix({ prefix }, 'probe')), 'any'];
  const errands: Errand[] = [
    { action: 's3:ListBucket', arn },
    ...keys.flatMap((key) => AT_OBJECTS.map((action) => ({ action, arn: objectArn(arn, key) }))),
  ];
  return errands.map(({ action, arn: on }) => ({
    name: `${candidate.name}, ${action}`,
    opinion: ask(candidate, action, on, tenant.account, policy, tenant.account),
  }));
}

function keyCases({ tenant }: Scene, candidate: Candidate, key: Policy): readonly Case[] {
  const arn = tenant.bucket.kmsKeyArn ?? '';
  return [
    {
      name: `${candidate.name}, kms:Decrypt`,
      opinion: ask(candidate, 'kms:Decrypt', arn, undefined, key, tenant.account),
    },
  ];
}

/**
 * A principal of another account is taken to be allowed everything there; one of the tenant's own account nothing, so
 * that what the resource's policy grants by itself comes to light.
 */
function ask(
  { principal, account }: Candidate,
  action: string,
  arn: string,
  owner: string | undefined,
  resource: Policy | undefined,
  tenantAccount: string,
): Opinion {
  const context: AccessRequest['context'] = {
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': new Date().toISOString(),
  };
  return opinionOf(
    decide(
      {
        principal,
        action,
        resource: owner === undefined ? { arn } : { arn, account: owner },
        context,
        vouchedKeys: ['s3:*', 'aws:SecureTransport', 'aws:CurrentTime'],
      },
      { identity: account === tenantAccount ? [] : ALLOWING_ALL, resource },
    ),
  );
}

/** By the bucket's policy alone, without a signature. */
export function judgeAnonymous(scene: Scene, prefix: string): Opinion {
  const { tenant, deployed } = scene;
  const policy = presentValue(deployed.bucket)?.policy;
  const arn = objectArn(bucketArn(tenant.partition, tenant.bucket.name), probePrefix({ prefix }, 'probe'));
  return ask(ANONYMOUS, 's3:GetObject', arn, tenant.account, policy, tenant.account);
}
