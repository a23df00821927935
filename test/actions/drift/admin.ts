/** The administrator of an account of the embedded AWS, who changes things out of band. */
import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3ControlClient } from '@aws-sdk/client-s3-control';
import type { AwsCredentialIdentity } from '@smithy/types';
import { iamClient, s3Client, s3ControlClient } from '../../../aws/clients';
import type { LocalAws } from '../../../config/values/local-aws';

export interface AdminClients {
  readonly s3: S3Client;
  readonly s3Control: S3ControlClient;
  readonly iam: IAMClient;
}

export function adminClients(
  localAws: LocalAws,
  credentials: AwsCredentialIdentity,
  region = 'us-east-1',
): AdminClients {
  // Some embedded AWS throttles.
  const settings = { region, localAws, credentials, maxAttempts: 10 };
  return { s3: s3Client(settings), s3Control: s3ControlClient(settings), iam: iamClient(settings) };
}
