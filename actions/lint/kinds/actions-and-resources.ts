/** What statements are about: actions, and what they are done to. */
import type { FindingKind } from './finding-kind';

export const ACTION_KINDS = {
  'action-unknown': {
    severity: 'high',
    asks: 'An action that AWS does not have',
    why: 'IAM takes it silently and allows nothing by it, so the vendor is denied later; S3 refuses it in a bucket’s policy.',
    remediation: 'Write the action that the message suggests.',
  },
  'action-malformed': {
    severity: 'high',
    asks: 'An action that is not written service:Name',
    why: 'AWS refuses it, or it matches nothing.',
    remediation: 'Write it as service:Name.',
  },
  'service-unknown': {
    severity: 'high',
    asks: 'A service that AWS does not have',
    why: 'It matches no request.',
    remediation: 'Write the service that the message suggests.',
  },
  'action-duplicate': {
    severity: 'note',
    asks: 'An action that is in the list already',
    why: 'It says nothing more, and hides what is missing.',
    remediation: 'Leave it out.',
  },
  'action-wildcard': {
    severity: 'medium',
    asks: 'A wildcard that allows more than its name says',
    why: 'It also allows what AWS adds later, and often what changes settings.',
    remediation: 'List the actions that are needed.',
  },
  'action-wildcard-dead': {
    severity: 'medium',
    asks: 'A wildcard that stands for no action that can apply',
    why: 'It looks like a right and gives none.',
    remediation: 'Leave it out, or write the action that was meant.',
  },
  'action-wrong-resource': {
    severity: 'high',
    asks: 'An action that cannot apply to the resources of its statement',
    why: 'An action on objects needs an ARN of objects, one on buckets that of a bucket: the request is denied though the policy names it.',
    remediation: 'Give it a statement of its own with the resource that it works on.',
  },
  'action-wrong-policy': {
    severity: 'high',
    asks: 'An action that has no meaning in this kind of policy',
    why: "A bucket's policy decides about S3 alone, a trust policy about STS: elsewhere it does nothing.",
    remediation: 'Move it into the policy where it acts.',
  },
  'action-acl': {
    severity: 'medium',
    asks: 'An action on ACLs, which buckets have switched off by default',
    why: 'With ACLs off, S3 refuses every ACL but one; with ACLs on, it gives access beside the policies.',
    remediation: 'Leave it out, or hold it to bucket-owner-full-control.',
  },
  'action-administers': {
    severity: 'medium',
    asks: 'An action that changes settings or rights',
    why: 'Whoever sets a policy or a setting can open all the rest.',
    remediation: 'Leave it out, and make the setting yourself.',
  },
  'allow-not-action': {
    severity: 'high',
    asks: 'NotAction with Allow: everything but …',
    why: 'It allows every action of every service that it does not name, those of IAM too.',
    remediation: 'List the actions that are needed.',
  },
  'kms-multipart': {
    severity: 'medium',
    asks: 'Writing with a KMS key, but no kms:Decrypt: large uploads fail',
    why: 'SDKs send large files in parts, and S3 decrypts the data key for that.',
    remediation: 'Add kms:Decrypt on the same key.',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

export const RESOURCE_KINDS = {
  'resource-everything': {
    severity: 'high',
    asks: 'Every resource there is',
    why: 'It reaches every bucket of the account, and of others that let the role in.',
    remediation: 'Name the bucket and its prefix.',
  },
  'resource-all-buckets': {
    severity: 'high',
    asks: 'Every bucket there is',
    why: 'It reaches every bucket of the account, and those to come.',
    remediation: 'Name the bucket and its prefix.',
  },
  'resource-sibling-buckets': {
    severity: 'medium',
    asks: 'A wildcard behind a bucket name also matches other buckets',
    why: 'acme* is acme-backup too.',
    remediation: 'Write the whole name.',
  },
  'resource-prefix-open': {
    severity: 'medium',
    asks: 'A prefix without / also matches longer names',
    why: 'in* is in-old/ and internal/ too.',
    remediation: 'End the prefix with / before the wildcard.',
  },
  'resource-empty-folder': {
    severity: 'medium',
    asks: 'A key with a folder that has no name',
    why: 'Keys that begin without the empty folder are other keys, and are denied.',
    remediation: 'Write the prefix without the second /.',
  },
  'bucket-spelled-twice': {
    severity: 'medium',
    asks: 'Two buckets whose names look like one',
    why: "Half of the statements then apply to a bucket that is not there, or is a stranger's.",
    remediation: 'Write one of the two.',
  },
  'partition-mixed': {
    severity: 'high',
    asks: 'ARNs of several partitions',
    why: 'Nothing reaches from one partition into another.',
    remediation: 'Write all ARNs of one partition.',
  },
  'resource-single-key': {
    severity: 'medium',
    asks: 'A prefix without /* is one key',
    why: 'It is one object, and all below it is denied.',
    remediation: 'End it with /* where a folder is meant.',
  },
  'resource-unused': {
    severity: 'medium',
    asks: 'A resource that no action of its statement can apply to',
    why: 'It looks like a right and gives none.',
    remediation: 'Leave it out, or add the actions that were meant.',
  },
  'resource-other-bucket': {
    severity: 'high',
    asks: "Another bucket in a bucket's policy",
    why: "S3 refuses a bucket's policy that names another bucket.",
    remediation: 'Write a policy for each bucket.',
  },
  'allow-not-resource': {
    severity: 'high',
    asks: 'NotResource with Allow: everything but …',
    why: 'It allows the actions on everything that it does not name.',
    remediation: 'List the resources that are needed.',
  },
  'arn-malformed': {
    severity: 'high',
    asks: 'An ARN whose parts are not where they belong',
    why: 'AWS refuses it, or it matches nothing.',
    remediation: 'Write it as the message says.',
  },
  'bucket-name-illegal': {
    severity: 'medium',
    asks: 'A name that no bucket can have',
    why: 'No such bucket can be there: the statement applies to nothing.',
    remediation: "Write the bucket's name.",
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
