/** What must not be overlooked of a tenant, though its file is right: each a sentence without its full stop. */
import { targetKind } from './names';
import type { Tenant } from './tenant';

export function marksOf(tenant: Tenant): readonly string[] {
  const { externalIds, acceptNoExternalId, awaited, vendor, grants, access } = tenant;
  const words = grants.some(({ prefix }) => prefix === '') ? ['the whole bucket is granted'] : [];
  const bucketWide = vendor.bucketWideActions.map(
    (action) => `${action} does not support a prefix: it applies to the whole bucket`,
  );
  const isUser = targetKind(tenant) === 'user';
  return [
    ...(isUser ? ['an access key, which does not end by itself: a role is better'] : []),
    ...(awaited.length > 0
      ? [
          `the first of two phases: ${vendor.name} cannot get in before the file says ${awaited.join(' and ')}`,
        ]
      : []),
    ...(externalIds.length === 0 && !isUser && !awaited.includes('externalId')
      ? [`no external ID: ${acceptNoExternalId ?? 'the vendor does not need one'}`]
      : []),
    ...(externalIds.length > 1 ? [twoIds(vendor.externalId.two)] : []),
    ...words,
    ...bucketWide,
    ...(access === 'active' ? [] : [`the tenant is ${access}`]),
  ];
}

function twoIds(why: string | undefined): string {
  return why === undefined
    ? 'two external IDs open, until the old one is taken out of the file'
    : `two external IDs open: ${why}`;
}
