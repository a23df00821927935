/**
 * What AWS refuses in a policy when it is put somewhere: a document that is none, a principal that does not exist,
 * a resource that is not the policy's own.
 */
import { type PolicyKind, parsePolicy } from '../iam';
import { statementsOf } from './raw-statements';
import { Refusal } from './refusal';
import { levelOf } from './s3-operations';
import type { World } from './world';

const S3_POLICY_BYTES = 20_480;

/** The policy of a bucket or an access point, whose own ARN and account are given. */
export async function checkS3Policy(
  world: World,
  document: string,
  on: { readonly kind: 'bucket' | 'access-point'; readonly arn: string; readonly account: string },
): Promise<void> {
  const refuse = (message: string, details: Record<string, string> = {}) =>
    new Refusal(400, 'MalformedPolicy', message, details);
  if (Buffer.byteLength(document) > S3_POLICY_BYTES)
    throw refuse('Policy exceeds the maximum allowed document size.');
  const problem = problemOf(document, on.kind);
  if (problem !== undefined) throw refuse(problem);
  const principal = await missingPrincipal(world, document, on.account);
  if (principal !== undefined)
    throw refuse('Invalid principal in policy', { Detail: `"AWS" : "${principal}"` });
  const foreign = resourcesOf(document).find((resource) => !isOwnResource(resource, on));
  if (foreign !== undefined) throw refuse('Policy has invalid resource', { Detail: foreign });
  if (hasIdleAction(document)) throw refuse('Action does not apply to any resource(s) in statement');
}

/** A policy of IAM: of a role, a user, a group, or by itself. */
export async function checkIamPolicy(
  world: World,
  document: string,
  kind: PolicyKind,
  account: string,
): Promise<void> {
  const refuse = (message: string) => new Refusal(400, 'MalformedPolicyDocument', message);
  const problem = problemOf(document, kind);
  if (problem !== undefined) throw refuse(problem);
  if (kind !== 'trust') return;
  const principal = await missingPrincipal(world, document, account);
  if (principal !== undefined) throw refuse(`Invalid principal in policy: "AWS":"${principal}"`);
}

/** A managed policy that IAM has checked. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export function checkManagedVersion(document: string): void {
  const { Version } = JSON.parse(document) as { Version?: unknown };
  if (Version === '2012-10-17') return;
  const message = 'Policy document must be version 2012-10-17 or greater.';
  throw new Refusal(400, 'MalformedPolicyDocument', message);
}

/** The policy of a KMS key. */
export async function checkKeyPolicy(world: World, document: string, account: string): Promise<void> {
  const refuse = (message: string) => new Refusal(400, 'MalformedPolicyDocumentException', message);
  const problem = problemOf(document, 'key');
  if (problem !== undefined) throw refuse(problem);
  if ((await missingPrincipal(world, document, account)) !== undefined) {
    throw refuse('Policy contains a statement with one or more invalid principals.');
  }
}

/** The first thing that is wrong, and where. */
function problemOf(document: string, kind: PolicyKind): string | undefined {
  if (!document.trimStart().startsWith('{'))
    return "Policies must be valid JSON and the first byte must be '{'";
  const parsed = parsePolicy(document, kind);
  if (parsed.ok) return undefined;
  const [{ path, message } = { path: '', message: 'Syntax errors in policy.' }] = parsed.problems;
  if (/\.(?:Not)?Principal\b/.test(path)) return `Invalid principal in policy: ${path} ${message}`;
  return path === '' ? message : `${path} ${message}`;
}

/** The ARNs and ids under the key `AWS` of all principals. */
export function awsPrincipals(document: string): string[] {
  return statementsOf(document).flatMap(({ Principal, NotPrincipal }) =>
    [Principal, NotPrincipal].flatMap((element) => {
      const named =
        typeof element === 'object' && element !== null ? (element as { AWS?: unknown }).AWS : undefined;
      return [named ?? []].flat().map(String);
    }),
  );
}

const ENTITY = /^arn:aws:iam::(?<account>\d{12}):(?<kind>user|role)\/(?<path>.*\/)?(?<name>[^/]+)$/;
const SESSION = /^arn:aws:sts::(?<account>\d{12}):assumed-role\/(?<name>[^/]+)\/[^/]+$/;

/** A user or role that is not there, in an account whose users and roles are known; `account` is always. */
async function missingPrincipal(
  world: World,
  document: string,
  account: string,
): Promise<string | undefined> {
  for (const principal of awsPrincipals(document)) {
    if (!(await exists(world, principal, account))) return principal;
  }
  return undefined;
}

async function exists({ iam }: World, principal: string, ownAccount: string): Promise<boolean> {
  const isKnown = (account = '') => account === ownAccount || iam.hosts(account);
  const session = SESSION.exec(principal)?.groups;
  if (session)
    return (
      !isKnown(session.account) || (await iam.state(session.account ?? '')).roles.has(session.name ?? '')
    );
  const entity = ENTITY.exec(principal)?.groups;
  if (entity) {
    if (!isKnown(entity.account)) return true;
    const state = await iam.state(entity.account ?? '');
    const found = (entity.kind === 'role' ? state.roles : state.users).get(entity.name ?? '');
    return found?.arn === principal;
  }
  if (!/^A(?:IDA|ROA)/.test(principal)) return true;
  const states = await Promise.all(iam.accounts().map((one) => iam.state(one)));
  return states.some(({ roles, users }) =>
    [...roles.values(), ...users.values()].some(({ id }) => id === principal),
  );
}

function resourcesOf(document: string): string[] {
  return statementsOf(document).flatMap((statement) => {
    const { Resource, NotResource } = statement as { Resource?: unknown; NotResource?: unknown };
    return [Resource ?? [], NotResource ?? []].flat(2).map(String);
  });
}

/** Whether a statement names an action that none of its resources is for: objects' actions want a key. */
function hasIdleAction(document: string): boolean {
  return statementsOf(document).some((statement) => {
    const { Action, Resource } = statement as { Action?: unknown; Resource?: unknown };
    if (Action === undefined || Resource === undefined) return false;
    const resources = [Resource].flat().map(String);
    const onBuckets = resources.some(
      (resource) => !resource.includes('/object/') && !/:::[^/]*\//.test(resource),
    );
    const onObjects = resources.some((resource) => /\/object\/|:::[^/]*\/|\*$/.test(resource));
    return [Action]
      .flat()
      .map(String)
      .some((action) => {
        const level = levelOf(action.replace(/^s3:/i, ''));
        return (level === 'object' && !onObjects) || (level === 'bucket' && !onBuckets);
      });
  });
}

/** Patterns may leave open what stands behind the bucket's name, and the name itself. */
function isOwnResource(
  resource: string,
  { kind, arn }: { readonly kind: string; readonly arn: string },
): boolean {
  const own = kind === 'bucket' ? resource.split('/')[0] : resource.replace(/\/object\/.*$/s, '');
  if (own === undefined) return false;
  const pattern = own
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return own === '*' ? kind === 'bucket' : new RegExp(`^${pattern}$`, 's').test(arn);
}
