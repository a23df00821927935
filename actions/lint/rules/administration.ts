/**
 * Actions by their exact names that change a bucket's settings or who may do what; wildcards have a rule of their own.
 * A setting is one for the whole bucket: whoever writes it replaces what was there.
 */
import { flaw } from '../finding';
import type { Rule } from '../rule';
import { reachOf } from '../statement-reach';

/** Those by which a vendor could take the bucket over, or away. */
const GIVES_ALL =
  /^(?:s3:(?:Put|Delete)(?:Bucket|AccessPoint)Policy|s3:Put(?:Account|Bucket|AccessPoint)PublicAccessBlock|s3:PutBucketAcl|s3:PutBucketOwnershipControls|s3:DeleteBucket|iam:.*)$/;

export const administrationRule: Rule = ({ policy, kind, catalogue }) => {
  if (kind === 'key' || kind === 'trust') return [];
  return policy.statements.flatMap((statement) =>
    statement.effect !== 'Allow'
      ? []
      : reachOf(statement, catalogue).actions.flatMap(({ written, all }) => {
          const [action] = all;
          if (!action || /[*?]/.test(written.value) || action.level !== 'administer') return [];
          if (!/^(?:s3|iam)$/.test(action.service) || /Acl$/.test(action.name.replace('BucketAcl', '')))
            return [];
          const high = GIVES_ALL.test(action.name);
          const what = high
            ? 'lets its holder change who may do what, or take the bucket away'
            : 'changes a setting of the whole bucket, and replaces what others have set';
          const remedy = high
            ? 'leave it out'
            : 'leave it out, and make the setting yourself as the vendor asks for it';
          return [
            flaw('action-administers', written, `${action.name} ${what}`, remedy, high ? 'high' : 'medium'),
          ];
        }),
  );
};
