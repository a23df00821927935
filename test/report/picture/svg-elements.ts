/** An SVG taken apart, as strictly as XML is read. */
import { Parser } from 'htmlparser2';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The class of the nearest group around it. */
  readonly group: string;
  text: string;
}

/** In order. Throws for what is not closed. */
export function elementsIn(svg: string): readonly Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const group = open.findLast((one) => one.name === 'g')?.attributes.class ?? '';
        const element = { name, attributes, group, text: '' };
        elements.push(element);
        open.push(element);
      },
      ontext: (text) => {
        const last = open.at(-1);
        if (last) last.text += text;
      },
      onclosetag: (name) => {
        if (open.pop()?.name !== name) throw new Error(`${name} is closed where it is not open`);
      },
    },
    { xmlMode: true },
  );
  parser.end(svg);
  if (open.length > 0) throw new Error(`${open.map(({ name }) => name).join(', ')} not closed`);
  return elements;
}
