import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTerraform } from '../../terraform/terraform-program';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's3-handshake-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['is not there', undefined],
  ['may not be run', 0o600],
])('a Terraform that %s is told in one line', async (_, mode) => {
  const program = join(folder, 'terraform');
  if (mode !== undefined) writeFileSync(program, '', { mode });
  const run = runTerraform(['version'], { cwd: folder, env: { TERRAFORM_BINARY_NAME: program } });
  await expect(run).rejects.toThrow(/^Terraform does not start \(spawn .*\): s3-handshake doctor says .*$/);
});
