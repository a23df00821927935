/**
 * Every kind of tenant that there is, as users' files. All are deployed once, side by side, and shared by the tests.
 * `kms-key` in a text stands for the key that the stage makes.
 */

import { FULL } from '../full';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const AMPERITY = 'arn:aws:iam::999988887777:role/prod/amperity-plugin';

/** What is there before any stack: made by hand, as an administrator would. */
export const BY_HAND = {
  existingBucket: 'acme-legacy-exchange',
  adoptedBucket: 'acme-adopted-exchange',
  adoptedRole: { name: 'amperity-by-hand', path: '/legacy/' },
  logBucket: 'acme-access-logs',
} as const;

/** What the owner of the existing bucket did when `bucket-policy` was asked for it. */
export const OWNERS_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'DenyPlainHttp',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${BY_HAND.existingBucket}`, `arn:aws:s3:::${BY_HAND.existingBucket}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

function amperity(tenant: string, rest: string): string {
  return [
    `tenant: ${tenant}`,
    'customer: acme',
    'vendor: amperity',
    `account: "${ACCOUNT}"`,
    `region: ${REGION}`,
    `principal: ${AMPERITY}`,
    `externalId: "${tenant}-external-ID"`,
    rest.trim(),
    '',
  ].join('\n');
}

const DISPOSABLE = 'preventDestroy: false, forceDestroy: true';

const GRANTS = `
grants:
  - { prefix: to-amperity/, allow: [get, list] }
  - { prefix: from-amperity/, allow: [put, get, list, delete], extraActions: [s3:PutObjectTagging] }
`;

/** Every kind, the stage's and those that a test deploys by itself. */
export const ALL_KINDS: Readonly<Record<string, string>> = {
  'new-bucket': amperity(
    'new-bucket',
    `
bucket: { name: acme-new-exchange, ${DISPOSABLE} }
${GRANTS}
verifier: { principal: arn:aws:iam::${ACCOUNT}:role/ci }
tags: { owner: data-platform }
`,
  ),
  'existing-bucket': amperity(
    'existing-bucket',
    `
bucket: { name: ${BY_HAND.existingBucket}, existing: true }
${GRANTS}
`,
  ),
  'shared-maker': amperity(
    'shared-maker',
    `
bucket: { name: acme-shared-exchange, encryption: { kmsKeyArn: "kms-key" }, ${DISPOSABLE} }
${GRANTS}
accessPoint: { name: acme-shared-amperity }
`,
  ),
  'shared-user': `tenant: shared-user
customer: acme
vendor: channelmix
account: "${ACCOUNT}"
region: ${REGION}
principal: arn:aws:iam::031871504755:root
acceptNoExternalId: ChannelMix supports none
bucket: { name: acme-shared-exchange, existing: true, encryption: { kmsKeyArn: "kms-key" } }
grants:
  - { prefix: acme/campaign-report/, allow: [get, put, list, delete] }
`,
  encrypted: amperity(
    'encrypted',
    `
bucket:
  name: acme-encrypted-exchange
  encryption: { kmsKeyArn: "kms-key" }
  logging: { bucket: ${BY_HAND.logBucket}, prefix: encrypted/ }
  preventDestroy: false
  forceDestroy: true
${GRANTS}
accessPoint: { name: acme-encrypted-amperity }
role: { path: /vendors/, maxSessionDuration: 3600 }
`,
  ),
  drifting: amperity(
    'drifting',
    `
bucket:
  name: acme-drifting-exchange
  logging: { bucket: ${BY_HAND.logBucket}, prefix: drifting/ }
  preventDestroy: false
  forceDestroy: true
${GRANTS}
accessPoint: { name: acme-drifting-amperity }
role: { path: /vendors/, maxSessionDuration: 7200 }
tags: { owner: data-platform, cost-center: "4711" }
`,
  ),
  suspended: amperity(
    'suspended',
    `
bucket: { name: acme-suspended-exchange, ${DISPOSABLE} }
${GRANTS}
access: suspended
`,
  ),
  revoked: amperity(
    'revoked',
    `
bucket: { name: acme-revoked-exchange, ${DISPOSABLE} }
${GRANTS}
accessPoint: { name: acme-revoked-amperity }
access: revoked
`,
  ),
  adopted: amperity(
    'adopted',
    `
bucket: { name: ${BY_HAND.adoptedBucket}, ${DISPOSABLE} }
${GRANTS}
role: { name: ${BY_HAND.adoptedRole.name}, path: ${BY_HAND.adoptedRole.path} }
adopt: [bucket, role]
`,
  ),
};

/** A shared bucket with a key, an access point and both its vendors; and one with access logs, a path and tags. */
const SAMPLE = ['shared-maker', 'shared-user', 'drifting'];

/** What the stage deploys: all of them in the full tests, each costs some twenty seconds of a processor. */
export const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ALL_KINDS).filter(([name]) => FULL || SAMPLE.includes(name)),
);
