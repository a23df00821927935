/** As much XML as AWS's protocols use: elements and text, attributes only as namespaces. */

export interface Element {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

const TOKEN =
  /<\?.*?\?>|<!--.*?-->|<!\[CDATA\[(?<cdata>.*?)\]\]>|<(?<close>\/?)(?:[\w-]+:)?(?<name>[\w.-]+)[^>]*?(?<empty>\/?)>|(?<text>[^<]+)/gs;

/** The root element, or undefined where the text is not well-formed. */
export function parseXml(source: string): Element | undefined {
  const root: OpenElement = { name: '', text: '', children: [] };
  const open: OpenElement[] = [root];
  let end = 0;
  for (const token of source.matchAll(TOKEN)) {
    const { cdata, close, name, empty, text } = token.groups ?? {};
    const current = open.at(-1);
    if (!current || token.index !== end) return undefined;
    end = token.index + token[0].length;
    if (text !== undefined) current.text += unescapeXml(text);
    else if (cdata !== undefined) current.text += cdata;
    else if (close) {
      if (current.name !== name || open.length === 1) return undefined;
      open.pop();
    } else if (name) {
      const element: OpenElement = { name, text: '', children: [] };
      current.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const isOneRoot = root.children.length === 1 && root.text.trim() === '';
  return open.length === 1 && end === source.length && isOneRoot ? root.children[0] : undefined;
}

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: OpenElement[];
}

export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The first element that is reached by these names, one below the other. */
export function find(element: Element | undefined, ...names: string[]): Element | undefined {
  return names.reduce<Element | undefined>((found, name) => childrenOf(found, name)[0], element);
}

export function textOf(element: Element | undefined, ...names: string[]): string | undefined {
  return find(element, ...names)?.text;
}

export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

/** A document with its declaration. A list repeats its element; undefined leaves it out. */
export function renderXml(root: string, value: XmlValue, namespace?: string): string {
  const attribute = namespace ? ` xmlns="${namespace}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${renderContent(value)}</${root}>`;
}

/** An element as it was read: order and repetitions stay, namespaces and other attributes do not. */
export function xmlOf({ name, text, children }: Element): string {
  const content = children.length > 0 ? children.map(xmlOf).join('') : escapeXml(text);
  return `<${name}>${content}</${name}>`;
}

function renderContent(value: XmlValue): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .flatMap(([name, content]) =>
      (isList(content) ? content : [content]).map((one) => renderElement(name, one)),
    )
    .join('');
}

/** An element alone. */
export function renderElement(name: string, value: XmlValue): string {
  return value === undefined ? '' : `<${name}>${renderContent(value)}</${name}>`;
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  '\r': '#13',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => `&${ENTITIES[character]};`);
}

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x(?<hex>[0-9a-f]+)|#(?<decimal>\d+)|(?<named>\w+));/gi,
    (whole, hex, decimal, named) => {
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal) return String.fromCodePoint(Number(decimal));
      return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[named as string] ?? whole;
    },
  );
}
