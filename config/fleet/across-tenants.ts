/** Rules between tenants: what is one's must not be another's, and who shares must agree. */

import type { Pausing } from '../pausing';
import { logBucketOf } from '../tenant/template-rules';
import { notice, problem, type TenantView } from '../tenant/tenant-draft';
import { parsePrincipal } from '../values/principal';
import { quote } from '../values/quote';
import type { FieldPath } from '../yaml/field-path';
import { type Claimant, type Claims, type CrossRuling, claimsOf, groups, keyOfBucket } from './claims';
import { holdersMeeting } from './prefix-holders';

type Between = (claims: Claims) => readonly CrossRuling[];

export function* judgeTogether(claimants: readonly Claimant[]): Pausing<readonly CrossRuling[]> {
  const claims = claimsOf(claimants);
  const rules: readonly Between[] = [
    bucketsAreMadeOnce,
    sharersAgree,
    sharedBucketsStay,
    sharersCanBeWorkedIn,
    logsAreApart,
    grantsOfOthers,
    roleNamesAreOnce,
    accessPointNamesAreOnce,
    externalIdsAreOneCustomers,
  ];
  const rulings: CrossRuling[] = [];
  for (const rule of rules) {
    yield;
    rulings.push(...rule(claims));
  }
  return rulings;
}

/** A problem for each of `group` that stands in the way of another; of a group it names one, best a sound one. */
function eachAgainstAnother(
  group: readonly Claimant[],
  path: FieldPath,
  message: (other: Claimant, more: string) => string,
): readonly CrossRuling[] {
  const firstSound = group.find(({ sound }) => sound);
  const secondSound = group.find((claimant) => claimant.sound && claimant !== firstSound);
  return group.flatMap((claimant) => {
    const sound = claimant === firstSound ? secondSound : firstSound;
    const other = sound ?? (claimant.sound ? undefined : group.find((one) => one !== claimant));
    if (!other) return [];
    const more = group.length > 2 ? ` and ${group.length - 2} more` : '';
    return [{ tenant: claimant.view.name, ...problem(path, message(other, more)) }];
  });
}

function makes({ view }: Claimant): boolean {
  return view.says.bucket?.existing !== true;
}

const bucketsAreMadeOnce: Between = ({ sharers }) =>
  sharers
    .map((group) => group.filter(makes))
    .flatMap((makers) =>
      eachAgainstAnother(
        makers,
        ['bucket', 'name'],
        ({ file }, more) =>
          `the bucket is made by ${file}${more} too; one tenant makes it, the others say existing: true`,
      ),
    );

/** A bucket is in one account and one region, and has one key: the maker's word counts, else all must say the same. */
const sharersAgree: Between = ({ sharers }) =>
  sharers.flatMap((group) => {
    const makers = group.filter(makes);
    if (makers.length > 1) return [];
    const [maker] = makers;
    return group
      .filter((claimant) => claimant !== maker)
      .flatMap((sharer) => disagreements(sharer, maker, group));
  });

function disagreements(
  sharer: Claimant,
  maker: Claimant | undefined,
  group: readonly Claimant[],
): readonly CrossRuling[] {
  const others = maker ? [maker] : group.filter((other) => other !== sharer);
  const ask = others.filter(({ sound }) => sound || !sharer.sound);
  const compare = (path: FieldPath, what: string, read: (view: TenantView) => string | undefined) => {
    const own = read(sharer.view);
    const other = ask.find(({ view }) => {
      const value = read(view);
      return own !== undefined && value !== undefined && value !== own;
    });
    if (!other) return [];
    const message = `is not that of ${other.file}, where this bucket's ${what} is ${read(other.view)}; a bucket has one`;
    return [{ tenant: sharer.view.name, ...problem(path, message) }];
  };
  return [
    ...compare(['account'], 'account', ({ says }) => says.account),
    ...compare(['region'], 'region', ({ region }) => region),
    ...compare(['bucket', 'encryption', 'kmsKeyArn'], 'key', keyOf),
  ];
}

