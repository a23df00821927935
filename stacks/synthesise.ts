/**
 * From a project's files to its stacks, for one tenant or ten thousand. cdktf makes all of an app and keeps it; here each
 * stack is made by itself, only where it is not there already, and in several threads where there are many.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject, sharersOf } from '../config';
import type { Adoption } from '../config/adoption/adoption';
import { readAdoption } from '../config/adoption/adoption-file';
import type { Project } from '../config/fleet/project';
import type { Tenant } from '../config/tenant/tenant';
import { UserError } from '../config/user-error';
import { localAws } from '../config/values/local-aws';
import { matchesAny } from '../config/values/name-pattern';
import { visible } from '../config/values/visible';
import { formatProblem, type Problem } from '../config/yaml/problem';
import { deployableTenants } from '../policies/deployable';
import { digestOf } from './digest';
import { type Annotation, MANIFEST, manifestText } from './manifest';
import type { StackOrder } from './stack-order';
import { isUnchanged, orderDigest, readRecord, type SynthesisedStack, writeRecord } from './synthesis-record';
import { writeShards } from './write-shards';

/** How `cdktf synth --hcl` asks for the other form. */
const HCL = /^(?:true|1)$/;

export interface Synthesis {
  readonly root: string;
  /** The folder of all stacks. */
  readonly out: string;
  readonly env: NodeJS.ProcessEnv;
  readonly threads: number;
  /** By what the stacks are made, and of what: digests. */
  readonly madeBy: string;
  readonly project: string | undefined;
}

/** Writes the stacks and the manifest. Throws `UserError` with what is wrong in the files that were asked for. */
export async function synthesise({ root, out, env, threads, madeBy, project }: Synthesis): Promise<void> {
  const patterns = listOf(env.HANDSHAKE_TENANTS);
  const loaded = loadProject(root, { tenants: patterns });
  const { tenants, leftOut } = deployableTenants(loaded, patterns);
  const at = Date.now();
  const warnings = leftOut.map(warningOf);
  const asked = tenants.map((tenant) => {
    const { adoption, problem } = adoptionOf(root, tenant);
    if (problem !== undefined) warnings.push(visible(problem));
    const order = { ...orderFor(loaded, tenant, env), adoption };
    return { name: tenant.name, order, digest: orderDigest(root, order) };
  });
  if (HCL.test(env.SYNTH_HCL_OUTPUT ?? '')) {
    const { writeHcl } = require('./write-hcl') as typeof import('./write-hcl');
    return writeHcl(
      out,
      asked.map(({ order }) => order),
      warnings,
    );
  }
  const last = readRecord(out, madeBy);
  const toMake = asked.filter(({ name, digest }) => !isUnchanged(out, name, digest, last.stacks[name]));
  const texts = await writeShards(
    out,
    toMake.map(({ order }) => order),
    threads,
  );
  const made = toMake.map(({ name, digest }, index): [string, SynthesisedStack] => [
    name,
    { order: digest, text: texts[index] ?? '' },
  ]);
  const names = tenants.map(({ name }) => name);
  const manifest = manifestText(names, annotationsOf(warnings));
  writeFileSync(join(out, MANIFEST), manifest);
  const isClean = warnings.length === 0 && project !== undefined;
  writeRecord(out, {
    madeBy,
    stacks: { ...last.stacks, ...Object.fromEntries(made) },
    ...(isClean ? { whole: { project, manifest: digestOf(manifest), names, at } } : {}),
  });
}

/** Names, comma-separated, in a variable of the environment. */
function listOf(value: string | undefined): readonly string[] {
  return (value ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}

function orderFor(project: Project, tenant: Tenant, env: NodeJS.ProcessEnv): Omit<StackOrder, 'adoption'> {
  return {
    tenant,
    sharers: sharersOf(project, tenant),
    state: project.fleet.state,
    localAws: localAws(env),
    allowReplacement: matchesAny(listOf(env.HANDSHAKE_ALLOW_REPLACE), tenant.name),
    allowLoss: matchesAny(listOf(env.HANDSHAKE_ALLOW_LOSS), tenant.name),
  };
}

/** A record that cannot be read is none: the tenant's own plan fails, and no other's. */
function adoptionOf(
  root: string,
  { name, adopt }: Tenant,
): { readonly adoption: Adoption | undefined; readonly problem?: string } {
  if (adopt.length === 0) return { adoption: undefined };
  try {
    return { adoption: readAdoption(root, name) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { adoption: undefined, problem: error.message };
  }
}

/** A broken file blocks no other tenant, and is not passed over in silence either. */
function annotationsOf(warnings: readonly string[]): readonly Annotation[] {
  if (warnings.length === 0) return [];
  const { AnnotationMetadataEntryType } = require('cdktf') as typeof import('cdktf');
  return warnings.map((message) => ({ level: AnnotationMetadataEntryType.WARN, message }));
}

function warningOf(problem: Problem): string {
  return `left out: ${visible(formatProblem(problem))}`;
}
