/** What holds no policy that can be read is called what it seems to be, in one line, and is never clean. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { lintFiles } from '../../../actions/lint/lint-files';
import { exitCodeOf, findingsOf, humanReport, unreadIn } from '../../../actions/lint/report';
import { EXIT } from '../../../report/exit-codes';

interface Content {
  readonly name: string;
  readonly text: string;
  readonly says: string;
}

const CONTENTS = parse(readFileSync(join(__dirname, 'contents.yaml'), 'utf8')) as readonly Content[];

async function lint(text: string) {
  return lintFiles([{ name: 'file', bytes: async () => Buffer.from(text) }], undefined);
}

test.each(CONTENTS)('$name', async ({ text, says }) => {
  const files = await lint(text);
  const [sentence, ...others] = files.flatMap(unreadIn);
  expect(others).toEqual([]);
  expect(sentence).toContain(says);
  expect(findingsOf(files)).toEqual([]);
  expect(exitCodeOf(files)).toBe(EXIT.error);
});

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:GetObjekt', Resource: 'arn:aws:s3:::acme-exchange/to-vendor/*' },
  ],
};

test.each([
  ['in a script', `aws iam put-role-policy --policy-document '${JSON.stringify(POLICY)}'`],
  [
    'in Python, all of it said',
    `import json\nPOLICY = ${JSON.stringify(POLICY, null, 4)}\nprint(json.dumps(POLICY))\n`,
  ],
  ['in JavaScript, all of it said', `export const policy = ${JSON.stringify(POLICY, null, 2)};\n`],
])('a policy that is whole JSON is read %s', async (_, text) => {
  const files = await lint(text);
  expect(files.flatMap(unreadIn)).toEqual([]);
  expect(findingsOf(files).map(({ rule }) => rule)).toEqual(['action-unknown']);
});

test('beside a policy, code is told once, at its first line', async () => {
  const cdk = CONTENTS.find(({ name }) => name === 'cdk.ts')?.text ?? '';
  const text = `# How to\n\n\`\`\`json\n${JSON.stringify(POLICY)}\n\`\`\`\n\n\`\`\`ts\n${cdk}\n${cdk}\n\`\`\`\n`;
  const files = await lint(text);
  expect(findingsOf(files).map(({ rule }) => rule)).toEqual(['action-unknown']);
  expect(files.flatMap(unreadIn)).toEqual([expect.stringContaining("this is code for AWS's CDK")]);
  expect(exitCodeOf(files)).toBe(EXIT.error);
});

test.each([
  [
    'in one line',
    '{Version: 2012-10-17, Statement: [{Effect: Allow, Action: [s3:GetObjekt], Resource: "*"}]}',
  ],
  [
    'with the line ends of old Macs',
    'Version: "2012-10-17"\rStatement:\r  - Effect: Allow\r    Action: [s3:GetObjekt]\r    Resource: "*"\r',
  ],
])('a file of YAML is read %s', async (_, text) => {
  const files = await lintFiles([{ name: 'policy.yaml', bytes: async () => Buffer.from(text) }], undefined);
  expect(files.flatMap(unreadIn)).toEqual([]);
  expect(findingsOf(files).map(({ rule }) => rule)).toEqual(['action-unknown']);
});

test('where a statement could not be read, nothing is said to be found', async () => {
  const files = await lint(
    'Statement:\n\t- Effect: Allow\n\t  Action:\n\t    - s3:GetObject\n\t  Resource: "*"\n',
  );
  expect(humanReport(files)).toBe('file: 1 list of actions: 1 place could not be read\n');
});
