/** Options of `new` that answer a question of the interview, which is named by the option. */
import { text } from '../../command-line/option';

export const ANSWERS = {
  vendor: text('vendor', 'the vendor: s3-handshake vendors lists them', { completes: 'vendor' }),
  credentials: text('way', 'role or access-key, for vendors that cannot assume a role; default: role'),
  customer: text('name', 'whose account it is'),
  account: text('id', "the customer's AWS account ID"),
  region: text('region', "the bucket's region; default: the fleet's"),
  principal: text('arn', "the ARN on the vendor's screen; several parted by commas"),
  externalId: text('id', "from the vendor's screen; where the customer makes it, one is made"),
  acceptNoExternalId: text('reason', 'why it is accepted that the vendor uses none'),
  bucket: text('name', "the bucket's name"),
  bucketIs: text('state', 'new, existing or adopt; default: new'),
  kmsKey: text('arn', 'ARN of the KMS key; default: SSE-S3'),
  role: text('name', 'another name for the role, adopt or adopt=<name>; default: s3-handshake-<tenant>'),
  accessPoint: text('name', 'name of an access point to make'),
};

export type Answers = { readonly [key in keyof typeof ANSWERS]: string | undefined };
