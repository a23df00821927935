/** The JSON report, as the project publishes it: `report/schemas/verify-report.schema.json` follows from this. */
import { z } from 'zod';
import { findingSchema, problemSchema } from '../../report/finding-schema';
import { DOCUMENTS } from '../../report/json-document';

const count = z.int().min(0);

const check = z.strictObject({
  id: z.string().describe('Stable: get.from-amperity/'),
  says: z.string().describe('What is done'),
  expected: z.enum(['allowed', 'denied']),
  status: z.enum(['pass', 'fail', 'skip', 'error']),
  how: z
    .enum(['tried', 'judged', 'both', 'neither'])
    .describe('tried: a request was sent; judged: the deployed policies were read back and evaluated'),
  message: z.string().describe("AWS's answer, the policy engine's, or the reason why it was skipped"),
  code: z.string().optional().describe("AWS's error code"),
  requestId: z.string().optional().describe("Of the last request; AWS's support asks for it"),
  attempts: count.describe("Requests that were sent, the SDK's own retries with them"),
  milliseconds: count,
});

const tally = z.strictObject({
  pass: count,
  fail: count,
  skip: count,
  error: count,
  tried: count,
  judged: count,
  both: count,
  neither: count,
});

const tenant = z.strictObject({
  tenant: z.string(),
  customer: z.string(),
  vendor: z.string(),
  account: z.string(),
  region: z.string(),
  access: z.enum(['active', 'suspended', 'revoked']),
  acceptNoExternalId: z.string().optional().describe('Why it is accepted that there is no external ID'),
  as: z.enum(['vendor', 'verifier', 'simulation']),
  caller: z.string().describe('The ARN that STS tells; empty where it does not'),
  owner: z.string().optional().describe("Whose credentials the owner's are"),
  interrupted: z.boolean(),
  outcome: z
    .enum(['ok', 'finding', 'inconclusive'])
    .describe(
      'inconclusive: a check could not be made, none was, or something was left behind; it beats a finding',
    ),
  milliseconds: count,
  summary: tally,
  checks: z.array(check),
  residue: z.array(
    z.strictObject({
      key: z.string(),
      expected: z.boolean().describe('False where it should not be there at all'),
      why: z.string(),
      isOfAnotherRun: z.literal(true).optional().describe('Where it is: no object of this run'),
    }),
  ),
  diagnosis: z.array(z.strictObject({ cause: z.string(), remediation: z.string() })),
  vendorsView: z.array(z.string()).describe('What the vendor shows, in its own words'),
});

export const verifyReportSchema = z.strictObject({
  kind: z.literal('verify-report'),
  version: z.literal(DOCUMENTS['verify-report']),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(130)]),
  summary: tally,
  findings: z.array(findingSchema).describe('Checks that failed'),
  tenants: z.array(tenant),
  leftOut: z
    .array(problemSchema)
    .describe('What is wrong with files, so that their tenants could not be verified'),
});

export type VerifyReport = z.infer<typeof verifyReportSchema>;
