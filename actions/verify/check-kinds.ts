/** Why each check is made, by its id. What it asks stands in the check itself, what to do in the diagnosis. */

export interface CheckKind {
  /** As in a {@link import('./check').Check}, without the door; parts that depend on the tenant stand in `<…>`. */
  readonly id: string;
  /** One sentence. */
  readonly why: string;
  /** Of checks that can end in error alone, of which no diagnosis is made: what to do then. */
  readonly remediation?: string;
}

export const CHECK_KINDS: readonly CheckKind[] = [
  {
    id: 'caller.identity',
    why: 'What a stranger is denied says nothing about the vendor.',
    remediation:
      '--profile names the credentials of --as; npx s3-handshake doctor --profile <name> says whose they are',
  },
  {
    id: 'owner.identity',
    why: "Another account's owner would seed and read another bucket.",
    remediation: "--owner-profile names credentials of the tenant's account",
  },
  {
    id: 'owner.seed',
    why: 'A denied get proves something only on an object that is there.',
    remediation:
      "the owner's credentials need s3:PutObject and s3:DeleteObject below the prefixes, or take --as simulation",
  },
  { id: 'user.there', why: 'Without it no key of it works.' },
  {
    id: 'bucket.there',
    why: 'A bucket that was deleted can be made anew by anybody, who then gets what the vendor writes.',
  },
  {
    id: 'access-point.there',
    why: 'The vendor was given its alias; one for a VPC takes nothing from outside.',
  },
  { id: 'bucket.acls-disabled', why: 'The right to send an ACL is harmless only where ACLs are off.' },
  {
    id: 'assume.role',
    why: 'There is no external ID to ask for: that the role can be assumed is all that can be tried.',
  },
  { id: 'trust.role', why: 'Likewise, as the vendor, whoever runs verify.' },
  { id: 'assume.right-external-id', why: 'It is what the vendor does first.' },
  {
    id: 'trust.right-external-id',
    why: "A verifier is let in by a statement of its own, which says nothing about the vendor's.",
  },
  {
    id: 'assume.second-external-id',
    why: 'While it is rotated both must work, or the vendor is locked out in between.',
  },
  { id: 'trust.second-external-id', why: 'Likewise, as the vendor.' },
  { id: 'assume.no-external-id', why: 'A role without the condition passes every test with the right ID.' },
  { id: 'trust.no-external-id', why: 'Likewise, as the vendor: this is the confused deputy.' },
  {
    id: 'assume.wrong-external-id',
    why: 'A condition of any value but one lets in every customer of the vendor.',
  },
  { id: 'trust.wrong-external-id', why: 'Likewise, as the vendor.' },
  { id: 'assume.longer-external-id', why: 'A wildcard at the end takes it.' },
  { id: 'trust.longer-external-id', why: 'Likewise, as the vendor.' },
  { id: 'assume.near-external-id', why: 'A wildcard in place of the last character takes it.' },
  { id: 'trust.near-external-id', why: 'Likewise, as the vendor.' },
  { id: 'assume.other-case-external-id', why: 'StringEqualsIgnoreCase takes it.' },
  { id: 'trust.other-case-external-id', why: 'Likewise, as the vendor.' },
  {
    id: 'trust.other-principals',
    why: "The vendor's external ID is no secret: the principal is the other lock.",
  },
  { id: 'trust.other-external-ids', why: 'An ID that was left from a rotation lets in whoever has it.' },
  {
    id: 'trust.session-actions',
    why: 'Some vendors send session tags, and are denied as a whole where those are.',
  },
  { id: 'trust.self', why: 'Some vendors have the role assume itself.' },
  { id: '<target>.boundary', why: 'Without it, whoever deploys can give the role every right.' },
  { id: 'location', why: 'SDKs ask for the region first, and follow it.' },
  { id: 'list.<prefix>', why: 'It is granted.' },
  { id: 'get.<prefix>', why: 'It is granted; the bytes are compared.' },
  { id: 'put.<prefix>', why: "It is granted, and with the bucket's key." },
  { id: 'delete.<prefix>', why: 'It is granted.' },
  { id: 'multipart.<prefix>', why: 'SDKs send large files so, and it needs rights of its own.' },
  { id: 'deny.<verb>.<prefix>', why: 'It is not granted.' },
  { id: 'deny.<verb>-outside-prefix', why: "What is beside the prefixes is not the vendor's." },
  { id: 'deny.list-all', why: 'The names of all files tell much.' },
  {
    id: 'deny.<verb>-next-to.<prefix>',
    why: 'A prefix that was written without its / also matches longer names.',
  },
  { id: 'put-with-acl.<prefix>', why: 'The vendor sends this ACL with every upload.' },
  { id: 'deny.put-with-other-acl.<prefix>', why: 'Any other ACL could let in others.' },
  {
    id: 'connection.<call>',
    why: "The vendor's own test must give the answer that was foreseen, or its form stays red.",
  },
  { id: 'deny.plain-http.<verb>', why: 'Without TLS everybody on the way reads along.' },
  { id: 'deny.anonymous-get', why: 'Who does not sign is anybody.' },
  { id: 'bucket-wide.<action>', why: 'The vendor needs it, says its profile.' },
  { id: 'extra.<action>.<prefix>', why: 'The file grants it by its exact name.' },
  { id: 'deny.bucket-administration', why: "Who writes a bucket's policy can open all the rest." },
  {
    id: 'deny.account-administration',
    why: "Other buckets' names and the account's settings are not the vendor's.",
  },
  { id: 'deny.versions.<prefix>', why: 'What was overwritten or deleted is kept as a version.' },
  { id: 'deny.other-actions.<prefix>', why: 'ACLs, locks and tags give access, or keep others from it.' },
  { id: 'deny.any-action-outside-prefix', why: 'Every action of S3, not only the four that can be tried.' },
  { id: 'deny.other-buckets', why: "A wildcard behind the bucket's name matches others." },
  { id: 'deny.other-services', why: 'A policy that was attached to the role counts as much as its own.' },
  {
    id: 'deny.other-principals',
    why: 'The policies of bucket, access point and key can let in strangers past the role.',
  },
  {
    id: 'reach.complete',
    why: 'What could not be read or told apart is never called clean.',
    remediation:
      'give the caller the rights that npx s3-handshake drift --policy prints, or do what the message says',
  },
  { id: 'reach.less', why: 'Wherever the vendor can do less, not only where somebody chose to try.' },
  { id: 'reach.more', why: 'Wherever somebody can do more, not only where somebody chose to try.' },
  { id: 'reach.dormant', why: 'It opens as soon as another policy changes.' },
];

/** Undefined for an id that no check has. */
export function checkKindOf(id: string): CheckKind | undefined {
  const plain = id.replace(/^access-point-(?:arn|alias)\./, '');
  return CHECK_KINDS.find((kind) => patternOf(kind).test(plain));
}

function patternOf({ id }: CheckKind): RegExp {
  const parts = id.split(/(<[a-z]+>)/).map((part) => PARTS[part] ?? part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('')}$`);
}

const PARTS: Readonly<Record<string, string>> = {
  '<target>': '(?:role|user)',
  '<verb>': '(?:get|put|list|delete)',
  '<action>': '[a-z0-9-]+:[A-Za-z0-9]+',
  '<prefix>': '.+',
  '<call>': '.+',
};
