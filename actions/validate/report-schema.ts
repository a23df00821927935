/** The JSON report, as the project publishes it: `report/schemas/validate-report.schema.json` follows from this. */
import { z } from 'zod';

const count = z.int().min(0);

const place = {
  file: z.string().describe('Relative to the project'),
  line: z.int().min(1),
  column: z.int().min(1),
  path: z.string().describe('The field: grants[1].prefix; empty where the whole file is meant'),
  message: z.string(),
};

const finding = z.strictObject({
  rule: z
    .enum([
      'file',
      'policy-refused',
      'allowed-too-much',
      'allowed-too-little',
      'not-denied',
      'cannot-be-proven',
    ])
    .describe('Stable'),
  ...place,
});

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
  findings: z.array(finding),
});

const change = z.strictObject({
  tenant: z.string(),
  kind: z.enum(['new', 'removed', 'changed', 'unknown']),
  changes: z.array(
    z.strictObject({
      effect: z
        .enum(['gives', 'takes', 'else'])
        .describe('gives: more is allowed than before; takes: less; else: what does not bear on rights'),
      text: z.string(),
    }),
  ),
});

export const validateReportSchema = z.strictObject({
  version: z.literal(1),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(130)]),
  summary: z.strictObject({
    tenants: count,
    proven: count,
    findings: count.describe('Problems of files, and differences between policies and files'),
    notices: count,
  }),
  tenants: z.array(tenant),
  problems: z.array(finding).describe('What is wrong with the files'),
  notices: z.array(z.strictObject(place)).describe('What is worth knowing and stands in nobody’s way'),
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
