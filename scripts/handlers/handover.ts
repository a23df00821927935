/** `s3-handshake handover` runs: what to paste where, in the vendor's words. */

import { handOver } from '../../actions/handover/hand-over';
import { HANDOVER_FORMATS } from '../../actions/handover/handover-formats';
import { handoverText } from '../../actions/handover/handover-text';
import type { Context } from '../../command-line/command';
import { EXIT, type ExitCode } from '../../report/exit-codes';
import { documentHead, jsonDocument } from '../../report/json-document';
import { openReportFiles } from '../../report/report-file';

interface Values {
  readonly tenants: readonly string[];
  readonly files: boolean;
  readonly profile: string | undefined;
  readonly markdown: string | undefined;
  readonly html: string | undefined;
  readonly json: boolean;
}

export async function run(
  { tenants, files, profile, markdown, html, json }: Values,
  context: Context,
): Promise<ExitCode> {
  const { project, cwd, stdout } = context;
  const pages = openReportFiles(cwd, { markdown, html }, HANDOVER_FORMATS);
  const documents = await handOver(project, tenants, { profile, withFiles: files }, context);
  pages.write(documents);
  stdout(
    json
      ? jsonDocument({ ...documentHead('handover'), tenants: documents })
      : documents.map(handoverText).join('\n'),
  );
  return EXIT.ok;
}
