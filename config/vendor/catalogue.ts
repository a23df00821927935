/**
 * Which vendors there are: the profiles that come with the kit, and those of the project's own `vendors/`, which adds to
 * them or overrides them by name.
 */

import { isAbsolute, relative, sep } from 'node:path';
import { filesIn, pathOf, VENDORS } from '../fleet/project-files';
import { KIT_HOME } from '../kit-home';
import { UserError } from '../user-error';
import type { Problem } from '../yaml/problem';

export interface Catalogue {
  /** In order. */
  readonly ids: readonly string[];
  /** What lies in the project's own folder and is not taken up. */
  readonly problems: readonly Problem[];
  /** Path of a profile's file, with `/`: relative to the project where it lies below it, else absolute. */
  fileOf(id: string): string;
}

/** The catalogue of the project in `root`. Throws `UserError` where the kit's own is not there. */
export function catalogueOf(root: string): Catalogue {
  const { names: own, problems } = filesIn(root, VENDORS);
  const ownIds = new Set(own);
  const kit = filesIn(KIT_HOME, VENDORS).names;
  if (kit.length === 0)
    throw new UserError(
      `the catalogue of vendors is missing: ${KIT_HOME}/${VENDORS} holds no profile; install the kit again`,
    );
  const kitFolder = below(root, KIT_HOME);
  return {
    ids: [...new Set([...kit, ...own])].sort(),
    problems,
    fileOf: (id) =>
      ownIds.has(id) || kitFolder === '' ? pathOf(VENDORS, id) : `${kitFolder}/${pathOf(VENDORS, id)}`,
  };
}

/** `folder` as seen from `root`, empty where it is the same. */
function below(root: string, folder: string): string {
  const path = relative(root, folder);
  const outside = isAbsolute(path) || path.split(sep)[0] === '..';
  return (outside ? folder : path).replaceAll(sep, '/');
}
