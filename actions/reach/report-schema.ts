/** The list as JSON, as the project publishes it: `report/schemas/reach-report.schema.json` follows from this. */
import { z } from 'zod';
import { DOCUMENTS } from '../../report/json-document';

const texts = z.array(z.string());

const statement = z.strictObject({
  policy: z.string(),
  kind: z.string().describe('identity, trust, bucket, access-point, key …'),
  sid: z.string().optional(),
  index: z.int().min(0).describe('Its place in the policy'),
});

const condition = z.strictObject({
  kind: z.enum(['if', 'with']).describe('if: a fact that no caller chooses; with: what a caller chooses'),
  key: z.string(),
  operator: z.string().optional(),
  values: texts.optional(),
  unless: z.boolean().optional().describe('Whether it is allowed exactly where the condition does not hold'),
  examples: z.array(z.union([z.string(), texts])).describe('An empty list is a key that is not there'),
});

const access = z.strictObject({
  state: z
    .enum(['open', 'dormant'])
    .describe('dormant: a statement would allow it if another policy did not stand in the way'),
  text: z.string(),
  principals: z.strictObject({
    named: texts.describe('As the statements call them'),
    examples: texts.describe('One of each kind that the policies tell apart'),
    everybody: z.boolean(),
  }),
  actions: z.strictObject({
    names: texts,
    open: z.boolean().describe('Whether actions that AWS does not publish are among them'),
  }),
  resources: z.strictObject({ within: texts, except: texts, examples: texts }),
  ways: texts.describe('direct, or ARNs of access points'),
  conditions: z.array(condition).describe('All hold'),
  statements: z.array(statement).describe('By which it is allowed'),
  witness: z.strictObject({ principal: z.string(), action: z.string(), resource: z.string() }),
});

export const reachReportSchema = z.strictObject({
  kind: z.literal('reach-report'),
  version: z.literal(DOCUMENTS['reach-report']),
  exitCode: z.union([z.literal(0), z.literal(1)]),
  tenant: z.string(),
  account: z.string(),
  bucket: z.string(),
  of: z.enum(['file', 'deployed']),
  accesses: z.array(access),
  inconclusive: texts.describe('With any of it the list may not be whole'),
  assumptions: texts,
});

export type ReachDocument = z.infer<typeof reachReportSchema>;
