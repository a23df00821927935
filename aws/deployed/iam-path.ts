/** Where a role or a user stands in its account. */
import { parseArn } from '../../config/values/arn';
import { UnusableAnswer } from '../sdk-error';

/** `/vendors/` of `arn:aws:iam::111122223333:role/vendors/amperity`. */
export function pathOf(arn: string, operation: string): string {
  const path = /^(?:role|user)(?<path>\/(?:.*\/)?)[^/]+$/.exec(parseArn(arn)?.resource ?? '')?.groups?.path;
  if (path === undefined) throw new UnusableAnswer(operation, `names ${JSON.stringify(arn)} as the ARN`);
  return path;
}
