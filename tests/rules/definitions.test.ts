/** Who may apply and where (document 003 p.31–33), and the days of monitoring. The table is written out here as the document prints it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factOn, loadKnowledge } from '../../knowledge/index.ts';
import { monitoringDates, monthsAfter } from '../../knowledge/rules/monitoring.ts';
import { smeDefinition } from '../../knowledge/rules/sme_definition.ts';
import { unionDefinition } from '../../knowledge/rules/union_definition.ts';
import { whereToApply, type ApplyRequest } from '../../knowledge/rules/where_to_apply.ts';
import { projectRoot } from '../project.ts';

const knowledge = loadKnowledge();
const day = '2026-11-21';

/** Industry, capital in 百万円, employees. */
const table: [string, number, number][] = [
  ['manufacturing_construction_transport_other', 300, 300],
  ['rubber_products', 300, 900],
  ['wholesale', 100, 100],
  ['service', 50, 100],
  ['software_it', 300, 300],
  ['ryokan_hotel', 50, 200],
  ['retail', 50, 50],
];

describe.each(table)('%s', (industry, millions, people) => {
  const limit = millions * 1_000_000;
  const standing = (capital: number | undefined, employees: number | undefined): string =>
    smeDefinition(
      new Map<string, string | number>([
        ['industry', industry],
        ...(capital === undefined ? [] : [['capital', capital] as const]),
        ...(employees === undefined ? [] : [['employees', employees] as const]),
      ]),
      knowledge,
      day,
    );

  test('one of the two limits is enough, to the yen and to the person', () => {
    for (const [over, capital] of [
      [false, limit - 1],
      [false, limit],
      [true, limit + 1],
    ] as const)
      for (const [many, employees] of [
        [false, people - 1],
        [false, people],
        [true, people + 1],
      ] as const)
        expect(standing(capital, employees), `${String(capital)} yen, ${String(employees)} people`).toBe(
          over && many ? 'beyond' : 'within',
        );
  });

  test('with one figure: within when it fits, otherwise not known', () => {
    expect(standing(limit, undefined)).toBe('within');
    expect(standing(limit + 1, undefined)).toBe('unknown');
    expect(standing(undefined, people)).toBe('within');
    expect(standing(undefined, people + 1)).toBe('unknown');
    expect(standing(undefined, undefined)).toBe('unknown');
  });
});

describe('組合', () => {
  const standing = (kind: string, smeMembers?: number, members?: number): unknown => {
    const result = unionDefinition({ kind, smeMembers, members }, knowledge);
    return result.ok ? result.value : result.problems.map(({ problem, figure }) => `${figure}: ${problem}`);
  };

  test('some always, some as a firm, some not in the table', () => {
    expect(standing('事業協同組合')).toBe('within');
    expect(standing('商店街振興組合連合会')).toBe('within');
    expect(standing('企業組合')).toBe('as_company');
    expect(standing('協業組合')).toBe('as_company');
    expect(standing('自治会')).toBe('not_listed');
  });

  test.each(['酒造組合', '技術研究組合', '生活衛生同業組合', '一般社団法人'])('%s: two thirds of its members, exactly', (kind) => {
    expect(standing(kind, 20, 30)).toBe('within');
    expect(standing(kind, 19, 30)).toBe('beyond');
    expect(standing(kind, 21, 31)).toBe('within');
    expect(standing(kind, 20, 31)).toBe('beyond');
    expect(standing(kind, 1, 1)).toBe('within');
    expect(standing(kind)).toEqual(['members: missing', 'sme_members: missing']);
    expect(standing(kind, 0, 0)).toEqual(['members: not_positive']);
    expect(standing(kind, 31, 30)).toEqual(['sme_members: more_than_all']);
  });
});

