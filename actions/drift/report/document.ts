/** The report as a document: what `--json` prints, what shards hand on and `--merge` puts together. */
import { z } from 'zod';
import { RESOURCE_KINDS, SEVERITIES } from '../../../report/finding';
import { findingFields, jsonSchema, problemSchema } from '../../../report/finding-schema';
import { DOCUMENTS, jsonDocument } from '../../../report/json-document';
import { EDGE_STATES, NODE_KINDS } from '../../../report/picture/picture';
import { CAUSES, DIRECTIONS, FINDING_CLASSES, INCOMPLETE_REASONS } from '../finding';

/** What the reports call themselves. */
export const DRIFT = 's3-handshake drift';

const count = z.number().int().nonnegative();
const line = z.number().int().positive();

const finding = z.strictObject({
  ...findingFields,
  tenant: findingFields.tenant.unwrap(),
  account: findingFields.account.unwrap(),
  resource: findingFields.resource.unwrap(),
  attribute: findingFields.attribute.unwrap(),
  expected: jsonSchema.describe('null: it should not be there'),
  actual: jsonSchema.describe('null: it is not there'),
  class: z.enum(FINDING_CLASSES),
  cause: z
    .enum(CAUSES)
    .describe(
      'differs: deployed otherwise than the file says; unapplied: the file was changed since the last deployment; orphan: carries our tag and no file asks for it',
    ),
  direction: z
    .enum(DIRECTIONS)
    .optional()
    .describe(
      'Of what changes who may do what. more: more is allowed than the file says; less: less is; dormant: more would be, if another policy allowed it as well',
    ),
  access: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Who may do what, where, under which condition, in a clause each'),
});

const unread = z.object({
  tenant: z.string(),
  account: z.string(),
  resource: z.string().describe('ARN of what was asked for; empty where the account as a whole was'),
  right: z.string().describe('The right by which it is read; empty where it was read and cannot be told'),
  reason: z.enum(INCOMPLETE_REASONS).describe('undecided: all was read, and the policies do not tell'),
  message: z.string(),
});

const picture = z
  .object({
    tenant: z.string(),
    says: z.string(),
    nodes: z
      .array(z.object({ id: z.string(), kind: z.enum(NODE_KINDS), label: z.string(), detail: z.string() }))
      .readonly(),
    edges: z
      .array(
        z.object({
          from: z.string().describe('id of a node'),
          to: z.string(),
          label: z.string().describe('What is allowed'),
          statements: z.array(z.string()).readonly(),
          state: z.enum(EDGE_STATES).describe('more: not in the file; less: in the file, and not allowed'),
        }),
      )
      .readonly(),
  })
  .readonly()
  .describe('Who reaches what as it is deployed, where it was drawn and all of it could be read');

const TENANT_STATES = ['clean', 'drifted', 'incomplete'] as const;

export const reportSchema = z.object({
  kind: z.literal('drift-report'),
  version: z.literal(DOCUMENTS['drift-report']),
  engine: z.enum(['api', 'terraform']),
  complete: z
    .literal(true)
    .describe(
      'Written when the run had come to its end: every tenant below was looked at, or is called incomplete',
    ),
  startedAt: z.iso.datetime(),
  seconds: z.number().nonnegative(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  fleet: z
    .object({
      tenants: count.describe('How many tenants all shards together cover'),
      digest: z.string().describe('The same for the same tenants'),
    })
    .describe('What the run, with all its shards, was asked to look at'),
  shards: z
    .object({ covered: z.array(line), count: line })
    .describe('Which parts of how many this is; one of one where it was not split'),
  totals: z.object({
    clean: count,
    drifted: count,
    incomplete: count,
    findings: count.describe('Without notes, which decide nothing'),
    ignored: count,
    leftOut: count,
  }),
  tenants: z.array(
    z.object({
      name: z.string(),
      account: z.string(),
      state: z.enum(TENANT_STATES),
      findings: count,
      unread: count,
      picture: picture.optional(),
    }),
  ),
  findings: z.array(finding),
  groups: z
    .array(
      z.object({
        kind: z.enum(RESOURCE_KINDS),
        attribute: z.string(),
        class: z.enum(FINDING_CLASSES),
        severity: z.enum(SEVERITIES),
        message: z.string(),
        tenants: z.array(z.string()),
        findings: z.array(count).describe('Places in the list of findings, counted from 0'),
      }),
    )
    .describe('One for each cause, the gravest first'),
  incomplete: z.array(unread).describe('What could not be read'),
  ignored: z.array(finding).describe('What drift-ignore.yaml names'),
  ignoreList: z.array(
    z.object({
      address: z.string(),
      attribute: z.string(),
      reason: z.string(),
      until: z.string(),
      file: z.string(),
      line,
      state: z.enum(['used', 'unused', 'expired', 'unknown']),
      matches: count,
    }),
  ),
  leftOut: z
    .array(problemSchema)
    .describe('What is wrong with files, so that their tenants could not be looked at'),
});

export type Report = z.infer<typeof reportSchema>;

export function reportJson(report: Report): string {
  return jsonDocument(report);
}
