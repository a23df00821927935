/** `s3-handshake vendors` runs: the catalogue, and what is known of each vendor. */
import {
  catalogueJson,
  cataloguePages,
  catalogueTable,
  vendorCatalogue,
} from '../../actions/onboarding/vendor-catalogue';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import type { Context } from '../command';

export async function run(
  { ids, json }: { readonly ids: readonly string[]; readonly json: boolean },
  { project, stdout, stderr }: Context,
): Promise<ExitCode> {
  const catalogue = vendorCatalogue(project, ids, new Date());
  for (const problem of catalogue.problems) stderr(`${problem}\n`);
  if (json) stdout(catalogueJson(catalogue));
  else stdout(ids.length === 0 ? catalogueTable(catalogue) : cataloguePages(catalogue));
  return catalogue.problems.length > 0 ? EXIT.error : EXIT.ok;
}
