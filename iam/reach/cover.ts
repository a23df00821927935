/**
 * Whether one atom says at least what another says: it applies wherever the other does, and names the principal at
 * least as closely. Sound, and not complete: where nothing tells, the worlds are compared in full.
 */
import { type ArnPattern, accountInArn } from '../arn';
import type { PrincipalPattern } from '../policy';
import { isVariable, type Template } from '../template';
import { ANY, type Glob, ONE } from '../wildcard';
import type { Atom, Part, SimpleCondition } from './atoms';

export function covers(wide: Atom, narrow: Atom): boolean {
  return (
    wide.effect === narrow.effect &&
    wide.isRecognised &&
    coversAction(wide.what, narrow.what) &&
    coversPrincipal(wide, narrow) &&
    coversResource(wide.where, narrow.where) &&
    wide.conditions.every((needed) => narrow.conditions.some((given) => implies(given, needed)))
  );
}

function coversAction(wide: Part<Glob>, narrow: Part<Glob>): boolean {
  if (wide.text === narrow.text) return true;
  if (wide.one === undefined) return false;
  return narrow.one === undefined ? isEverything(wide.one) : coversGlob(wide.one, narrow.one);
}

function isEverything(glob: Glob): boolean {
  return typeof glob !== 'string' && glob.length === 1 && glob[0] === ANY;
}

/** For an Allow it counts how closely a principal is named; for a Deny it does not. */
function coversPrincipal({ who: wide, effect }: Atom, { who: narrow }: Atom): boolean {
  if (wide.text === narrow.text) return true;
  if (wide.one?.kind === 'everyone') return true;
  return effect === 'Deny' && wide.one?.kind === 'account' && accountNamed(narrow.one) === wide.one.account;
}

function accountNamed(pattern: PrincipalPattern | undefined): string | undefined {
  return pattern?.kind === 'arn' ? accountInArn(pattern.text) : undefined;
}

function coversResource(wide: Part<ArnPattern>, narrow: Part<ArnPattern>): boolean {
  if (wide.text === narrow.text) return true;
  if (wide.one === 'anything') return true;
  if (wide.one === undefined || narrow.one === undefined || narrow.one === 'anything') return false;
  const narrowParts = narrow.one;
  return wide.one.every((part, at) => {
    const other = narrowParts[at];
    return other !== undefined && coversTemplate(part, other);
  });
}

/** With the same variables at the same places, piece by piece. */
function coversTemplate(wide: Template, narrow: Template): boolean {
  const [pieces, others] = [wide, narrow].map((each) => ('fixed' in each ? [each.fixed] : each.pieces));
  if (pieces === undefined || others === undefined || pieces.length !== others.length) return false;
  return pieces.every((piece, at) => {
    const other = others[at];
    if (other === undefined) return false;
    if (!isVariable(piece)) return !isVariable(other) && coversGlob(piece, other);
    return (
      isVariable(other) &&
      piece.key.toLowerCase() === other.key.toLowerCase() &&
      piece.fallback === other.fallback
    );
  });
}

/**
 * Whether every text that the narrow one matches is matched by the wide one. The narrow one is read as a text, whose `*`
 * only a `*` can match, and whose `?` a `*` or a `?`.
 */
function coversGlob(wide: Glob, narrow: Glob): boolean {
  if (typeof wide === 'string') return wide === narrow;
  const text = typeof narrow === 'string' ? [...narrow].map((each) => each.codePointAt(0) ?? 0) : narrow;
  // Beyond the basic plane one character is two code units, and `?` stands for both.
  if (text.some((unit) => unit >= 0xd800)) return false;
  let symbol = 0;
  let at = 0;
  let lastAny = -1;
  let stretchedTo = 0;
  while (at < text.length) {
    const wanted = wide[symbol];
    const unit = text[at];
    if (wanted === ANY) {
      lastAny = symbol++;
      stretchedTo = at;
    } else if (wanted !== undefined && (wanted === unit || (wanted === ONE && unit !== ANY))) {
      symbol++;
      at++;
    } else if (lastAny >= 0) {
      symbol = lastAny + 1;
      at = ++stretchedTo;
    } else {
      return false;
    }
  }
  while (wide[symbol] === ANY) symbol++;
  return symbol === wide.length;
}

/** Whether the one holds wherever the other does. */
function implies({ text, key, condition: given }: SimpleCondition, needed: SimpleCondition): boolean {
  if (text === needed.text) return true;
  if (key !== needed.key) return false;
  const { operator, operatorText, values } = given;
  const { operator: other, operatorText: otherText, values: otherValues } = needed.condition;
  if (operator === undefined || other === undefined) return false;
  const [value] = values;
  const [pattern] = otherValues;
  if (values.length !== 1 || otherValues.length !== 1 || !value || !pattern) return false;
  if (operator.negated || other.negated || operator.quantifier !== other.quantifier) return false;
  if (operator.quantifier === 'ForAllValues' || (operator.ifExists && !other.ifExists)) return false;
  if (!/(?:String(?:Equals|Like)|Arn(?:Equals|Like))(?:IfExists)?$/.test(operatorText)) return false;
  if (!/(?:StringLike|Arn(?:Equals|Like))(?:IfExists)?$/.test(otherText)) return false;
  // A text with wildcards or variables stands for others than itself.
  if (/[*?]|\$\{/.test(value.text)) return value.text === pattern.text && operatorText === otherText;
  return pattern.matches?.(value.text, () => 'unknown') === 'yes';
}
