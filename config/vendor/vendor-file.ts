/** A vendor's profile, read from `vendors/<id>.yaml`. */

import { present } from '../values/present';
import { parsePrincipal } from '../values/principal';
import { quote } from '../values/quote';
import type { Problem } from '../yaml/problem';
import { problemsOf } from '../yaml/problems-of';
import { check, type FieldFinding } from '../yaml/schema-problems';
import type { YamlFile } from '../yaml/yaml-file';
import type { ConnectionTest } from './connection-call';
import type { VendorPrincipal, VendorProfile } from './vendor';
import { type VendorFile, vendorSchema } from './vendor-schema';

export interface LoadedVendor {
  readonly id: string;
  /** Undefined where the file has problems. */
  readonly profile: VendorProfile | undefined;
  readonly problems: readonly Problem[];
  /** Where the date of its facts stands. */
  readonly checkedAt: Pick<Problem, 'file' | 'line' | 'column'>;
}

export function loadVendor(id: string, yaml: YamlFile): LoadedVendor {
  const checkedAt = { file: yaml.file, ...yaml.position(['checked']) };
  if (yaml.fields === undefined) return { id, profile: undefined, problems: yaml.problems, checkedAt };
  const { says, findings } = check(vendorSchema, yaml.fields, yaml.source);
  const all = [...findings, ...(findings.length === 0 ? contradictions(id, says as VendorFile) : [])];
  const problems = [...yaml.problems, ...problemsOf(yaml, all)];
  return {
    id,
    profile: problems.length === 0 ? profileOf(says as VendorFile) : undefined,
    problems,
    checkedAt,
  };
}

function contradictions(id: string, file: VendorFile): readonly FieldFinding[] {
  const findings: FieldFinding[] = [];
  const ways = Object.keys(file.principal).filter((way) => way !== 'next');
  if (file.vendor !== id)
    findings.push({
      path: ['vendor'],
      message: `is ${quote(file.vendor)}, but the file is called ${id}.yaml; both must be the same`,
    });
  if (ways.length !== 1)
    findings.push({ path: ['principal'], message: 'must hold exactly one of fixed, choice and perTenant' });
  if (file.principal.next && !file.principal.fixed)
    findings.push({ path: ['principal', 'next'], message: 'is for a vendor with fixed principals' });
  findings.push(...strangeUses(file));
  if (file.phases === 2 && file.betweenPhases === undefined)
    findings.push({
      path: ['betweenPhases'],
      message: 'is missing: with two phases, what to do at the vendor in between',
    });
  if (file.externalId.support === 'unsupported' && file.externalId.reason === undefined)
    findings.push({
      path: ['externalId', 'reason'],
      message: "is missing: the vendor's reason for using no external ID",
    });
  if (file.accessPoint.support === 'no' && file.accessPoint.says === undefined)
    findings.push({
      path: ['accessPoint', 'says'],
      message: 'is missing: why the vendor cannot work through one',
    });
  const { accessKeys } = file;
  if (accessKeys?.support === 'documented' && accessKeys.handover === undefined)
    findings.push({
      path: ['accessKeys', 'handover'],
      message: 'is missing: what goes into which field of the form',
    });
  for (const [index, { arns, partition }] of (file.principal.choice ?? []).entries()) {
    const other = arns.find((arn) => partition !== undefined && parsePrincipal(arn)?.partition !== partition);
    if (other !== undefined)
      findings.push({
        path: ['principal', 'choice', index, 'arns'],
        message: `${quote(other)} is not of the partition ${partition}`,
      });
  }
  return findings;
}

/** A test for a use that is not there would be nobody's. */
function strangeUses({ uses, connectionTest }: VendorFile): readonly FieldFinding[] {
  const known = uses.map(({ id }) => id);
  const calls = typeof connectionTest === 'object' ? (connectionTest.calls ?? []) : [];
  return calls.flatMap((call, index) => {
    const strange = call.uses?.find((use) => !known.includes(use));
    if (strange === undefined) return [];
    const message = `${quote(strange)} is not a use of this profile; it has ${known.join(', ')}`;
    return [{ path: ['connectionTest', 'calls', index, 'uses'], message }];
  });
}

