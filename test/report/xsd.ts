/** As much of XML Schema as `report/schemas/junit.xsd` uses, so that reports can be held against it anywhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly text: string;
}

const TOKEN =
  /<\?.*?\?>|<!--.*?-->|<(?<close>\/?)(?<name>[\w:.-]+)(?<attributes>(?:\s+[\w:.-]+="[^"<]*")*)\s*(?<empty>\/?)>|(?<text>[^<]+)/gs;
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/;

/** Throws where the text is not well-formed. */
function parse(source: string): Node {
  const root = { name: '', attributes: {}, children: [] as Node[], text: '' };
  const open = [root];
  let end = 0;
  for (const token of source.matchAll(TOKEN)) {
    if (token.index !== end) throw new Error(`no XML at ${end}: ${source.slice(end, end + 40)}`);
    end = token.index + token[0].length;
    if (ENTITY.test(token[0])) throw new Error(`an ampersand alone: ${token[0]}`);
    const { close, name, attributes = '', empty, text } = token.groups ?? {};
    const current = open.at(-1);
    if (!current) throw new Error('too much is closed');
    if (text !== undefined) current.text += text;
    else if (close) {
      if (current.name !== name) throw new Error(`${name} closes ${current.name}`);
      open.pop();
    } else if (name) {
      const pairs = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]);
      const node = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
      current.children.push(node);
      if (!empty) open.push(node);
    }
  }
  const [document] = root.children;
  if (end !== source.length || open.length !== 1 || !document) throw new Error('the document is not closed');
  return document;
}

interface Rule {
  readonly children: readonly string[];
  readonly one: boolean;
  readonly attributes: ReadonlyMap<string, { readonly type: string; readonly required: boolean }>;
  readonly text: boolean;
}

const TYPES: Readonly<Record<string, RegExp>> = {
  'xs:string': /^.*$/s,
  'xs:nonNegativeInteger': /^\d+$/,
  'xs:decimal': /^\d+(?:\.\d+)?$/,
};

function rulesOf(schema: Node): ReadonlyMap<string, Rule> {
  const types = new Map(
    schema.children
      .filter(({ name }) => name === 'xs:complexType')
      .map((type) => [type.attributes.name, type]),
  );
  const elements = schema.children.filter(({ name }) => name === 'xs:element');
  return new Map(
    elements.map(({ attributes, children }) => {
      const type = types.get(attributes.type) ?? children[0];
      const all = type ? descendants(type) : [];
      return [
        attributes.name ?? '',
        {
          children: all.filter(({ name }) => name === 'xs:element').map((one) => one.attributes.ref ?? ''),
          one: all.some(({ name }) => name === 'xs:choice'),
          attributes: new Map(
            all
              .filter(({ name }) => name === 'xs:attribute')
              .map((one) => [
                one.attributes.name ?? '',
                { type: one.attributes.type ?? '', required: one.attributes.use === 'required' },
              ]),
          ),
          text: all.some(({ name }) => name === 'xs:simpleContent'),
        },
      ];
    }),
  );
}

function descendants(node: Node): readonly Node[] {
  return [node, ...node.children.flatMap(descendants)];
}

/** What is wrong with a document by `report/schemas/junit.xsd`; empty where nothing is. */
export function junitProblems(xml: string): readonly string[] {
  const rules = rulesOf(parse(readFileSync(join(ROOT, 'report/schemas/junit.xsd'), 'utf8')));
  let document: Node;
  try {
    document = parse(xml);
  } catch (error) {
    return [String(error)];
  }
  const wrong = document.name === 'testsuites' ? [] : [`the root is ${document.name}`];
  return [...wrong, ...problemsOf(document, rules)];
}

function problemsOf(node: Node, rules: ReadonlyMap<string, Rule>): readonly string[] {
  const rule = rules.get(node.name);
  if (!rule) return [`${node.name} is no element`];
  const { name, attributes, children, text } = node;
  return [
    ...[...rule.attributes]
      .filter(([key, { required }]) => required && attributes[key] === undefined)
      .map(([key]) => `${name} lacks ${key}`),
    ...Object.entries(attributes).flatMap(([key, value]) => {
      const type = rule.attributes.get(key)?.type;
      if (type === undefined) return [`${name} has no attribute ${key}`];
      return TYPES[type]?.test(value) ? [] : [`${key} of ${name} is no ${type}: ${value}`];
    }),
    ...children
      .filter((child) => !rule.children.includes(child.name))
      .map((child) => `${child.name} in ${name}`),
    ...(rule.one && children.length > 1 ? [`${name} has ${children.length} outcomes`] : []),
    ...(!rule.text && text.trim() !== '' ? [`${name} has text: ${text.trim()}`] : []),
    ...children.flatMap((child) => problemsOf(child, rules)),
  ];
}
