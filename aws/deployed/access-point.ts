/** An access point as it is deployed. */
import {
  GetAccessPointCommand,
  GetAccessPointPolicyCommand,
  type S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { required } from '../required';
import { type PublicAccessBlock, publicAccessBlock } from './public-access-block';
import { type Absent, type Present, type Reading, read, readWhole } from './reading';

export interface AccessPointSettings {
  /** The bucket's name. */
  readonly bucket: string;
  readonly networkOrigin: 'Internet' | 'VPC';
  /** Where requests must come from; of a VPC's access point alone. */
  readonly vpcId?: string;
  /** By which it is addressed in the place of a bucket's name. */
  readonly alias?: string;
  readonly publicAccessBlock: PublicAccessBlock;
}

export interface DeployedAccessPoint {
  readonly settings: Reading<AccessPointSettings>;
  /** The document. */
  readonly policy: Reading<string>;
}

export function readAccessPoint(
  client: S3ControlClient,
  account: string,
  name: string,
  signal?: AbortSignal,
): Promise<Present<DeployedAccessPoint> | Absent> {
  const names = { AccountId: account, Name: name };
  return readWhole(async () => {
    const [settings, policy] = await Promise.all([
      read({ right: 's3:GetAccessPoint', call: () => settingsOf(client, names) }, signal),
      read(
        {
          right: 's3:GetAccessPointPolicy',
          call: () => policyOf(client, names),
          absent: ['NoSuchAccessPointPolicy'],
        },
        signal,
      ),
    ]);
    return { settings, policy };
  });
}

interface Names {
  readonly AccountId: string;
  readonly Name: string;
}

async function settingsOf(client: S3ControlClient, names: Names): Promise<AccessPointSettings> {
  const operation = 'GetAccessPoint';
  const { Bucket, NetworkOrigin, VpcConfiguration, Alias, PublicAccessBlockConfiguration } =
    await client.send(new GetAccessPointCommand(names));
  const vpcId = VpcConfiguration?.VpcId;
  return {
    bucket: required(Bucket, operation, 'Bucket'),
    networkOrigin: required(NetworkOrigin, operation, 'NetworkOrigin'),
    ...(vpcId === undefined ? {} : { vpcId }),
    ...(Alias === undefined ? {} : { alias: Alias }),
    publicAccessBlock: publicAccessBlock(PublicAccessBlockConfiguration),
  };
}

async function policyOf(client: S3ControlClient, names: Names): Promise<string> {
  const { Policy } = await client.send(new GetAccessPointPolicyCommand(names));
  return required(Policy, 'GetAccessPointPolicy', 'Policy');
}
