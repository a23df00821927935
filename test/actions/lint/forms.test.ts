/** A policy says the same in every form in which people bring it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { lintFiles } from '../../../actions/lint/lint-files';
import type { PolicyKind } from '../../../actions/lint/policy-kind';
import { FORMS, type Form, type PlainPolicy } from './forms';
import { STATEMENTS } from './statement-cases';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly type?: PolicyKind;
}

interface Written {
  readonly name: string;
  readonly policy: PlainPolicy;
  readonly type: PolicyKind | undefined;
}

/** Those of the corpus that are one policy, written as JSON wants it. */
const CORPUS: readonly Written[] = readdirSync(join(__dirname, 'corpus'))
  .flatMap((file) => parse(readFileSync(join(__dirname, 'corpus', file), 'utf8')) as readonly Case[])
  .flatMap(({ name, text, type }) => {
    const policy = policyIn(text);
    return policy ? [{ name, policy, type }] : [];
  });

const POLICIES: readonly Written[] = [
  ...CORPUS,
  ...STATEMENTS.map(({ says, policy, type }) => ({ name: says, policy, type })),
];

function policyIn(text: string): PlainPolicy | undefined {
  try {
    const value = JSON.parse(text);
    return 'Statement' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What other forms than JSON cannot say, a number for a text or a key of another spelling, and how long they are. */
const OF_JSON =
  /policy-too-long|element-type|element-unknown|version-|duplicate-key|element-empty|condition-empty/;

async function found(bytes: Uint8Array, type: PolicyKind | undefined): Promise<readonly string[]> {
  const [file] = await lintFiles([{ name: 'policy', bytes: async () => bytes }], type);
  if (!file || 'error' in file) return [file?.error ?? 'nothing'];
  const { policies, findings } = file.result;
  return [
    ...policies.map(({ kind }) => kind),
    ...findings.map(({ severity, rule, message }) => `${severity} ${rule} ${message}`),
    ...file.unread,
  ].sort();
}

/** Every policy in some of the forms, so that every form sees the whole corpus in a few runs. */
const PER_POLICY = 1;
const names = Object.keys(FORMS);

describe.each(names)('%s', (name) => {
  const mine = POLICIES.filter((_, index) =>
    Array.from(
      { length: PER_POLICY },
      (_unused, step) => names[(index * PER_POLICY + step) % names.length],
    ).includes(name),
  );

  test('every policy has the findings that it has as JSON', async () => {
    const { render } = FORMS[name] as Form;
    let count = 0;
    for (const { name: which, policy, type } of mine) {
      const expected = await found(Buffer.from(JSON.stringify(policy)), type);
      const bytes = render(policy);
      if (!bytes || expected.some((line) => OF_JSON.test(line))) continue;
      count += 1;
      expect({ which, findings: await found(bytes, type) }).toEqual({ which, findings: expected });
    }
    expect(count).toBeGreaterThan(0);
  });
});
