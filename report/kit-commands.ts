/** Commands of the kit that remediations name, as they are typed in a project: npx finds them among its packages. */

/**
 * Makes what is deployed what the file says. With `--refresh` also where nothing has changed here since the last
 * deployment, as it is where somebody changed AWS out of band.
 */
export function deployCommand(tenant: string): string {
  return `npx s3-handshake deploy ${tenant} --refresh`;
}

/** For what is deployed and differs from the file. */
export function deployAgain(tenant: string): string {
  return `npx s3-handshake diff ${tenant} --refresh shows the difference, ${deployCommand(tenant)} restores it`;
}
