/** Which differences a planned check is about: where there is one, what the check asks for does not hold. */
import { targetRoleArn } from '../../config/tenant/names';
import { ACL_ACTION } from '../../config/tenant/owner-acl';
import type { Tenant } from '../../config/tenant/tenant';
import { accessPointArn, bucketArn, parseArn } from '../../config/values/arn';
import type { Case, Difference, Who } from '../../iam/reach';
import { whoIs } from '../../worlds/witness-text';
import type { Ask, Check, Door, Place, S3Verb } from './check';
import type { Judgement } from './judgement';
import { probePrefix } from './probe-places';

const ON_OBJECTS: Readonly<Partial<Record<S3Verb, readonly string[]>>> = {
  get: ['s3:GetObject'],
  put: ['s3:PutObject'],
  delete: ['s3:DeleteObject'],
  multipart: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
};

/** A put with an ACL needs both; what is too much of it is the right to the ACL. */
const WITH_ACL = { allowed: [ACL_ACTION, 's3:PutObject'], denied: [ACL_ACTION] } as const;

export function covering(check: Check, tenant: Tenant, judgement: Judgement): readonly Difference[] {
  const { expected } = check;
  return judgement.differences.filter((difference) => {
    const isMeant =
      expected === 'allowed' ? difference.direction === 'less' : difference.direction !== 'less';
    return isMeant && isAbout(check, difference, tenant, judgement);
  });
}

function isAbout(
  { ask, expected }: Check,
  difference: Difference,
  tenant: Tenant,
  judgement: Judgement,
): boolean {
  const byTarget = isBy(difference, ({ backing }) => backing === 'actor');
  switch (ask.kind) {
    case 'assume':
    case 'trust':
      return (
        isOf(difference, ['sts:AssumeRole']) &&
        tenant.vendorPrincipals.some((arn) =>
          judgement.differs(assumedBy(arn, ask.externalId, difference.witness), difference.direction),
        )
      );
    case 'trust-others':
      return (
        onRole(difference, tenant) && isBy(difference, (who) => !isNamed(who, expectedPrincipals(tenant)))
      );
    case 'trust-other-ids':
      return (
        onRole(difference, tenant) &&
        isBy(difference, (who) => isNamed(who, tenant.vendorPrincipals)) &&
        valuesOf(difference, 'sts:externalid').some((id) => id !== '' && !tenant.externalIds.includes(id))
      );
    case 'trust-actions':
      return isOf(difference, ask.actions);
    case 'trust-self':
      return (
        isOf(difference, ['sts:AssumeRole']) &&
        isBy(difference, (who) => whoIs(who.principal) === targetRoleArn(tenant))
      );
    case 's3':
      return byTarget && isThrough(difference, ask.door, tenant) && isAt(difference, ask, tenant, judgement);
    case 'put-with-acl':
      return (
        byTarget &&
        isThrough(difference, ask.door, tenant) &&
        isOnKeys(difference, WITH_ACL[expected], ask.place, tenant, judgement)
      );
    case 'connection':
      return (
        byTarget && isThrough(difference, ask.door, tenant) && listsFor(difference, listedBy(ask), judgement)
      );
    case 'list-all':
      return (
        byTarget && isThrough(difference, ask.door, tenant) && lists(difference, (prefix) => prefix === '')
      );
    case 'plain-http':
      return byTarget && isAt(difference, ask, tenant, judgement) && isPlain(difference);
    case 'anonymous':
      return (
        isOf(difference, ['s3:GetObject']) &&
        isBy(difference, ({ principal }) => principal.kind === 'anonymous')
      );
    case 'actions':
      return byTarget && isOf(difference, ask.actions) && isOn(difference, ask, tenant, judgement);
    case 'other-buckets':
      return byTarget && isOf(difference, undefined, 's3') && !onBucket(difference, tenant);
    case 'other-services':
      return byTarget && difference.region.actions.names.some((name) => !name.startsWith('s3:'));
    case 'other-principals':
      return !byTarget && !isOf(difference, undefined, 'sts');
    default:
      return false;
  }
}

function isOf(
  { region: { actions } }: Difference,
  names: readonly string[] | undefined,
  service?: string,
): boolean {
  return actions.names.some((name) => (names ? names.includes(name) : name.startsWith(`${service}:`)));
}

function isBy({ region: { principals } }: Difference, test: (who: Who) => boolean): boolean {
  return principals.examples.some(test);
}

/** An account's root names all of its account. */
function isNamed({ principal }: Who, arns: readonly string[]): boolean {
  const own = whoIs(principal);
  return arns.some((arn) => {
    const { account, resource } = parseArn(arn) ?? {};
    return (
      arn === own || (resource === 'root' && account !== undefined && parseArn(own)?.account === account)
    );
  });
}

function expectedPrincipals(tenant: Tenant): readonly string[] {
  const { vendorPrincipals, verifier, vendor } = tenant;
  return [
    ...vendorPrincipals,
    ...(verifier ? [verifier.principal] : []),
    ...(vendor.selfAssume ? [targetRoleArn(tenant)] : []),
  ];
}

function onRole({ region }: Difference, tenant: Tenant): boolean {
  const isAssumed = region.actions.names.some((name) => /^sts:AssumeRole/.test(name));
  return isAssumed && region.resources.examples.includes(targetRoleArn(tenant));
}

