/** The JSON report, as the project publishes it: `report/schemas/deploy-report.schema.json` follows from this. */
import { z } from 'zod';
import { problemSchema } from '../../report/finding-schema';
import { DOCUMENTS } from '../../report/json-document';
import { EFFECTS } from '../../terraform/plan-document';
import { OPERATIONS, OUTCOMES } from './outcome';

const change = z.strictObject({
  effect: z.enum(EFFECTS),
  resource: z.string().describe("Terraform's type and AWS's name"),
  address: z.string().describe("In the stack's state"),
});

const tenant = z.strictObject({
  tenant: z.string(),
  account: z.string(),
  region: z.string(),
  outcome: z
    .enum(OUTCOMES)
    .describe(
      'unchanged: neither stack nor state changed, so that it was not planned; nothing: the plan does nothing; planned: the plan does something and was not applied; skipped: not begun, or not ended',
    ),
  changes: z.array(change),
  rights: z.array(z.string()).describe('What it gives (+) and takes (-)'),
  lost: z.array(z.string()).describe('What cannot be had back'),
  message: z.string().optional().describe('Why it failed or was skipped'),
  remediation: z.string().optional().describe('What to do about it, where that is known'),
  terraform: z
    .string()
    .optional()
    .describe("Terraform's own first error, where message says it in other words"),
  outputs: z.record(z.string(), z.unknown()).describe('Empty where they are not known'),
  milliseconds: z.int().min(0),
});

export const deployReportSchema = z.strictObject({
  kind: z.literal('deploy-report'),
  version: z.literal(DOCUMENTS['deploy-report']),
  operation: z.enum(OPERATIONS),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(130)]),
  summary: z.record(z.enum(OUTCOMES), z.int().min(0)),
  tenants: z.array(tenant),
  leftOut: z
    .array(problemSchema)
    .describe('What is wrong with files, so that their tenants could not be taken'),
});

export type DeployReport = z.infer<typeof deployReportSchema>;
