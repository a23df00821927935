/**
 * CloudFormation's functions in a policy: `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::Join`, `Fn::If`, as what they become.
 * What only the deployment knows becomes a reference.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import type { ArrayNode, JsonNode, Member, ObjectNode } from '../json-node';
import { stringAt } from './mapped-node';
import { reference, withReferences } from './reference';

/** What a template's resources are, by their logical ids: `AWS::S3::Bucket`. */
export type TemplateResources = ReadonlyMap<string, string>;

export function resourcesOf(root: JsonNode): TemplateResources {
  const types = new Map<string, string>();
  for (const { key, value } of membersOf(memberNamed(root, 'Resources'))) {
    const type = memberNamed(value, 'Type');
    if (type?.kind === 'string') types.set(key.value, type.value);
  }
  return types;
}

function membersOf(node: JsonNode | undefined): readonly Member[] {
  return node?.kind === 'object' ? node.members : [];
}

function memberNamed(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return membersOf(node).find(({ key }) => key.value === name)?.value;
}

/** Undefined for `AWS::NoValue`, which stands for nothing. */
export function resolved(node: JsonNode, resources: TemplateResources): JsonNode | undefined {
  switch (node.kind) {
    case 'string':
      return { ...node, value: withReferences(node.value) };
    case 'array':
      return { ...node, items: node.items.flatMap((item) => flattened(item, resources)) };
    case 'object':
      return functionIn(node, resources);
    default:
      return node;
  }
}

/** The branches of a condition stand beside the other items of their list. */
function flattened(item: JsonNode, resources: TemplateResources): readonly JsonNode[] {
  const made = resolved(item, resources);
  if (!made) return [];
  return item.kind === 'object' && made.kind === 'array' ? made.items : [made];
}

function functionIn(node: ObjectNode, resources: TemplateResources): JsonNode | undefined {
  const [only, another] = node.members;
  if (only && !another && /^(?:Ref|Fn::\w+)$/.test(only.key.value)) return become(node, only, resources);
  const members = node.members.flatMap(({ key, value }): readonly Member[] => {
    const made = resolved(value, resources);
    return made ? [{ key: { ...key, value: withReferences(key.value) }, value: made }] : [];
  });
  return { ...node, members };
}

function become(
  node: ObjectNode,
  { key, value }: Member,
  resources: TemplateResources,
): JsonNode | undefined {
  const text = (made: string): JsonNode => stringAt(node, made);
  switch (key.value) {
    case 'Ref':
      return value.kind === 'string' && value.value === 'AWS::NoValue'
        ? undefined
        : text(referred(textOf(value), resources));
    case 'Fn::GetAtt':
      return text(attribute(textOf(value, '.'), resources));
    case 'Fn::Sub':
      return text(substituted(value, resources));
    case 'Fn::Join':
      return text(joined(value, resources));
    case 'Fn::If':
      return branches(node, value, resources);
    default:
      return text(reference(key.value));
  }
}

/** A text, or a list of texts joined. */
function textOf(node: JsonNode | undefined, separator = ''): string {
  if (node?.kind === 'array') return node.items.map((item) => textOf(item)).join(separator);
  return node && node.kind !== 'object' ? String(node.value) : '';
}

function referred(name: string, resources: TemplateResources): string {
  if (name === 'AWS::Partition') return 'aws';
  // Of a topic the reference is its ARN.
  return resources.get(name) === 'AWS::SNS::Topic' ? attribute(`${name}.Arn`, resources) : reference(name);
}

const PLACE = `${reference('AWS::Region')}:${reference('AWS::AccountId')}`;
const ARN_OF: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'arn:aws:s3:::',
  'AWS::KMS::Key': `arn:aws:kms:${PLACE}:key/`,
  'AWS::IAM::Role': `arn:aws:iam::${reference('AWS::AccountId')}:role/`,
  'AWS::IAM::User': `arn:aws:iam::${reference('AWS::AccountId')}:user/`,
  'AWS::SNS::Topic': `arn:aws:sns:${PLACE}:`,
  'AWS::SQS::Queue': `arn:aws:sqs:${PLACE}:`,
};

function attribute(path: string, resources: TemplateResources): string {
  const [name = '', ...rest] = path.split('.');
  const before = rest.join('.') === 'Arn' ? ARN_OF[resources.get(name) ?? ''] : undefined;
  return before === undefined ? reference(path) : `${before}${reference(name)}`;
}

function substituted(value: JsonNode, resources: TemplateResources): string {
  const [template, values] = value.kind === 'array' ? value.items : [value, undefined];
  return textOf(template).replace(/\$\{(!?)([^{}]+)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const own = memberNamed(values, name);
    if (own) return textOf(resolved(own, resources));
    return name.includes('.') ? attribute(name, resources) : referred(name, resources);
  });
}

function joined(value: JsonNode, resources: TemplateResources): string {
  const [separator, parts] = value.kind === 'array' ? value.items : [];
  if (parts?.kind !== 'array') return reference('Fn::Join');
  return parts.items.map((part) => textOf(resolved(part, resources))).join(textOf(separator));
}

function branches(node: ObjectNode, value: JsonNode, resources: TemplateResources): JsonNode | undefined {
  const [, ...both] = value.kind === 'array' ? value.items : [];
  const items = both.flatMap((branch) => {
    const made = resolved(branch, resources);
    return made === undefined ? [] : made.kind === 'array' ? made.items : [made];
  });
  const [first, second] = items;
  if (!second) return first;
  const { start, end } = node;
  return { kind: 'array', start, end, items } satisfies ArrayNode;
}
