/**
 * What a service's parameters may be by its own model: which must be there, how long, how large, of which characters. What
 * does not keep to it is refused before anything is looked up.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
import type { Query } from './message';
import { Refusal } from './refusal';

/** By name. Lists name the shape of their elements, or of each field of them. */
export type Shapes = Readonly<Record<string, Shape>>;

export type Shape =
  | {
      readonly kind: 'text';
      readonly least?: number;
      readonly most?: number;
      /** As AWS's message has it: of the whole text. */
      readonly pattern?: string;
    }
  | { readonly kind: 'number'; readonly least?: number; readonly most?: number }
  | { readonly kind: 'one of'; readonly values: readonly string[] }
  | { readonly kind: 'switch' }
  | {
      readonly kind: 'list';
      readonly least?: number;
      readonly most?: number;
      readonly of: string | Readonly<Record<string, string>>;
    };

export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
}

/** The parameters of every operation of a service. */
export class ServiceModel {
  readonly #shapes: Shapes;
  readonly #operations: ReadonlyMap<string, readonly Parameter[]>;

  /** `usual`: the shape of a parameter by its name. `inputs`: by operation, `UserName! Path:policyPathType`. */
  constructor(
    shapes: Shapes,
    usual: Readonly<Record<string, string>>,
    inputs: Readonly<Record<string, string>>,
  ) {
    this.#shapes = shapes;
    const parameterOf = (word: string): Parameter => {
      const [, name = '', required, own] = /^(\w+)(!?)(?::(\w+))?$/.exec(word) ?? [];
      return { name, shape: this.#named(own ?? usual[name] ?? ''), isRequired: required === '!' };
    };
    this.#operations = new Map(
      Object.entries(inputs).map(([operation, words]) => [
        operation,
        words.split(' ').filter(Boolean).map(parameterOf),
      ]),
    );
  }

  parametersOf(operation: string): readonly Parameter[] {
    return this.#operations.get(operation) ?? [];
  }

  /** With the shapes of a list's elements in it. */
  wholeShape(shape: Shape): object {
    if (shape.kind !== 'list') return shape;
    const of =
      typeof shape.of === 'string'
        ? this.#named(shape.of)
        : Object.fromEntries(Object.entries(shape.of).map(([field, name]) => [field, this.#named(name)]));
    return { ...shape, of };
  }

  /** Throws AWS's ValidationError, which names all that is wrong. */
  check(operation: string, form: Query): void {
    const wrong = this.parametersOf(operation).flatMap((parameter) => this.#problemsOf(parameter, form));
    if (wrong.length === 0) return;
    const count = `${wrong.length} validation error${wrong.length === 1 ? '' : 's'} detected: `;
    throw new Refusal(400, 'ValidationError', count + wrong.join('; '));
  }

  #problemsOf({ name, shape, isRequired }: Parameter, form: Query): readonly string[] {
    const said = camelCase(name);
    if (shape.kind === 'list') return this.#problemsOfList(said, name, shape, isRequired, form);
    const value = form.get(name);
    if (value === undefined) return isRequired ? [isMissing(said)] : [];
    return problemsOf(value, said, shape);
  }

  #problemsOfList(
    said: string,
    name: string,
    { least, most, of }: Shape & { readonly kind: 'list' },
    isRequired: boolean,
    form: Query,
  ): readonly string[] {
    const fields = typeof of === 'string' ? { '': of } : of;
    const elements = elementsOf(form, name, Object.keys(fields));
    if (elements.length === 0) return isRequired ? [isMissing(said)] : [];
    const size = sizeProblem(elements.length, least, most, 'length');
    if (size !== undefined) return [failure(`[${elements.map(textOf).join(', ')}]`, said, size)];
    return elements.flatMap((element, at) =>
      Object.entries(fields).flatMap(([field, shape]) => {
        const own = `${said}.${at + 1}.member${field === '' ? '' : `.${camelCase(field)}`}`;
        const value = element[field];
        return value === undefined ? [isMissing(own)] : problemsOf(value, own, this.#named(shape));
      }),
    );
  }

  #named(name: string): Shape {
    const shape = this.#shapes[name];
    if (!shape) throw new Error(`no shape is called ${name}`);
    return shape;
  }
}

type ListElement = Readonly<Record<string, string | undefined>>;

/** `<name>.member.1.<field>=…`, by field; of a list of plain texts the field is ''. */
function elementsOf(form: Query, name: string, fields: readonly string[]): readonly ListElement[] {
  const elements: ListElement[] = [];
  for (;;) {
    const at = `${name}.member.${elements.length + 1}`;
    const element = Object.fromEntries(
      fields.map((field) => [field, form.get(field === '' ? at : `${at}.${field}`)]),
    );
    if (Object.values(element).every((value) => value === undefined)) return elements;
    elements.push(element);
  }
}

function textOf(element: ListElement): string {
  return Object.values(element).join('=');
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function isMissing(said: string): string {
  return `Value null at '${said}' failed to satisfy constraint: Member must not be null`;
}

/** What is wrong with one value, as AWS says it. */
function problemsOf(value: string, said: string, shape: Shape): readonly string[] {
  const constraint = constraintBroken(value, shape);
  return constraint === undefined ? [] : [failure(value, said, constraint)];
}

function constraintBroken(value: string, shape: Shape): string | undefined {
  switch (shape.kind) {
    case 'text': {
      const { least, most, pattern } = shape;
      const size = sizeProblem(value.length, least, most, 'length');
      if (size !== undefined) return size;
      if (pattern === undefined || whole(pattern).test(value)) return undefined;
      return `Member must satisfy regular expression pattern: ${pattern}`;
    }
    case 'number':
      if (!/^-?\d{1,15}$/.test(value)) return 'Member must be an integer';
      return sizeProblem(Number(value), shape.least, shape.most, 'value');
    case 'one of':
      if (shape.values.includes(value)) return undefined;
      return `Member must satisfy enum value set: [${shape.values.join(', ')}]`;
    case 'switch':
      return /^(?:true|false)$/i.test(value) ? undefined : 'Member must be true or false';
    case 'list':
      return undefined;
  }
}

function sizeProblem(
  size: number,
  least: number | undefined,
  most: number | undefined,
  of: 'length' | 'value',
): string | undefined {
  if (least !== undefined && size < least) return `Member must have ${of} greater than or equal to ${least}`;
  if (most !== undefined && size > most) return `Member must have ${of} less than or equal to ${most}`;
  return undefined;
}

const patterns = new Map<string, RegExp>();

function whole(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`, 'u');
  patterns.set(pattern, known);
  return known;
}

/** AWS's refusal of one value for what the model does not say. */
export function constraintError(value: string, said: string, constraint: string): Refusal {
  return new Refusal(
    400,
    'ValidationError',
    `1 validation error detected: ${failure(value, said, constraint)}`,
  );
}

function failure(value: string, said: string, constraint: string): string {
  return `Value '${value}' at '${said}' failed to satisfy constraint: ${constraint}`;
}
