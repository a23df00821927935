/**
 * What the rows of a table become: new files, all or none, or nothing where a file says the same already, so that a
 * table can be taken again after rows were added.
 */
import { isDeepStrictEqual } from 'node:util';
import { filesIn, pathOf, TENANTS } from '../../config/fleet/project-files';
import { tenantNameProblem } from '../../config/values/tenant-name';
import type { VendorProfile } from '../../config/vendor/vendor';
import { formatProblem, type Problem } from '../../config/yaml/problem';
import { readYamlFile } from '../../config/yaml/yaml-file';
import { candidates, judgeCandidates } from '../edit/candidate-project';
import type { Fields } from '../edit/field-value';
import { isMadeByCustomer, newExternalId } from '../edit/new-external-id';
import { type NewTenantFile, newTenantFile } from '../edit/tenant-file';
import { columnOfPath } from './columns';
import type { RowProblem } from './row-problem';
import type { Row, Table } from './tenant-table';

export interface Outcome {
  readonly row: number;
  readonly tenant: string;
  /** Path of the file, relative to the project. */
  readonly file: string;
  readonly becomes: 'new file' | 'the same already';
  /** What was made for it, such as an external ID. */
  readonly note: string;
}

export interface Import {
  readonly outcomes: readonly Outcome[];
  /** By name, the files to be written. Empty where there are problems. */
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly RowProblem[];
  /** What files that are no rows of the table would begin to suffer from. */
  readonly otherProblems: readonly string[];
  readonly notices: readonly string[];
}

/** What the rows would become, each judged by itself alone. */
export interface Proposal {
  readonly outcomes: readonly Outcome[];
  /** By tenants' names, the files that are new. */
  readonly files: ReadonlyMap<string, NewTenantFile>;
  readonly problems: readonly RowProblem[];
}

/** Writes nothing. `vendors`: the catalogue, by id. */
export function proposeImport(
  root: string,
  table: Table,
  vendors: ReadonlyMap<string, VendorProfile>,
): Proposal {
  const existing = new Set(filesIn(root, TENANTS).names);
  const problems = [...table.problems, ...nameProblems(table.rows)];
  const faulty = new Set(problems.map(({ row }) => row));
  const becoming = table.rows
    .filter(({ row }) => !faulty.has(row))
    .map((row) => candidateOf(root, row, existing, vendors));
  return {
    outcomes: becoming.map(({ outcome }) => outcome),
    files: new Map(becoming.flatMap(({ outcome, file }) => (file ? [[outcome.tenant, file] as const] : []))),
    problems: [...problems, ...becoming.flatMap((one) => one.problems)],
  };
}

/** The same by all rules, those between tenants too. Writes nothing. */
export function judgeImport(root: string, { outcomes, files, problems }: Proposal): Import {
  const judged = judgeCandidates(root, candidates(files));
  const rowOf = new Map(outcomes.map(({ file, row }) => [file, row]));
  const all = [...problems, ...judged.problems.flatMap((problem) => rowProblem(problem, rowOf))].sort(
    (one, other) => one.row - other.row,
  );
  const otherProblems = judged.problems.filter(({ file }) => !rowOf.has(file)).map(formatProblem);
  return {
    outcomes,
    texts: new Map(
      all.length + otherProblems.length > 0 ? [] : Array.from(files, ([name, { text }]) => [name, text]),
    ),
    problems: all,
    otherProblems,
    notices: judged.notices.map(formatProblem),
  };
}

function rowProblem(problem: Problem, rowOf: ReadonlyMap<string, number>): readonly RowProblem[] {
  const row = rowOf.get(problem.file);
  if (row === undefined) return [];
  return [{ row, column: columnOfPath(problem.path)?.name ?? problem.path, message: problem.message }];
}

/** A row is known by its tenant's name, so that comes first. */
function nameProblems(rows: readonly Row[]): readonly RowProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, fields }) => {
    const { tenant } = fields;
    if (typeof tenant !== 'string')
      return [{ row, column: 'tenant', message: "is missing: the tenant's name" }];
    const message = tenantNameProblem(tenant);
    if (message !== undefined) return [{ row, column: 'tenant', message }];
    const earlier = first.get(tenant);
    if (earlier !== undefined)
      return [{ row, column: 'tenant', message: `${tenant} stands in row ${earlier} already` }];
    first.set(tenant, row);
    return [];
  });
}

interface Candidate {
  readonly outcome: Outcome;
  /** Undefined where nothing is to be written. */
  readonly file: NewTenantFile | undefined;
  readonly problems: readonly RowProblem[];
}

function candidateOf(
  root: string,
  { row, fields }: Row,
  existing: ReadonlySet<string>,
  vendors: ReadonlyMap<string, VendorProfile>,
): Candidate {
  const tenant = String(fields.tenant);
  const file = pathOf(TENANTS, tenant);
  const vendor = vendors.get(String(fields.vendor));
  if (existing.has(tenant)) {
    const other = differenceFrom(readYamlFile(root, file).fields, fields);
    const outcome = { row, tenant, file, becomes: 'the same already' as const, note: '' };
    if (other === undefined) return { outcome, file: undefined, problems: [] };
    const message = `${file} is there already and says otherwise here; s3-handshake set changes it`;
    return {
      outcome,
      file: undefined,
      problems: [{ row, column: columnOfPath(other)?.name ?? other, message }],
    };
  }
  const made = needsExternalId(fields, vendor) && vendor ? newExternalId(vendor) : undefined;
  const complete = made === undefined ? fields : { ...fields, externalId: made };
  const note = made === undefined ? '' : `external ID ${made} was made for it`;
  return {
    outcome: { row, tenant, file, becomes: 'new file', note },
    file: newTenantFile(complete, vendor),
    problems: [],
  };
}

/** A two-phase vendor that may make it is waited for. */
function needsExternalId({ externalId, credentials }: Fields, vendor: VendorProfile | undefined): boolean {
  if (!vendor || credentials === 'access-key' || externalId !== undefined || !isMadeByCustomer(vendor))
    return false;
  const { support, madeBy } = vendor.externalId;
  return support === 'required' && (madeBy === 'customer' || vendor.phases === 1);
}

/** The first of the row's fields in which the file says something else. An ID that was made is not in the row. */
function differenceFrom(file: Fields | undefined, row: Fields): string | undefined {
  if (file === undefined) return 'tenant';
  return Object.keys(row).find((name) => !isDeepStrictEqual(row[name], file[name]));
}
