/** However much a picture shows: no words lie on others or on a box, none leave it, and no line goes through them. */
import fc from 'fast-check';
import { drawPicture } from '../../../report/picture/draw';
import {
  EDGE_STATES,
  NODE_KINDS,
  type Picture,
  type PictureEdge,
  type PictureNode,
} from '../../../report/picture/picture';
import { FULL } from '../../full';
import '../../property-seed';
import { boxesOf, overlapsIn } from './boxes';
import { manyGrants } from './many-grants';

const PREFIXES = ['to-vendor/', `${'W'.repeat(900)}/`, `${'漢字'.repeat(30)}/`];

test.each([
  ...[1, 2, 5, 20].flatMap((grants) =>
    PREFIXES.flatMap((name) => [0, 1, 12].map((shares) => ({ grants, name, shares }))),
  ),
  { grants: 300, name: 'to-vendor/', shares: 2 },
])('$grants grants, $shares more sharers', ({ grants, ...many }) => {
  expect(overlapsIn(boxesOf(drawPicture(manyGrants(grants, many))))).toEqual([]);
});

/** Long, wide, without a place to break, of marks only. */
const NAMES = fc.oneof(
  fc.constantFrom(
    'to-vendor/',
    'WWWW MMMM @@@@ WWWW',
    '漢字カタカナ漢字カタカナ漢字',
    '<&">, <&">, <&">',
    '',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
);
const VERBS = fc.oneof(
  fc.constantFrom('get', 'get, put, list, delete', 'AssumeRole, no external ID', 'Decrypt, GenerateDataKey'),
  fc
    .array(fc.constantFrom('s3:GetObjectVersionAttributes', 's3:PutObject', 'list'), { maxLength: 6 })
    .map((all) => all.join(', ')),
  NAMES,
);

const pictures: fc.Arbitrary<Picture> = fc
  .array(fc.record({ kind: fc.constantFrom(...NODE_KINDS), label: NAMES }), { minLength: 1, maxLength: 14 })
  .chain((made) => {
    const nodes = made.map((node, at): PictureNode => ({ ...node, id: `n${at}`, detail: node.label }));
    const ids = fc.constantFrom(...nodes.map(({ id }) => id));
    const edge: fc.Arbitrary<PictureEdge> = fc.record({
      from: ids,
      to: ids,
      label: VERBS,
      statements: fc.array(NAMES, { maxLength: 3 }),
      state: fc.constantFrom(...EDGE_STATES),
    });
    return fc
      .array(edge, { maxLength: 40 })
      .map((edges) => ({ tenant: 'acme', says: 'deployed', nodes, edges }));
  });

test('any picture', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      expect(overlapsIn(boxesOf(drawPicture(picture)))).toEqual([]);
    }),
    { numRuns: FULL ? 5000 : 100 },
  );
});

test.each([
  [
    'a label that is moved onto another',
    (svg: string) => svg.replaceAll(/(<g class="label .*?<text x="\d+" y=")[\d.]+/g, '$150'),
    'lies on',
  ],
  [
    'a label beyond the end',
    (svg: string) => svg.replace(/(<g class="label .*?<text x=")\d+/, '$1-20'),
    'leaves the picture',
  ],
  ['a line through a box', (svg: string) => svg.replace(/M\d+ /, 'M0 '), 'a line goes through'],
])('what is measured would be seen: %s', (_, spoilt, says) => {
  const [found] = overlapsIn(boxesOf(spoilt(drawPicture(manyGrants(5)))));
  expect(found).toContain(says);
});
