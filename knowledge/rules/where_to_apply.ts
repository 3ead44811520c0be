/** Where an 経営革新計画 is handed in: the tables of document 003 p.32–33 (どこに申請すればよいか？), edition 2020-03. */

/** `one` firm, `several` firms together, one `union`, `unions` together (with others). 企業組合 and 協業組合 count as firms. */
export type Applicant = 'one' | 'several' | 'union' | 'unions';
/** Of several firms: how many lead, and where their registered head offices are. At most three lead. */
export type Leads = 'one' | 'same_prefecture' | 'same_bureau' | 'across';
/** Of unions: where the (leading) union is active. */
export type Activity = 'own_prefecture' | 'bureau' | 'beyond_bureau' | 'nationwide';

export interface ApplyRequest {
  applicant: Applicant | undefined;
  leads?: Leads | undefined;
  activity?: Activity | undefined;
}

/** The fact that names the desk, or the answer that is still needed. Where a firm is active never matters (its head office does). */
export type WhereToApply = { fact: string; level: 'prefecture' | 'bureau' | 'ministry' } | { missing: 'applicant' | 'leads' | 'activity' };

const level = { prefecture: 'prefecture', bureau: 'bureau', ministry: 'ministry' } as const;

const byLeads: Readonly<Record<Leads, WhereToApply>> = {
  one: { fact: 'kakushin_apply_joint_one_lead', level: level.prefecture },
  same_prefecture: { fact: 'kakushin_apply_joint_leads_same_prefecture', level: level.prefecture },
  same_bureau: { fact: 'kakushin_apply_joint_leads_same_region', level: level.bureau },
  across: { fact: 'kakushin_apply_joint_leads_beyond_region', level: level.ministry },
};

/** The table has 「A県、B県で活動」 for a single union, wherever B is: only 全国 goes to the ministry. */
const ofUnion: Readonly<Record<Activity, WhereToApply>> = {
  own_prefecture: { fact: 'kakushin_apply_union_one_prefecture', level: level.prefecture },
  bureau: { fact: 'kakushin_apply_union_several_prefectures', level: level.bureau },
  beyond_bureau: { fact: 'kakushin_apply_union_several_prefectures', level: level.bureau },
  nationwide: { fact: 'kakushin_apply_union_nationwide', level: level.ministry },
};

const ofUnions: Readonly<Record<Activity, WhereToApply>> = {
  own_prefecture: { fact: 'kakushin_apply_unions_joint_one_prefecture', level: level.prefecture },
  bureau: { fact: 'kakushin_apply_unions_joint_same_region', level: level.bureau },
  beyond_bureau: { fact: 'kakushin_apply_unions_joint_beyond_region', level: level.ministry },
  nationwide: { fact: 'kakushin_apply_unions_joint_beyond_region', level: level.ministry },
};

/** The row of document 003's tables that fits. */
export function whereToApply({ applicant, leads, activity }: ApplyRequest): WhereToApply {
  switch (applicant) {
    case undefined:
      return { missing: 'applicant' };
    case 'one':
      return { fact: 'kakushin_apply_single', level: level.prefecture };
    case 'several':
      return leads === undefined ? { missing: 'leads' } : byLeads[leads];
    case 'union':
      return activity === undefined ? { missing: 'activity' } : ofUnion[activity];
    case 'unions':
      return activity === undefined ? { missing: 'activity' } : ofUnions[activity];
  }
}
