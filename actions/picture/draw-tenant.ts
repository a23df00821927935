/** `diagram`: a tenant's picture in a form that can be put into a page or a file. */
import { selectTenant } from '../../config';
import { type ExitCode, exitCodeFor } from '../../report/exit-codes';
import { mermaid } from '../../report/picture/mermaid';
import { svgFile, type Theme } from '../../report/picture/svg-file';
import { type ActionHost, readProject } from '../host';
import { type PictureOptions, readPicture } from './read-picture';

export interface DrawOptions extends PictureOptions {
  readonly format: 'svg' | 'mermaid';
  readonly theme: Theme;
}

export interface Drawing {
  readonly text: string;
  readonly inconclusive: readonly string[];
  /** 2 where what is deployed differs from the file. */
  readonly exitCode: ExitCode;
}

/** `root`: the project's folder; `name`: the tenant's. Throws `UserError`. */
export async function drawTenant(
  root: string,
  name: string,
  options: DrawOptions,
  host: ActionHost,
): Promise<Drawing> {
  const project = await readProject(root, { tenants: [name] }, host.signal);
  const tenant = selectTenant(project, name);
  const { picture, differences, inconclusive } = await readPicture(project, tenant, options, host);
  const text = options.format === 'svg' ? svgFile(picture, options.theme) : mermaid(picture);
  const exitCode = exitCodeFor({
    isInconclusive: inconclusive.length > 0,
    hasFindings: differences.length > 0,
  });
  return { text, inconclusive, exitCode };
}
