/** `field=value`, as a user gives it to `set`, and as flags and cells of a table are taken. */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { tenantSchema } from '../../config/tenant/tenant-schema';
import { UserError } from '../../config/user-error';
import { type FieldPath, formatPath, parsePath } from '../../config/yaml/field-path';
import { check } from '../../config/yaml/schema-problems';
import type { FieldChange } from './yaml-edit';

/** An empty value takes the field out. Throws `UserError` for what is no assignment. */
export function parseAssignment(text: string): FieldChange {
  const at = text.indexOf('=');
  const field = text.slice(0, Math.max(at, 0));
  const path = parsePath(field);
  if (at < 1 || formatPath(path) !== field)
    throw new UserError(
      `${JSON.stringify(text)} is not an assignment; it looks like externalId=… or grants[0].prefix=…`,
    );
  const value = text.slice(at + 1);
  return { path, value: value === '' && !takesEmpty(path) ? undefined : fieldValue(path, value) };
}

/** An empty prefix means the whole bucket. */
function takesEmpty(path: FieldPath): boolean {
  return path[0] === 'grants' && path[2] === 'prefix';
}

/**
 * The value that a text stands for in a field: the text itself where the field takes texts (`0123` stays `0123`), else
 * what it means as YAML: `false`, `3600`, `[get, list]`.
 */
export function fieldValue(path: FieldPath, text: string): unknown {
  const read = asYaml(text);
  if (typeof read === 'string' || isDeepStrictEqual(read, text)) return text;
  return isWrong(path, text) && !isWrong(path, read) ? read : text;
}

function asYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

/** Whether the schema has something to say of a value in this field, whatever the rest of the file is. */
function isWrong(path: FieldPath, value: unknown): boolean {
  const { findings } = check(tenantSchema, nested(path, value), () => undefined);
  return findings.some((finding) => path.every((step, index) => finding.path[index] === step));
}

function nested([step, ...rest]: FieldPath, value: unknown): unknown {
  if (step === undefined) return value;
  const inner = nested(rest, value);
  return typeof step === 'number' ? [...Array(step).fill({}), inner] : { [step]: inner };
}
