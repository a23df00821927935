/** Resources that are wider, narrower or other than they look. */
import { bucketNameProblem } from '../../../config/values/bucket-name';
import { arnShapeProblem, bucketIn, keyIn } from '../arn-shape';
import { type Flaw, flaw } from '../finding';
import { placeholderIn } from '../placeholder';
import type { Statement, Text } from '../policy-elements';
import type { Rule } from '../rule';
import { reachOf } from '../statement-reach';

/** In a key's policy `*` means the key. */
export const everythingRule: Rule = ({ policy, catalogue, kind }) => {
  if (kind === 'key' || kind === 'trust') return [];
  return policy.statements.flatMap((statement) => {
    const star = statement.resources.find(({ value }) => value === '*');
    if (statement.effect !== 'Allow' || !star) return [];
    const actions = reachOf(statement, catalogue).actions;
    const bound = actions.flatMap(({ all }) => all).filter(({ resourceTypes }) => resourceTypes.length > 0);
    const any = actions.some(({ written }) => written.value === '*');
    if (bound.length === 0 && !any) return [];
    const what = any
      ? 'everything in the account'
      : bound.some(({ service }) => service === 's3')
        ? 'every bucket and object'
        : 'every resource';
    const message = `"*" allows these actions on ${what}${kind === 'identity' ? ' of the account, and of others that let it in' : ''}`;
    return [
      flaw(
        'resource-everything',
        star,
        message,
        'name the bucket: arn:aws:s3:::<bucket> and arn:aws:s3:::<bucket>/<prefix>/*',
      ),
    ];
  });
};

export const resourceShapeRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ resources, notResources }) =>
    [...resources, ...notResources].flatMap((resource): readonly Flaw[] => {
      const { value } = resource;
      if (value === '*' || value === '' || (!value.includes(':') && placeholderIn(value) !== undefined))
        return [];
      if (/^\$\{|^<|^‹/.test(value)) return [];
      const problem = notAnArn(value) ?? arnShapeProblem(value);
      if (problem) return [flaw('arn-malformed', resource, problem.message, problem.remedy)];
      return bucketName(resource);
    }),
  );

function notAnArn(value: string): { message: string; remedy: string } | undefined {
  const address = /^s3a?:\/\/(.+)$/.exec(value)?.[1];
  if (address !== undefined)
    return { message: `${value} is an address, not an ARN`, remedy: `write arn:aws:s3:::${address}` };
  if (value.startsWith('arn:')) return undefined;
  return {
    message: `${value} is not an ARN`,
    remedy: /^[a-z0-9.-]+(?:\/.*)?$/.test(value) ? `write arn:aws:s3:::${value}` : 'write an ARN',
  };
}

function bucketName(resource: Text): readonly Flaw[] {
  const name = bucketIn(resource.value);
  if (name === undefined || /[*?$‹]/.test(name) || placeholderIn(resource.value) !== undefined) return [];
  const problem = bucketNameProblem(name);
  if (problem === undefined) return [];
  const message = `no bucket can be called ${name}: ${problem}`;
  return [flaw('bucket-name-illegal', resource, message, '3 to 63 of a-z, 0-9, - and .')];
}

export const bucketWildcardRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ effect, resources }) =>
    effect === 'Allow' ? resources.flatMap((resource) => wildcardBucket(resource)) : [],
  );

function wildcardBucket(resource: Text): readonly Flaw[] {
  const bucket = bucketIn(resource.value);
  const found =
    bucket === undefined ? undefined : /^(?<name>[^*?]*)[*?]/.exec(bucket.replace(/\$\{[*?]\}/g, ''));
  if (!found) return [];
  const name = found.groups?.name ?? '';
  if (name === '')
    return [
      flaw('resource-all-buckets', resource, `${resource.value} matches every bucket`, 'name the bucket'),
    ];
  const message = `${resource.value} also matches other buckets, such as ${name}-backup, and all of their objects`;
  return [
    flaw(
      'resource-sibling-buckets',
      resource,
      message,
      `write arn:aws:s3:::${name} and arn:aws:s3:::${name}/*`,
    ),
  ];
}

/** Key patterns that end other than with `/*`. */
export const keyPatternRule: Rule = ({ policy, catalogue }) =>
  policy.statements.flatMap((statement) =>
    statement.effect === 'Allow' && worksOnObjects(statement, catalogue)
      ? statement.resources.flatMap(keyPattern)
      : [],
  );

function worksOnObjects(statement: Statement, catalogue: Parameters<typeof reachOf>[1]): boolean {
  return reachOf(statement, catalogue).actions.some(({ applicable }) =>
    applicable.some(({ resourceTypes }) => resourceTypes.some(({ name }) => name.endsWith('object'))),
  );
}

function keyPattern(resource: Text): readonly Flaw[] {
  const key = keyIn(resource.value);
  if (key === undefined || key === '') return [];
  const open = /^(?<prefix>[^*?]*[^*?/])\*$/.exec(key)?.groups?.prefix;
  // What a template fills in may end with the slash.
  if (open?.endsWith('›')) return [];
  if (open !== undefined && placeholderIn(open) === undefined) {
    const message = `${key} also matches ${open}-old/… and every other key that begins so`;
    return [flaw('resource-prefix-open', resource, message, `write ${open}/* where a folder is meant`)];
  }
  if (/[*?]/.test(key)) return [];
  const last = key.split('/').at(-1) ?? '';
  // What has an ending is a file's name; so is what stands for one.
  if (last !== '' && (last.includes('.') || /[<{[]|›$/.test(last))) return [];
  const message = `this is the one object ${key}, and nothing below it`;
  return [
    flaw('resource-single-key', resource, message, `write ${key.replace(/\/$/, '')}/* for all below it`),
  ];
}

/** `arn:aws:s3:::acme//in/*`: keys may have folders without a name, and nobody means them. */
export const emptyFolderRule: Rule = ({ policy }) =>
  policy.statements.flatMap(({ resources, notResources }) =>
    [...resources, ...notResources].flatMap((resource) => {
      const key = keyIn(resource.value);
      if (key === undefined || !/^\/|\/\//.test(key)) return [];
      const right = `${resource.value.slice(0, -key.length)}${key.replace(/\/{2,}/g, '/').replace(/^\//, '')}`;
      const message = `${key} holds a folder without a name: keys that begin without it are not meant`;
      return [flaw('resource-empty-folder', resource, message, `write ${right}`)];
    }),
  );

/** A bucket's policy is taken only where every resource is that bucket's. */
export const otherBucketRule: Rule = ({ policy, kind }) => {
  if (kind !== 'bucket') return [];
  const all = policy.statements.flatMap(({ resources }) =>
    resources.flatMap((text) => {
      const bucket = bucketIn(text.value);
      return bucket === undefined || /[*?‹]/.test(bucket) ? [] : [{ text, bucket }];
    }),
  );
  const own = all[0]?.bucket;
  return all
    .filter(({ bucket }) => bucket !== own)
    .map(({ text, bucket }) =>
      flaw(
        'resource-other-bucket',
        text,
        `a bucket's policy speaks of one bucket, and ${own} came first: S3 refuses ${bucket}`,
        `write ${own}, or a policy for each bucket`,
      ),
    );
};
