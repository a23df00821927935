/**
 * Sets of texts, as sequences of symbols: what a policy's patterns match, and what AWS takes as a bucket's name, an
 * account, a role's ARN.
 */
import { isVariable, readTemplate, splitAtColons, type Template } from '../template';
import { ANY, type Glob, ONE } from '../wildcard';

/** One of the characters in `in`, or any but those in `not`. */
export type Characters = { readonly in: string } | { readonly not: string };

/** One character of a set, or any number of them. */
export interface LanguageSymbol {
  readonly of: Characters;
  readonly repeats: boolean;
}

export type Language = readonly LanguageSymbol[];

/** What stands for a variable in a text; undefined where nobody says. */
export type Filling = (key: string) => string | undefined;

const ANYTHING: Characters = { not: '' };
const WITHIN_A_PART: Characters = { not: ':' };
const NOTHING_KNOWN: Filling = () => undefined;
const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';

export function contains(characters: Characters, character: string): boolean {
  return 'in' in characters ? characters.in.includes(character) : !characters.not.includes(character);
}

export const ANY_TEXT: Language = [{ of: ANYTHING, repeats: true }];

export function literal(text: string): Language {
  return [...text].map((character) => one(character));
}

export function inAnyCase(text: string): Language {
  return [...text].map((character) => {
    const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
    return one([...cases].filter((each) => each.length === character.length).join(''));
  });
}

function one(characters: string): LanguageSymbol {
  return { of: { in: characters }, repeats: false };
}

/** From `least` characters of the set upwards. */
function run(characters: Characters, least: number): Language {
  const each = { of: characters, repeats: false };
  return [...new Array<LanguageSymbol>(least).fill(each), { of: characters, repeats: true }];
}

/** How a value of a policy is to be read; `variables`: whether its version has them. */
export interface ReadAs {
  readonly variables: boolean;
  readonly wildcards: boolean;
  readonly filling?: Filling;
}

/** Undefined where the engine can make nothing of the text. */
export function textLanguage(text: string, readAs: ReadAs): Language | undefined {
  const template = readTemplate(text, readAs);
  return template && templateLanguage(template, ANYTHING, readAs.filling ?? NOTHING_KNOWN);
}

/** An ARN's wildcards never reach over one of its first five colons. */
export function arnLanguage(
  text: string,
  variables: boolean,
  filling: Filling = NOTHING_KNOWN,
): Language | undefined {
  if (text === '*') return ANY_TEXT;
  const parts = variables ? splitAtColons(text, 6) : splitAtFirstColons(text);
  if (parts.length !== 6) return undefined;
  const languages = parts.map((part, at) => {
    const template = readTemplate(part, { variables, wildcards: true });
    const within = template && templateLanguage(template, at < 5 ? WITHIN_A_PART : ANYTHING, filling);
    return within && (at < 5 ? [...within, one(':')] : within);
  });
  return languages.every((language) => language !== undefined) ? languages.flat() : undefined;
}

function splitAtFirstColons(text: string): readonly string[] {
  const parts = text.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** A variable of which nobody knows the value stands for a text of at least one character. */
function templateLanguage(template: Template, wild: Characters, filling: Filling): Language {
  if ('fixed' in template) return globLanguage(template.fixed, wild);
  return template.pieces.flatMap((piece) => {
    if (!isVariable(piece)) return globLanguage(piece, wild);
    const value = filling(piece.key.toLowerCase());
    return value === undefined ? run(wild, 1) : literal(value);
  });
}

function globLanguage(glob: Glob, wild: Characters): Language {
  if (typeof glob === 'string') return literal(glob);
  const symbols: LanguageSymbol[] = [];
  for (let at = 0; at < glob.length; at++) {
    const unit = glob[at] ?? 0;
    if (unit === ANY || unit === ONE) symbols.push({ of: wild, repeats: unit === ANY });
    else if (isHighSurrogate(unit)) symbols.push(one(String.fromCharCode(unit, glob[++at] ?? 0)));
    else symbols.push(one(String.fromCharCode(unit)));
  }
  return symbols;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

const BUCKET_NAME: Language = [
  ...run({ in: LOWER + DIGITS }, 1).slice(0, 1),
  ...run({ in: `${LOWER}${DIGITS}.-` }, 1),
  ...run({ in: LOWER + DIGITS }, 1).slice(0, 1),
];
const IAM_NAME = run({ in: `${LOWER}${LOWER.toUpperCase()}${DIGITS}+=,.@_-/` }, 1);

/**
 * The texts that AWS takes, by what they are.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const VALID = {
  bucketName: BUCKET_NAME,
  objectKey: run(ANYTHING, 1),
  account: new Array<LanguageSymbol>(12).fill(one(DIGITS)),
  iamName: IAM_NAME,
  region: run({ in: `${LOWER}${DIGITS}-` }, 1),
  /** A service's prefix, or a name of an action; in lower case. */
  actionWord: run({ in: `${LOWER}${DIGITS}-` }, 1),
  keyId: run({ in: `${LOWER}${DIGITS}-` }, 3),
  pointName: run({ in: `${LOWER}${DIGITS}-` }, 3),
  sessionName: run({ in: `${LOWER}${LOWER.toUpperCase()}${DIGITS}+=,.@_-` }, 2),
  uniqueId: [...literal('AROA'), ...run({ in: LOWER.toUpperCase() + DIGITS }, 16)],
  userUniqueId: [...literal('AIDA'), ...run({ in: LOWER.toUpperCase() + DIGITS }, 16)],
  organization: [...literal('o-'), ...run({ in: LOWER + DIGITS }, 10)],
  serviceName: [...run({ in: `${LOWER}${DIGITS}.-` }, 1), ...literal('.amazonaws.com')],
  externalId: run({ in: `${LOWER}${LOWER.toUpperCase()}${DIGITS}+=,.@:/_-` }, 2),
  withinPart: run(WITHIN_A_PART, 1),
  withoutSlash: [{ of: { not: '/' }, repeats: true }] as Language,
  anyText: ANY_TEXT,
} as const;
