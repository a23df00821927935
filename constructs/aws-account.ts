import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
import { Construct } from 'constructs';
import { AWS_SERVICES, type LocalAws, localHost } from '../config/values/local-aws';
import { literally } from './literal-text';

/** Properties of {@link AwsAccount}. */
export interface AwsAccountProps {
  /** Twelve digits. A plan that runs with another account's credentials fails. */
  readonly account: string;
  /** As AWS writes it: `us-east-1`. */
  readonly region: string;
  /**
   * ARN of the role by which Terraform enters the account.
   * @default - the caller's own credentials
   */
  readonly deployRole?: string | undefined;
  /**
   * The embedded AWS.
   * @default - AWS
   */
  readonly localAws?: LocalAws | undefined;
}

/** The account and region that a stack deploys into: the AWS provider, which refuses to work in another account. */
export class AwsAccount extends Construct {
  constructor(scope: Construct, id: string, props: AwsAccountProps) {
    super(scope, id);
    new AwsProvider(
      this,
      'provider',
      literally({
        region: props.region,
        allowedAccountIds: [props.account],
        ...(props.deployRole === undefined
          ? {}
          : { assumeRole: [{ roleArn: props.deployRole, sessionName: 's3-handshake-deploy' }] }),
        ...(props.localAws ? embedded(props.localAws) : {}),
      }),
    );
  }
}

/** Through the proxy no name has to resolve; the S3 control calls, which put the account in front of theirs, arrive too. */
function embedded({ url }: LocalAws): Partial<AwsProviderConfig> {
  const endpoints = Object.fromEntries(
    AWS_SERVICES.map((service) => [service, `http://${localHost(service)}`]),
  );
  return {
    httpProxy: url,
    httpsProxy: url,
    noProxy: '',
    endpoints: [endpoints],
    s3UsePathStyle: true,
    skipCredentialsValidation: true,
    skipMetadataApiCheck: 'true',
  };
}
