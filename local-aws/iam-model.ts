/**
 * What IAM takes as the names of things, by its own model: lengths and characters.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
import { listed } from './iam-permissions';
import type { Query } from './message';
import { Refusal } from './refusal';

interface Text {
  readonly least: number;
  readonly most: number;
  readonly pattern: RegExp;
  /** The pattern as AWS's message has it. */
  readonly said: string;
}

const name = (most: number): Text => ({ least: 1, most, pattern: /^[\w+=,.@-]+$/, said: '[\\w+=,.@-]+' });
const PATH: Text = {
  least: 1,
  most: 512,
  pattern: /^(?:\/|\/[\u0021-\u007e]+\/)$/,
  said: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
};
const POLICY_PATH: Text = {
  least: 1,
  most: 512,
  pattern: /^(?:\/[A-Za-z0-9.,+@=_-]+)*\/$/,
  said: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/',
};

/** By the parameter that carries it. */
const TEXTS: Readonly<Record<string, Text>> = {
  GroupName: name(128),
  InstanceProfileName: name(128),
  NewGroupName: name(128),
  NewPath: PATH,
  NewUserName: name(64),
  Path: PATH,
  PolicyName: name(128),
  RoleName: name(64),
  UserName: name(128),
};

const TAG: Readonly<Record<'Key' | 'Value', Text>> = {
  Key: {
    least: 1,
    most: 128,
    pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
    said: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
  },
  Value: {
    least: 0,
    most: 256,
    pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    said: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
  },
};
const MOST_TAGS = 50;

/** Throws AWS's refusal of a parameter, before anything is looked up. */
export function checkIamParameters(action: string, form: Query): void {
  for (const [parameter, text] of Object.entries(TEXTS)) {
    const value = form.get(parameter);
    if (value === undefined) continue;
    const own = textFor(action, parameter, text);
    check(value, camelCase(parameter), own);
  }
  const keys = listed(form, 'Tags', '.Key');
  if (keys.length > MOST_TAGS)
    throw new Refusal(409, 'LimitExceeded', `Cannot exceed quota for TagsPerResource: ${MOST_TAGS}`);
  for (const [at, key] of keys.entries()) check(key, `tags.${at + 1}.member.key`, TAG.Key);
  for (const [at, value] of listed(form, 'Tags', '.Value').entries())
    check(value, `tags.${at + 1}.member.value`, TAG.Value);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
  if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length)
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  const reserved = keys.find((key) => /^aws:/i.test(key));
  if (reserved !== undefined)
    throw invalidInput(`Tags with the prefix aws: are reserved for AWS: ${reserved}`);
}

/** A user is made with a shorter name than one may be asked for; policies take fewer characters in their paths. */
function textFor(action: string, parameter: string, text: Text): Text {
  if (parameter === 'UserName' && action === 'CreateUser') return name(64);
  return parameter === 'Path' && action === 'CreatePolicy' ? POLICY_PATH : text;
}

function check(value: string, parameter: string, { least, most, pattern, said }: Text): void {
  const refuse = (constraint: string) =>
    new Refusal(
      400,
      'ValidationError',
      `1 validation error detected: Value '${value}' at '${parameter}' failed to satisfy constraint: ${constraint}`,
    );
  if (value.length < least) throw refuse(`Member must have length greater than or equal to ${least}`);
  if (value.length > most) throw refuse(`Member must have length less than or equal to ${most}`);
  if (!pattern.test(value)) throw refuse(`Member must satisfy regular expression pattern: ${said}`);
}

function invalidInput(message: string): Refusal {
  return new Refusal(400, 'InvalidInput', message);
}

function camelCase(parameter: string): string {
  return parameter.charAt(0).toLowerCase() + parameter.slice(1);
}