describe('申請先', () => {
  const name = (request: ApplyRequest): string => {
    const found = whereToApply(request);
    return 'missing' in found ? `? ${found.missing}` : `${found.level}: ${String(factOn(knowledge, found.fact, day)?.row.value)}`;
  };
  const rows: [ApplyRequest, string][] = [
    [{ applicant: 'one' }, 'prefecture: 本社（登記された本社）のある都道府県'],
    [{ applicant: 'several', leads: 'one' }, 'prefecture: 代表の会社の本社のある都道府県'],
    [{ applicant: 'several', leads: 'same_prefecture' }, 'prefecture: 代表の会社の本社のある都道府県'],
    [{ applicant: 'several', leads: 'same_bureau' }, 'bureau: 事業所管省庁の地方局、または経済産業省の地方局'],
    [{ applicant: 'several', leads: 'across' }, 'ministry: 事業所管省庁、または中小企業庁'],
    [{ applicant: 'union', activity: 'own_prefecture' }, 'prefecture: 主たる事務所のある都道府県'],
    [
      { applicant: 'union', activity: 'bureau' },
      'bureau: 主たる事務所のある都道府県を管轄する、事業所管省庁の地方局または経済産業省の地方局',
    ],
    [{ applicant: 'union', activity: 'nationwide' }, 'ministry: 事業所管省庁、または中小企業庁'],
    [{ applicant: 'unions', activity: 'own_prefecture' }, 'prefecture: 代表の組合の主たる事務所のある都道府県'],
    [{ applicant: 'unions', activity: 'bureau' }, 'bureau: 事業所管省庁の地方局、または経済産業省の地方局'],
    [{ applicant: 'unions', activity: 'beyond_bureau' }, 'ministry: 事業所管省庁、または中小企業庁'],
    [{ applicant: 'unions', activity: 'nationwide' }, 'ministry: 事業所管省庁、または中小企業庁'],
  ];
  test.each(rows)('%o', (request, expected) => expect(name(request)).toBe(expected));

  test('every fact of the tables is reached by a row', () => {
    const ids = [
      ...readFileSync(join(projectRoot, 'knowledge/facts/kakushin_apply.yaml'), 'utf8').matchAll(
        /^- id: (kakushin_apply_(?:single|joint|union|unions)\w*)$/gm,
      ),
    ];
    const tabled = ids.map((match) => match[1] ?? '').filter((id) => id !== 'kakushin_apply_union_as_company');
    const reached = new Set(rows.map(([request]) => whereToApply(request)).map((found) => ('fact' in found ? found.fact : '')));
    expect(tabled.length).toBe(11);
    expect(tabled.filter((id) => !reached.has(id))).toEqual([]);
  });

  test('what is still needed is said', () => {
    expect(whereToApply({ applicant: undefined })).toEqual({ missing: 'applicant' });
    expect(whereToApply({ applicant: 'several' })).toEqual({ missing: 'leads' });
    expect(whereToApply({ applicant: 'union' })).toEqual({ missing: 'activity' });
    expect(whereToApply({ applicant: 'unions', leads: 'one' })).toEqual({ missing: 'activity' });
  });
});

describe('モニタリングの日', () => {
  const days = (start: string, every: number, years: number): unknown => {
    const result = monitoringDates(start, every, years);
    return result.ok ? result.value : result.problems.map(({ figure, problem }) => `${figure}: ${problem}`);
  };

  test('worked examples', () => {
    expect(days('2026-04-01', 12, 1)).toEqual(['2027-04-01']);
    expect(days('2026-04-01', 6, 2)).toEqual(['2026-10-01', '2027-04-01', '2027-10-01', '2028-04-01']);
    expect(days('2027-11-30', 3, 1)).toEqual(['2028-02-29', '2028-05-30', '2028-08-30', '2028-11-30']);
    expect(days('2026-01-31', 1, 1)).toContain('2026-02-28');
    expect(monthsAfter('2096-02-29', 48)).toBe('2100-02-28');
  });

  test('what is impossible is said', () => {
    expect(days('2026-02-30', 3, 3)).toEqual(['start: not_a_day']);
    expect(days('soon', 0, 11)).toEqual(['start: not_a_day', 'every_months: out_of_range', 'follow_up_years: out_of_range']);
    expect(days('2026-04-01', 2.5, 3)).toEqual(['every_months: out_of_range']);
  });

  test('for every interval: they rise, are real days, and end with the last year', () => {
    const start = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 10 }), (from, every, years) => {
        const found = days(from, every, years) as string[];
        expect(found).toHaveLength(Math.floor((12 * years) / every));
        const last = monthsAfter(from, 12 * years);
        for (const [index, one] of found.entries()) {
          expect(new Date(one).toISOString().slice(0, 10)).toBe(one);
          expect(one > (found[index - 1] ?? from)).toBe(true);
          expect(one <= last).toBe(true);
        }
      }),
    );
  });
});
