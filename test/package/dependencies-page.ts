/**
 * Writes `docs/dependencies.md`: what is installed with the kit, under which licences, and when each package was last
 * released. The dates are the registry's of the day on which the page is made: `npm run docs:dependencies`.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../a-tenant';
import { alignedTable } from '../aligned-table';
import remarks from './dependency-remarks.json';
import { PEERS, PRODUCTION, type ShippedPackage } from './shipped-packages';

/** The last release of a package by the registry. */
interface Release {
  readonly version: string;
  /** `2026-11-28`. */
  readonly day: string;
}

/** Years without a release after which a package is named with what would replace it. */
export const QUIET_YEARS = 2;

export const PAGE = join(ROOT, 'docs', 'dependencies.md');

/** By npm's own client, which asks its cache first. */
function lastRelease(name: string): Release {
  const answer = execFileSync(
    'npm',
    ['view', name, 'dist-tags.latest', 'time', '--json', '--prefer-offline'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  const { 'dist-tags.latest': version, time } = JSON.parse(answer) as {
    readonly 'dist-tags.latest': string;
    readonly time: Readonly<Record<string, string>>;
  };
  const day = time[version]?.slice(0, 10);
  if (day === undefined) throw new Error(`the registry does not say when ${name} ${version} was released`);
  return { version, day };
}

/** Whether a release of `day` lies so long before `today` that somebody should look at the package. */
export function isQuiet(day: string, today: string): boolean {
  return Date.parse(today) - Date.parse(day) > QUIET_YEARS * 365.25 * 86_400_000;
}

function page(today: string): string {
  const row = ({ name, version, licence, neededBy }: ShippedPackage, needs: boolean) => {
    const { version: latest, day } = lastRelease(name);
    return [`\`${name}\``, version, licence, latest, day, ...(needs ? [inShort(neededBy)] : [])];
  };
  const production = PRODUCTION.map((each) => row(each, true));
  const peers = PEERS.map((each) => row(each, false));
  const quiet = [...production, ...peers].filter(([, , , , day = '']) => isQuiet(day, today));
  const named = [
    ...new Set([
      ...Object.keys(remarks.archived).map((name) => `\`${name}\``),
      ...quiet.map(([name = '']) => name),
    ]),
  ];
  const said = named.map((name) => {
    const bare = name.replaceAll('`', '');
    const says = { ...remarks.quiet, ...remarks.archived }[bare as keyof typeof remarks.quiet];
    if (says === undefined) throw new Error(`${bare}: say in dependency-remarks.json what would replace it`);
    return `- ${name}: ${says}`;
  });
  const head = ['Package', 'Version', 'Licence', 'Last release', 'Date'];
  return `${[
    '# Dependencies',
    `What \`npm ci --omit=dev\` installs, by the lock file, with what the npm registry said on ${today}. Made by \`npm run docs:dependencies\`. A mirror of the registry may show the day on which it copied a release.`,
    `## Production: ${production.length} packages`,
    alignedTable([...head, 'Needed by'], production),
    '## Peers',
    "They come with the user's project, which states their versions.",
    alignedTable(head, peers),
    `## Archived, or without a release for ${QUIET_YEARS} years`,
    said.join('\n'),
  ].join('\n\n')}\n`;
}

/** The first three, and how many more there are. */
export function inShort(names: readonly string[]): string {
  const first = names.slice(0, 3).map((name) => `\`${name}\``);
  return `${first.join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}

if (require.main === module) writeFileSync(PAGE, page(new Date().toISOString().slice(0, 10)));
