/**
 * Code that makes policies when it runs. What it makes is not told by its text, where values are computed, and its
 * language is not judged by the rules of JSON: such a place counts as unread, with what to lint instead.
 */
import type { PolicyText } from './policy-texts';

export interface CodeKind {
  /** `code for AWS's CDK`. */
  readonly is: string;
  /** What to lint instead. */
  readonly remedy: string;
}

const KINDS: readonly (CodeKind & { readonly sign: RegExp })[] = [
  {
    is: "code for AWS's CDK",
    sign: /aws-cdk-lib|@aws-cdk\/|\baws_cdk\b|\bawscdk\b|\bawsiam\.|Amazon\.CDK|\biam\.PolicyStatement\b|\bPolicyStatement\.(?:Builder|from_?[jJ]son)\b|\bPolicyDocument\.from_?[jJ]son\b/,
    remedy: 'run npx cdk synth and lint what it makes: s3-handshake lint cdk.out/*.template.json',
  },
  {
    is: 'code for CDK for Terraform',
    sign: /\bfrom ['"]cdktf['"]|@cdktf\/|\bcdktn\b|\bimports\.aws\b|\bDataAwsIamPolicyDocument\b/,
    remedy: 'run npx cdktf synth and lint what it makes: s3-handshake lint cdktf.out/stacks/*/cdk.tf.json',
  },
  {
    is: 'code for Pulumi',
    sign: /@pulumi\/|\bpulumi_aws\b|\bpulumi-aws\b|github\.com\/pulumi\/|\bPulumi\.Aws\b|com\.pulumi\.aws/,
    remedy: 'run pulumi preview --json > preview.json and lint that',
  },
  {
    is: 'code for Troposphere',
    sign: /\b(?:from|import) (?:awacs|troposphere)\b/,
    remedy: 'let it print its template as JSON and lint that',
  },
];

const PROGRAM: CodeKind = {
  is: 'code',
  remedy: 'let it print the policy as JSON and lint that',
};

/** Lines that only programs have: JavaScript and TypeScript, Python, Go, Java, C#, Ruby. */
const PROGRAM_LINE =
  /^[ \t]*(?:import\b.*\bfrom\s+['"]|import\s+['"]|(?:const|let|var) [\w{}, ]+ = require\(|export (?:default |abstract )?(?:class|const|function)\b|from [\w.]+ import \w|import \w[\w.]*(?: as \w+)?(?:, ?\w[\w.]*(?: as \w+)?)*[ \t]*$|def \w+\(.*\).*:|package \w+[ \t]*$|import [\w.]+;|(?:public|private) (?:static )?(?:final )?(?:class|void) |using [A-Z][\w.]*;|require ['"])/m;

/** Which code the text is or shows; undefined where it shows none. `isShown`: whether it is known to show some. */
export function codeIn(text: string, isShown = PROGRAM_LINE.test(text)): CodeKind | undefined {
  return KINDS.find(({ sign }) => sign.test(text)) ?? (isShown ? PROGRAM : undefined);
}

/** `code for AWS's CDK, which makes its policies when it runs; run …`. */
export function codeText({ is, remedy }: CodeKind): string {
  return `${is}, which makes its policies when it runs; ${remedy}`;
}

/** What stands before an object in code: a call, an assignment of a constant, a type, a return. */
const BEFORE =
  /(?:\b(?:const|let|var)\s+\w+(?:\s*:\s*[\w.<>[\], ]+)?\s*=|:=\s*[\w.[\]*{}]*|\breturn|=>\s*\(?|(?<!\bjsonencode)(?<=[\w$])\((?:[^(){}\n]*,)?|\b[\w.]*Props|\b(?:map\[\w+\][\w.{}*]+))\s*$/;
/** What stands in an object in code: templates, calls and constants as values, types. */
const INSIDE =
  /`[^`\n]*\$\{|(?<![\w"'])[fFr]"[^"\n]*"|(?<![\w"'])[fFr]'[^'\n]*'|\bJSON\.stringify\(|\bjson\.dumps\(|\bmap\[string\]|\[\]string\s*\{|\bEffect[._](?:ALLOW|DENY)\b|\b(?:List|Map|Set|Arrays|jsii)\.\w+\(|=>|["'\w)\]] \+ ["'\w]|\bnew \w[\w.]*\(/;
/** An assignment, where no configuration of Terraform's stands around it: Python, Ruby. */
const ASSIGNED = /(?:^|\n)[ \t]*[A-Za-z_][\w.]*(?:\s*:\s*[\w.[\], ]+)?\s*=\s*$/;

/** How far before an object what is said of it may stand, in characters. */
const NEAR = 300;

/** Whether what was read as JSON, with problems, is an object in code. */
export function isCode(text: string, { start, end, problems }: PolicyText): boolean {
  if (problems.length === 0 || text[start] !== '{') return false;
  const before = text.slice(Math.max(0, start - NEAR), start);
  return BEFORE.test(before) || ASSIGNED.test(before) || INSIDE.test(text.slice(start, end));
}
