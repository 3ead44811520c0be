/** The 相談シート in a real browser: one A4 page on paper whatever is on it, a phone's width, axe, and a code that a reader reads. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import readCode from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sheetPage } from '../../adapters/web/sheet_page.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import { sheetModel } from '../../src/conversation/sheet.ts';
import { newConversation, type ConversationState } from '../../src/conversation/state.ts';
import { loadUnderstanding } from '../../src/understanding/index.ts';
import { rehearsed, sheetOf, sheetServer, tapped, type SheetServer } from '../web/sheet_server.ts';
import { startBrowser } from './browser.ts';
import { desktop, phone, visit } from './visit.ts';

const sheetButton = '相談シートを見る・印刷する';

const knowledge = loadKnowledge();
let browser: Browser;
let server: SheetServer;
beforeAll(async () => {
  await loadUnderstanding();
  browser = await startBrowser();
  server = await sheetServer();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Everything a talkative owner may have told: all figures, all troubles, all signals. */
const everything: Record<string, AnswerValue> = {
  prefecture: '神奈川県',
  industry: 'manufacturing_construction_transport_other',
  capital: 38_500_000,
  employees: 128,
  debt: 1_280_000_000,
  monthly_repayment: 12_300_000,
  business_age: 47,
  tax_arrears: 'yes',
  considering_closure: 'unknown',
  wants_to_continue: 'unknown',
  trouble: ['sales_down', 'low_profit', 'cashflow_unstable', 'wants_diagnosis', 'wants_expert', 'bank_relation'],
  signals: ['already_rescheduled', 'debt_guarantee_worry', 'succession', 'vague_worry', 'wants_loan', 'urgent_deadline'],
  estimate_fee: 9_876_543,
};
const longest: [string, Record<string, AnswerValue>][] = [
  ['vup', { ...everything, needs_terms_change: 'unknown', can_repay: 'unknown', wants_new_initiative: 'unknown' }],
  ['405', { ...everything, needs_terms_change: 'yes', debt_reduction: 'unknown', wants_new_initiative: 'yes' }],
  ['405_gl', { ...everything, needs_terms_change: 'yes', debt_reduction: 'yes', wants_new_initiative: 'yes' }],
  ['keiei_kakushin', { ...everything, needs_terms_change: 'no', trouble: 'none', wants_new_initiative: 'yes' }],
  ['rechallenge', { ...everything, considering_closure: 'yes', wants_to_continue: 'no' }],
  [
    'contact_only',
    { ...everything, needs_terms_change: 'unknown', can_repay: 'unknown', trouble: 'none', wants_new_initiative: 'unknown' },
  ],
  ['handoff', { ...everything, request: 'human' }],
];

function stateOf(answers: Record<string, AnswerValue>): ConversationState {
  const said = Object.entries(answers).map(([question, value]) => ({
    question,
    value: typeof value === 'object' ? [...value] : value,
    how: 'said' as const,
    turn: 1,
  }));
  return { ...newConversation(), answers: said, turns: 9 };
}

/** Sheets from little to much, for routes of little and of much text: somewhere between, letters become small. */
function growing(): { name: string; answers: Record<string, AnswerValue> }[] {
  const all = Object.entries(everything);
  return longest.slice(0, 5).flatMap(([route, answers]) => {
    const decisive = Object.entries(answers).filter(([question, value]) => everything[question] !== value);
    const step = process.env.SHEETS === undefined ? 4 : 1;
    return Array.from({ length: Math.ceil(all.length / step) }, (_, index) => {
      const count = all.length - index * step;
      const rest = all
        .slice(0, count)
        .map(([question, value]): [string, AnswerValue] => [question, Array.isArray(value) ? value.slice(0, 1 + (count % 6)) : value]);
      return { name: `${route} ${String(count)}`, answers: { ...Object.fromEntries(rest), ...Object.fromEntries(decisive) } };
    });
  });
}

/** A4 less the margins, in CSS px. */
const pageWidth = Math.floor((186 / 25.4) * 96);
/** What touches the edge of the page's area would be cut; in the browser. */
const beyond = (width: number): string[] =>
  [...document.querySelectorAll('body *')].flatMap((element) => {
    const { left, right, width: own } = element.getBoundingClientRect();
    return own > 0 && (left < 1 || right > width - 1) ? [`${element.tagName} ${String(left)}–${String(right)}`] : [];
  });

