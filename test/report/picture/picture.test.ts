/** A picture in each of its forms: well formed, and of what was given, whatever the names hold. */
import { DRAW_PICTURE, drawPicture } from '../../../report/picture/draw';
import { MERMAID_MARK, mermaid, mermaidMarkdown } from '../../../report/picture/mermaid';
import { edgeText, type Picture } from '../../../report/picture/picture';
import { svgFile, THEMES } from '../../../report/picture/svg-file';
import { elementsIn } from './svg-elements';

const HOSTILE = `"]><script>alert(1)</script><img src=x onerror=alert(1)>'&|\`%%{init}%%;end`;

function pictureOf(name: string): Picture {
  return {
    tenant: name,
    says: 'access as it is deployed',
    nodes: [
      { id: 'p', kind: 'principal', label: name, detail: name },
      { id: 't', kind: 'target', label: 'role', detail: 'arn:aws:iam::111122223333:role/r' },
      { id: 'b', kind: 'bucket', label: 'bucket', detail: 'arn:aws:s3:::bucket' },
      { id: 'x', kind: 'prefix', label: 'to-acme/', detail: 'arn:aws:s3:::bucket/to-acme/*' },
      { id: 'o', kind: 'other', label: 'everybody', detail: 'everybody' },
    ],
    edges: [
      { from: 'p', to: 't', label: 'AssumeRole', statements: [`${name} of trust`], state: 'expected' },
      { from: 't', to: 'b', label: 'directly', statements: [], state: 'expected' },
      { from: 'b', to: 'x', label: 'get', statements: [], state: 'less' },
      { from: 'o', to: 'b', label: name, statements: [name], state: 'more' },
    ],
  };
}

describe.each(['acme', HOSTILE])('named %s', (name) => {
  const picture = pictureOf(name);

  test.each(THEMES)(
    'the SVG for %s holds every node and edge, and nothing that runs or is fetched',
    (theme) => {
      const elements = elementsIn(svgFile(picture, theme));
      const classes = elements.map(({ attributes }) => attributes.class ?? '');
      expect(classes.filter((one) => one.startsWith('node ')).length).toBe(picture.nodes.length);
      expect(classes.filter((one) => one.startsWith('edge '))).toEqual([
        'edge expected',
        'edge expected',
        'edge less',
        'edge more',
      ]);
      expect([...new Set(elements.map((element) => element.name))].sort()).toEqual(
        ['svg', 'title', 'desc', 'style', 'g', 'path', 'rect', 'text'].sort(),
      );
      for (const { attributes } of elements)
        expect(Object.keys(attributes).filter((attribute) => /^on|href|style/.test(attribute))).toEqual([]);
    },
  );

  test('Mermaid has a line for each, and no mark of a name is read', () => {
    const lines = mermaid(picture).trimEnd().split('\n');
    expect(lines.filter((line) => /^ {2}n\d+\["[^"[\]<>|]*"\]:::\w+$/.test(line))).toHaveLength(
      picture.nodes.length,
    );
    expect(lines.filter((line) => /^ {2}n\d+ -\.?->\|"(?:[^"|<>]|<br\/>)*"\| n\d+$/.test(line))).toHaveLength(
      picture.edges.length,
    );
    expect(lines.at(-1)).toBe('  linkStyle 2,3 stroke:#cf222e,color:#cf222e');
    expect(lines.filter((line) => line.startsWith('%%'))).toHaveLength(1);
  });
});

test('Mermaid, word for word: what is more is a line of its own colour, what is less is dashed', () => {
  const text = [
    MERMAID_MARK,
    'flowchart LR',
    '  accTitle: acme',
    '  accDescr: access as it is deployed',
    '  n0["acme"]:::part',
    '  n1["role"]:::part',
    '  n2["bucket"]:::part',
    '  n3["to-acme/"]:::part',
    '  n4["everybody"]:::stranger',
    '  n0 -->|"AssumeRole<br/>acme of trust"| n1',
    '  n1 -->|"directly"| n2',
    '  n2 -.->|"less: get"| n3',
    '  n4 -->|"more: acme<br/>acme"| n2',
    '  classDef part stroke-width:1px',
    '  classDef stranger stroke:#cf222e,stroke-width:2px',
    '  linkStyle 2,3 stroke:#cf222e,color:#cf222e',
    '',
  ].join('\n');
  const picture = pictureOf('acme');
  expect(mermaid(picture)).toBe(text);
  expect(mermaidMarkdown(picture)).toBe(
    `<details><summary>Who reaches what</summary>\n\n\`\`\`mermaid\n${text}\`\`\`\n\n</details>\n`,
  );
  const [first, second] = picture.edges;
  const plain = mermaid({ ...picture, edges: first && second ? [first, second] : [] });
  expect(plain.split('\n').slice(-3)).toEqual([
    '  classDef part stroke-width:1px',
    '  classDef stranger stroke:#cf222e,stroke-width:2px',
    '',
  ]);
});

test('a mark that Mermaid would read is an entity, by its number', () => {
  const edge = { from: 'p', to: 't', label: '<b>', statements: ['"#"'], state: 'expected' } as const;
  expect(mermaid({ ...pictureOf('a|b'), edges: [edge] }).split('\n')).toEqual(
    expect.arrayContaining(['  n0["a#124;b"]:::part', '  n0 -->|"#60;b#62;<br/>#34;#35;#34;"| n1']),
  );
});

test('an edge to what is not in the picture is not drawn', () => {
  const edges = [
    { from: 'p', to: 'nobody', label: 'get', statements: [], state: 'expected' },
    { from: 'nobody', to: 'p', label: 'get', statements: [], state: 'more' },
  ] as const;
  const picture = { ...pictureOf('acme'), edges };
  expect(mermaid(picture)).not.toMatch(/-->|linkStyle|undefined/);
  expect(edgeText(picture, edges[0])).toBe('acme → nobody: get');
});

test('a page can carry what draws: it calls nothing from outside itself', () => {
  const carried = new Function(`${DRAW_PICTURE} return drawPicture;`)() as typeof drawPicture;
  expect(carried(pictureOf('acme'))).toBe(drawPicture(pictureOf('acme')));
});

test('of a tenant that lets nobody in there is a picture too', () => {
  const picture: Picture = { tenant: 'acme', says: 'access as it is deployed', nodes: [], edges: [] };
  const [svg] = elementsIn(drawPicture(picture));
  expect(Number(svg?.attributes.width)).toBeGreaterThan(100);
  expect(drawPicture(picture)).toContain('>nobody gets in</text>');
  expect(mermaid(picture)).toContain('  n0["nobody gets in"]:::part');
});

test('what an edge allows is not cut where it fits into lines', () => {
  const [node, other] = pictureOf('acme').nodes;
  if (!node || !other) throw new Error('no nodes');
  const edge = { from: node.id, to: other.id, label: 'AssumeRole, no external ID', statements: [] };
  const drawn = drawPicture({
    ...pictureOf('acme'),
    nodes: [node, other],
    edges: [{ ...edge, state: 'expected' }],
  });
  const words = [...drawn.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(words).toEqual(expect.arrayContaining(['AssumeRole,', 'no external ID']));
});

test('an edge in words', () => {
  const picture = pictureOf('acme');
  expect(picture.edges.map((edge) => edgeText(picture, edge))).toEqual([
    'acme → role: AssumeRole, by acme of trust',
    'role → bucket: directly',
    'bucket → to-acme/: get (in the file, and not allowed)',
    'everybody → bucket: acme, by acme (not in the file)',
  ]);
});
