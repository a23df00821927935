/** The forms in which people bring a policy, each as a file's bytes. */
import { stringify } from 'yaml';
import { entities, highlighted, listingLine, numbered } from './page-forms';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export interface PlainPolicy {
  readonly [element: string]: Json;
}

export interface Form {
  /** The page that says that policies come so. */
  readonly page: string;
  /** Undefined where the policy cannot be said in this form. */
  render(policy: PlainPolicy): Uint8Array | undefined;
}

const text = (render: (policy: PlainPolicy) => string | undefined) => (policy: PlainPolicy) => {
  const rendered = render(policy);
  return rendered === undefined ? undefined : Buffer.from(rendered);
};
const json = (value: Json): string => JSON.stringify(value, null, 2);
const indented = (value: string, by: string): string => value.replace(/^(?=.)/gm, by);

const IAM = 'https://docs.aws.amazon.com/IAM/latest';
const CFN = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const TERRAFORM = 'https://developer.hashicorp.com/terraform/language';
const HTML = 'https://html.spec.whatwg.org/multipage/named-characters.html';
const UTF = 'https://www.unicode.org/faq/utf_bom.html';

function template(policy: PlainPolicy): Json {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Exchange: { Type: 'AWS::S3::Bucket' },
      Access: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy } },
    },
  };
}

/** Double quotes of Terraform: what begins a template is doubled. */
function hclString(value: string): string {
  return JSON.stringify(value).replaceAll('${', '$${').replaceAll('%{', '%%{');
}

function hcl(value: Json, by = ''): string {
  const more = `${by}  `;
  if (typeof value === 'string') return hclString(value);
  if (Array.isArray(value)) return `[${value.map((item) => hcl(item, by)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([key, inner]) => `${more}${/^[A-Za-z]\w*$/.test(key) ? key : hclString(key)} = ${hcl(inner, more)}`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join('\n')}\n${by}}`;
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  Sid: 'sid',
  Effect: 'effect',
  Action: 'actions',
  NotAction: 'not_actions',
  Resource: 'resources',
  NotResource: 'not_resources',
};
const listed = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value]);
const variables = (value: Json): string => hcl(value).replaceAll('$${', '&{');

interface TerraformStatement {
  readonly [name: string]: Json;
}

/** A statement as the data source has it; undefined where it has no words for it. */
function terraformStatement(statement: Json): TerraformStatement | undefined {
  if (typeof statement !== 'object' || statement === null || Array.isArray(statement)) return undefined;
  // The data source's Effect is Allow where none is written.
  if (!('Effect' in statement)) return undefined;
  const made: Record<string, Json> = {};
  for (const [key, value] of Object.entries(statement)) {
    const attribute = ATTRIBUTES[key];
    if (attribute === 'sid' || attribute === 'effect') made[attribute] = value;
    else if (attribute !== undefined) made[attribute] = listed(value);
    else if (key === 'Principal' || key === 'NotPrincipal') {
      const principals = principalsOf(value);
      if (!principals) return undefined;
      made[key === 'Principal' ? 'principals' : 'not_principals'] = principals;
    } else if (key === 'Condition') {
      const conditions = conditionsOf(value);
      if (!conditions) return undefined;
      made.condition = conditions;
    } else return undefined;
  }
  return made;
}

function principalsOf(value: Json): readonly Json[] | undefined {
  if (value === '*') return [{ type: '*', identifiers: ['*'] }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).map(([type, identifiers]) => ({ type, identifiers: listed(identifiers) }));
}

function conditionsOf(value: Json): readonly Json[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const tests = Object.entries(value);
  if (tests.length === 0) return undefined;
  const all = tests.flatMap(([test, keys]) =>
    typeof keys === 'object' && keys !== null && !Array.isArray(keys)
      ? Object.entries(keys).map(([variable, values]) => ({ test, variable, values: listed(values) }))
      : [],
  );
  return all.length === 0 ? undefined : all;
}

function terraformStatements(policy: PlainPolicy): readonly TerraformStatement[] | undefined {
  if (
    policy.Version !== '2012-10-17' ||
    Object.keys(policy).some((key) => !/^(?:Version|Statement)$/.test(key))
  )
    return undefined;
  const all = listed(policy.Statement ?? []).map(terraformStatement);
  return all.every((one) => one !== undefined) && all.length > 0 ? (all as TerraformStatement[]) : undefined;
}

function documentBlock(policy: PlainPolicy): string | undefined {
  const statements = terraformStatements(policy);
  if (!statements) return undefined;
  const block = (name: string, body: TerraformStatement, by: string): string => {
    const lines = Object.entries(body).map(([key, value]) =>
      Array.isArray(value) && typeof value[0] === 'object'
        ? value.map((inner) => block(key, inner as TerraformStatement, `${by}  `)).join('\n')
        : `${by}  ${key} = ${variables(value)}`,
    );
    return `${by}${name} {\n${lines.join('\n')}\n${by}}`;
  };
  return `data "aws_iam_policy_document" "access" {\n${statements.map((one) => block('statement', one, '  ')).join('\n\n')}\n}\n`;
}

function sixteen(value: string, big: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${value}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
}

