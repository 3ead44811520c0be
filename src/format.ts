/** Figures as people read them. */

/** 280_000_000 → 2億8,000万円. Whole yen. */
export function formatYen(yen: number): string {
  const units: [number, string][] = [
    [1_0000_0000, '億'],
    [1_0000, '万'],
    [1, ''],
  ];
  let rest = Math.round(Math.abs(yen));
  let text = '';
  for (const [size, name] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${count.toLocaleString('ja-JP')}${name}`;
  }
  return `${yen < 0 ? '−' : ''}${text || '0'}円`;
}

export const formatPeople = (count: number): string => `${count.toLocaleString('ja-JP')}人`;
export const formatYears = (count: number): string => `${count.toLocaleString('ja-JP')}年`;
