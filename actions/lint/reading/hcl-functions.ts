/** What Terraform's functions and conditions come to, as far as a policy is concerned: every value that they may give. */
import type { JsonNode, Member } from '../json-node';
import type { Span } from '../source-text';
import { objectAt, stringAt } from './mapped-node';
import { holdsReference, reference } from './reference';

/** Functions of which the value is that of their arguments, as one list. */
const LISTS = /^(?:concat|flatten|tolist|toset|distinct|compact|sort|setunion)$/;
/** Functions of which the value is that of an argument. */
const PASSED_ON = /^(?:jsonencode|tostring|trimspace|try|coalesce|nonsensitive|one)$/;

/** A call of the function `name`. */
export function called(name: string, given: readonly JsonNode[], span: Span): JsonNode {
  const [first] = given;
  if (LISTS.test(name)) return { kind: 'array', ...span, items: given.flatMap(itemsOf) };
  if (name === 'merge') return merged(given, span);
  if (PASSED_ON.test(name) && first) return eitherOf(given, span);
  if (name === 'format' && first?.kind === 'string')
    return stringAt(span, formatted(first.value, given.slice(1)));
  return stringAt(span, reference(`${name}(…)`));
}

/** Lists within lists as one. */
function itemsOf(node: JsonNode): readonly JsonNode[] {
  return node.kind === 'array' ? node.items.flatMap(itemsOf) : [node];
}

/** Whichever of the values it will be: a rule sees all of them. `null` and what is empty says nothing. */
export function eitherOf(values: readonly JsonNode[], span: Span): JsonNode {
  const items = values.flatMap((value) => {
    if (value.kind === 'array') return value.items;
    const isNothing = value.kind === 'scalar' ? value.value === null : isEmpty(value);
    return isNothing ? [] : [value];
  });
  const [only, another] = items;
  const isList = values.some(({ kind }) => kind === 'array');
  return only && !another && !isList ? only : { kind: 'array', ...span, items };
}

function isEmpty(value: JsonNode): boolean {
  return value.kind === 'object' && value.members.length === 0;
}

/** Elements of a statement that hold one text, whatever a condition chooses it by. */
const OF_ONE_TEXT = /^(?:sid|effect|version|test|variable|type)$/i;

/** The value of an attribute: of the values that a condition may give, one stands for all where only one can stand. */
export function attributeValue(name: string, value: JsonNode): JsonNode {
  const [first] = value.kind === 'array' && OF_ONE_TEXT.test(name) ? value.items : [];
  return first ?? value;
}

/**
 * Objects put together, where the last value of a key counts. What stands elsewhere may hold what a statement must have:
 * it is taken for an Allow on what is not known.
 */
function merged(given: readonly JsonNode[], span: Span): JsonNode {
  const objects = given.flatMap((one) => (one.kind === 'object' ? [one] : []));
  if (objects.length === 0) return given[0] ?? objectAt(span, []);
  const members = new Map<string, Member>();
  for (const member of objects.flatMap((one) => one.members)) members.set(member.key.value, member);
  const elsewhere = given.find((one) => one.kind === 'string' && holdsReference(one.value));
  if (elsewhere && [...members.keys()].some((key) => /^(?:Effect|(?:Not)?(?:Action|Resource))$/.test(key)))
    for (const [name, value] of [
      ['Effect', 'Allow'],
      ['Action', textOf(elsewhere)],
      ['Resource', textOf(elsewhere)],
    ] as const)
      if (!members.has(name) && !members.has(`Not${name}`))
        members.set(name, { key: stringAt(elsewhere, name), value: stringAt(elsewhere, value) });
  return objectAt(span, [...members.values()]);
}

function textOf(node: JsonNode): string {
  return node.kind === 'string' ? node.value : '';
}

function formatted(template: string, values: readonly JsonNode[]): string {
  let index = 0;
  return template.replace(/%[sdvq]/g, () => {
    const value = values[index];
    index += 1;
    return value?.kind === 'string' ? value.value : reference('…');
  });
}
