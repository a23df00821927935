/** An access point as it is deployed. */
import {
  GetAccessPointCommand,
  type GetAccessPointCommandOutput,
  GetAccessPointPolicyCommand,
  type S3ControlClient,
} from '@aws-sdk/client-s3-control';
import type { AccessPointAttribute } from '../../actions/drift/attributes';
import type { Json } from '../../config/values/json-value';
import { publicAccessBlock } from './bucket-settings';
import { Gone, type Reading, read } from './reading';

export type FoundAccessPoint =
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'there';
      readonly attributes: Readonly<Partial<Record<AccessPointAttribute, Reading<Json>>>>;
    };

export async function findAccessPoint(
  client: S3ControlClient,
  AccountId: string,
  Name: string,
  signal: AbortSignal,
): Promise<FoundAccessPoint> {
  try {
    const [point, policy] = await Promise.all([
      read(
        {
          right: 's3:GetAccessPoint',
          call: () => client.send(new GetAccessPointCommand({ AccountId, Name })),
        },
        signal,
      ),
      read<Json>(
        {
          right: 's3:GetAccessPointPolicy',
          call: async () =>
            (await client.send(new GetAccessPointPolicyCommand({ AccountId, Name }))).Policy ?? null,
          nothing: { codes: ['NoSuchAccessPointPolicy'], value: null },
        },
        signal,
      ),
    ]);
    return { kind: 'there', attributes: { ...attributesOf(point), policy } };
  } catch (error) {
    if (error instanceof Gone) return { kind: 'gone' };
    throw error;
  }
}

function attributesOf(
  point: Reading<GetAccessPointCommandOutput>,
): Partial<Record<AccessPointAttribute, Reading<Json>>> {
  if (point.kind === 'unread') return { bucket: point };
  const { Bucket, NetworkOrigin, VpcConfiguration, PublicAccessBlockConfiguration } = point.value;
  const found = (value: Json): Reading<Json> => ({ kind: 'found', value });
  return {
    bucket: found(Bucket ?? null),
    networkOrigin: found(VpcConfiguration?.VpcId ?? NetworkOrigin ?? null),
    publicAccessBlock: found(publicAccessBlock(PublicAccessBlockConfiguration)),
  };
}
