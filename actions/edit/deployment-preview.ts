/** What a tenant's stack will make, from its file alone. */
import { pointArn, targetArn, targetKind } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';

/** A line for each thing. */
export function willDeploy(tenant: Tenant): readonly string[] {
  const { bucket, adopt, region, verifier, externalIds } = tenant;
  const point = pointArn(tenant);
  return [
    bucket.existing
      ? `nothing on the bucket ${bucket.name}: it is used as it is`
      : `${adopt.includes('bucket') ? 'takes over' : 'makes'} the bucket ${bucket.name} in ${region}, with ${bucket.kmsKeyArn ?? 'SSE-S3'}, versions, no public access and TLS only`,
    `${adopt.includes('role') ? 'takes over' : 'makes'} the ${targetKind(tenant)} ${targetArn(tenant)}${tenant.awaited.length > 0 ? ', which lets nobody in yet' : ''}`,
    ...(verifier
      ? [
          `lets ${verifier.principal} assume it too${externalIds.length > 0 ? ', with the same external ID' : ''}, to verify the access`,
        ]
      : []),
    ...tenant.grants.map(
      ({ prefix, allow, extraActions }) =>
        `lets it ${[...allow, ...extraActions].join(', ')} ${prefix === '' ? 'in the whole bucket' : `below ${prefix}`}`,
    ),
    ...(point === undefined ? [] : [`makes the access point ${point}`]),
  ];
}
