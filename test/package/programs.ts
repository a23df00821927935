/** The package as somebody installs it, in a folder of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../terraform/child-process';
import { terraformEnvironment } from '../../terraform/environment';
import { ROOT } from '../a-tenant';

export interface Shell {
  readonly folder: string;
  /** What the program printed. Throws with it where the program did not end with `code`. */
  run(line: string, code?: number): Promise<string>;
}

export function shellIn(folder: string, env: NodeJS.ProcessEnv): Shell {
  return {
    folder,
    async run(line, code = 0) {
      const result = await runChild('sh', ['-c', line], { cwd: folder, env });
      if (result.code !== code)
        throw new Error(`${line} ended with ${result.code}, not ${code}:\n${result.output}`);
      return result.output;
    },
  };
}

/**
 * What stands for the registry, which the tests do not reach: where Terraform finds the provider, as set-up has written
 * it for the project in `root`.
 */
export function providerFrom(root: string): NodeJS.ProcessEnv {
  const { TERRAFORM_BINARY_NAME: _program, ...settings } = terraformEnvironment(root, {});
  return settings;
}

export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 's3-handshake-package-'));
}

/** Packs the kit as it stands, under a version of its own. Answers the tarball's path. */
export async function packed(folder: string, version: string, env: NodeJS.ProcessEnv): Promise<string> {
  const stage = join(folder, `unpacked-${version}`);
  mkdirSync(stage);
  const kit = shellIn(ROOT, env);
  await kit.run(`npm pack --ignore-scripts --silent --pack-destination ${stage}`);
  const inStage = shellIn(stage, env);
  await inStage.run('tar xzf *.tgz');
  const manifest = JSON.parse(await inStage.run('cat package/package.json')) as Record<string, unknown>;
  writeFileSync(join(stage, 'package', 'package.json'), JSON.stringify({ ...manifest, version }, null, 2));
  const file = join(folder, `s3-handshake-${version}.tgz`);
  await inStage.run(`tar czf ${file} package`);
  rmSync(stage, { recursive: true });
  return file;
}
