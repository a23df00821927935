/** `docs/cli.md`: every command with its operands and options, from the table by which the command line itself works. */
import { type AnyCommand, type Command, flagOf, GROUPS, isGroup } from '../command-line/command';
import { GLOBAL_OPTIONS } from '../command-line/global-options';
import type { OptionTable } from '../command-line/option';
import { markdownText } from '../report/markdown';

export function cliPage(commands: readonly AnyCommand[]): string {
  return `${[
    '<!-- made by npm run schema -->',
    '# Commands',
    'As `npx s3-handshake <command> --help` prints them. Every command also takes:',
    optionsOf(GLOBAL_OPTIONS),
    'Exit codes: **0** as it should be, **1** inconclusive, **2** a finding, 130 interrupted.',
    ...GROUPS.flatMap((group) => [
      `## ${group}`,
      ...commands.filter((command) => command.group === group).flatMap(sectionsOf),
    ]),
  ].join('\n\n')}\n`;
}

function sectionsOf(command: AnyCommand): readonly string[] {
  if (!isGroup(command)) return sectionOf(command, command.name);
  return command.commands.flatMap((each) => sectionOf(each, `${command.name} ${each.name}`));
}

function sectionOf(
  { summary, operands, options, examples, notes }: Command,
  name: string,
): readonly string[] {
  const rows = Object.values(operands).map((operand) => [`\`${operand.name}\``, markdownText(operand.says)]);
  return [
    `### ${name}`,
    markdownText(summary),
    ...(rows.length === 0 ? [] : [tableOf(['Operand', 'What it is'], rows)]),
    ...(Object.keys(options).length === 0 ? [] : [optionsOf(options)]),
    ...(examples.length === 0
      ? []
      : [
          [
            '```sh',
            ...examples.flatMap(({ line, says }) => [`# ${says}`, `npx s3-handshake ${line}`]),
            '```',
          ].join('\n'),
        ]),
    ...(notes.length === 0 ? [] : [markdownText(notes.join(' '))]),
  ];
}

function optionsOf(options: OptionTable): string {
  return tableOf(
    ['Option', 'What it does'],
    Object.entries(options).map(([key, { says, placeholder, fallback }]) => {
      const byDefault =
        typeof fallback === 'string' || typeof fallback === 'number' ? `; default: ${fallback}` : '';
      return [
        `\`${flagOf(key)}${placeholder === undefined ? '' : ` <${placeholder.replaceAll('|', '\\|')}>`}\``,
        markdownText(`${says}${byDefault}`),
      ];
    }),
  );
}

/** Cells are markdown already. */
function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
