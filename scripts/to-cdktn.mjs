// Moves the project from cdktf to its successor, CDK Terrain (cdktn). Without arguments it shows what would change and
// writes nothing. With a folder it writes a moved copy there; with --write it changes the clone that it is called in.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Versions that fit each other: the bindings ask for this library, and the command line for this Node. */
const CDKTN = '0.24.0';
const BINDINGS = '25.7.0';
const NODE = '22.19';

/** Files that speak of cdktf itself, or are made from others. */
const UNTOUCHED =
  /^(?:package-lock\.json|CHANGELOG\.md|scripts\/to-cdktn\.mjs|test\/(?:successor\/|scripts\/to-cdktn).*)$/;
const TEXT = /\.(?:[cm]?[jt]s|json|md|ya?ml|snap)$/;

/** In this order; versions go with the name, so they come first. The third says in which files alone. */
const RENAMES = [
  [/"cdktf": "(\^?)[\d.]+"/g, `"cdktn": "$1${CDKTN}"`],
  [/"cdktf-cli": "(\^?)[\d.]+"/g, `"cdktn-cli": "$1${CDKTN}"`],
  [/"@cdktf\/provider-aws": "(\^?)[\d.]+"/g, `"@cdktn/provider-aws": "$1${BINDINGS}"`],
  [/"constructs": "\^10\.[\d.]+"/g, '"constructs": ">=10.6.0 <10.8.0"'],
  [/"node": ">= ?20[\d.]*"/g, `"node": ">=${NODE}"`],
  [/\bNODE_MAJOR = 20\b/g, 'NODE_MAJOR = 22'],
  [/^## The status of CDKTF\n[\s\S]*?(?=\n+## |\n*$(?![\s\S]))/m, statusOfCdktn()],
  [/\bNode 20\b/g, 'Node 22', /\.md$/],
  // cdktn keeps the names of the files. A version behind the name says something of that version of cdktf, and an
  // address on the web leads to a page about cdktf.
  [/(?<!https:\/\/\S*)\bcdktf\b(?!\.(?:json|out)\b| \d)/g, 'cdktn'],
];

function statusOfCdktn() {
  return `## The status of CDK Terrain

This repository was moved from CDK for Terraform, which HashiCorp archived on 2025-12-10, to its successor
[CDK Terrain](https://github.com/open-constructs/cdk-terrain) (\`cdktn\`). The files \`cdktf.json\` and \`cdktf.out\`, the
variables \`CDKTF_*\` and the ids of all constructs are what they were.`;
}

function plan(root) {
  const files = git(root, 'ls-files', '-co', '--exclude-standard', '-z')
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)));
  return files.map((file) => {
    if (!TEXT.test(file) || UNTOUCHED.test(file)) return { file, places: 0 };
    let text = readFileSync(join(root, file), 'utf8');
    let places = 0;
    for (const [pattern, replacement, only = TEXT] of RENAMES)
      if (only.test(file))
        text = text.replace(pattern, (...found) => {
          places += 1;
          return replacement.replace('$1', found[1]);
        });
    return { file, places, text };
  });
}

function git(root, ...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    throw new Error(`${root} is not a git clone, and the list of files comes from git`);
  }
}

function summary(changes) {
  const changed = changes.filter(({ places }) => places > 0);
  return [
    ...changed.map(({ file, places }) => `  ${file}: ${places === 1 ? '1 place' : `${places} places`}`),
    `${changed.length} files change: cdktf becomes cdktn ${CDKTN}, @cdktf/provider-aws becomes @cdktn/provider-aws ${BINDINGS}.`,
    `It needs Node ${NODE} or later.`,
    'It also moves the AWS provider from version 5 to version 6. State moves forward only: what version 6 has written,',
    'version 5 cannot read. Keep a copy of every state before the first deployment.',
  ].join('\n');
}

/** What is left to do by hand, in this order. */
const NEXT = [
  'Next:',
  '  npm install                          # writes package-lock.json anew',
  '  npm test',
  '  npx cdktn diff <tenant>              # read the plan of every tenant: nothing may be replaced',
  '  npx cdktn deploy <tenant>            # one tenant first',
].join('\n');

function main([target, ...others]) {
  const root = process.cwd();
  if (others.length > 0 || (target?.startsWith('-') && target !== '--write'))
    throw new Error('usage: node scripts/to-cdktn.mjs [FOLDER | --write]');
  const changes = plan(root);
  console.log(summary(changes));
  if (target === undefined) {
    console.log('Nothing was written. Name a folder for a moved copy, or --write to change this clone.');
    return;
  }
  const folder = target === '--write' ? root : resolve(target);
  if (folder !== root && existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty: name a folder that is not there yet`);
  if (folder === root && git(root, 'status', '--porcelain') !== '')
    throw new Error(
      'there are changes that are not committed: commit or stash them first, git is the way back',
    );
  for (const { file, places, text } of changes) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    // The copy keeps what may be executed; the text is written into it.
    if (folder !== root) copyFileSync(join(root, file), join(folder, file));
    if (places > 0) writeFileSync(join(folder, file), text);
  }
  console.log(`Written to ${folder}.\n${NEXT}`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`to-cdktn: ${error.message}`);
  process.exitCode = 1;
}