export const FORMS: Readonly<Record<string, Form>> = {
  'JSON in JSON': {
    page: 'https://docs.aws.amazon.com/cli/latest/reference/s3api/get-bucket-policy.html',
    render: text((policy) => JSON.stringify({ Policy: JSON.stringify(policy) })),
  },
  'JSON in JSON, over lines': {
    page: 'https://docs.aws.amazon.com/cli/latest/reference/s3api/get-bucket-policy.html',
    render: text((policy) => JSON.stringify({ Policy: `\n${json(policy)}\n` }, null, 2)),
  },
  'percent encoding in JSON': {
    page: `${IAM}/APIReference/API_GetPolicyVersion.html`,
    render: text((policy) => json({ PolicyVersion: { Document: encodeURIComponent(json(policy)) } })),
  },
  'percent encoding alone': {
    page: `${IAM}/APIReference/API_PolicyVersion.html`,
    render: text((policy) => encodeURIComponent(JSON.stringify(policy))),
  },
  YAML: { page: `${CFN}/aws-resource-iam-policy.html`, render: text((policy) => stringify(policy)) },
  'YAML with quotes': {
    page: `${CFN}/aws-resource-iam-policy.html`,
    render: text((policy) =>
      stringify(policy, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' }),
    ),
  },
  CloudFormation: {
    page: `${CFN}/aws-resource-iam-managedpolicy.html`,
    render: text((policy) => stringify(template(policy))),
  },
  'CloudFormation with JSON in it': {
    page: `${CFN}/aws-resource-iam-managedpolicy.html`,
    render: text(
      (policy) =>
        `Resources:\n  Access:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${JSON.stringify(policy)}\n`,
    ),
  },
  "CDK's output": {
    page: 'https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-synth.html',
    render: text((policy) => json(template(policy))),
  },
  'YAML in a code block': {
    page: 'https://spec.commonmark.org/0.31.2/#fenced-code-blocks',
    render: text(
      (policy) => `# Setup\n\nAttach this:\n\n\`\`\`yaml\n${stringify(policy)}\`\`\`\n\nThen go on.\n`,
    ),
  },
  'YAML between prose': {
    page: `${CFN}/aws-resource-iam-policy.html`,
    render: text(
      (policy) =>
        `Attach this to the role.\n\n${indented(stringify(policy), '    ')}\nThen go on to the next step.\n`,
    ),
  },
  jsonencode: {
    page: `${TERRAFORM}/functions/jsonencode`,
    render: text(
      (policy) =>
        `resource "aws_iam_policy" "access" {\n  name   = "access"\n  policy = jsonencode(${hcl(policy, '  ')})\n}\n`,
    ),
  },
  heredoc: {
    page: `${TERRAFORM}/expressions/strings`,
    render: text(
      (policy) =>
        `resource "aws_iam_policy" "access" {\n  name   = "access"\n  policy = <<-EOF\n${json(policy).replaceAll('${', '$${')}\n  EOF\n}\n`,
    ),
  },
  aws_iam_policy_document: {
    page: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document',
    render: text(documentBlock),
  },
  "CDKTF's output": {
    page: 'https://developer.hashicorp.com/terraform/cdktf/concepts/cdktf-architecture',
    render: text((policy) => {
      const statement = terraformStatements(policy);
      const data = statement && { aws_iam_policy_document: { access: { statement } } };
      return data && json({ data } as unknown as Json).replaceAll('${', '&{');
    }),
  },
  'HTML with &quot;': {
    page: HTML,
    render: text((policy) => `<p>Attach this:</p><pre>${entities(json(policy), '&quot;')}</pre>`),
  },
  'HTML with &#34;': {
    page: HTML,
    render: text(
      (policy) => `<div><code>${entities(json(policy), '&#34;').replaceAll('\n', '<br/>\n')}</code></div>`,
    ),
  },
  'HTML with highlighting': {
    page: 'https://pygments.org/docs/formatters/',
    render: text((policy) => highlighted(json(policy))),
  },
  'HTML in a field for copying': {
    page: 'https://html.spec.whatwg.org/multipage/form-elements.html#the-textarea-element',
    render: text((policy) => `<p>Copy:</p><textarea>${entities(json(policy), '&quot;')}</textarea>`),
  },
  'HTML with line numbers': {
    page: 'https://pygments.org/docs/formatters/',
    render: text((policy) => `<div>${numbered(json(policy), listingLine).join('')}</div>`),
  },
  'HTML with entities twice': {
    page: HTML,
    render: text((policy) => `<pre>${entities(entities(json(policy), '&quot;'), '&quot;')}</pre>`),
  },
  'a quotation': {
    page: 'https://spec.commonmark.org/0.31.2/#block-quotes',
    render: text((policy) => `Attach this:\n\n${indented(json(policy), '> ')}\n\nThen go on.\n`),
  },
  'a diff': {
    page: 'https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html',
    render: text(
      (policy) => `--- /dev/null\n+++ b/policy.json\n@@ -0,0 +1,9 @@\n${indented(json(policy), '+')}\n`,
    ),
  },
  'numbered lines': {
    page: 'https://www.gnu.org/software/coreutils/manual/html_node/nl-invocation.html',
    render: text((policy) =>
      numbered(json(policy), (line, number) => `${String(number).padStart(6)}\t${line}`).join('\n'),
    ),
  },
  'UTF-16, little end first': { page: UTF, render: (policy) => sixteen(json(policy), false, true) },
  'UTF-16, big end first': { page: UTF, render: (policy) => sixteen(json(policy), true, true) },
  'UTF-16 without a mark': { page: UTF, render: (policy) => sixteen(stringify(policy), false, false) },
  'UTF-16 without a mark, big end first': {
    page: UTF,
    render: (policy) => sixteen(json(policy), true, false),
  },
  'Windows-1252': {
    page: 'https://encoding.spec.whatwg.org/#windows-1252',
    render: (policy) =>
      Buffer.concat([Buffer.from('F\xfcr M\xfcller:\n', 'latin1'), Buffer.from(json(policy), 'latin1')]),
  },
};
