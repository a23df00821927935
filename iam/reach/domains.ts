/** What an action can be done to: the world's own things, one by one, and all others of their kind. */
import { type Language, literal, VALID } from './language';

const ROLES_ANYWHERE: Language = [...VALID.account, ...literal(':role/'), ...VALID.iamName];
const OBJECTS_ANYWHERE: Language = [...VALID.bucketName, ...literal('/'), ...VALID.objectKey];

/** Things of one kind: a text that follows a prefix which is the same for all. */
export interface Domain {
  /** The same for the same prefix and rest. */
  readonly id: string;
  readonly kind: 'bucket' | 'object' | 'role' | 'key' | 'point' | 'other' | 'none';
  readonly prefix: string;
  readonly rest: Language;
  /** Whether it holds the world's own bucket or its objects, that access points lead to. */
  readonly isOwnBucket: boolean;
}

/** What of either world an ARN can be of. */
export interface Things {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** ARNs. */
  readonly buckets: readonly string[];
  readonly roles: readonly string[];
  readonly keys: readonly string[];
  readonly points: readonly string[];
}

/** The domains of an ARN in AWS's form. */
export function domainsOf(form: string, things: Things): readonly Domain[] {
  const shape = form.replaceAll(/\$\{[^}]*\}/g, '{}').replace(/^arn:\{\}/, `arn:${things.partition}`);
  return domainsOfShape(shape, things).map((each, at) => ({ ...each, id: `${at} ${shape}` }));
}

function domainsOfShape(shape: string, things: Things): readonly Omit<Domain, 'id'>[] {
  const { partition, account } = things;
  switch (shape) {
    case '*':
      return [domain('none', '*', [])];
    case `arn:${partition}:s3:::{}`:
      return [
        ...things.buckets.map((arn) => domain('bucket', arn, [], true)),
        domain('bucket', `arn:${partition}:s3:::`, VALID.bucketName),
      ];
    case `arn:${partition}:s3:::{}/{}`:
      return [
        ...things.buckets.map((arn) => domain('object', `${arn}/`, VALID.objectKey, true)),
        domain('object', `arn:${partition}:s3:::`, OBJECTS_ANYWHERE),
      ];
    case `arn:${partition}:iam::{}:role/{}`:
      return [
        ...things.roles.map((arn) => domain('role', arn, [])),
        domain('role', `arn:${partition}:iam::${account}:role/`, VALID.iamName),
        domain('role', `arn:${partition}:iam::`, ROLES_ANYWHERE),
      ];
    case `arn:${partition}:kms:{}:{}:key/{}`:
      return [
        ...things.keys.map((arn) => domain('key', arn, [])),
        domain('key', `arn:${partition}:kms:`, [
          ...VALID.region,
          ...literal(`:${account}:key/`),
          ...VALID.keyId,
        ]),
        domain('key', `arn:${partition}:kms:`, [
          ...VALID.region,
          ...literal(':'),
          ...VALID.account,
          ...literal(':key/'),
          ...VALID.keyId,
        ]),
      ];
    case `arn:${partition}:s3:{}:{}:accesspoint/{}`:
      return [
        ...things.points.map((arn) => domain('point', arn, [])),
        domain('point', `arn:${partition}:s3:`, [
          ...VALID.region,
          ...literal(`:${account}:accesspoint/`),
          ...VALID.pointName,
        ]),
      ];
    default:
      return [domain('other', `arn:${partition}:`, generalLanguage(shape, partition, account))];
  }
}

/** Objects by way of an access point are the bucket's. */
export function isWay(form: string): boolean {
  return /:accesspoint\/[^/]*\/object\//.test(form);
}

function domain(
  kind: Domain['kind'],
  prefix: string,
  rest: Language,
  isOwnBucket = false,
): Omit<Domain, 'id'> {
  return { kind, prefix, rest, isOwnBucket };
}

/** The tenant's account stands where an account does; what belongs to others is theirs to give. */
function generalLanguage(shape: string, partition: string, account: string): Language {
  const parts = shape.slice(`arn:${partition}:`.length).split(':');
  const [service = '', region = '', owner = '', ...resource] = parts;
  return [
    ...fieldLanguage(service),
    ...literal(':'),
    ...fieldLanguage(region),
    ...literal(`:${owner === '' ? '' : account}:`),
    ...fieldLanguage(resource.join(':')),
  ];
}

function fieldLanguage(field: string): Language {
  return field.split('{}').flatMap((text, at) => [...(at > 0 ? VALID.withinPart : []), ...literal(text)]);
}
