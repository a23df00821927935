/** What opens the data of the page at `/`. */
import { createHmac } from 'node:crypto';

/** What the page sends with its questions. */
export const TOKEN_HEADER = 'x-local-aws-token';

/** It follows from what only this start knows. */
export function consoleToken(startSecret: string): string {
  return createHmac('sha256', startSecret).update('the page').digest('base64url');
}
