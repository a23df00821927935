import { deployedReadings } from './deployed-readings';
import { aTenant } from './a-tenant';
import { projectOf } from './worlds/tenants';
import { driftOf, withPolicy } from './actions/drift/changed-readings';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const tenant = aTenant({ accessPoint: { name: 'acme' }, bucket: { kmsKeyArn: KEY } });
const project = projectOf([tenant]);
const base = deployedReadings(tenant);
const map: any = { identity: 'role', trust: 'trust', bucket: 'bucket', point: 'access-point', key: 'key' };
async function main() {
  const show = async (name: string, readings: any) => {
    const t = process.hrtime.bigint();
    const r = await driftOf(project, tenant, readings);
    console.log(`# ${name} (${(Number(process.hrtime.bigint()-t)/1e6).toFixed(0)} ms)`, r.unread.length ? JSON.stringify(r.unread) : '');
    for (const f of r.findings) console.log('   ', f.severity, f.direction, f.resource.kind, f.attribute, '|', f.message, '| E', JSON.stringify(f.expected)?.slice(0,150), '| A', JSON.stringify(f.actual)?.slice(0,150), '|', f.remediation.slice(0,90));
  };
  await show('nothing', base);
  await show('nothing', base);
  for (const f of ['less','same','more']) for (const c of JSON.parse(require('fs').readFileSync(`test/iam/reach/cases/${f}.json`,'utf8'))) {
    let r = base; let skip = c.settings || c.base || c.role || c.boundary || c.resourceControl || c.keyIsUsable === false;
    const text = JSON.stringify(c).replaceAll(':key/1234abcd"', ':key/1234abcd-12ab-34cd-56ef-1234567890ab"').replaceAll('role/s3-handshake-acme"','role/vendors/s3-handshake-acme-prod"');
    const d = JSON.parse(text);
    for (const [l, s] of Object.entries(d.add ?? {})) r = withPolicy(r, map[l], (p) => p.Statement.push(...(s as any)));
    const sid: any = { Lists: 'ListPrefixes', Vendor: 'Vendor1', Reads: 'Objects1', Writes: 'Objects2' };
    for (const [l, by] of Object.entries(d.change ?? {})) for (const [s, els] of Object.entries(by as any)) r = withPolicy(r, map[l], (p) => { const x = p.Statement.find((y) => y.Sid === (sid[s] ?? s)); if (!x) { skip = true; return; } Object.assign(x, els); });
    if (skip) { console.log('skip', c.name); continue; }
    await show(`${f}: ${c.name}`, r);
  }
}
void main();
