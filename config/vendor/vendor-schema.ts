/** The schema of a vendor's profile. Adding a vendor is adding a file. */
import type { z } from 'zod';
import { regionText } from '../tenant/tenant-schema';
import { ACCESSES } from '../values/access';
import { PARTITIONS } from '../values/arn';
import { DAY_PATTERN, dayProblem } from '../values/day';
import { bucketWideActionProblem, extraActionProblem } from '../values/extra-action';
import { prefixProblem } from '../values/prefix';
import { principalProblem } from '../values/principal';
import { expressionProblem } from '../values/regular-expression';
import { TENANT_NAME_PATTERN, tenantNameProblem } from '../values/tenant-name';
import { keyActionProblem, trustActionProblem } from '../values/vendor-action';
import {
  eachOnce,
  fields,
  list,
  oneOf,
  type Rule,
  regularExpression,
  text,
  wholeNumber,
  words,
  yesOrNo,
} from '../yaml/schema-parts';
import { connectionTestSchema, vendorErrorsSchema } from './connection-schema';

const pattern = (description: string) => regularExpression(expressionProblem, { description });

const action = (rule: Rule<string>, service: string, description: string) =>
  text(rule, { description, pattern: `^${service}:[A-Za-z]+$` });

const nameRule = (description: string) =>
  fields(
    {
      pattern: pattern('A regular expression for the whole name'),
      says: words({ description: 'What would be right, to follow “must be”: a name that begins with mp-' }),
    },
    { description },
  );

const day = (description: string) => text(dayProblem, { description, pattern: DAY_PATTERN.source });

const arns = list(
  text(principalProblem, { description: "ARN of a role, a user or an account's root" }),
  { description: 'The ARNs that assume the role, all of them' },
  eachOnce,
);

const choice = fields(
  {
    where: words({ description: 'As the vendor calls it: US data centre' }),
    arns,
    partition: oneOf(PARTITIONS, { description: 'Only for tenants in this partition' }).optional(),
    regions: list(
      regionText('A region'),
      { description: 'Only for tenants in these regions' },
      eachOnce,
    ).optional(),
  },
  { description: 'The ARNs of one data centre, region or partition' },
);

const principal = fields(
  {
    fixed: arns.optional(),
    next: fields(
      {
        arns,
        from: day('From this day on the trust policy needs them'),
        until: day('On this day the former ones end').optional(),
        says: words({ description: 'Whom it concerns, what to do, and how sure it is' }),
      },
      { description: 'ARNs that the vendor is about to use beside the fixed ones' },
    ).optional(),
    choice: list(choice, {
      description: 'Published ARNs that differ by data centre, region or partition',
    }).optional(),
    perTenant: fields(
      {
        foundAt: words({ description: "Where on the vendor's screen the customer finds it" }),
        forms: list(
          oneOf(['role', 'user', 'root'], { description: 'What kind of principal the vendor hands out' }),
          { description: 'What kinds of principal the vendor hands out. Default: any' },
          eachOnce,
        ).optional(),
      },
      { description: 'The vendor shows each tenant its own' },
    ).optional(),
  },
  {
    description:
      'How the customer comes by the ARNs that may assume the role: exactly one of fixed, choice, perTenant',
  },
);

const externalId = fields(
  {
    support: oneOf(['required', 'optional', 'unsupported'], { description: 'Whether the vendor sends one' }),
    madeBy: oneOf(['vendor', 'customer', 'either'], {
      description: 'Who makes it. Default: vendor',
    }).optional(),
    foundAt: words({ description: "Where on the vendor's screen it is found, or typed in" }).optional(),
    format: nameRule('What it looks like at this vendor').optional(),
    reason: words({ description: 'Why it is as it is, in the words of the vendor' }).optional(),
    two: words({ description: 'Why one role may have two of them for good' }).optional(),
  },
  { description: 'The external ID' },
);

const layoutRule = fields(
  {
    prefix: oneOf(['matches', 'does-not-match'], {
      description: 'Whether a prefix must match the pattern or must not',
    }),
    pattern: pattern('A regular expression that is looked for in the prefix'),
    severity: oneOf(['notice', 'problem'], {
      description: 'A recommendation is a notice, what does not work a problem',
    }),
    says: words({ description: 'What the vendor asks for, in a sentence' }),
  },
  { description: 'A rule of the vendor about folders' },
);

const use = fields(
  {
    id: text(tenantNameProblem, { description: 'A word for it: pull', pattern: TENANT_NAME_PATTERN.source }),
    says: words({ description: 'In a sentence: Amperity reads files from the bucket' }),
    prefix: text(prefixProblem, { description: 'A prefix to propose' }),
    allow: list(
      oneOf(ACCESSES, { description: 'What the vendor needs' }),
      { description: 'What the vendor needs' },
      eachOnce,
    ),
    extraActions: list(text(extraActionProblem, { description: 'An S3 action on objects' }), {
      description: 'S3 actions on objects beyond these',
    }).optional(),
  },
  { description: 'What the vendor does with a bucket, and the grant that this needs' },
);

