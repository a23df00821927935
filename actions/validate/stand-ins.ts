/** What policies are called that stand in for those that are nobody's to judge. */
export const STAND_INS = { allRights: 'all rights', accountItself: 'the account itself' } as const;
