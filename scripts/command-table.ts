/** Every command, in the order in which `--help` lists them within their groups. */
import type { AnyCommand } from '../command-line/command';
import { adopt } from './commands/adopt';
import { bucketPolicy } from './commands/bucket-policy';
import { completion } from './commands/completion';
import { deploy, destroy, diff } from './commands/deploy';
import { deployerPolicy } from './commands/deployer-policy';
import { diagram } from './commands/diagram';
import { doctor } from './commands/doctor';
import { drift } from './commands/drift';
import { explain } from './commands/explain';
import { exportTerraform } from './commands/export';
import { handover } from './commands/handover';
import { init } from './commands/init';
import { keys } from './commands/keys';
import { lint } from './commands/lint';
import { localAws } from './commands/local-aws';
import { newTenant } from './commands/new';
import { organization } from './commands/organization';
import { policies } from './commands/policies';
import { reach } from './commands/reach';
import { report } from './commands/report';
import { resume } from './commands/resume';
import { revoke } from './commands/revoke';
import { rotate } from './commands/rotate';
import { set } from './commands/set';
import { status } from './commands/status';
import { suspend } from './commands/suspend';
import { validate } from './commands/validate';
import { vendors } from './commands/vendors';
import { verify } from './commands/verify';

export const COMMANDS: readonly AnyCommand[] = [
  init,
  doctor,
  localAws,
  explain,
  completion,
  newTenant,
  adopt,
  handover,
  exportTerraform,
  diff,
  deploy,
  destroy,
  status,
  validate,
  verify,
  drift,
  report,
  set,
  suspend,
  resume,
  revoke,
  rotate,
  keys,
  vendors,
  policies,
  reach,
  diagram,
  bucketPolicy,
  organization,
  deployerPolicy,
  lint,
];
