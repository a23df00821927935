/** What changes besides rights, where somebody who approves would want to know. */
import { targetArn, targetKind } from '../../../config/tenant/names';
import type { Tenant } from '../../../config/tenant/tenant';
import type { Change } from './change';

export function settingChanges(before: Tenant, now: Tenant): readonly Change[] {
  return [...identityChanges(before, now), ...sessionChanges(before, now), ...protectionChanges(before, now)];
}

/** What makes another role or bucket of it. */
function identityChanges(before: Tenant, now: Tenant): readonly Change[] {
  const changes: Change[] = [];
  const [arn, newArn] = [targetArn(before), targetArn(now)];
  if (before.vendor.id !== now.vendor.id)
    changes.push({
      effect: 'else',
      text: `no longer shared with ${before.vendor.name} but with ${now.vendor.name}`,
    });
  if (before.account !== now.account)
    changes.push({ effect: 'else', text: `moves from the account ${before.account} to ${now.account}` });
  if (before.region !== now.region)
    changes.push({ effect: 'else', text: `moves from ${before.region} to ${now.region}` });
  if (arn !== newArn)
    changes.push({
      effect: 'else',
      text: `the ${targetKind(before)} ${arn} is replaced by ${targetKind(before) === targetKind(now) ? '' : `the ${targetKind(now)} `}${newArn}: ${now.vendor.name} must be told, and is locked out until it knows`,
    });
  if (before.bucket.name !== now.bucket.name)
    changes.push({
      effect: 'else',
      text: `everything is about the bucket ${now.bucket.name} now, no longer about ${before.bucket.name}`,
    });
  return changes;
}

function sessionChanges({ target: before }: Tenant, { target: now }: Tenant): readonly Change[] {
  const changes: Change[] = [];
  const [old, current] = [before.maxSessionDuration, now.maxSessionDuration];
  if (old !== current)
    changes.push({
      effect: current > old ? 'gives' : 'takes',
      text: `a session may last ${duration(current)} instead of ${duration(old)}`,
    });
  if (before.permissionsBoundary !== now.permissionsBoundary)
    changes.push({ effect: boundaryEffect(before, now), text: boundaryText(now.permissionsBoundary) });
  return changes;
}

function boundaryEffect(before: Tenant['target'], now: Tenant['target']): Change['effect'] {
  if (before.permissionsBoundary === undefined) return 'takes';
  return now.permissionsBoundary === undefined ? 'gives' : 'else';
}

function boundaryText(boundary: string | undefined): string {
  return boundary === undefined
    ? 'no permissions boundary holds the role any more'
    : `the role is held within the permissions boundary ${boundary}`;
}

/** Whole hours, else minutes and seconds. */
function duration(seconds: number): string {
  const hours = seconds / 3600;
  if (Number.isInteger(hours)) return hours === 1 ? '1 hour' : `${hours} hours`;
  const minutes = Math.floor(seconds / 60);
  return seconds % 60 === 0 ? `${minutes} minutes` : `${minutes} minutes ${seconds % 60} seconds`;
}

function protectionChanges({ bucket: before }: Tenant, { bucket: now }: Tenant): readonly Change[] {
  const changes: Change[] = [];
  const say = (text: string) => changes.push({ effect: 'else', text });
  if (before.existing !== now.existing)
    say(
      now.existing
        ? 'the bucket is no longer managed by this tenant, and stays as it is'
        : 'the bucket is made and managed by this tenant now',
    );
  if (before.preventDestroy && !now.preventDestroy)
    say('the bucket may now be destroyed (preventDestroy: false)');
  if (!before.preventDestroy && now.preventDestroy)
    say('the bucket can no longer be destroyed (preventDestroy: true)');
  if (!before.forceDestroy && now.forceDestroy)
    say('a destroy would empty the bucket first (forceDestroy: true)');
  if (before.forceDestroy && !now.forceDestroy)
    say('a destroy no longer empties the bucket (forceDestroy: false)');
  if (before.kmsKeyArn !== now.kmsKeyArn)
    say(
      now.kmsKeyArn === undefined
        ? 'objects are encrypted with SSE-S3, no longer with a key'
        : `objects are encrypted with ${now.kmsKeyArn} now`,
    );
  if (before.noncurrentVersionDays !== now.noncurrentVersionDays)
    say(
      `old versions are kept for ${now.noncurrentVersionDays} days instead of ${before.noncurrentVersionDays}`,
    );
  if (before.logging && !now.logging) say('access to the bucket is no longer logged');
  if (!before.logging && now.logging) say(`access to the bucket is logged to ${now.logging.bucket}`);
  return changes;
}
