/** What commands found before, from the JSON documents that they printed: as much of each as a page shows. */
import { z } from 'zod';
import { UserError } from '../../config/user-error';
import { SEVERITIES } from '../../report/finding';
import { DOCUMENTS } from '../../report/json-document';
import { doubt, type Note, type State } from '../../report/page/fleet-view';
import { acceptedNote, notesByTenant, type TenantNote, unreadNote } from '../../report/page/tenant-notes';

/** Of one tenant, by one command. */
export interface Earlier {
  readonly tenant: string;
  readonly state: State;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly notes: readonly Note[];
}

export interface EarlierReport {
  readonly source: (typeof SOURCES)[number];
  readonly tenants: readonly Earlier[];
}

export const SOURCES = ['proof', 'verification', 'drift'] as const;

const finding = z.object({
  tenant: z.string().optional(),
  severity: z.enum(SEVERITIES),
  message: z.string(),
  remediation: z.string(),
});
type EarlierFinding = z.infer<typeof finding>;

const verified = z.object({
  kind: z.literal('verify-report'),
  version: z.literal(DOCUMENTS['verify-report']),
  findings: z.array(finding),
  tenants: z.array(
    z.object({
      tenant: z.string(),
      as: z.string(),
      outcome: z.enum(['ok', 'finding', 'inconclusive']),
      summary: z.object({ pass: z.number(), fail: z.number(), skip: z.number(), error: z.number() }),
      checks: z.array(z.object({ id: z.string(), status: z.string(), message: z.string() })),
      residue: z.array(z.object({ key: z.string(), expected: z.boolean() })),
    }),
  ),
});

const drifted = z.object({
  kind: z.literal('drift-report'),
  version: z.literal(DOCUMENTS['drift-report']),
  tenants: z.array(z.object({ name: z.string(), state: z.enum(['clean', 'drifted', 'incomplete']) })),
  findings: z.array(finding),
  incomplete: z.array(z.object({ tenant: z.string(), right: z.string(), message: z.string() })),
  ignoreList: z.array(
    z.object({ address: z.string(), attribute: z.string(), reason: z.string(), until: z.string() }),
  ),
});

const validated = z.object({
  kind: z.literal('validate-report'),
  version: z.literal(DOCUMENTS['validate-report']),
  findings: z.array(finding),
  tenants: z.array(
    z.object({
      tenant: z.string(),
      proven: z.boolean(),
      inconclusive: z.array(z.string()),
    }),
  ),
});

const document = z.discriminatedUnion('kind', [verified, drifted, validated]);

/** `file`: for what is said. Throws `UserError` for what is no such document, or of another version of the kit. */
export function earlierReport(file: string, text: string): EarlierReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(
      `${file} is not JSON: report takes what verify, drift and validate print with --json`,
    );
  }
  const { success, data } = document.safeParse(value);
  if (!success)
    throw new UserError(
      `${file} is not a report of this version: report takes what verify, drift and validate print with --json`,
    );
  if (data.kind === 'verify-report') return ofVerify(data);
  return data.kind === 'drift-report' ? ofDrift(data) : ofValidate(data);
}

function ofVerify({ findings, tenants }: z.infer<typeof verified>): EarlierReport {
  const notes = notesByTenant(findings.map((finding) => findingNote('verification', finding)));
  return {
    source: 'verification',
    tenants: tenants.map(({ tenant, as, outcome, summary, checks, residue }) => {
      const { pass, fail, skip, error } = summary;
      const left = residue.filter(({ expected }) => !expected);
      return {
        tenant,
        state: outcome,
        facts: [['verified', `${pass} passed, ${fail} failed, ${skip} skipped, ${error} in error, as ${as}`]],
        notes: [
          ...(notes.get(tenant) ?? []),
          ...checks
            .filter(({ status }) => status === 'error')
            .map(({ id, message }) => doubt('verification', `${id}: ${message}`)),
          ...left.map(({ key }) => doubt('verification', `left behind: ${key}`)),
        ],
      };
    }),
  };
}

const DRIFT_STATES = { clean: 'ok', drifted: 'finding', incomplete: 'inconclusive' } as const;

function ofDrift({ tenants, findings, incomplete, ignoreList }: z.infer<typeof drifted>): EarlierReport {
  const notes = notesByTenant([
    ...findings.map((finding) => findingNote('drift', finding)),
    ...incomplete.map((part) => unreadNote('drift', part)),
    ...ignoreList.map(acceptedNote),
  ]);
  return {
    source: 'drift',
    tenants: tenants.map(({ name, state }) => ({
      tenant: name,
      state: DRIFT_STATES[state],
      facts: [],
      notes: notes.get(name) ?? [],
    })),
  };
}

function ofValidate({ tenants, findings }: z.infer<typeof validated>): EarlierReport {
  const notes = notesByTenant(findings.map((finding) => findingNote('proof', finding)));
  return {
    source: 'proof',
    tenants: tenants.map(({ tenant, proven, inconclusive }) => ({
      tenant,
      state: inconclusive.length > 0 ? 'inconclusive' : proven ? 'ok' : 'finding',
      facts: [],
      notes: [...(notes.get(tenant) ?? []), ...inconclusive.map((text) => doubt('proof', text))],
    })),
  };
}

function findingNote(
  source: string,
  { tenant = '', severity, message, remediation }: EarlierFinding,
): TenantNote {
  return { tenant, note: { source, level: severity, text: message, remediation } };
}
