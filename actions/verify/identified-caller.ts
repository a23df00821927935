/** Who runs verify, and whether that is who it should be: only the vendor is the vendor. */
import type { STSClient } from '@aws-sdk/client-sts';
import type { Answer } from '../../aws/answer';
import { type ClientSettings, stsClient } from '../../aws/clients';
import { assumed } from '../../aws/credentials';
import { whoIs } from '../../aws/who-is';
import { targetKind, targetUserArn } from '../../config/tenant/names';
import type { Tenant } from '../../config/tenant/tenant';
import { parseArn } from '../../config/values/arn';
import type { Actor } from './check';
import type { Credentials } from './owner';

export interface Caller {
  /** `allowed` where the caller is who it should be. */
  readonly answer: Answer;
  /** Sends the requests to assume the role. */
  readonly sts: STSClient;
  /** The ARN that STS tells; empty where it does not. */
  readonly arn: string;
}

export async function identify(
  tenant: Tenant,
  as: Exclude<Actor, 'simulation'>,
  credentials: Credentials,
  base: Omit<ClientSettings, 'region' | 'credentials'>,
): Promise<Caller> {
  const settings = { ...base, region: tenant.region, credentials };
  const caller = await callerBy(stsClient(settings));
  if (caller.answer.kind !== 'allowed') return caller;
  const wanted = as === 'vendor' ? vendorsOf(tenant) : tenant.verifier ? [tenant.verifier.principal] : [];
  if (wanted.some((principal) => isSession(caller.arn, principal))) return caller;
  if (as === 'verifier' && tenant.verifier) return asVerifier(tenant.verifier.principal, settings, caller);
  return broken(caller, notWanted(tenant, as, caller.arn));
}

/** With an access key the vendor is nobody of its own: it is the user whose key it has. */
function vendorsOf(tenant: Tenant): readonly string[] {
  return targetKind(tenant) === 'user' ? [targetUserArn(tenant)] : tenant.vendorPrincipals;
}

async function callerBy(sts: STSClient): Promise<Caller> {
  const { answer, arn } = await whoIs(sts);
  return { answer, arn, sts };
}

/** Somebody who may become the verifier does. */
async function asVerifier(principal: string, settings: ClientSettings, caller: Caller): Promise<Caller> {
  if (!parseArn(principal)?.resource.startsWith('role/'))
    return broken(caller, `the caller is ${caller.arn}, not the tenant's verifier ${principal}`);
  const session = assumed(principal, settings, { sessionName: 's3-handshake-verify' });
  let keys: Awaited<ReturnType<typeof session>> | undefined;
  const verifier = await callerBy(
    stsClient({
      ...settings,
      credentials: async () => {
        keys ??= await session();
        return keys;
      },
    }),
  );
  if (verifier.answer.kind === 'allowed') return verifier;
  const why = `the caller ${caller.arn} is not the tenant's verifier ${principal} and could not assume it`;
  return broken(verifier, `${why}: ${verifier.answer.message}`);
}

function broken(caller: Caller, message: string): Caller {
  return { ...caller, answer: { ...caller.answer, kind: 'broken', message } };
}

function notWanted(tenant: Tenant, as: Actor, arn: string): string {
  if (as === 'verifier') return `${tenant.file} names no verifier; --as simulation needs none`;
  return `the caller is ${arn}; ${tenant.vendor.name} comes as ${vendorsOf(tenant).join(' or ')}`;
}

/** Whether the caller of this ARN is `principal`, or a session of it; of an account's root anybody there is. */
function isSession(arn: string, principal: string): boolean {
  const caller = parseArn(arn);
  const wanted = parseArn(principal);
  if (!caller || !wanted || caller.account !== wanted.account) return false;
  if (wanted.resource === 'root') return true;
  if (wanted.resource.startsWith('user/')) return arn === principal;
  const [kind, role] = caller.resource.split('/');
  return kind === 'assumed-role' && role === wanted.resource.slice(wanted.resource.lastIndexOf('/') + 1);
}