/** The same request by one whom the file names; of an account's root by some role there. */
function assumedBy(arn: string, externalId: string | undefined, witness: Case): Case {
  const { account = '', resource = '' } = parseArn(arn) ?? {};
  const roleArn = resource === 'root' ? arn.replace(/root$/, 'role/s3-handshake-any-role') : arn;
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return {
    ...witness,
    backing: account === witness.resource.account ? 'everything' : 'foreign',
    principal: resource.startsWith('user/')
      ? { kind: 'user', arn }
      : {
          kind: 'role-session',
          roleArn,
          sessionArn: `${roleArn.replace(/:iam:(.*):role\/.*$/, ':sts:$1:assumed-role')}/${name}/s3-handshake`,
        },
    context: { ...witness.context, 'sts:externalid': externalId ?? [] },
  };
}

/** All that a key holds in the region; `''` where it is not there, and where the region says nothing of it. */
function valuesOf({ region, witness }: Difference, key: string): readonly string[] {
  const condition = region.conditions.find((each) => each.key === key);
  const examples = condition ? condition.examples : [witness.context[key] ?? ''];
  return examples.map((value) => (typeof value === 'string' ? value : (value[0] ?? '')));
}

function isThrough(
  { region }: Difference,
  door: Door,
  { partition, region: at, account, accessPoint }: Tenant,
): boolean {
  if (door === 'bucket') return region.ways.includes('direct');
  return region.ways.includes(accessPointArn(partition, at, account, accessPoint?.name ?? ''));
}

/** Of what a grant names, the keys below it; of what lies outside, the keys that no grant names. */
function isAt(
  difference: Difference,
  { verb, place }: { readonly verb: S3Verb; readonly place: Place },
  tenant: Tenant,
  judgement: Judgement,
): boolean {
  if (verb === 'list') {
    const { witness, direction } = difference;
    if (!isOf(difference, ['s3:ListBucket'])) return false;
    if (lists(difference, (prefix) => liesIn(prefix, place, tenant))) return true;
    const context = { ...witness.context, 's3:prefix': probePrefix(place, 'probe') };
    return judgement.differs({ ...witness, action: 's3:ListBucket', context }, direction);
  }
  if (verb === 'location') return isOf(difference, ['s3:GetBucketLocation']);
  return isOnKeys(difference, ON_OBJECTS[verb] ?? [], place, tenant, judgement);
}

/** By a key that the difference shows, or by one of ours: of keys that no policy tells apart it shows but one. */
function isOnKeys(
  difference: Difference,
  actions: readonly string[],
  place: Place,
  tenant: Tenant,
  judgement: Judgement,
): boolean {
  const { region, witness, direction } = difference;
  const action = region.actions.names.find((name) => actions.includes(name));
  if (action === undefined) return false;
  if (keysOf(difference, tenant).some((key) => liesIn(key, place, tenant))) return true;
  const arn = `${bucketArn(tenant.partition, tenant.bucket.name)}/${probePrefix(place, 'probe')}`;
  const resource = { arn, account: tenant.account };
  return judgement.differs({ ...witness, action, resource }, direction);
}

function liesIn(key: string, { prefix }: Place, { grants }: Tenant): boolean {
  if (grants.some((grant) => grant.prefix === prefix)) return key.startsWith(prefix);
  const next = grants.find((grant) => grant.prefix !== '' && prefix.startsWith(grant.prefix.slice(0, -1)));
  if (next) return key.startsWith(next.prefix.slice(0, -1)) && !key.startsWith(next.prefix);
  return !grants.some((grant) => key.startsWith(grant.prefix));
}

function lists(difference: Difference, isMeant: (prefix: string) => boolean): boolean {
  if (!isOf(difference, ['s3:ListBucket'])) return false;
  const isFree = !difference.region.conditions.some(({ key }) => key === 's3:prefix');
  return isFree || valuesOf(difference, 's3:prefix').some(isMeant);
}

/** The prefix that a call of a connection test lists; undefined for none, by which S3 lets HEAD tell what is there. */
function listedBy({ call, place }: Extract<Ask, { kind: 'connection' }>): string | undefined {
  switch (call) {
    case 'head-bucket':
    case 'head-absent-object':
      return undefined;
    case 'list-prefix':
      return place.prefix;
    case 'list-prefix-without-slash':
      return place.prefix.slice(0, -1);
  }
}

function listsFor(difference: Difference, prefix: string | undefined, judgement: Judgement): boolean {
  const { witness, direction } = difference;
  if (!isOf(difference, ['s3:ListBucket'])) return false;
  const context = { ...witness.context, 's3:prefix': prefix ?? [] };
  return judgement.differs({ ...witness, action: 's3:ListBucket', context }, direction);
}

function keysOf({ region }: Difference, { partition, bucket }: Tenant): readonly string[] {
  const below = `${bucketArn(partition, bucket.name)}/`;
  return region.resources.examples.flatMap((arn) => (arn.startsWith(below) ? [arn.slice(below.length)] : []));
}

function isPlain(difference: Difference): boolean {
  const isFree = !difference.region.conditions.some(({ key }) => key === 'aws:securetransport');
  return isFree || valuesOf(difference, 'aws:securetransport').includes('false');
}

function isOn(
  difference: Difference,
  { on, place, actions }: Extract<Ask, { kind: 'actions' }>,
  tenant: Tenant,
  judgement: Judgement,
): boolean {
  switch (on) {
    case 'bucket':
      return difference.region.resources.examples.includes(bucketArn(tenant.partition, tenant.bucket.name));
    case 'account':
      return !onBucket(difference, tenant);
    case 'objects':
      return isOnKeys(difference, actions, place, tenant, judgement);
  }
}

function onBucket({ region }: Difference, { partition, bucket }: Tenant): boolean {
  const own = bucketArn(partition, bucket.name);
  return region.resources.examples.every((arn) => arn === own || arn.startsWith(`${own}/`));
}
