/**
 * Values of a configuration with cdktf's references put in. cdktf looks at every text, key and number four ways and makes
 * three closures for each; nearly all of them are what they seem. Only what may hold a reference is handed to it.
 */
import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** What cdktf puts into a text for a reference, or a number that may stand for one. */
const MARK = /TfToken\[|[-\d.+|]e[-\d.+|eE]/;

/** `value` as Terraform gets it, without what is undefined. `scope` is the stack. */
export function resolved(scope: IConstruct, value: unknown): unknown {
  if (mayBeReference(value)) return Tokenization.resolve(value, { scope, resolver: RESOLVER });
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item) => resolved(scope, item)).filter((item) => item !== undefined);
  const fields: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const text = resolved(scope, field);
    if (text !== undefined) fields[key] = text;
  }
  return fields;
}

/** Whether cdktf has to look at `value` itself; what lies in a plain list or map is looked at one by one. */
function mayBeReference(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return MARK.test(value);
    case 'number':
      return !Number.isSafeInteger(value);
    case 'object':
      if (value === null) return false;
      // A reference to a list is the only item of one.
      if (Array.isArray(value)) return value.length === 1 && isScalarReference(value[0]);
      return (
        Object.getPrototypeOf(value) !== Object.prototype || Object.keys(value).some((key) => MARK.test(key))
      );
    default:
      return typeof value === 'function';
  }
}

function isScalarReference(value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && mayBeReference(value);
}
