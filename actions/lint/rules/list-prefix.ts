/** `ListBucket` and its `s3:prefix`, against the prefixes of the objects in the same policy. */
import { bucketIn, keyIn } from '../arn-shape';
import { restricts } from '../condition-operators';
import { type Flaw, flaw } from '../finding';
import type { ConditionEntry, Statement, Text } from '../policy-elements';
import type { Rule, RuleContext } from '../rule';
import { reachOf } from '../statement-reach';

export const prefixTextRule: Rule = ({ policy }) =>
  policy.statements.flatMap((statement) => {
    const buckets = statement.resources.flatMap(({ value }) => bucketIn(value) ?? []);
    return statement.conditions.filter(isPrefix).flatMap(({ values, base }) =>
      values.flatMap((prefix): readonly Flaw[] => {
        const { value } = prefix;
        if (statement.effect === 'Allow' && base === 'stringlike' && /[^/*?>}\]›]\*$/.test(value)) {
          const open = value.replace(/\*+$/, '');
          const message = `${value} also matches ${open}-old/… and every other key that begins so`;
          return [flaw('prefix-open', prefix, message, `write ${open}/* where a folder is meant`)];
        }
        if (value.startsWith('/')) {
          const message = `keys do not begin with /, so ${value} matches none`;
          return [
            flaw(
              'prefix-leading-slash',
              prefix,
              message,
              `write ${value.replace(/^\/+/, '') || 'no condition'}`,
            ),
          ];
        }
        const bucket = buckets.find(
          (name) => value.startsWith(`${name}/`) || value.startsWith(`arn:aws:s3:::${name}`),
        );
        if (bucket === undefined) return [];
        const rest = value.slice(value.indexOf(bucket) + bucket.length + 1);
        const message = `s3:prefix is what keys begin with; the bucket's name ${bucket} is not a part of them`;
        return [flaw('prefix-names-bucket', prefix, message, `write ${rest || 'no condition'}`)];
      }),
    );
  });

function isPrefix({ key }: ConditionEntry): boolean {
  return key.value.toLowerCase() === 's3:prefix';
}

interface Listing {
  readonly action: Text;
  readonly buckets: readonly string[];
  /** Undefined where the statement asks for none, or takes any. */
  readonly prefixes: readonly Text[] | undefined;
  /** What asks that the request name no prefix: then all keys are listed. */
  readonly absent: Text | undefined;
}

interface ObjectScope {
  readonly bucket: string;
  readonly resource: Text;
  /** What the keys begin with, up to the first wildcard. */
  readonly beginning: string;
}

export const prefixMeetingRule: Rule = (context) => {
  const allowed = context.policy.statements.filter(({ effect }) => effect === 'Allow');
  const scopes = allowed.flatMap((statement) => objectScopes(statement, context));
  return allowed
    .flatMap((statement) => listings(statement, context))
    .flatMap(({ action, buckets, prefixes, absent }): readonly Flaw[] => {
      const own = scopes.filter(({ bucket }) => buckets.includes(bucket));
      if (absent && !own.some(({ beginning }) => beginning === '')) {
        const message = 'Null with "true" asks for a list without a prefix: that is all keys of the bucket';
        const remedy = 'ask for the prefix instead: "StringLike": {"s3:prefix": "<prefix>/*"}';
        return [flaw('list-without-prefix', absent, message, remedy, 'medium')];
      }
      if (own.length === 0) return [];
      if (prefixes) return drift(prefixes, own);
      if (own.some(({ beginning }) => beginning === '')) return [];
      const held = [...new Set(own.map(({ beginning }) => beginning))].join(', ');
      const message = `${action.value} lists every key of the bucket, while the objects are held to ${held}`;
      return [flaw('list-without-prefix', action, message, 'add a condition on s3:prefix')];
    });
};

function drift(prefixes: readonly Text[], scopes: readonly ObjectScope[]): readonly Flaw[] {
  const listed = prefixes.map((text) => ({ text, beginning: text.value.replace(/[*?‹].*$/s, '') }));
  const meets = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
  return listed
    .filter(({ text }) => !text.value.startsWith('/'))
    .filter(({ beginning }) => !scopes.some((scope) => meets(scope.beginning, beginning)))
    .map(({ text }) => {
      const message = `${text.value} may be listed, but no object below it may be used: those are ${scopes.map(({ beginning }) => beginning).join(', ')}`;
      return flaw('prefix-drift', text, message, 'use the same prefix for both');
    });
}

function listings(statement: Statement, { catalogue }: RuleContext): readonly Listing[] {
  const buckets = statement.resources.flatMap(({ value }) =>
    keyIn(value) === undefined ? (bucketIn(value) ?? []) : [],
  );
  const conditions = statement.conditions.filter(isPrefix);
  const naming = conditions.filter(restricts);
  const prefixes = naming.length === 0 ? undefined : naming.flatMap(({ values }) => values);
  const [absent] = conditions
    .filter(({ base }) => base === 'null')
    .flatMap(({ values }) => values.filter(({ value }) => value.toLowerCase() === 'true'));
  return reachOf(statement, catalogue)
    .actions.filter(({ applicable }) => applicable.some(({ name }) => name === 's3:ListBucket'))
    .map(({ written }) => ({ action: written, buckets, prefixes, absent }));
}

function objectScopes(statement: Statement, { catalogue }: RuleContext): readonly ObjectScope[] {
  const onObjects = reachOf(statement, catalogue).actions.some(({ applicable }) =>
    applicable.some(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'object')),
  );
  if (!onObjects) return [];
  return statement.resources.flatMap((resource) => {
    const bucket = bucketIn(resource.value);
    const key = keyIn(resource.value);
    if (bucket === undefined) return [];
    if (key !== undefined) return [{ bucket, resource, beginning: key.replace(/[*?‹].*$/s, '') }];
    return bucket.endsWith('*') ? [{ bucket: bucket.replace(/\*+$/, ''), resource, beginning: '' }] : [];
  });
}
