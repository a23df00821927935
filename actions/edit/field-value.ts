/** What stands at a path of a file's fields, and the fields with another value there. */
import { UserError } from '../../config/user-error';
import { describe } from '../../config/values/quote';
import { type FieldPath, formatPath } from '../../config/yaml/field-path';

/** The fields of a tenant's file, not judged yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** What stands at `path`; undefined where nothing does. */
export function fieldAt(fields: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | null | undefined)?.[step],
    fields,
  );
}

/**
 * `fields` with `value` at `path`; what is missing on the way is made, and undefined takes away what is there. Throws
 * `UserError` where the path leads through something else than it says: a text, a map in the place of a list, or an
 * entry behind the end of a list.
 */
export function withField(fields: Fields, path: FieldPath, value: unknown): Fields {
  const isThere = value !== undefined || fieldAt(fields, path) !== undefined;
  return isThere ? (withValue(fields, path, 0, value) as Fields) : fields;
}

/** `inside` is what stands before the step `at` of `path`. */
function withValue(inside: unknown, path: FieldPath, at: number, value: unknown): unknown {
  const step = path[at];
  if (step === undefined) return value;
  if (typeof step === 'number') return withEntry(listAt(inside, path, at), path, at, value);
  const map = mapAt(inside, path, at);
  const now = withValue(Object.hasOwn(map, step) ? map[step] : undefined, path, at + 1, value);
  if (now !== undefined) return { ...map, [step]: now };
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== step));
}

function withEntry(list: readonly unknown[], path: FieldPath, at: number, value: unknown): unknown {
  const index = Number(path[at]);
  if (index > list.length)
    throw cannotBeSet(
      path,
      at,
      `has ${list.length}; the next is ${formatPath(path.slice(0, at))}[${list.length}]`,
    );
  const now = withValue(list[index], path, at + 1, value);
  const rest = list.slice(index + 1);
  return now === undefined ? [...list.slice(0, index), ...rest] : [...list.slice(0, index), now, ...rest];
}

function listAt(inside: unknown, path: FieldPath, at: number): readonly unknown[] {
  if (inside === undefined || inside === null) return [];
  if (Array.isArray(inside)) return inside;
  throw cannotBeSet(path, at, `is ${describe(inside)}, not a list`);
}

function mapAt(inside: unknown, path: FieldPath, at: number): Fields {
  if (inside === undefined || inside === null) return {};
  if (Array.isArray(inside))
    throw cannotBeSet(path, at, `is a list; its first is ${formatPath(path.slice(0, at))}[0]`);
  if (typeof inside === 'object') return inside as Fields;
  throw cannotBeSet(path, at, `is ${describe(inside)}, which holds no fields`);
}

function cannotBeSet(path: FieldPath, at: number, why: string): UserError {
  return new UserError(`${formatPath(path)} cannot be set: ${formatPath(path.slice(0, at))} ${why}`);
}
