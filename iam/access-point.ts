/**
 * Requests through an S3 access point. Both the point and the bucket beneath must permit them, so they are judged twice:
 * on the access point's ARN by the point's policy, and on the bucket's by the bucket's policy, each time with the
 * caller's own policies.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 *
 * AWS does not say whether the caller's identity policies must allow on both ARNs. We ask for both where nothing else
 * grants, which is the stricter reading: what is allowed here, AWS allows.
 */
import { accountInArn } from './arn';
import { type Judgement, judgementOn } from './decide';
import type { Allowed, Decision } from './decision';
import type { Policy } from './policy';
import type { AccessRequest, Policies } from './request';
import { uniqueRefs } from './verdict';

export interface AccessPoint {
  /** `arn:aws:s3:us-east-1:111122223333:accesspoint/name` */
  readonly arn: string;
  readonly policy?: Policy | undefined;
  readonly networkOrigin?: 'Internet' | 'VPC';
}

/** `request` names the bucket or object, not the point; `policies.resource` is the bucket's policy. */
export function decideThroughAccessPoint(
  request: AccessRequest,
  accessPoint: AccessPoint,
  policies: Policies,
): Decision {
  return judgementThroughAccessPoint(request, accessPoint, policies).decision();
}

export function judgementThroughAccessPoint(
  request: AccessRequest,
  accessPoint: AccessPoint,
  policies: Policies,
): Judgement {
  const context = { ...request.context, ...accessPointKeys(accessPoint) };
  const throughPoint = {
    ...request,
    context,
    resource: { arn: arnThrough(accessPoint.arn, request.resource.arn) },
  };
  const onPoint = judgementOn(throughPoint, { ...policies, resource: accessPoint.policy });
  const onBucket = judgementOn({ ...request, context }, policies);
  return bothOf(onPoint, onBucket);
}

/** What tells by which point a request comes; one that comes directly has none of these keys. */
export const ACCESS_POINT_KEYS = [
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  's3:accesspointnetworkorigin',
] as const;

export function accessPointKeys({
  arn,
  networkOrigin,
}: Pick<AccessPoint, 'arn'> & { readonly networkOrigin?: AccessPoint['networkOrigin'] | undefined }): Partial<
  Record<(typeof ACCESS_POINT_KEYS)[number], string>
> {
  return {
    's3:dataaccesspointarn': arn,
    's3:dataaccesspointaccount': accountInArn(arn) ?? '',
    ...(networkOrigin === undefined ? {} : { 's3:accesspointnetworkorigin': networkOrigin }),
  };
}

/** The bucket becomes the point itself, an object of the bucket the point's object of the same key. */
export function arnThrough(point: string, arn: string): string {
  const slash = arn.indexOf('/');
  return slash < 0 ? point : `${point}/object/${arn.slice(slash + 1)}`;
}

/** A denial beats a doubt, and a doubt a permission. */
function bothOf(onPoint: Judgement, onBucket: Judgement): Judgement {
  const judgements = [onPoint, onBucket];
  const objection =
    judgements.find(({ outcome }) => outcome === 'denied') ??
    judgements.find(({ outcome }) => outcome === 'undecided');
  return objection ?? { outcome: 'allowed', decision: () => bothAllow(judgements) };
}

function bothAllow(judgements: readonly Judgement[]): Decision {
  const decisions = judgements.map(({ decision }) => decision());
  const statements = decisions.flatMap(({ outcome, reason }) =>
    outcome === 'allowed' && reason.kind === 'statements' ? reason.statements : [],
  );
  const reason: Allowed['reason'] =
    statements.length === 0
      ? { kind: 'root-user' }
      : { kind: 'statements', statements: uniqueRefs(statements) };
  return { outcome: 'allowed', reason };
}
