/** Node, the kit, and the programs that the kit runs. */
import { KIT_HOME } from '../../config/kit-home';
import type { ProgramOptions } from '../../toolchain/ask-program';
import { MOTO_VERSION, motoState } from '../../toolchain/moto-install';
import { lacksLink } from '../../toolchain/program-link';
import { MIRROR_VARIABLE, providerState } from '../../toolchain/provider';
import { chosenPublisher, fetchedTerraform, LEAST_VERSION, terraformState } from '../../toolchain/terraform';
import type { Part } from './part';

/** https://nodejs.org/en/about/previous-releases; AWS's SDK for JavaScript requires 22 from January 2027. */
const NODE = { least: 20, recommended: 22 } as const;
const FIX = 's3-handshake doctor --fix fetches it';

/** `version` as `process.versions.node` says it. */
export function nodePart(version: string): Part {
  const major = Number.parseInt(version, 10);
  const base = { part: 'node', version } as const;
  if (major < NODE.least)
    return {
      ...base,
      state: 'finding',
      message: `Node ${version} is too old: ${NODE.least} is the least`,
      remediation: 'install Node 22 or 24 (https://nodejs.org)',
    };
  if (major < NODE.recommended)
    return {
      ...base,
      state: 'advice',
      message: `Node ${version} works, and is out of support since April 2026`,
      remediation: "install Node 22 or 24 (https://nodejs.org); AWS's SDK requires 22 from January 2027",
    };
  return { ...base, state: 'ok', message: `Node ${version}` };
}

export function kitPart(): Part {
  const { version }: { version: string } = require(`${KIT_HOME}/package.json`);
  return { part: 'kit', state: 'ok', version, place: KIT_HOME, message: `s3-handshake ${version}` };
}

export async function terraformPart(project: string, options: ProgramOptions): Promise<Part> {
  const { name, page } = chosenPublisher(options.env);
  const found = await terraformState(project, options);
  const remediation = /[\\/]/.test(found.program)
    ? `TERRAFORM_BINARY_NAME names ${found.program}: let it name ${name} ${LEAST_VERSION} or later`
    : `${FIX}; or install ${name} ${LEAST_VERSION} or later (${page})`;
  switch (found.state) {
    case 'fit': {
      const { version, program } = found;
      const base = { part: 'terraform', version, place: program } as const;
      const isLost = program === fetchedTerraform(project, options.env) && lacksLink(project, program);
      if (!isLost) return { ...base, state: 'ok', message: `${name} ${version}` };
      return {
        ...base,
        state: 'advice',
        message: `${name} ${version} is there, and npx cdktf does not find it`,
        remediation: 's3-handshake doctor --fix links it beside cdktf: npm ci takes the link away',
      };
    }
    case 'outdated':
      return {
        part: 'terraform',
        state: 'finding',
        version: found.version,
        place: found.program,
        message: `${name} ${found.version} is too old: ${LEAST_VERSION} is the least`,
        remediation,
      };
    case 'missing':
      return { part: 'terraform', state: 'finding', message: `${name} was not found`, remediation };
  }
}

export function providerPart(project: string, env: NodeJS.ProcessEnv): Part {
  const found = providerState(project, env);
  const { version } = found;
  const base = { part: 'provider', version } as const;
  if (found.state === 'fit')
    return { ...base, state: 'ok', place: found.mirror, message: `the AWS provider ${version}` };
  if (found.state === 'found')
    return {
      ...base,
      state: 'advice',
      place: found.mirror,
      message: `the AWS provider ${version} is there, and Terraform is not told where`,
      remediation: 's3-handshake doctor --fix tells it; without, each stack fetches it from the registry',
    };
  return {
    ...base,
    state: 'advice',
    message: `the AWS provider ${version} is not on this machine: each stack fetches it from the registry`,
    remediation: `s3-handshake doctor --fix fetches it once; or ${MIRROR_VARIABLE} names a mirror`,
  };
}

export async function motoPart(project: string, options: ProgramOptions): Promise<Part> {
  const found = await motoState(project, options);
  if (found.state === 'fit')
    return {
      part: 'moto',
      state: 'ok',
      place: found.server,
      message: `moto ${MOTO_VERSION}, for the embedded AWS`,
    };
  const missing = found.python === undefined ? 'Python 3 and moto are' : 'moto is';
  return {
    part: 'moto',
    state: 'advice',
    message: `${missing} missing: s3-handshake local-aws does not start; nothing else needs it`,
    remediation: 's3-handshake doctor --fix installs it',
  };
}
