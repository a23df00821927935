/**
 * What STS takes as parameters, by its own model: lengths, numbers and characters. What does not keep to it is refused
 * before anything is looked up.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { listed } from './iam-permissions';
import type { Query } from './message';
import { Refusal } from './refusal';

interface Text {
  readonly least: number;
  readonly most?: number;
  readonly pattern?: RegExp;
  /** The pattern as AWS's message has it. */
  readonly said?: string;
  readonly required?: true;
}

/** A list of texts: at most so many, each such a text, and the reserved prefix in none. */
interface Texts {
  readonly most: number;
  readonly field: string;
  readonly each: Text;
}

interface Parameters {
  readonly texts: Readonly<Record<string, Text>>;
  readonly lists: readonly (readonly [name: string, texts: Texts])[];
}

const NAME = { pattern: /^[\w+=,.@-]*$/, said: '[\\w+=,.@-]*' } as const;
const ARN: Text = { least: 20, most: 2048 };
const MFA: Readonly<Record<string, Text>> = {
  SerialNumber: { least: 9, most: 256, pattern: /^[\w+=/:,.@-]*$/, said: '[\\w+=/:,.@-]*' },
  TokenCode: { least: 6, most: 6, pattern: /^\d*$/, said: '[\\d]*' },
};
const POLICY = {
  pattern: /^[\t\n\r\u0020-\u00ff]+$/,
  said: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
} as const;
const TAG_KEY: Text = {
  least: 1,
  most: 128,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
  said: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
};
const TAG_VALUE: Text = {
  least: 0,
  most: 256,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  said: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
};
const TAGS: Parameters['lists'] = [
  ['Tags', { most: 50, field: '.Key', each: TAG_KEY }],
  ['Tags', { most: 50, field: '.Value', each: TAG_VALUE }],
];
const POLICY_ARNS: Parameters['lists'] = [['PolicyArns', { most: 10, field: '.arn', each: ARN }]];

const PARAMETERS: Readonly<Record<string, Parameters>> = {
  AssumeRole: {
    texts: {
      RoleArn: { ...ARN, required: true },
      RoleSessionName: { ...NAME, least: 2, most: 64, required: true },
      ExternalId: { least: 2, most: 1224, pattern: /^[\w+=,.@:/-]*$/, said: '[\\w+=,.@:\\/-]*' },
      SourceIdentity: { ...NAME, least: 2, most: 64 },
      Policy: { ...POLICY, least: 1 },
      ...MFA,
    },
    lists: [...TAGS, ...POLICY_ARNS, ['TransitiveTagKeys', { most: 50, field: '', each: TAG_KEY }]],
  },
  GetFederationToken: {
    texts: {
      Name: { ...NAME, least: 2, most: 32, required: true },
      Policy: { ...POLICY, least: 1, most: 2048 },
    },
    lists: [...TAGS, ...POLICY_ARNS],
  },
  GetSessionToken: { texts: MFA, lists: [] },
};

/** Throws AWS's ValidationError. */
export function checkParameters(operation: string, form: Query): void {
  const { texts, lists } = PARAMETERS[operation] ?? { texts: {}, lists: [] };
  for (const [name, text] of Object.entries(texts)) {
    const value = form.get(name);
    if (value !== undefined || text.required) check(value ?? '', camelCase(name), text);
  }
  for (const [name, { most, field, each }] of lists) {
    const values = listed(form, name, field);
    if (values.length > most)
      throw constraintError(
        `[${values.join(', ')}]`,
        camelCase(name),
        `Member must have length less than or equal to ${most}`,
      );
    for (const [at, value] of values.entries())
      check(value, `${camelCase(name)}.${at + 1}.member${field.toLowerCase()}`, each);
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
    const reserved = field === '.arn' ? undefined : values.find((value) => /^aws:/i.test(value));
    if (reserved !== undefined)
      throw invalidParameter(`Tags with the prefix aws: are reserved for AWS: ${reserved}`);
    if (field === '.Key' && new Set(values.map((value) => value.toLowerCase())).size < values.length)
      throw invalidParameter('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
}

function check(value: string, name: string, { least, most, pattern, said }: Text): void {
  if (value.length < least)
    throw constraintError(value, name, `Member must have length greater than or equal to ${least}`);
  if (most !== undefined && value.length > most)
    throw constraintError(value, name, `Member must have length less than or equal to ${most}`);
  if (pattern?.test(value) === false)
    throw constraintError(value, name, `Member must satisfy regular expression pattern: ${said}`);
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function validationError(message: string): Refusal {
  return new Refusal(400, 'ValidationError', message);
}

export function invalidParameter(message: string): Refusal {
  return new Refusal(400, 'InvalidParameterValue', message);
}

export function constraintError(value: string, parameter: string, constraint: string): Refusal {
  return validationError(
    `1 validation error detected: Value '${value}' at '${parameter}' failed to satisfy constraint: ${constraint}`,
  );
}
