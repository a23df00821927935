/** By what stacks are made: this very code and the packages that it works with. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import bindings from '@cdktf/provider-aws/package.json';
import cdktf from 'cdktf/package.json';
import constructs from 'constructs/package.json';
import { digestOf } from './digest';

/** Where code lies that has a say in what stands in a stack. */
const ROOMS = ['config', 'policies', 'constructs', 'stacks'];
const CODE = /\.(?:js|ts|json)$/;

/** Another one where anything of it changed: in a clone the code changes without its version. */
export function madeBy(): string {
  const code = ROOMS.flatMap((room) => textsBelow(join(__dirname, '..', room)));
  return digestOf(bindings.version, cdktf.version, constructs.version, ...code);
}

function textsBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return textsBelow(path);
    return CODE.test(entry.name) ? [entry.name, readFileSync(path, 'utf8')] : [];
  });
}
