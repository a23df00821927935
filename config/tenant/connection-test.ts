/**
 * Which calls of a vendor's connection test the grants refuse, and what to choose instead. A role that is held to
 * prefixes is refused what many tests begin with: S3 asks for `s3:ListBucket` without a prefix for HeadBucket, for a list
 * of the bucket, and before it tells that a key is not there (404, and not 403).
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
import type { ConnectionCall, ConnectionCallName } from '../vendor/connection-call';
import type { VendorProfile } from '../vendor/vendor';
import { hasNoAcls } from './owner-acl';
import type { Grant } from './tenant';

/** The parts of a tenant, or of its file, that decide. */
export interface Tested {
  readonly vendor: VendorProfile;
  readonly grants: readonly Pick<Grant, 'prefix' | 'allow' | 'extraActions'>[];
  readonly bucket: { readonly existing?: boolean | undefined; readonly aclsDisabled?: boolean | undefined };
}

export interface RefusedCall {
  readonly call: ConnectionCall;
  /** As AWS calls it: `HeadBucket`. */
  readonly says: string;
  readonly why: string;
  /** What to choose instead. */
  readonly instead: string;
}

const NAMES: Readonly<Record<ConnectionCallName, string>> = {
  'assume-without-external-id': 'AssumeRole without the external ID',
  'assume-itself': 'AssumeRole of the role by itself',
  'get-bucket-location': 'GetBucketLocation',
  'list-all-buckets': 'ListBuckets',
  'get-bucket-acl': 'GetBucketAcl',
  'head-bucket': 'HeadBucket',
  'list-bucket': 'ListObjects without a prefix',
  'list-prefix': 'ListObjects of the prefix',
  'list-prefix-without-slash': 'ListObjects of the prefix without its /',
  'head-absent-object': 'HeadObject of a key that is not there',
  'get-object': 'GetObject',
  'put-object': 'PutObject',
  'put-object-with-acl': 'PutObject with the ACL bucket-owner-full-control',
  'put-object-tagging': 'PutObjectTagging',
  'delete-object': 'DeleteObject',
};

/** A call as AWS names it, and what of it is needed. */
export function callName(call: ConnectionCallName): string {
  return NAMES[call];
}

/** The calls of the vendor's test that concern the tenant: those of the uses that its grants cover. */
export function callsFor({ vendor, grants }: Pick<Tested, 'vendor' | 'grants'>): readonly ConnectionCall[] {
  const allowed = new Set(grants.flatMap(({ allow }) => allow));
  const covered = vendor.uses.filter(({ allow }) => allow.every((word) => allowed.has(word)));
  return (vendor.connectionTest?.calls ?? []).filter(
    ({ uses }) => uses === undefined || covered.some(({ id }) => uses.includes(id)),
  );
}

/** Of these, the ones that are denied and that the vendor's test needs. */
export function refusedCalls(tested: Tested): readonly RefusedCall[] {
  return callsFor(tested).flatMap((call) => {
    const refusal = call.tolerated ? undefined : refusalOf(call.call, tested);
    return refusal ? [{ call, says: NAMES[call.call], ...refusal }] : [];
  });
}

/** Undefined where the grants allow a call. */
export function refusalOf(
  call: ConnectionCallName,
  { grants, vendor, bucket }: Tested,
): Pick<RefusedCall, 'why' | 'instead'> | undefined {
  const may = (word: Grant['allow'][number]) => grants.some(({ allow }) => allow.includes(word));
  const listsAll = grants.some(({ prefix, allow }) => prefix === '' && allow.includes('list'));
  const lacks = (word: Grant['allow'][number]) =>
    may(word) ? undefined : { why: `no grant allows ${word}`, instead: `add ${word} to the grant's allow` };
  const ofBucket = (instead: string) =>
    listsAll
      ? undefined
      : {
          why: 'it asks for s3:ListBucket without a prefix, and the grants list below theirs alone',
          instead,
        };
  switch (call) {
    case 'assume-without-external-id':
    case 'get-bucket-location':
      return undefined;
    case 'assume-itself':
      return vendor.selfAssume
        ? undefined
        : { why: 'the role may not assume itself', instead: 'set selfAssume in the profile' };
    case 'list-all-buckets':
      return {
        why: "it shows all of the account's buckets, which no vendor is given",
        instead: "type the bucket's name into the form instead of choosing it from a list",
      };
    case 'get-bucket-acl':
      return { why: "it reads the bucket's settings, which no vendor is given", instead: 'skip the test' };
    case 'head-bucket':
      return ofBucket(
        `skip the test, or test by a file below the prefix; where ${vendor.name} insists, give it a bucket of its own and the prefix ""`,
      );
    case 'list-bucket':
      return ofBucket("type the prefix into the vendor's form, with its / at the end");
    case 'list-prefix':
      return lacks('list');
    case 'list-prefix-without-slash':
      return ofBucket("type the prefix into the vendor's form with its / at the end");
    case 'head-absent-object':
      return ofBucket(
        'put a file there before the test, for a key that is not there is answered by 403 and not by 404',
      );
    case 'get-object':
      return lacks('get');
    case 'put-object':
      return lacks('put');
    case 'put-object-with-acl':
      return lacks('put') ?? (vendor.aclHeader && hasNoAcls(bucket) ? undefined : NO_ACL);
    case 'put-object-tagging':
      return grants.some(({ extraActions }) => extraActions.includes('s3:PutObjectTagging'))
        ? undefined
        : {
            why: 'no grant has s3:PutObjectTagging',
            instead: 'add it to extraActions, or switch tagging off',
          };
    case 'delete-object':
      return lacks('delete');
  }
}

const NO_ACL = {
  why: 'S3 asks for s3:PutObjectAcl then, which is given only where ACLs are disabled',
  instead: 'have ACLs disabled on the bucket and write bucket.aclsDisabled: true',
};

/** In a sentence each, for the tenant's file and for the handover. */
export function refusalText(vendor: string, { call, says, why, instead }: RefusedCall): string {
  const only = call.when === undefined ? '' : `, ${call.when}`;
  return `${vendor}'s connection test calls ${says}${only}; that is denied: ${why}. Instead: ${instead}`;
}
