/** What a document says around its policies. */
import { arnShapeProblem } from './arn-shape';
import { type Flaw, flaw } from './finding';
import type { Policy } from './policy-elements';
import { kindOf } from './policy-kind';
import type { Span } from './source-text';
import type { VendorDocument } from './vendor-document';

export function proseFindings(document: VendorDocument): readonly Flaw[] {
  return [
    ...managedPolicies(document),
    ...withoutExternalId(document),
    ...trustAsBucketPolicy(document),
    ...longLivedKeys(document),
    ...accessKeys(document),
    ...malformedArns(document),
  ];
}

/** AWS's policies know no bucket: they are for all of them. */
const MANAGED: Readonly<Record<string, string>> = {
  AmazonS3FullAccess: 'every action on every bucket of the account, deleting them too',
  AmazonS3ReadOnlyAccess: 'the content of every bucket of the account',
  AdministratorAccess: 'everything in the account',
  PowerUserAccess: 'nearly everything in the account',
  IAMFullAccess: 'making itself an administrator',
};

function managedPolicies({ text }: VendorDocument): readonly Flaw[] {
  return Object.entries(MANAGED).flatMap(([name, gives]) => {
    const places = [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].map(({ index }) => index);
    const [first] = places;
    if (first === undefined) return [];
    const times = places.length > 1 ? ` (named ${places.length} times)` : '';
    const message = `${name} gives ${gives}${times}`;
    const remedy = 'attach no managed policy; write one for the bucket and the prefix';
    return [flaw('managed-policy', { start: first, end: first + name.length }, message, remedy)];
  });
}

const NO_EXTERNAL_ID =
  /\b(?:(?:does|do|is|are|can|will)\s+not|doesn['’]t|don['’]t|cannot|can['’]t|no)\s+(?:[\w-]+\s+){0,4}?(?:support|requir|us|accept|need)\w*\s+(?:[\w-]+\s+){0,4}?external[\s-]?IDs?\b/gi;

function withoutExternalId(document: VendorDocument): readonly Flaw[] {
  return first(document, NO_EXTERNAL_ID).map((span) => {
    const message = 'without an external ID the vendor can be made to use the role for another customer';
    const remedy = 'hold the role to as little as possible, and write the reason into acceptNoExternalId';
    return flaw('vendor-without-external-id', span, message, remedy);
  });
}

const FOR_BUCKET =
  /\bpolicy\b[^.{]{0,40}?\b(?:to|for|on)\s+(?:the|your|an?)\s+(?:[\w'’-]+\s+){0,5}?bucket\b/gi;
/** How far before a policy the sentence about it may stand, in characters. */
const NEAR = 600;

function trustAsBucketPolicy({ text, policyTexts }: VendorDocument): readonly Flaw[] {
  return policyTexts.flatMap(({ start, policies }) => {
    if (!policies.some(isTrust)) return [];
    const from = Math.max(0, start - NEAR);
    const told = [...text.slice(from, start).matchAll(FOR_BUCKET)].at(-1);
    if (!told) return [];
    const at = from + told.index;
    const message = 'the policy below is a trust policy: on a bucket S3 refuses it';
    return [
      flaw(
        'trust-as-bucket-policy',
        { start: at, end: at + told[0].length },
        message,
        'put it on the role, as its trust policy',
      ),
    ];
  });
}

function isTrust(policy: Policy): boolean {
  return kindOf(policy) === 'trust';
}

const KEY_PAIR =
  /\b(?:AWS\s+)?(?:access\s+)?keys?(?:\s+ID)?\s+and\s+(?:an?\s+)?(?:AWS\s+)?secret(?:\s+access)?(?:\s+key)?\b/gi;

function longLivedKeys(document: VendorDocument): readonly Flaw[] {
  return first(document, KEY_PAIR).map((span) =>
    flaw(
      'long-lived-keys',
      span,
      'access keys do not expire and are copied about',
      'use a role that the vendor assumes',
    ),
  );
}

/** Access key IDs, but those of AWS's examples, and what is said to be a secret key. */
export const ACCESS_KEY =
  /\b(?:AKIA|ASIA)(?![A-Z0-9]*EXAMPLE)[A-Z0-9]{16}\b|(?<=secret_?access_?key["']?\s*[:=]\s*["']?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi;

function accessKeys({ text }: VendorDocument): readonly Flaw[] {
  return [...text.matchAll(ACCESS_KEY)].map((found) => {
    const span = { start: found.index, end: found.index + found[0].length };
    return flaw(
      'access-key',
      span,
      'the document holds an access key',
      'have its owner delete it at AWS, and take it out',
    );
  });
}

function malformedArns(document: VendorDocument): readonly Flaw[] {
  return matches(document, /\barn:[a-z-]+:[^\s"'`()|,;“”]+/g).flatMap((span) => {
    const arn = document.text.slice(span.start, span.end).replace(/[.:]+$/, '');
    const problem = /^arn:[a-z-]+:[a-z0-9-]+$/.test(arn) ? undefined : arnShapeProblem(arn);
    return problem
      ? [
          flaw(
            'arn-malformed',
            { start: span.start, end: span.start + arn.length },
            problem.message,
            problem.remedy,
          ),
        ]
      : [];
  });
}

function first(document: VendorDocument, pattern: RegExp): readonly Span[] {
  return matches(document, pattern).slice(0, 1);
}

function matches({ text, prose }: VendorDocument, pattern: RegExp): readonly Span[] {
  return prose.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(pattern)].map((found) => ({
      start: start + found.index,
      end: start + found.index + found[0].length,
    })),
  );
}
