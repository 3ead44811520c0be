import type { Facts } from '../types.ts';
export const extractFacts = (_text: string, _asked: string | null, _today: string): Facts => ({});
