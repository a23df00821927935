/** The samples of Amperity and ChannelMix: every trap in them is named, where it stands. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { grantsAskedFor } from '../../../actions/lint/grants-asked-for';
import { grantsYaml } from '../../../actions/lint/grants-yaml';
import { lintText } from '../../../actions/lint/lint';
import { sourceText } from '../../../actions/lint/source-text';

async function lintSample(file: string): Promise<readonly string[]> {
  const text = sample(file);
  const source = sourceText(text);
  return (await lintText(text)).findings.map(({ severity, rule, start, message }) => {
    const { line, column } = source.placeOf(start);
    return `${line}:${column} ${severity} ${rule}: ${message}`;
  });
}

function sample(file: string): string {
  return readFileSync(join(__dirname, 'samples', file), 'utf8');
}

/** Each trap by a name of ours, and what the line that names it must hold. */
function expectEach(found: readonly string[], traps: Readonly<Record<string, RegExp>>): void {
  const missing = Object.entries(traps).filter(([, pattern]) => !found.some((line) => pattern.test(line)));
  expect(missing.map(([trap]) => trap)).toEqual([]);
}

describe('Amperity', () => {
  it('has every trap named', async () => {
    const found = await lintSample('amperity.txt');
    expectEach(found, {
      'no Version': /^4:54 medium version-missing/,
      'a trust statement described as a policy for the bucket': /^4:7 high trust-as-bucket-policy/,
      'a word for the account': /^10:8 medium placeholder: account is/,
      'an account of ten digits': /^22:32 high arn-malformed: .*10 digits/,
    });
    expect(found).toHaveLength(4);
  });

  it('asks for nothing that a grant could say', async () => {
    expect(grantsAskedFor(await lintText(sample('amperity.txt')))).toEqual([]);
  });
});

describe('ChannelMix', () => {
  it('has every trap named', async () => {
    const found = await lintSample('channelmix.txt');
    expectEach(found, {
      'a Version that does not exist': /^18:12 high version-unknown: 2024-05-16/,
      'comments in JSON': /^28:17 high comment: .*5 more/,
      'an action with a colon at its end': /^32:1 high action-malformed: s3:AbortMultipartUpload:/,
      'Object Lambda actions on a bucket': /^26:1 medium action-wildcard-dead: s3-object-lambda:Get\*/,
      'the other Object Lambda actions': /^27:1 medium action-wildcard-dead: s3-object-lambda:List\*/,
      'Describe* that stands for nothing here':
        /^25:1 medium action-wildcard-dead: s3:Describe\* .*s3:DescribeJob/,
      'Get* that reads every setting': /^23:1 medium action-wildcard: s3:Get\* stands for \d+ actions/,
      'List* that lists more than keys': /^24:1 medium action-wildcard: s3:List\* stands for \d+ actions/,
      'the advice to attach AmazonS3FullAccess': /^6:11 high managed-policy: AmazonS3FullAccess/,
      'no external ID': /^5:14 medium vendor-without-external-id/,
      'access keys': /^3:26 note long-lived-keys/,
      'a placeholder for the bucket': /^35:1 medium placeholder: \$\{BucketName\}/,
      'and for its objects': /^36:1 medium placeholder: \$\{BucketName\}/,
    });
    expect(found).toHaveLength(13);
  });

  it('has the role that its console makes named: a whole account, and no condition', async () => {
    expectEach(await lintSample('channelmix-role.json'), {
      'a vendor that supports no external ID':
        /^6:29 note trust-without-external-id: ChannelMix supports no external ID/,
      'an empty condition': /^8:20 medium condition-empty/,
    });
  });

  it('asks for its four documented permissions', async () => {
    const text = sample('channelmix.txt');
    const [minimum, example] = grantsAskedFor(await lintText(text));
    expect(minimum?.source).toBe('list');
    expect(minimum?.grants).toEqual([]);
    expect(minimum?.open).toMatchObject([
      { prefix: '<prefix>/', allow: ['get', 'put', 'list', 'delete'], extraActions: [] },
    ]);
    expect(minimum?.notGranted).toEqual([]);
    expect(example?.grants).toEqual([
      {
        prefix: '',
        allow: ['get', 'put', 'list', 'delete'],
        extraActions: ['s3:PutObjectTagging', 's3:DeleteObjectTagging'],
      },
    ]);
    expect(example?.notGranted.map(({ what }) => what)).toEqual([
      's3:Get*',
      's3:List*',
      's3:AbortMultipartUpload:',
    ]);
  });

  it('prints them as YAML', async () => {
    const text = sample('channelmix.txt');
    const yaml = grantsYaml(grantsAskedFor(await lintText(text)), sourceText(text), 'channelmix.txt');
    const [example] = parseAllDocuments(yaml);
    expect(example && 'toJS' in example && example.toJS()).toMatchObject({
      grants: [{ prefix: '', allow: ['get', 'put', 'list', 'delete'] }],
    });
    expect(yaml).toContain('#   - { prefix: <prefix>/, allow: [ get, put, list, delete ] }');
    expect(yaml).toContain('# channelmix.txt:11, a list of actions');
  });
});
