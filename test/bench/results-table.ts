/** The results of the benchmarks as a page: a heading and a table for each. */
import { markdownTable, markdownText } from '../../report/markdown';

/** What `--json` of a benchmark gave, and when and where. */
export interface BenchResult {
  readonly machine: string;
  /** One-minute load of the machine before it began: above 1 the times are those of a busy machine. */
  readonly load: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly commit: string;
  readonly document: unknown;
}

export type BenchResults = Readonly<Record<string, BenchResult>>;

const HEAD = `# Benchmarks

\`npm run bench\` runs them, one after the other, and writes \`results.json\`, from which this page is made; \`npm run
bench -- synth validate\` runs those alone and keeps the others; \`npm run bench -- deploy --tenants 8\` runs a part of one
that takes hours. Each puts what it measures beside a peer in the same run,
in turns: times of one machine mean little, ratios mean much. \`most\` is the limit that a benchmark holds itself to.
`;

export function resultsPage(results: BenchResults): string {
  const parts = Object.entries(results).map(([name, { machine, load, date, commit, document }]) => {
    const said = `${date}, commit ${commit}, ${machine}, load ${load}`;
    return `## ${name}\n\n${markdownText(said)}\n\n${tableOf(document)}`;
  });
  return [HEAD, ...parts].join('\n');
}

/** Its rows where it has some; else its ratios, a row each. */
function tableOf(document: unknown): string {
  const { rows, ratios } = (Array.isArray(document) ? { rows: document } : document) as {
    readonly rows?: readonly Readonly<Record<string, unknown>>[];
    readonly ratios?: Readonly<Record<string, unknown>>;
  };
  const all =
    rows ?? Object.entries(ratios ?? {}).map(([ratio, value]) => ({ ratio, value: rounded(value) }));
  const columns = [...new Set(all.flatMap((row) => Object.keys(row)))];
  const cells = all.map((row) =>
    columns.map((column) => String((row as Record<string, unknown>)[column] ?? '')),
  );
  return markdownTable(columns, cells);
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(3)) : value;
}
