export { loadProject, type Project } from './config/fleet/project';
export { TenantStack } from './stacks/tenant-stack';
