/** What is deployed, between what must be and what may be. */
import { atOnce, compareWithRights, enumerateInSteps, type World } from '../../../iam/reach';
import { actionsOf } from './catalogue';
import { BUCKET, type Statement, tenantDocuments, VENDOR, worldOf } from './tenant-world';

const BOUNDS = { must: worldOf(tenantDocuments()), may: worldOf(tenantDocuments()) };

async function judged(actual: World) {
  const actions = await actionsOf(['s3', 'kms', 'sts']);
  const { differences, beyond } = compareWithRights(actual, BOUNDS, { actions });
  return {
    beyond,
    told: differences.map(
      ({ direction, region, causes }) =>
        `${direction} ${region.actions.names.join()} by ${causes.map(({ statement }) => statement.sid).join()}`,
    ),
  };
}

describe('rights', () => {
  it('are what the deployed policies give', async () => {
    expect(await judged(worldOf(tenantDocuments()))).toEqual({ told: [], beyond: [] });
  });

  it('are exceeded by a statement for another folder', async () => {
    const documents = tenantDocuments();
    const extra: Statement = {
      Sid: 'Extra',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `${BUCKET}/hr/*`,
    };
    documents.identity.push(extra);
    expect((await judged(worldOf(documents))).told).toEqual(['more s3:GetObject by Extra']);
  });

  it('hold in a bucket of the account: a Deny that names another takes all of S3', async () => {
    const documents = tenantDocuments();
    const denial = documents.identity.find(({ Sid }) => Sid === 'OtherOwner');
    if (!denial) throw new Error('there is no such statement');
    denial.Condition = { StringNotEquals: { 's3:ResourceAccount': '222233334444' } };
    const { told } = await judged(worldOf(documents));
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((text) => !/^less s3:\S+ by OtherOwner$/.test(text))).toEqual([]);
  });

  it('are fallen short of without a statement', async () => {
    const documents = tenantDocuments();
    documents.trust[0] = { ...documents.trust[0], Principal: { AWS: `${VENDOR}-2` } };
    const { told } = await judged(worldOf(documents));
    expect(told).toEqual(['less sts:AssumeRole by Vendor', 'more sts:AssumeRole by Vendor']);
  });

  it('are all that one world allows', async () => {
    const actions = await actionsOf(['s3', 'kms', 'sts']);
    const { differences } = atOnce(
      enumerateInSteps(worldOf(tenantDocuments()), { actions }, { dormant: false }),
    );
    const named = new Set(differences.flatMap(({ region }) => region.actions.names));
    expect([...named]).toEqual(expect.arrayContaining(['s3:GetObject', 's3:PutObject', 'sts:AssumeRole']));
    expect(differences.every(({ direction }) => direction === 'more')).toBe(true);
  });
});
