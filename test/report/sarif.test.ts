import { sarifLog } from '../../report/sarif';
import { LOG } from './sarif-schema';

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
