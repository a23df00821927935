/**
 * What iam-simulate says to a witness. It judges one request at a time by one resource policy, so a request through an
 * access point is put to it twice, as is an AssumeRole with tags; all of them must be allowed.
 */
import { arnThrough } from '../../../iam/access-point';
import { accountOf, identityArnOf } from '../../../iam/principal';
import type { Case, Known } from '../../../iam/reach';
import { isThere } from '../../../iam/reach/case';
import type { Document, RandomCase } from '../random-requests';
import { opinionIfAny } from '../second-opinion';
import { ACCOUNT, BUCKET, KEY, POINT, type Statement, type TenantDocuments } from './tenant-world';

const EVERYTHING: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** What stands where nobody read a policy: the account leaves it to its own policies. */
function leftTo(account: string): Statement {
  return { Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' };
}

/** Whose the tenant is, and the ARNs of its things. */
export interface Scene {
  readonly account: string;
  readonly bucket: string;
  readonly point: string | undefined;
  readonly key: string | undefined;
}

const USUAL_SCENE: Scene = { account: ACCOUNT, bucket: BUCKET, point: POINT, key: KEY };

export interface Asked {
  readonly documents: TenantDocuments;
  readonly asked: Case;
  readonly scene?: Scene;
}

/** Where it says otherwise, with AWS's page, and a change that takes the cause out of a case. */
export interface OpinionDifference {
  readonly name: string;
  readonly because: string;
  readonly source: string;
  readonly without: (asked: Asked) => Asked;
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const OPINION_DIFFERENCES: readonly OpinionDifference[] = [
  {
    name: "an access point's keys on a request to the bucket",
    because:
      "S3 sends s3:DataAccessPointArn, s3:DataAccessPointAccount and s3:AccessPointNetworkOrigin with what comes through a point, as AWS's examples of delegation have them; the catalogue lacks them for most actions, and iam-simulate drops what the catalogue lacks.",
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html',
    without: (each) =>
      rewritten(each, /s3:(?=DataAccessPoint|AccessPointNetworkOrigin)/gi, 'aws:PrincipalTag/'),
  },
  {
    name: 'a unique id as principal',
    because:
      'A policy that names AROA… means the role that bears the id; iam-simulate compares names and knows no ids.',
    source: `${GUIDE}/reference_policies_elements_principal.html#principal-roles`,
    without: (each) => {
      const { principal } = each.asked;
      return principal.kind === 'role-session'
        ? rewritten(each, new RegExp(`(?<="AWS":")${principal.uniqueId}`, 'g'), principal.roleArn)
        : each;
    },
  },
  {
    name: 'the id of a root user',
    because: "aws:userid of an account's root user is the account; iam-simulate gives it none.",
    source: `${GUIDE}/reference_policies_variables.html#principaltable`,
    without: (each) =>
      each.asked.principal.kind === 'root'
        ? rewritten(each, /aws:userid(?=")/gi, 'aws:PrincipalAccount')
        : each,
  },
];

function rewritten({ documents, asked, scene }: Asked, what: RegExp, by: string): Asked {
  const through = <T>(value: T): T => JSON.parse(JSON.stringify(value).replace(what, by));
  return {
    documents: through(documents),
    asked: through(withPointKeys(asked)),
    ...(scene ? { scene } : {}),
  };
}

/** Undefined where it cannot express the case: settings that are no policies, or an action on what it does not know. */
export async function secondOpinionOn({
  documents,
  asked,
  scene = USUAL_SCENE,
}: Asked): Promise<boolean | undefined> {
  if (Object.keys(documents.settings).length > 0 || !documents.keyIsUsable) return undefined;
  const opinions = await Promise.all(requestsFor(documents, asked, scene).map((each) => opinionIfAny(each)));
  if (opinions.includes(undefined)) return undefined;
  return opinions.every((opinion) => opinion === 'allowed');
}

function requestsFor(documents: TenantDocuments, asked: Case, scene: Scene): readonly RandomCase[] {
  const { way, action, resource, context } = withPointKeys(asked);
  const direct = requestFor(documents, withPointKeys(asked), policyOn(documents, resource.arn, scene), scene);
  if (way) {
    const onPoint = way.stranger ? [{ ...EVERYTHING, Principal: '*' }] : documents.point;
    const arn = arnThrough(way.point, resource.arn);
    const account = way.point.split(':')[4] ?? '';
    const through = { ...asked, context, resource: { arn, account } };
    return [direct, requestFor(documents, through, onPoint, scene)];
  }
  const hasTags = Object.entries(context).some(
    ([key, value]) => /^aws:(?:tagkeys$|requesttag\/)/.test(key) && isThere(value),
  );
  if (action !== 'sts:AssumeRole' || !hasTags) return [direct];
  const tagging = requestFor(
    documents,
    { ...asked, action: 'sts:TagSession' },
    policyOn(documents, resource.arn, scene),
    scene,
  );
  return [direct, tagging];
}

/** Once they are there under another name, they are not added again. */
function withPointKeys(asked: Case): Case {
  const { way, context } = asked;
  if (!way || Object.keys(context).some((key) => key.endsWith('DataAccessPointArn'))) return asked;
  const keys: Known = {
    's3:DataAccessPointArn': way.point,
    's3:DataAccessPointAccount': way.point.split(':')[4] ?? '',
    's3:AccessPointNetworkOrigin': way.networkOrigin ?? 'Internet',
  };
  return { ...asked, context: { ...context, ...keys } };
}

function requestFor(
  documents: TenantDocuments,
  { principal, backing, action, resource, context }: Case,
  onResource: readonly Statement[] | undefined,
  { account }: Scene,
): RandomCase {
  const { boundary, resourceControl } = documents;
  const identity = identityArnOf(principal) === documents.role ? documents.identity : [];
  const own = { actor: identity, foreign: [EVERYTHING], everything: [EVERYTHING], nothing: [] }[backing];
  const isOurs = accountOf(principal) === account;
  return {
    request: {
      principal,
      action,
      resource,
      context: {
        ...present(context),
        'aws:ResourceAccount': resource.account,
        ...(action.startsWith('s3:') ? { 's3:ResourceAccount': resource.account } : {}),
      },
    },
    identity: own.length > 0 && principal.kind !== 'anonymous' ? [documentOf(own)] : [],
    ...(onResource ? { resource: { kind: 'resource', document: documentOf(onResource) } } : {}),
    ...(boundary && isOurs && backing === 'actor' ? { boundary: documentOf(boundary) } : {}),
    ...(resourceControl && resource.account === account
      ? {
          resourceControl: resourceControl.map((level) =>
            documentOf(level.filter(({ Effect }) => Effect !== 'Allow')),
          ),
        }
      : {}),
  };
}

function policyOn(
  documents: TenantDocuments,
  arn: string,
  { account, bucket, key, point }: Scene,
): readonly Statement[] | undefined {
  if (arn === bucket || arn.startsWith(`${bucket}/`)) return documents.bucket;
  if (arn === documents.role) return documents.trust;
  if (arn === key) return documents.key;
  if (arn === point) return documents.point;
  return /^arn:aws:(?:iam|kms):/.test(arn) && arn.includes(account) ? [leftTo(account)] : undefined;
}

function documentOf(statements: readonly Statement[]): Document {
  return { Version: '2012-10-17', Statement: statements };
}

/** An empty list is a key that is not there. */
function present(context: Known): Known {
  return Object.fromEntries(Object.entries(context).filter(([, value]) => isThere(value)));
}
