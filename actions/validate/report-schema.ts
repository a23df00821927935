/** The JSON report, as the project publishes it: `report/schemas/validate-report.schema.json` follows from this. */
import { z } from 'zod';
import { findingFields } from '../../report/finding-schema';
import { DOCUMENTS } from '../../report/json-document';

const count = z.int().min(0);

const row = z.strictObject({ what: z.string(), where: z.string() });

const context = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const finding = z.strictObject({
  ...findingFields,
  witness: z
    .strictObject({
      principal: z.string().describe("An ARN, a service's or a provider's name, or anonymous"),
      action: z.string(),
      resource: z.string(),
      through: z.string().optional().describe('ARN of the access point on the way'),
      context: context.describe('Its condition keys in lower case; an empty list is a key that is not there'),
    })
    .optional()
    .describe('A request that the policies answer otherwise than the file says'),
});

const tenant = z.strictObject({
  tenant: z.string(),
  file: z.string(),
  customer: z.string(),
  vendor: z.string(),
  account: z.string(),
  bucket: z.string(),
  access: z.enum(['active', 'suspended', 'revoked']),
  proven: z.boolean().describe('Whether the policies allow what the file says, and no more'),
  can: z.array(row).describe('What the vendor may do, by the policies'),
  cannot: z.array(row).describe('What nobody may do; empty where it is not proven'),
  inconclusive: z.array(z.string()).describe('What could not be told: with any of it nothing is proven'),
  marks: z.array(z.string()).describe('What must not be overlooked: no external ID, bucket-wide rights …'),
  assumptions: z.array(z.string()).describe('What the proof takes for granted'),
});

const change = z.strictObject({
  tenant: z.string(),
  kind: z.enum(['new', 'removed', 'changed', 'unknown']),
  changes: z.array(
    z.strictObject({
      effect: z
        .enum(['gives', 'takes', 'else'])
        .describe('gives: more is allowed than before; takes: less; else: what does not change rights'),
      text: z.string(),
    }),
  ),
});

export const validateReportSchema = z.strictObject({
  kind: z.literal('validate-report'),
  version: z.literal(DOCUMENTS['validate-report']),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(130)]),
  summary: z.strictObject({
    tenants: count,
    proven: count,
    findings: count.describe('Problems of files, and differences between policies and files'),
    inconclusive: count,
    notices: count,
  }),
  findings: z
    .array(finding)
    .describe('Problems of files, differences between policies and files, and notices (severity note)'),
  tenants: z.array(tenant),
  against: z
    .strictObject({
      ref: z.string(),
      commit: z.string(),
      unchanged: count.describe('Tenants of which nothing is given or taken'),
      tenants: z.array(change),
    })
    .optional()
    .describe('With --against'),
});

export type ValidateReport = z.infer<typeof validateReportSchema>;
