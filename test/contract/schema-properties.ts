/** The fields that a JSON Schema knows, by their paths. */

export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** `all` has `grants[].prefix`; `required` those without which the object around them is refused. */
export function propertiesOf(root: Schema): { readonly all: Set<string>; readonly required: Set<string> } {
  const all = new Set<string>();
  const required = new Set<string>();
  const walk = (schema: Schema, path: string, seen: readonly Schema[]): void => {
    if (seen.includes(schema)) return;
    const inside = [...seen, schema];
    const target = schema.$ref && root.definitions?.[schema.$ref.replace('#/definitions/', '')];
    if (target) walk(target, path, inside);
    for (const [name, value] of Object.entries(schema.properties ?? {})) {
      const field = path === '' ? name : `${path}.${name}`;
      all.add(field);
      if (schema.required?.includes(name)) required.add(field);
      walk(value, field, inside);
    }
    if (schema.items) walk(schema.items, `${path}[]`, inside);
    if (typeof schema.additionalProperties === 'object')
      walk(schema.additionalProperties, `${path}{}`, inside);
    for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
      walk(branch, path, inside);
  };
  walk(root, '', []);
  return { all, required };
}

/** The report format's version. */
export function versionOf(schema: Schema): number {
  const version = schema.properties?.version?.const;
  if (typeof version !== 'number') throw new Error('the schema has no version');
  return version;
}