const html = (answers: Record<string, AnswerValue>, more: Partial<ConversationState> = {}): string =>
  sheetPage(
    sheetModel({ ...stateOf(answers), ...more }, { knowledge, day: rehearsed }, '2026-11-28'),
    `https://chat.example.jp/sheet/${'k'.repeat(32)}`,
  );

/** Chromium writes its page objects plainly. */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

async function printed(page: Page, name: string): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  keep(`${name}.pdf`, pdf);
  return pagesOf(pdf);
}

async function pictured(page: Page, name: string): Promise<void> {
  keep(`${name}.png`, await page.screenshot({ fullPage: true }));
}

/** `SHEETS=folder` keeps them, to be looked at. */
function keep(name: string, content: Buffer): void {
  const folder = process.env.SHEETS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
}

describe('on paper', () => {
  it.each(longest)('the longest sheet of %s is one A4 page', async (route, answers) => {
    const page = await browser.newPage(desktop);
    const model = sheetModel(stateOf(answers), { knowledge, day: rehearsed }, '2026-11-28');
    expect(model.result !== null, 'a result on the sheet').toBe(route !== 'handoff');
    await page.setContent(html(answers));
    expect(await printed(page, route)).toBe(1);
    await page.close();
  });

  it.each(['沖縄県', '東京都', '北海道', '福島県'])('also with the desk of %s', async (prefecture) => {
    const page = await browser.newPage(desktop);
    for (const [, answers] of longest.slice(1, 4)) {
      await page.setContent(html({ ...answers, prefecture }));
      expect(await printed(page, prefecture)).toBe(1);
    }
    await page.close();
  });

  it('a sheet of nothing yet, and one of a night of crisis', async () => {
    const page = await browser.newPage(desktop);
    await page.setContent(html({}));
    expect(await printed(page, 'empty')).toBe(1);
    await page.setContent(html(everything, { safety: 'crisis' }));
    expect(await printed(page, 'crisis')).toBe(1);
    const text = await page.locator('body').innerText();
    expect(text.indexOf('いま話せる窓口'), 'before everything told').toBeLessThan(text.indexOf('いまの状況'));
    expect(text).not.toContain('405');
    await page.close();
  });

  it('what leaves room is printed in large letters, and still is one page with nothing at or beyond its edge', async () => {
    const page = await browser.newPage({ viewport: { width: pageWidth, height: 1000 } });
    const large = { seen: 0, small: 0 };
    for (const { name, answers } of growing()) {
      const content = html(answers);
      await page.setContent(content);
      if (content.includes('class="roomy"')) large.seen++;
      else large.small++;
      expect(await printed(page, name), name).toBe(1);
      await page.emulateMedia({ media: 'print' });
      expect(await page.evaluate(beyond, pageWidth), name).toEqual([]);
      await page.emulateMedia({ media: null });
    }
    expect(large.seen).toBeGreaterThan(3);
    expect(large.small).toBeGreaterThan(3);
    await page.close();
  }, 60_000);

  it('two pages are counted as two', async () => {
    const page = await browser.newPage(desktop);
    await page.setContent(html(everything).replace('</main>', '<section style="break-before: page">more</section></main>'));
    expect(await printed(page, 'two')).toBe(2);
    await page.close();
  });
});

