/** The project's folder, and what is wrong with its files. */
import type { Project } from '../../config/fleet/project';
import { counted } from '../../report/finding-words';
import type { Part } from './part';

/** `project`: undefined where none was found; `missing` says then where it was looked for. */
export function projectPart(project: Project | undefined, missing: string): Part {
  if (project === undefined)
    return {
      part: 'project',
      state: 'finding',
      message: missing,
      remediation: 's3-handshake init <folder> makes one',
    };
  const { root, tenantNames, problems } = project;
  const count = counted(tenantNames.length, 'tenant');
  if (problems.length === 0)
    return { part: 'project', state: 'ok', place: root, message: `a project with ${count}` };
  const files = new Set(problems.map(({ file }) => file)).size;
  return {
    part: 'project',
    state: 'finding',
    place: root,
    message: `a project with ${count}, and ${counted(problems.length, 'problem')} in ${files} of its files`,
    remediation: 's3-handshake validate says what is wrong, and where',
  };
}
