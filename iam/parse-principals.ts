/**
 * The grammar of `Principal` and `NotPrincipal`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { isPartition, splitArn } from './arn';
import type { Grammar } from './grammar';
import { describe, fieldsOf, type Report, textsOf } from './parse-report';
import type { PrincipalPattern } from './policy';

const ACCOUNT = /^\d{12}$/;
const ROOT_ARN = /^arn:[a-z-]+:iam::(?<account>\d{12}):root$/;
/** `cloudfront` stands where the account of an origin access identity would. */
const IDENTITY_ARN =
  /^arn:[a-z-]+:(?:iam::(?:\d{12}|cloudfront):(?:user|role)\/[^*?]+|sts::\d{12}:(?:assumed-role\/[^*?/]+\/[^*?/]+|federated-user\/[^*?]+))$/;
const UNIQUE_ID = /^(?:AIDA|AROA)[A-Z0-9]{8,}$/;
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const PROVIDER = /^(?:arn:[a-z-]+:iam::\d{12}:(?:saml|oidc)-provider\/[^*?]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/;
const CANONICAL_USER = /^[0-9a-f]{64}$/;

const KINDS: Readonly<Record<string, (text: string) => PrincipalPattern | undefined>> = {
  AWS: readAwsPrincipal,
  Service: (text) => (SERVICE.test(text) ? { kind: 'service', text } : undefined),
  Federated: (text) => (PROVIDER.test(text) ? { kind: 'federated', text } : undefined),
  CanonicalUser: (text) => (CANONICAL_USER.test(text) ? { kind: 'canonical-user', text } : undefined),
};

/** What a value must look like, by the key under which it stands. */
const EXPECTED: Readonly<Record<string, string>> = {
  AWS: '* or an account, or the ARN of its root, a user, a role or a session, without wildcards',
  Service: 'a service such as logging.s3.amazonaws.com',
  Federated: "an identity provider's ARN or host name",
  CanonicalUser: 'a canonical user id of 64 hexadecimal digits',
};

export function parsePrincipals(
  value: unknown,
  path: string,
  grammar: Grammar,
  report: Report,
): readonly PrincipalPattern[] {
  if (value === '*') return [{ kind: 'everyone', text: '*' }];
  const entries = Object.entries(fieldsOf(value) ?? {});
  if (entries.length === 0)
    report.refuse(
      path,
      `must be * or an object with ${Object.keys(KINDS).join(', ')}, but is ${describe(value)}`,
    );
  return entries.flatMap(([key, texts]) => {
    const keyPath = `${path}.${key}`;
    const isKnown = Object.hasOwn(KINDS, key) && (key !== 'CanonicalUser' || grammar.canonicalUser);
    const read = isKnown ? KINDS[key] : undefined;
    if (!read) report.unknown(keyPath, 'is no kind of principal that a policy of this kind can name');
    return textsOf(texts, keyPath, report).map(([at, text]) => {
      const pattern = read?.(text);
      if (read && !pattern) report.unknown(at, `must be ${EXPECTED[key]}, but is ${describe(text)}`);
      return pattern ?? { kind: 'unrecognised', text };
    });
  });
}

function readAwsPrincipal(text: string): PrincipalPattern | undefined {
  if (text === '*') return { kind: 'everyone', text };
  if (text.startsWith('arn:') && !isPartition(splitArn(text)[1] ?? '')) return undefined;
  const account = ACCOUNT.test(text) ? text : ROOT_ARN.exec(text)?.groups?.account;
  if (account !== undefined) return { kind: 'account', text, account };
  if (IDENTITY_ARN.test(text)) return { kind: 'arn', text };
  return UNIQUE_ID.test(text) ? { kind: 'unique-id', text } : undefined;
}