describe('from the conversation', () => {
  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ])('%s: the button gives a link, the link opens the sheet in a new tab, it prints on one A4 page', async (name, look) => {
    const seen = await visit(browser, server.url, look);
    if (name === 'phone') await seen.page.getByRole('button', { name: '相談する' }).first().click();
    await seen.button('返済がきつい').waitFor();
    await seen.say('神戸で居酒屋をやってます。従業員は8人です。コロナ融資の返済が始まって、もうきついです');
    await seen.button(sheetButton).last().click();
    const link = seen.page.getByRole('link', { name: '相談シートを開く' });
    await link.waitFor();
    const { violations } = await new AxeBuilder({ page: seen.page }).include('michishirube-chat').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`)).toEqual([]);
    await pictured(seen.page, `widget-${name}`);
    const [sheet] = await Promise.all([seen.context.waitForEvent('page'), link.click()]);
    await sheet.waitForLoadState();
    expect(await sheet.title()).toBe('相談シート');
    expect(await sheet.evaluate(() => window.opener as unknown)).toBeNull();
    expect(await sheet.evaluate(() => document.referrer)).toBe('');
    const text = await sheet.locator('body').innerText();
    for (const words of ['経営改善計画策定支援（通常枠）', '兵庫県', '8人', '078-303-5856', 'もとにした資料'])
      expect(text).toContain(words);
    expect(text).not.toContain('居酒屋');
    await pictured(sheet, `sheet-${name}`);
    expect(await printed(sheet, `sheet-${name}`)).toBe(1);
    expect(seen.errors).toEqual([]);
    await seen.context.close();
  });

  it('the copy opens too: answers with their day, what was told in order, whole on a phone and on paper', async () => {
    const seen = await visit(browser, server.url, phone);
    await seen.page.getByRole('button', { name: '相談する' }).first().click();
    await seen.button('返済がきつい').click();
    await seen.page.getByRole('heading', { name: /405事業/ }).waitFor();
    await seen.say('兵庫です');
    await seen.page.getByText('078-303-5856').first().waitFor();
    await seen.say('補助率は？');
    await seen.button(sheetButton).last().click();
    await seen.page.getByRole('link', { name: '相談シートを開く' }).waitFor();
    await seen.say('控えをください');
    const link = seen.page.getByRole('link', { name: '会話の控えを開く' });
    const [copy] = await Promise.all([seen.context.waitForEvent('page'), link.click()]);
    await copy.waitForLoadState();
    const text = await copy.locator('body').innerText();
    for (const words of ['返済の負担を軽くする必要がある （11月21日）', 'お選びになったもの：返済がきつい', '078-303-5856', '2/3'])
      expect(text).toContain(words);
    expect(text, 'no other key').not.toContain('/sheet/');
    expect(text.indexOf('うかがったこと')).toBeLessThan(text.indexOf('ご案内の記録'));
    expect(await copy.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const { violations } = await new AxeBuilder({ page: copy }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`)).toEqual([]);
    await pictured(copy, 'copy-phone');
    expect(await printed(copy, 'copy')).toBeLessThanOrEqual(3);
    await seen.context.close();
  });
});

describe('on screen', () => {
  it.each([
    ['desktop', desktop],
    ['phone', phone],
    ['small phone', { ...phone, viewport: { width: 320, height: 568 } }],
  ])('%s: styled, whole, nothing wider than the screen, axe finds nothing', async (_name, look) => {
    const to = await tapped(server.url, ['needs_terms_change:yes', 'prefecture:unknown']);
    const { url } = await sheetOf(server.url, to);
    const context = await browser.newContext({ locale: 'ja-JP', ...look });
    const page = await context.newPage();
    const [asked, errors]: [string[], string[]] = [[], []];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(url);
    expect(await page.title()).toBe('相談シート');
    expect(await page.locator('h1').evaluate((heading) => getComputedStyle(heading).fontSize), 'the policy lets the style through').toBe(
      '24px',
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.viewport?.width ?? 0);
    const numbers = await page.locator('a[href^="tel:"]').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
    expect(numbers.length).toBeGreaterThan(0);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(44);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`)).toEqual([]);
    expect(errors).toEqual([]);
    expect(asked.filter((one) => one !== url && !one.endsWith('/favicon.ico'))).toEqual([]);
    expect(await printed(page, 'tapped')).toBe(1);
    await context.close();
  });

  it('the code opens the same sheet', async () => {
    const { url } = await sheetOf(server.url, await tapped(server.url, []));
    const page = await browser.newPage(desktop);
    await page.goto(url);
    const svg = await page.locator('footer svg').evaluate((code) => new XMLSerializer().serializeToString(code));
    const pixels = await (
      await browser.newPage()
    ).evaluate(async (drawing) => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(drawing.replace('<svg', '<svg width="400" height="400"'))}`;
      await image.decode();
      const canvas = new OffscreenCanvas(400, 400);
      const pen = canvas.getContext('2d');
      pen?.drawImage(image, 0, 0);
      return [...(pen?.getImageData(0, 0, 400, 400).data ?? [])];
    }, svg);
    const read = readCode as unknown as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
    expect(read(Uint8ClampedArray.from(pixels), 400, 400)?.data).toBe(url);
  });
});
