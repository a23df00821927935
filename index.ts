export { loadProject, type Project } from './config';
export { TenantStack } from './stacks/tenant-stack';