/** What the maker alone could do without stands in the way of nobody else: `destroy` with these two takes all of it. */
const sharedBucketsStay: Between = ({ sharers: groupsOfSharers }) =>
  groupsOfSharers.flatMap((group) => {
    const sharers = group.filter((claimant) => !makes(claimant) && claimant.view.says.access !== 'revoked');
    const [first] = sharers;
    if (!first) return [];
    const more = sharers.length > 1 ? ` and ${sharers.length - 1} more` : '';
    return group.filter(makes).flatMap(({ view: { name, says } }) => {
      const open = [
        ...(says.bucket?.forceDestroy === true ? (['forceDestroy'] as const) : []),
        ...(says.bucket?.preventDestroy === false ? (['preventDestroy'] as const) : []),
      ];
      return open.map((field) => ({
        tenant: name,
        ...notice(
          ['bucket', field],
          `is ${field === 'forceDestroy'}, and ${first.file}${more} ${more === '' ? 'shares' : 'share'} the bucket: a destroy is refused until no other tenant does, and then takes what others left in the bucket`,
        ),
      }));
    });
  });

/** `S3's own` where the bucket is not encrypted with a key of KMS; undefined where that cannot be told. */
function keyOf({ says, has }: TenantView): string | undefined {
  if (!has('bucket') || says.bucket?.name === undefined) return undefined;
  if (says.bucket.encryption === undefined) return "S3's own (SSE-S3)";
  return says.bucket.encryption.kmsKeyArn;
}

/**
 * The policy of a shared bucket speaks for those who share it. Where one of them cannot be read, its statements would
 * be taken out of the policy in silence, and its vendor locked out: that stands in the maker's way.
 */
const sharersCanBeWorkedIn: Between = ({ claimants, sharers }) => {
  const unread = claimants.filter((claimant) => claimant.unread !== undefined);
  const bySharers = sharers.flatMap((group) => {
    const broken = group.find((sharer) => !makes(sharer) && !sharer.sound && sharer.view.has('accessPoint'));
    return broken ? group.filter(makes).map((maker) => speaksFor(maker, broken)) : [];
  });
  if (unread.length === 0) return bySharers;
  const byText = claimants.filter(makes).flatMap((maker) => {
    const { name } = maker.view.says.bucket ?? {};
    const broken = unread.find(
      ({ unread: text = '' }) =>
        name !== undefined &&
        text.includes(name) &&
        text.includes('existing') &&
        text.includes('accessPoint'),
    );
    return broken ? [speaksFor(maker, broken)] : [];
  });
  return [...bySharers, ...byText];
};

function speaksFor(maker: Claimant, broken: Claimant): CrossRuling {
  const message = `the bucket's policy speaks for ${broken.file} too, and that file has problems: fix it first, else its vendor would be locked out`;
  return { tenant: maker.view.name, ...problem(['bucket', 'name'], message) };
}

/** Logs in a bucket that is shared with a vendor are the vendor's to read, and its objects stand among them. */
const logsAreApart: Between = ({ claimants, byBucket }) =>
  claimants.flatMap((claimant) => {
    const { says, partition } = claimant.view;
    const target = logBucketOf(claimant.view);
    if (target === undefined || partition === undefined || target === says.bucket?.name) return [];
    const other = byBucket.get(keyOfBucket(partition, target))?.find((another) => another !== claimant);
    if (!other || (!other.sound && claimant.sound)) return [];
    const of = `the bucket of ${other.file}, which is shared with a vendor; name a bucket for logs alone`;
    const ruling =
      says.bucket?.logging === undefined
        ? problem(
            ['bucket'],
            `defaults.logging.bucket in handshake.yaml becomes ${quote(target)} here, ${of}`,
          )
        : problem(['bucket', 'logging', 'bucket'], `is ${of}`);
    return [{ tenant: claimant.view.name, ...ruling }];
  });

/** Two vendors that meet below one prefix may read and overwrite each other's objects. It may be meant. */
const grantsOfOthers: Between = ({ sharers }) =>
  sharers.flatMap((group) => {
    const meeting = holdersMeeting(group, prefixesOf, vendorKey);
    return group.flatMap((one) => {
      const others = (prefix: string) => meeting(prefix, vendorKey(one));
      const other = firstOf(prefixesOf(one), others, (another) => !isSameVendor(one, another));
      if (!other) return [];
      const message = `${other.file} has a grant that meets one of these: the vendors can read or write the same objects`;
      return [{ tenant: one.view.name, ...notice(['grants'], message) }];
    });
  });

