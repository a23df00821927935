/** Values that a program gives, held to the rules that files are held to. */
import type { GrantDefinition } from '../config/tenant/tenant-definition';
import { UserError } from '../config/user-error';
import { extraActionProblem } from '../config/values/extra-action';
import { prefixProblem } from '../config/values/prefix';
import { quote } from '../config/values/quote';

/** A field with its value and what is wrong with it, where something is. */
export interface CheckedValue {
  /** As the caller wrote it: `grants[1].prefix`. */
  readonly field: string;
  readonly value: string;
  readonly problem: string | undefined;
}

/** Throws `UserError` with everything that is wrong, one line each; `what` is what was to be made. */
export function mustBeSound(what: string, values: readonly CheckedValue[]): void {
  const wrong = values.flatMap(({ field, value, problem }) =>
    problem === undefined ? [] : [`${what}: ${field} is ${quote(value)}: ${problem}`],
  );
  if (wrong.length > 0) throw new UserError(wrong.join('\n'));
}

const TOKEN = /\$\{TfToken\[[\w:.-]+\]\}/;

/**
 * A token of cdktf has no value yet: the rules about values cannot be put to it. Any other `${` is text, which the
 * constructs pass on as text.
 */
export function unlessToken(value: string, rule: (value: string) => string | undefined): string | undefined {
  return TOKEN.test(value) ? undefined : rule(value);
}

/** Every value of the grants that stand in `field`, of which there is at least one. */
export function checkedGrants(grants: readonly GrantDefinition[], field: string): readonly CheckedValue[] {
  const none = grants.length === 0 ? 'at least one grant is needed' : undefined;
  return [
    { field, value: '[]', problem: none },
    ...grants.flatMap((grant, at) => checkedGrant(grant, `${field}[${at}]`)),
  ];
}

function checkedGrant(
  { prefix, allow, extraActions = [] }: GrantDefinition,
  field: string,
): readonly CheckedValue[] {
  const none = allow.length === 0 ? 'at least one of get, put, list, delete is needed' : undefined;
  return [
    { field: `${field}.prefix`, value: prefix, problem: prefixProblem(prefix) },
    { field: `${field}.allow`, value: '[]', problem: none },
    ...extraActions.map((action, at) => ({
      field: `${field}.extraActions[${at}]`,
      value: action,
      problem: extraActionProblem(action),
    })),
  ];
}
