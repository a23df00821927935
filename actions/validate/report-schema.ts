/** The JSON report, as the project publishes it: `report/schemas/validate-report.schema.json` follows from this. */
import { z } from 'zod';
import { findingSchema } from '../../report/finding-schema';
import { DOCUMENTS } from '../../report/json-document';

const count = z.int().min(0);

const tenant = z.strictObject({
  tenant: z.string(),
  file: z.string(),
  customer: z.string(),
  vendor: z.string(),
  account: z.string(),
  bucket: z.string(),
  access: z.enum(['active', 'suspended', 'revoked']),
  proven: z.boolean().describe('Whether every request was answered as the file says'),
  requests: count.describe('Requests that were judged'),
  can: z.array(z.strictObject({ what: z.string(), where: z.string() })),
  cannot: z.array(z.strictObject({ what: z.string(), where: z.string(), requests: count })),
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
    notices: count,
  }),
  findings: z
    .array(findingSchema)
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
