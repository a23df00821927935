/** `s3-handshake diff`, `deploy` and `destroy` run: Terraform on the tenants' stacks. */
export { runDeployment as run } from '../../command-line/run-deployment';
