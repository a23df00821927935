/** A project in a repository of git of its own, at two moments: what is committed, and what lies in the folder now. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type AProject, aProject } from '../onboarding/a-project';

/** Nothing of who runs the tests: neither the user's settings nor a repository around. */
export const GIT_ENV: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.com',
  GIT_COMMITTER_NAME: 'somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.com',
};

/** By tenant, what its file holds. */
export type Files = Readonly<Record<string, string>>;

export interface ARepository extends AProject {
  git(...args: readonly string[]): string;
  /** Makes these the only tenants there are. */
  hold(files: Files): void;
  /** Commits what is there. */
  commit(): void;
}

export function aRepository(): ARepository {
  const project = aProject();
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...args], { cwd: project.folder, env: GIT_ENV, encoding: 'utf8', stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  return {
    ...project,
    run: (argv, io) => project.run(argv, { env: GIT_ENV, ...io }),
    git,
    hold(files) {
      for (const name of project.tenants()) rmSync(join(project.folder, 'tenants', name));
      for (const [name, text] of Object.entries(files)) project.write(`tenants/${name}.yaml`, text);
    },
    commit() {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message=as it was');
    },
  };
}
