/** What vendors leave for the reader to fill in. */
import { isRowOfDigits } from '../../config/values/row-of-digits';
import { withoutReferences } from './reading/reference';

const MARKS: readonly RegExp[] = [
  // A policy variable has a colon (`${aws:username}`) or is an escape (`${*}`); anything else is a template's.
  /\$\{(?![\w-]+:)(?![*?$]\})[^{}]*\}/,
  /\$[A-Z][A-Z0-9_]{2,}/,
  /<[^<>]{1,80}>/,
  /\{\{[^{}]{1,80}\}\}/,
  /(?<!\$)\{[A-Za-z][^{}]{0,80}\}/,
  /\[[A-Za-z][A-Za-z0-9 _-]{1,60}\]/,
  /%[A-Za-z_]{3,}%|%[sd]\b/,
  /__[A-Za-z_]+__/,
  /(?:^|[^A-Za-z])(?:your|replace|insert|enter|change)[-_ ]?(?:me|this|with|own|aws|s3|bucket|account|role|prefix|external|company|customer|org|id|name|arn|path|folder|region|key)[\w-]*/i,
  /(?:^|[:/_-])(?:DOC-EXAMPLE|amzn-s3-demo|example-?bucket|my-?bucket|bucket-?name|bucket_name)[\w-]*/i,
  /(?:^|[:/])(?:[A-Z][A-Z0-9]*[-_])*(?:BUCKET|ACCOUNT|ROLE|PREFIX|EXTERNAL|NAME|REGION|KEY|PATH|FOLDER|ARN|ID)(?:[-_][A-Z0-9]+)*(?=$|[:/*])/,
  /(?:^|[:/_-])x{3,}(?=$|[:/_*-])/i,
  /\.{3}|…/,
];

/** The first placeholder in a text, or undefined. */
export function placeholderIn(written: string): string | undefined {
  const text = withoutReferences(written);
  for (const mark of MARKS) {
    const found = mark.exec(text)?.[0];
    if (found !== undefined) return found.replace(/^[:/]/, '').trim();
  }
  return undefined;
}

/** Account numbers that stand for nobody: `invented` ones, and those of AWS's own examples. */
export function exampleAccount(account: string): 'invented' | 'aws-example' | undefined {
  if (isRowOfDigits(account)) return 'invented';
  if (account === '012345678910' || account === '000011112222') return 'invented';
  return /^(\d)\1{3}(\d)\2{3}(\d)\3{3}$/.test(account) ? 'aws-example' : undefined;
}
