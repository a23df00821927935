/** Forms that browsers send, taken apart, and their policies, without a server. */
import fc from 'fast-check';
import { parsePostForm } from '../../local-aws/post-form';
import { checkPostPolicy } from '../../local-aws/post-policy';
import { Refusal } from '../../local-aws/refusal';
import { forms } from './parts/post-policies.json';
import { incomingOf } from './sent-request';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'allowed';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

interface Form {
  readonly name: string;
  readonly expiration?: string;
  readonly conditions?: readonly unknown[];
  /** In place of the two. */
  readonly document?: unknown;
  readonly fields?: Readonly<Record<string, string>>;
  readonly expect: string;
}

test.each(forms as readonly Form[])(
  'policy: $name: $expect',
  ({ expiration = '2027-01-01T00:00:00Z', conditions, document, fields = {}, expect: expected }) => {
    const policy = Buffer.from(JSON.stringify(document ?? { expiration, conditions })).toString('base64');
    const form = {
      fields: new Map(Object.entries({ key: 'in/a.csv', policy, 'x-amz-signature': '0', ...fields })),
      file: Buffer.from('four'),
    };
    expect(codeOf(() => checkPostPolicy(policy, form, 'uploads', NOW))).toBe(expected);
  },
);

async function sent(form: FormData) {
  const encoded = new Response(form);
  const headers = { host: 'uploads.s3.aws.test', 'content-type': encoded.headers.get('content-type') ?? '' };
  return {
    ...incomingOf({ method: 'POST', path: '/', headers }),
    body: Buffer.from(await encoded.arrayBuffer()),
  };
}

/** Browsers write line ends of text fields as CR and LF. */
const field = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\r\n|\r|\n/g, '\r\n'));

test('any fields and any file come out whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.stringMatching(/^[a-z][a-z-]{0,20}$/).filter((name) => name !== 'file'),
        field,
      ),
      fc.uint8Array({ maxLength: 2_000 }),
      async (fields, bytes) => {
        const form = new FormData();
        for (const [name, value] of Object.entries(fields)) form.append(name, value);
        form.append('file', new Blob([bytes]), 'a.bin');
        form.append('behind', 'ignored');
        const parsed = parsePostForm(await sent(form));
        const without = (text: string) => text.replaceAll(`\${filename}`, 'a.bin');
        expect(Object.fromEntries(parsed.fields)).toEqual(
          Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, without(value)])),
        );
        expect(parsed.file.equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test('bytes that are no form are refused, never more', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('x', '', '--x'), (bytes, boundary) => {
      const headers = { host: '', 'content-type': `multipart/form-data; boundary=${boundary}` };
      const incoming = { ...incomingOf({ method: 'POST', path: '/', headers }), body: Buffer.from(bytes) };
      expect(codeOf(() => parsePostForm(incoming))).toMatch(/^(?:allowed|\w+)$/);
    }),
  );
});

test.each([
  [String.raw`C:\Users\eve\report.csv`, 'in/report.csv'],
  ['/folder/of/eve/report.csv', 'in/report.csv'],
  ['report.csv', 'in/report.csv'],
  ['$&.csv', 'in/$&.csv'],
])('the name of the file %s in a field', async (name, key) => {
  const form = new FormData();
  form.append('Key', `in/\${filename}`);
  form.append('file', new Blob(['x']), name);
  expect(parsePostForm(await sent(form)).fields.get('key')).toBe(key);
});

test('fields of more than 20 KB', async () => {
  const form = new FormData();
  form.append('x-amz-meta-long', 'x'.repeat(20_480));
  form.append('file', new Blob(['x']), 'a');
  const incoming = await sent(form);
  expect(codeOf(() => parsePostForm(incoming))).toBe('MaxPostPreDataLengthExceeded');
});

test('no file, and no form', async () => {
  const form = new FormData();
  form.append('key', 'in/a.csv');
  const withoutFile = await sent(form);
  expect(codeOf(() => parsePostForm(withoutFile))).toBe('InvalidArgument');
  const text = { ...withoutFile, headers: { ...withoutFile.headers, 'content-type': 'text/plain' } };
  expect(codeOf(() => parsePostForm(text))).toBe('PreconditionFailed');
});
