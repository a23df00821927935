/** Documents of tests as the engine's policies. */
import { type Policies, type Policy, type PolicyKind, parsePolicy } from '../../iam';
import type { RandomCase } from './random-requests';

/** Throws where AWS would refuse the document: in a test that is a mistake of the test. */
export function policyOf(document: unknown, kind: PolicyKind, name?: string): Policy {
  const parsed = parsePolicy(document, kind, name);
  if (parsed.ok) return parsed.policy;
  throw new Error(parsed.problems.map(({ path, message }) => `${kind} ${path}: ${message}`).join('\n'));
}

/** AWS attaches it to every level by itself, and so does iam-simulate. */
const FULL_ACCESS = policyOf(
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } },
  'resource-control',
  'RCPFullAWSAccess',
);

export function policiesOf(random: RandomCase): Policies {
  const { identity, resource, boundary, session, serviceControl = [], resourceControl = [] } = random;
  return {
    identity: identity.map((document) => policyOf(document, 'identity')),
    resource: resource && policyOf(resource.document, resource.kind),
    boundary: boundary && policyOf(boundary, 'boundary'),
    session: session && [policyOf(session, 'session')],
    serviceControl: serviceControl.map((document) => [policyOf(document, 'service-control')]),
    resourceControl: resourceControl.map((document) => [FULL_ACCESS, policyOf(document, 'resource-control')]),
  };
}
