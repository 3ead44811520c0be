/** 「営業利益500万 人件費2000万 減価償却300万の付加価値は」: their sum, and a head's share when the staff is named. */
import { say } from '../../flows/index.ts';
import type { Day, Knowledge } from '../../knowledge/index.ts';
import { formatYen } from '../format.ts';
import { conceptsIn, folded } from './concepts.ts';
import type { Computed } from './figures.ts';
import { quoting } from './quote.ts';
import { peopleIn, yenIn } from './typed.ts';

const parts: readonly RegExp[] = [/営業利益/, /人件費/, /減価償却/];

/** Adds what the definition adds (2020-03 edition); undefined where value added is not asked for or a part is missing. */
export function valueAddedAnswer(text: string, knowledge: Knowledge, day: Day): Computed | undefined {
  if (!conceptsIn(folded(text.normalize('NFKC')), knowledge).words.has('value_added')) return undefined;
  const sums = yenIn(text);
  const found = parts.map((part) => sums.find(({ left, vague }) => !vague && part.test(left))?.value);
  if (found.some((yen) => yen === undefined)) return undefined;
  const value = found.reduce<number>((all, yen) => all + (yen ?? 0), 0);
  const heads = peopleIn(text)[0]?.value ?? 0;
  const on = quoting(knowledge, day);
  const lines = [
    say('value_added_sum', { value: formatYen(value) }),
    ...(heads > 0 ? [say('value_added_per_head', { heads: String(heads), value: formatYen(Math.round(value / heads)) })] : []),
  ];
  on.sources.add('kakushin-guidebook-2020-03');
  return { text: lines.join('\n'), on };
}
