/** What holds for all documents. */
import fc from 'fast-check';
import { decide, explain, type PolicyKind, parsePolicy } from '../../iam';
import { randomFrom } from './random';
import { drawCase } from './random-requests';

const KINDS: readonly PolicyKind[] = [
  'identity',
  'service-control',
  'resource-control',
  'trust',
  'bucket',
  'key',
  'resource',
];

const anyValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>('*', '${', 's3:*', 'Deny', 'arn:aws:s3:::b', []) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);
const usually = (usual: unknown) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: anyValue });

/** Like a policy of its kind, but for now and then anything at any place. */
function almostDocument(kind: PolicyKind) {
  const onResource = !['identity', 'service-control'].includes(kind);
  const statement = fc
    .record({
      Effect: usually('Allow'),
      Action: usually(kind === 'trust' ? 'sts:*' : 's3:*'),
      ...(kind === 'trust' ? {} : { Resource: usually('*') }),
      ...(onResource ? { Principal: usually({ AWS: '*' }) } : {}),
      Condition: usually({ StringLike: { 's3:prefix': ['${aws:username}/*', true] } }),
    })
    .chain((fields) => {
      const extra = fc.dictionary(
        fc.constantFrom('Sid', 'NotPrincipal', 'NotAction', 'NotResource', '__proto__'),
        anyValue,
        { maxKeys: 1 },
      );
      return fc.oneof(
        { weight: 3, arbitrary: fc.constant(fields) },
        { weight: 1, arbitrary: extra.map((more) => ({ ...fields, ...more })) },
      );
    });
  const document = fc.record({
    Version: usually('2012-10-17'),
    Statement: fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 3 })),
  });
  return fc.oneof({ weight: 4, arbitrary: document }, { weight: 1, arbitrary: fc.jsonValue() });
}

describe('the parser', () => {
  it('takes or refuses any JSON, and never throws; what it takes can be judged and put into words', () => {
    const { request } = drawCase(randomFrom(1));
    const counts = { taken: 0, refused: 0 };
    const documents = fc
      .constantFrom(...KINDS)
      .chain((kind) => fc.tuple(almostDocument(kind), fc.constant(kind)));
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom('refuse' as const, 'keep' as const),
        ([document, kind], unknowns) => {
          const parsed = parsePolicy(document, kind, 'any', unknowns);
          counts[parsed.ok ? 'taken' : 'refused']++;
          if (!parsed.ok) {
            expect(parsed.problems.length).toBeGreaterThan(0);
            return;
          }
          const decision = decide(request, { identity: [], resource: parsed.policy });
          expect(explain(decision)).toMatch(/^(?:allowed|denied|undecided): /);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(counts.taken).toBeGreaterThan(500);
    expect(counts.refused).toBeGreaterThan(500);
  });

  it('takes or refuses any text, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (source) => {
        expect(typeof parsePolicy(source, 'bucket').ok).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });
});
