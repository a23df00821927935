/** How a policy is written: what JSON does not take. */
import type { FindingKind } from './finding-kind';

export const SYNTAX_KINDS = {
  comment: {
    severity: 'high',
    asks: 'Comments in JSON',
    why: 'JSON has no comments, and AWS refuses the policy.',
    remediation: 'Take the comment out.',
  },
  'odd-space': {
    severity: 'high',
    asks: 'Spaces that JSON does not allow',
    why: 'A no-break space from a web page looks like a space, and no parser takes it.',
    remediation: 'Write a plain space.',
  },
  'typographic-quote': {
    severity: 'high',
    asks: 'Typographic quotes',
    why: 'A word processor has turned the quotes, and no parser takes them.',
    remediation: 'Write straight quotes.',
  },
  'single-quote': {
    severity: 'high',
    asks: 'Single quotes',
    why: 'JSON takes double quotes alone.',
    remediation: 'Write double quotes.',
  },
  'unterminated-string': {
    severity: 'high',
    asks: 'A string that is not closed',
    why: 'All that follows is read as part of the text.',
    remediation: 'Close it.',
  },
  'bad-escape': {
    severity: 'high',
    asks: 'An escape that JSON does not have',
    why: 'JSON knows few escapes, and AWS refuses the policy.',
    remediation: 'Write the character itself.',
  },
  'unquoted-text': {
    severity: 'high',
    asks: 'Text without quotes',
    why: 'JSON takes no text without quotes, and AWS refuses the policy.',
    remediation: 'Put it between double quotes.',
  },
  'missing-comma': {
    severity: 'high',
    asks: 'A comma is missing',
    why: 'AWS refuses the policy.',
    remediation: 'Put a comma between the two.',
  },
  'extra-comma': {
    severity: 'high',
    asks: 'A comma too many',
    why: 'AWS refuses the policy.',
    remediation: 'Take it out.',
  },
  'trailing-comma': {
    severity: 'high',
    asks: 'A comma before a closing bracket',
    why: 'JavaScript takes it, and JSON does not.',
    remediation: 'Take it out.',
  },
  'missing-colon': {
    severity: 'high',
    asks: 'A colon is missing',
    why: 'AWS refuses the policy.',
    remediation: 'Put a colon behind the key.',
  },
  'missing-value': {
    severity: 'high',
    asks: 'A key without a value',
    why: 'AWS refuses the policy, and nobody knows what was meant.',
    remediation: 'Write the value, or take the key out.',
  },
  'missing-brace': {
    severity: 'high',
    asks: 'A bracket that is not closed',
    why: 'A part of the policy is missing, or its end.',
    remediation: 'Close it, and look whether something was cut off.',
  },
  'unexpected-text': {
    severity: 'high',
    asks: 'Text that does not belong into a policy',
    why: 'AWS refuses the policy; it may be a part of the text around it.',
    remediation: 'Take it out.',
  },
  'too-deep': {
    severity: 'high',
    asks: 'Brackets nested without end',
    why: 'No policy is nested so, and readers of JSON give up.',
    remediation: 'Write a policy.',
  },
  'duplicate-key': {
    severity: 'high',
    asks: 'A key that comes twice in one object',
    why: 'Of two values the last one counts, or AWS refuses the policy: what was reviewed is not what acts.',
    remediation: 'Put both values into one list.',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
