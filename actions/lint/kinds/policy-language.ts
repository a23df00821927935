/** The policy language: its elements, and what they may hold. */
import type { FindingKind } from './finding-kind';

export const POLICY_LANGUAGE_KINDS = {
  'version-missing': {
    severity: 'medium',
    asks: 'No Version: the language of 2008 is meant, which has no policy variables',
    why: 'Policy variables stay plain text, so a condition with one never matches.',
    remediation: 'Add Version 2012-10-17.',
  },
  'version-unknown': {
    severity: 'high',
    asks: 'A Version that AWS does not have',
    why: "The Version is the language's and not the policy's date: AWS refuses any other.",
    remediation: 'Write 2012-10-17.',
  },
  'version-old': {
    severity: 'note',
    asks: 'The Version of 2008, which has no policy variables',
    why: 'Policy variables stay plain text in it.',
    remediation: 'Write 2012-10-17.',
  },
  'statement-alone': {
    severity: 'note',
    asks: 'A statement without the policy around it',
    why: 'AWS takes whole policies only.',
    remediation: 'Put Version and Statement around it.',
  },
  'policy-too-long': {
    severity: 'high',
    asks: 'A policy longer than AWS takes',
    why: 'AWS refuses it at the deployment, after the review.',
    remediation: 'Name fewer prefixes or principals.',
  },
  'element-unknown': {
    severity: 'high',
    asks: 'An element that policies do not have',
    why: 'AWS refuses a policy with an element that it does not support; mostly it is a typing error in its case.',
    remediation: 'Write the name as AWS does.',
  },
  'element-missing': {
    severity: 'high',
    asks: 'An element that a statement must have',
    why: 'AWS refuses the policy.',
    remediation: 'Add it.',
  },
  'element-forbidden': {
    severity: 'high',
    asks: 'An element that this kind of policy cannot have',
    why: 'AWS refuses it: an identity policy has no Principal, a trust policy no Resource.',
    remediation: 'Leave it out.',
  },
  'element-type': {
    severity: 'high',
    asks: 'An element of another type than AWS takes',
    why: 'AWS refuses the policy.',
    remediation: 'Write it as the message says.',
  },
  'element-empty': {
    severity: 'high',
    asks: 'An element that holds nothing',
    why: 'AWS refuses it, or it applies to nothing.',
    remediation: 'Fill it in, or leave it out.',
  },
  'effect-unknown': {
    severity: 'high',
    asks: 'An Effect that is neither Allow nor Deny',
    why: 'Letter case counts, and AWS refuses the policy.',
    remediation: 'Write Allow or Deny.',
  },
  'sid-illegal': {
    severity: 'high',
    asks: 'A Sid with other characters than letters and digits',
    why: "IAM refuses spaces and hyphens, which S3 takes in a bucket's policy.",
    remediation: 'Write letters and digits.',
  },
  'sid-duplicate': {
    severity: 'high',
    asks: 'A Sid that two statements have',
    why: 'AWS refuses it, and nobody could say which statement decided.',
    remediation: 'Give each its own.',
  },
} as const satisfies Readonly<Record<string, FindingKind>>;
