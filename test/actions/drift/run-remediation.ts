/** Does what a finding's remediation says: the commands in it, in their order. */
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import type { AdminClients } from './admin';

/** How a deployment and other commands of the kit's own are run. */
export interface Runner {
  readonly clients: AdminClients;
  deploy(tenant: string): Promise<void>;
  kit(argv: readonly string[]): Promise<void>;
}

const COMMAND =
  /\b(?:cdktf synth|terraform -chdir=[^;,]+|s3-handshake [\w-]+ [\w-]+(?: --\w+)?|aws (?:s3api|s3control|iam) (?:'[^']*'|[^;,'])+)/g;

/** What comes after `if it is intended` is the other way, and is not run. */
export function commandsIn(remediation: string): readonly string[] {
  const [first = ''] = remediation.split('; if it is intended');
  return [...first.matchAll(COMMAND)].map(([command]) => command.trim());
}

export async function runRemediation(remediation: string, runner: Runner): Promise<void> {
  const commands = commandsIn(remediation);
  if (commands.length === 0) throw new Error(`there is no command in: ${remediation}`);
  for (const command of commands) {
    const [program, ...argv] = words(command);
    if (program === 's3-handshake' && argv[0] === 'deploy') await runner.deploy(argv[1] ?? '');
    else if (program === 's3-handshake') await runner.kit(argv);
    else await runAws(argv, runner.clients);
  }
}

function words(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

const SERVICES = {
  s3api: ['s3', s3],
  s3control: ['s3Control', s3Control],
  iam: ['iam', iam],
} as const;

/** As the AWS CLI sends it: names in Pascal case, `{…}` as JSON, `A=b` as a structure. */
async function runAws([service = '', operation = '', ...options]: readonly string[], clients: AdminClients) {
  const [name, commands] = SERVICES[service as keyof typeof SERVICES];
  const Command = (commands as unknown as Record<string, new (input: unknown) => never>)[
    `${pascal(operation)}Command`
  ];
  if (!Command) throw new Error(`there is no command aws ${service} ${operation}`);
  const input: Record<string, unknown> = {};
  for (let at = 0; at < options.length; at += 2)
    input[pascal((options[at] ?? '').replace(/^--/, ''))] = valueIn(options[at + 1] ?? '');
  const client = clients[name] as unknown as { send(command: unknown): Promise<unknown> };
  await client.send(new Command(input));
}

function pascal(name: string): string {
  if (name === 'acl') return 'ACL';
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function valueIn(text: string): unknown {
  if (text.startsWith('{')) return JSON.parse(text);
  const [, key, value] = /^(\w+)=(\w+)$/.exec(text) ?? [];
  return key === undefined ? text : { [key]: value };
}
