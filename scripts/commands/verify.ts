/** `s3-handshake verify`: proves that the vendor's access works and that nothing else does. */
import { SETTLING_SECONDS } from '../../actions/verify/settling';
import { defineCommand } from '../../command-line/command';
import {
  file,
  flag,
  JSON_OUT,
  oneOf,
  TENANTS_OR_ALL,
  text,
  timeLimit,
  wholeNumber,
} from '../../command-line/option';

export const verify = defineCommand({
  name: 'verify',
  group: 'Prove and watch',
  summary: "Prove that the vendor's access works and that nothing else does.",
  operands: { tenants: TENANTS_OR_ALL },
  options: {
    as: oneOf(
      ['vendor', 'verifier', 'simulation'],
      "whose credentials are the caller's: the vendor's, the tenant's verifier's, or the owner's, who reads the deployed policies back and has them judged (default: verifier where the tenant has one, else simulation)",
    ),
    profile: text('name', "the caller's profile of the AWS configuration files"),
    ownerProfile: text(
      'name',
      "the bucket owner's: seeds what the vendor may only read, reads policies back, and removes what is left (default: the fleet's role verify or read)",
    ),
    through: oneOf(
      ['bucket', 'access-point', 'both'],
      'by which names (default: both, where there is an access point)',
    ),
    readOnly: flag('write nothing'),
    noWait: flag(`do not give a deployment ${SETTLING_SECONDS} seconds to act`),
    parallelism: wholeNumber(256, 'tenants at once', 8),
    timeout: timeLimit(3_600),
    json: JSON_OUT,
    junit: file('write the report as JUnit XML as well'),
    sarif: file('… as SARIF, for code hosts that show findings beside the lines'),
    markdown: file('… as markdown'),
    html: file('… as a page that needs nothing from elsewhere'),
  },
  examples: [
    { line: 'verify acme-prod', says: 'after a deployment' },
    { line: 'verify acme-prod --as vendor --profile vendor', says: "with the vendor's own credentials" },
    { line: "verify 'acme-*' --no-wait --junit verify.xml", says: 'several tenants, in CI' },
  ],
  notes: [
    'Probe objects are named <prefix>.s3-handshake/<random>; they never overwrite, and are removed at the end.',
    'Exit codes: 0 all as it should be, 1 inconclusive, 2 a check failed, 130 interrupted.',
  ],
  handler: () => require('../handlers/verify') as typeof import('../handlers/verify'),
});
