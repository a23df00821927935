/**
 * Tags, within what both S3 and IAM take.
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#id_tags_naming_best_practices
 */
import { TENANT_TAG } from '../tenant/names';
import { quote } from './quote';

/** AWS takes 50 on a resource; one is the kit's own. */
export const MOST_TAGS = 49;

const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const OUR_BEGINNING = TENANT_TAG.slice(0, TENANT_TAG.indexOf(':') + 1);

export function tagKeyProblem(key: string): string | undefined {
  if (key.length < 1 || key.length > 128)
    return `a tag's key has 1 to 128 characters, this one has ${key.length}`;
  if (/^aws:/i.test(key)) return `AWS keeps tags that begin with aws: to itself`;
  if (key.toLowerCase().startsWith(OUR_BEGINNING))
    return `tags that begin with ${OUR_BEGINNING} are set by the kit`;
  if (!CHARACTERS.test(key))
    return `the tag's key ${quote(key)} may hold letters, digits, spaces and _ . : / = + - @ only`;
  return undefined;
}

export function tagValueProblem(value: string): string | undefined {
  if (value.length > 256) return `a tag's value has at most 256 characters, this one has ${value.length}`;
  if (!CHARACTERS.test(value))
    return `a tag's value may hold letters, digits, spaces and _ . : / = + - @ only`;
  return undefined;
}
