/** The request that shows a difference, as one line. */
import type { Difference, Who } from '../iam/reach';
import { isUsual } from './access-words';

/** Principal, action, resource, and what of its context counts. */
export function witnessText({ witness, region }: Difference): string {
  const { principal, action, resource, way, context } = witness;
  const counting = region.conditions.filter((condition) => !isUsual(condition)).map(({ key }) => key);
  const keys = Object.entries(context).flatMap(([key, value]) => {
    if (!counting.includes(key) || value.length === 0) return [];
    return [`${key}=${typeof value === 'string' ? value : value.join(',')}`];
  });
  return [
    `${whoIs(principal)} ${action} ${resource.arn}`,
    ...(way ? [`through ${way.point}`] : []),
    ...(keys.length > 0 ? [`(${keys.join(' ')})`] : []),
  ].join(' ');
}

/** Its ARN, of a session that of the role; the name of a service or of an identity provider. */
export function whoIs(principal: Who['principal']): string {
  switch (principal.kind) {
    case 'role-session':
      return principal.roleArn;
    case 'anonymous':
      return 'anonymous';
    case 'service':
      return principal.service;
    case 'federated':
      return principal.provider;
    case 'root':
      return `arn:${principal.partition ?? 'aws'}:iam::${principal.account}:root`;
    default:
      return principal.arn;
  }
}
