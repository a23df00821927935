import { z } from 'zod';
import { sarifLog } from '../../../scripts/lib/report/sarif';

const count = z.number().int().min(1);
const text = z.strictObject({ text: z.string().min(1) });

/** The part of the SARIF 2.1.0 schema that is used here; the standard's own allows no other properties either. */
const LOG = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          rules: z.array(z.strictObject({ id: z.string(), shortDescription: text })),
        }),
      }),
      columnKind: z.literal('utf16CodeUnits'),
      invocations: z.array(
        z.strictObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.strictObject({ level: z.literal('error'), message: text })),
        }),
      ),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          level: z.enum(['none', 'note', 'warning', 'error']),
          message: text,
          locations: z.array(
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w.~!$&'()*+,;=:@%/-]+$/) }),
                region: z.strictObject({ startLine: count, startColumn: count.optional() }).optional(),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

const result = { ruleId: 'can-more', level: 'error', message: 'too much' } as const;

test('a log holds what the standard asks for, and nothing else', () => {
  const log = sarifLog(
    { name: 's3-handshake validate', rules: [{ id: 'can-more', text: 'The policies allow more.' }] },
    [
      { ...result, file: 'tenants/acme prod#1.yaml', line: 3, column: 5 },
      { ...result, file: 'tenants/b.yaml', line: 3 },
      { ...result, file: 'handshake.yaml' },
    ],
    ['the key could not be read'],
  );
  const { runs } = LOG.parse(JSON.parse(log));
  expect(log.endsWith('}\n')).toBe(true);
  const [run] = runs;
  expect(run?.invocations[0]?.executionSuccessful).toBe(false);
  expect(run?.results.map(({ locations }) => locations[0]?.physicalLocation)).toEqual([
    {
      artifactLocation: { uri: 'tenants/acme%20prod%231.yaml' },
      region: { startLine: 3, startColumn: 5 },
    },
    { artifactLocation: { uri: 'tenants/b.yaml' }, region: { startLine: 3 } },
    { artifactLocation: { uri: 'handshake.yaml' } },
  ]);
});

test('a run that found nothing is a successful one without results', () => {
  const { runs } = LOG.parse(JSON.parse(sarifLog({ name: 's3-handshake drift' }, [])));
  expect(runs[0]).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
});
