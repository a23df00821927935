/** A finding in a JSON report: {@link Finding} as the schemas in `report/schemas/` publish it. */
import { z } from 'zod';
import type { Json } from '../config/values/json-value';
import { type Finding, RESOURCE_KINDS, SEVERITIES } from './finding';

const position = z.int().min(1);

export const jsonSchema: z.ZodType<Json> = z.json() as z.ZodType<Json>;

const placeSchema = z.strictObject({
  file: z.string().describe('Relative to the project, or as it was named'),
  line: position.optional().describe('Missing where the whole file is meant'),
  column: position.optional(),
  endLine: position.optional(),
  endColumn: position.optional().describe('The first column behind it'),
  path: z.string().optional().describe('The field: grants[1].prefix'),
});

/** The fields of a finding, for a schema that adds to them. */
export const findingFields = {
  rule: z.string().describe('Stable'),
  severity: z.enum(SEVERITIES).describe('note: worth knowing, and no fault'),
  message: z.string().describe('What is wrong'),
  remediation: z.string().describe('What to do about it'),
  place: placeSchema.optional().describe('Where it is put right'),
  tenant: z.string().optional().describe("The tenant's name; that of the tag for an orphan"),
  account: z.string().optional().describe('Twelve digits'),
  resource: z.strictObject({ kind: z.enum(RESOURCE_KINDS), arn: z.string() }).optional(),
  attribute: z
    .string()
    .optional()
    .describe('Of the resource: publicAccessBlock.BlockPublicAcls, trust.Vendor1'),
  expected: jsonSchema.optional().describe('What should be; null: it should not be there'),
  actual: jsonSchema.optional().describe('What is; null: it is not there'),
  fingerprint: z.string().describe('The same for the same finding in every run'),
};

export const findingSchema = z.strictObject(findingFields) satisfies z.ZodType<Finding>;

/** What is wrong in a file, so that what it says could not be looked at. */
export const problemSchema = z.object({
  file: z.string(),
  line: position,
  column: position,
  path: z.string().describe('The field; empty where the whole file is meant'),
  message: z.string(),
});
