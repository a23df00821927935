/**
 * What looks like a statement and was not read as one. It must never count as looked at: a policy in a form that is
 * not known would pass as good.
 */
import type { Span } from '../source-text';

const EFFECT =
  /(?<![\w$])effect["'’”]?\s*(?::|=>?)\s*["'‘“]?(?:\w+\.)*(?:Effect\.)?(?:Allow|Deny)\b|<effect>\s*(?:allow|deny)\s*<|\beffect\s*\(\s*["'\w.]*(?:allow|deny)/gi;
const ACTION =
  /(?<![\w.:/-])(?:s3|s3-object-lambda|sts|kms|iam|sns|sqs|glue|athena|ec2|lambda|logs|secretsmanager|dynamodb):(?:[A-Z*][A-Za-z*]*)/;
/** Characters on either side in which a statement's actions stand. */
const NEAR = 600;

/**
 * Places, in order, in what is `free` of what was read; one for each stretch of it. `read`: where effects stand that were
 * read, as those do that statements take from elsewhere in the text.
 */
export function unreadStatements(
  text: string,
  free: readonly Span[],
  read: readonly Span[],
): readonly Span[] {
  return free.flatMap(({ start, end }) => {
    const piece = text.slice(start, end);
    const found = [...piece.matchAll(EFFECT)].find(
      ({ index }) =>
        ACTION.test(piece.slice(Math.max(0, index - NEAR), index + NEAR)) &&
        !read.some((one) => one.start <= start + index && start + index <= one.end),
    );
    return found ? [{ start: start + found.index, end: start + found.index + found[0].length }] : [];
  });
}
