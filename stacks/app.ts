/**
 * cdktf's app: every tenant's file becomes a stack. From the environment come HANDSHAKE_TENANTS (names or patterns with
 * `*` and `?`, comma-separated: only those are built), HANDSHAKE_ALLOW_REPLACE (likewise: what may be replaced),
 * HANDSHAKE_ALLOW_LOSS (likewise: what adopting may take away) and the place of the embedded AWS.
 */
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { errorWords } from '../config/user-error';
import { visibleLines } from '../config/values/visible';
import { madeBy } from './made-by';
import { projectDigest } from './project-digest';
import { isWhole, readRecord } from './synthesis-record';

async function run(env: NodeJS.ProcessEnv, root: string): Promise<void> {
  const out = env.CDKTF_OUTDIR ?? 'cdktf.out';
  const code = madeBy();
  const project = projectDigest(root, env);
  if (isWhole(out, readRecord(out, code), project)) return;
  mkdirSync(out, { recursive: true });
  const { synthesise } = require('./synthesise') as typeof import('./synthesise');
  await synthesise({ root, out, env, threads: availableParallelism(), madeBy: code, project });
}

run(process.env, process.cwd()).catch((error: unknown) => {
  process.stderr.write(
    `${visibleLines(errorWords(error, Boolean(process.env.HANDSHAKE_DEBUG), 'HANDSHAKE_DEBUG=1'))}\n`,
  );
  process.exitCode = 1;
});
