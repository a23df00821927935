/** `npm run local-aws`: the embedded AWS for a shell, with what cdktf and Terraform need there too. */
import { dirname } from 'node:path';
import { terraformEnvironment } from '../terraform/environment';

for (const [name, value] of Object.entries(terraformEnvironment(dirname(__dirname), {})))
  process.stdout.write(`export ${name}=${value}\n`);

require('../local-aws/main');