const handoverField = fields(
  {
    field: words({ description: "As it stands on the vendor's form" }),
    value: oneOf(
      [
        'role-arn',
        'role-name',
        'account-id',
        'bucket',
        'region',
        'prefix',
        'location',
        'external-id',
        'access-point-arn',
        'access-point-alias',
        'kms-key-arn',
        'files',
        'access-key-id',
        'secret-access-key',
        'not-applicable',
      ],
      { description: 'What is pasted there' },
    ),
    note: words({ description: 'What the customer must know when pasting it' }).optional(),
  },
  { description: "A field of the vendor's form" },
);

const sentences = (description: string) => list(words({ description: 'A sentence' }), { description });

export const vendorSchema = fields(
  {
    vendor: text(tenantNameProblem, {
      description: "The profile's id, which is also the file's name",
      pattern: TENANT_NAME_PATTERN.source,
    }),
    name: words({ description: "The vendor's name" }),
    product: words({ description: 'The product or connector' }),
    generic: yesOrNo({
      description: 'True for a profile that stands for any vendor. Default: false',
    }).optional(),
    mechanism: oneOf(['assume-role', 'web-identity', 'bucket-policy'], {
      description: 'How the vendor gets in. Only assume-role can be deployed; the others are refused by name',
    }).optional(),
    principal,
    externalId,
    phases: wholeNumber(1, 2, 'phases', {
      description:
        "2 where the vendor shows principal or external ID only after it was given the role's ARN. Default: 1",
    }).optional(),
    betweenPhases: words({ description: 'What to do at the vendor between the two phases' }).optional(),
    trustActions: list(action(trustActionProblem, 'sts', 'sts:TagSession or sts:SetSourceIdentity'), {
      description: 'Actions in the trust policy beside sts:AssumeRole, such as sts:TagSession',
    }).optional(),
    selfAssume: yesOrNo({
      description: 'Whether the role must be able to assume itself. Default: false',
    }).optional(),
    roleName: nameRule("The vendor's rule for the role's name").optional(),
    rolePath: nameRule("The vendor's rule for the role's path").optional(),
    bucketName: nameRule("The vendor's rule for the bucket's name, beyond AWS's").optional(),
    bucketWideActions: list(
      action(bucketWideActionProblem, 's3', 'An S3 action on buckets that changes nothing'),
      {
        description: 'Actions on the bucket that cannot be limited to a prefix; reported as bucket-wide',
      },
    ).optional(),
    kmsActions: list(action(keyActionProblem, 'kms', 'A KMS action that S3 makes use of'), {
      description: 'KMS actions beyond those that reading and writing need',
    }).optional(),
    encryption: fields(
      {
        kms: oneOf(['supported', 'unsupported'], {
          description: 'Whether the vendor works with a bucket that is encrypted by SSE-KMS',
        }),
        says: words({ description: 'What the vendor says of it, and the error that it shows' }),
      },
      { description: 'Encryption, where the vendor says something of it' },
    ).optional(),
    aclHeader: fields(
      {
        says: words({ description: 'What the vendor sends with its uploads, and by what it is known' }),
        source: words({ description: 'Where it stands: an address, or the title of a document' }),
      },
      {
        description:
          'Only for a vendor that sends the ACL bucket-owner-full-control with what it puts: it is given the right to, and to no other ACL',
      },
    ).optional(),
    accessPoint: fields(
      {
        support: oneOf(['yes', 'no', 'undocumented'], {
          description: 'Whether the vendor works through one',
        }),
        says: words({ description: "The vendor's conditions, or why not" }).optional(),
      },
      { description: 'S3 access points' },
    ),
    accessKeys: fields(
      {
        support: oneOf(['documented', 'undocumented'], {
          description: 'Whether the vendor documents that it takes the access key of an IAM user',
        }),
        says: words({ description: "The vendor's conditions, or why not" }).optional(),
        product: words({ description: 'What it is called there. Default: product' }).optional(),
        handover: list(handoverField, {
          description: "What is handed back with an access key, in the order of the vendor's form",
        }).optional(),
      },
      { description: 'Access keys, for credentials: access-key. Default: undocumented' },
    ).optional(),
    layout: list(layoutRule, { description: "The vendor's rules about folders" }).optional(),
    uses: list(use, { description: 'What the vendor does with a bucket' }),
    handover: list(handoverField, { description: "What is handed back, in the order of the vendor's form" }),
    alsoNeeds: sentences(
      'What the vendor needs beside role and bucket, which the kit does not make',
    ).optional(),
    connectionTest: connectionTestSchema.optional(),
    errors: vendorErrorsSchema.optional(),
    sources: sentences('Where the facts stand: addresses, or titles of documents'),
    checked: day('The day on which the facts were read'),
  },
  { description: 'A vendor: who assumes the role, which external ID rule, which actions, which limits' },
);

/** A vendor's profile as it is written. */
export type VendorFile = z.infer<typeof vendorSchema>;