function profileOf(file: VendorFile): VendorProfile {
  const { vendor, principal, externalId, roleName, bucketName, betweenPhases, connectionTest, ...rest } =
    file;
  const { foundAt, format, reason, two } = externalId;
  return {
    id: vendor,
    name: rest.name,
    product: rest.product,
    generic: rest.generic ?? false,
    mechanism: rest.mechanism ?? 'assume-role',
    principal: principalOf(principal),
    externalId: {
      support: externalId.support,
      madeBy: externalId.madeBy ?? 'vendor',
      ...present('foundAt', foundAt),
      ...present('format', format),
      ...present('reason', reason),
      ...present('two', two),
    },
    phases: rest.phases === 2 ? 2 : 1,
    ...present('betweenPhases', betweenPhases),
    trustActions: rest.trustActions ?? [],
    selfAssume: rest.selfAssume ?? false,
    ...present('roleName', roleName),
    bucketWideActions: rest.bucketWideActions ?? [],
    kmsActions: rest.kmsActions ?? [],
    ...present('bucketName', bucketName),
    ...present('rolePath', rest.rolePath),
    ...present('encryption', rest.encryption),
    ...present('aclHeader', rest.aclHeader),
    accessPoint: { support: rest.accessPoint.support, ...present('says', rest.accessPoint.says) },
    accessKeys: {
      support: rest.accessKeys?.support ?? 'undocumented',
      ...present('says', rest.accessKeys?.says),
      ...present('product', rest.accessKeys?.product),
      handover: fieldsOf(rest.accessKeys?.handover ?? []),
    },
    layout: rest.layout ?? [],
    uses: rest.uses.map((use) => ({ ...use, extraActions: use.extraActions ?? [] })),
    handover: fieldsOf(rest.handover),
    alsoNeeds: rest.alsoNeeds ?? [],
    ...present('connectionTest', connectionTestOf(connectionTest)),
    errors: (rest.errors ?? []).map(({ message, cause, cure, when }) => ({
      message,
      cause,
      ...present('cure', cure),
      ...present('when', when),
    })),
    sources: rest.sources,
    checked: rest.checked,
  };
}

function fieldsOf(fields: VendorFile['handover']): VendorProfile['handover'] {
  return fields.map(({ field, value, note }) => ({ field, value, ...present('note', note) }));
}

/** Who says but how it is done knows nothing of the calls. */
function connectionTestOf(written: VendorFile['connectionTest']): ConnectionTest | undefined {
  if (written === undefined) return undefined;
  if (typeof written === 'string') return { says: written };
  const { says, calls, source } = written;
  return {
    says,
    ...present(
      'calls',
      calls?.map(({ call, known, uses, when, tolerated, note }) => ({
        call,
        known,
        tolerated: tolerated ?? false,
        ...present('uses', uses),
        ...present('when', when),
        ...present('note', note),
      })),
    ),
    ...present('source', source),
  };
}

function principalOf({ fixed, next, choice, perTenant }: VendorFile['principal']): VendorPrincipal {
  if (fixed) {
    const { arns = [], from = '', until, says = '' } = next ?? {};
    return {
      kind: 'fixed',
      arns: fixed,
      ...(next ? { next: { arns, from, says, ...present('until', until) } } : {}),
    };
  }
  if (choice) {
    const choices = choice.map(({ where, arns, partition, regions }) => ({
      where,
      arns,
      regions: regions ?? [],
      ...present('partition', partition),
    }));
    return { kind: 'choice', choices };
  }
  return { kind: 'per-tenant', foundAt: perTenant?.foundAt ?? '', forms: perTenant?.forms ?? [] };
}
