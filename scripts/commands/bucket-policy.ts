/** `s3-handshake bucket-policy`: what the owners of an existing bucket and of a KMS key must add to their policies. */
import { defineCommand } from '../command';
import { JSON_OUT, TENANTS_OR_ALL } from '../option';

export const bucketPolicy = defineCommand({
  name: 'bucket-policy',
  group: 'Look up',
  summary: 'Print what the owner of an existing bucket or KMS key must add to its policy.',
  operands: { tenants: TENANTS_OR_ALL },
  options: { json: JSON_OUT },
  examples: [{ line: 'bucket-policy acme-prod', says: "what to send to the bucket's owner" }],
  handler: () => require('../handlers/bucket-policy') as typeof import('../handlers/bucket-policy'),
});