/** Who has the same one is the same vendor, itself at least; {@link isSameVendor} tells of the others. */
function vendorKey({ view: { name, says, vendor, vendorPrincipals } }: Claimant): string {
  if (vendor?.generic !== true) return says.vendor ?? '';
  return [says.vendor, ...(vendorPrincipals.length > 0 ? vendorPrincipals : [name])].join(' ');
}

function prefixesOf({ view }: Claimant): readonly string[] {
  return (view.says.grants ?? []).flatMap((grant) => grant?.prefix ?? []);
}

function firstOf(
  prefixes: readonly string[],
  meeting: (prefix: string) => Iterable<Claimant>,
  isAsked: (claimant: Claimant) => boolean,
): Claimant | undefined {
  for (const prefix of prefixes)
    for (const claimant of meeting(prefix)) if (isAsked(claimant)) return claimant;
  return undefined;
}

/** Of a profile for any vendor, the principals tell which it is. */
function isSameVendor({ view: one }: Claimant, { view: other }: Claimant): boolean {
  if (one.says.vendor !== other.says.vendor) return false;
  if (one.vendor?.generic !== true) return true;
  return one.vendorPrincipals.some((arn) => other.vendorPrincipals.includes(arn));
}

/** IAM does not tell small letters from capitals in names, and a path does not make a name another. */
const roleNamesAreOnce: Between = ({ claimants }) =>
  groups(claimants, ({ says, roleName }) => [
    says.account === undefined || roleName === undefined
      ? undefined
      : `${says.account} ${roleName.toLowerCase()}`,
  ]).flatMap((group) =>
    eachAgainstAnother(
      group,
      ['role', 'name'],
      ({ file, view }, more) =>
        `${file}${more} has a role called ${quote(view.roleName ?? '')} in the same account; a name is there once, whatever the path`,
    ),
  );

const accessPointNamesAreOnce: Between = ({ claimants }) =>
  groups(claimants, ({ says, region }) => [
    says.account === undefined || region === undefined || says.accessPoint?.name === undefined
      ? undefined
      : `${says.account} ${region} ${says.accessPoint.name}`,
  ]).flatMap((group) =>
    eachAgainstAnother(
      group,
      ['accessPoint', 'name'],
      ({ file }, more) =>
        `${file}${more} has an access point of this name in the same account and region; it is there once`,
    ),
  );

/**
 * Two customers with one external ID: either could have the vendor enter the other's account. One vendor is one profile,
 * and whatever profiles name principals of the same account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const externalIdsAreOneCustomers: Between = ({ claimants }) =>
  groups(claimants, ({ says, vendor, vendorPrincipals, externalIds }) => {
    const profile = vendor?.generic === true || says.vendor === undefined ? [] : [says.vendor];
    const accounts = vendorPrincipals.flatMap((arn) => parsePrincipal(arn)?.account ?? []);
    return externalIds.flatMap((id) => [...profile, ...accounts].map((who) => `${who} ${id}`));
  })
    .filter((group) => new Set(group.flatMap(({ view }) => view.says.customer ?? [])).size > 1)
    .flatMap((group) => group.flatMap((claimant) => sharedWithStranger(claimant, group)));

function sharedWithStranger(claimant: Claimant, group: readonly Claimant[]): readonly CrossRuling[] {
  const { says, name } = claimant.view;
  const stranger = group.find(
    ({ view, sound }) =>
      view.says.customer !== undefined &&
      says.customer !== undefined &&
      view.says.customer !== says.customer &&
      (sound || !claimant.sound),
  );
  if (!stranger) return [];
  const message = `is also the external ID of another customer, ${quote(stranger.view.says.customer ?? '')} (${stranger.file}); each customer has one of its own`;
  return [{ tenant: name, ...problem(['externalId'], message) }];
}
