import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { roomy, webServer, type WebServer } from '../web/server.ts';
import { startBrowser } from './browser.ts';
import { desktop, phone, visit, type Visit } from './visit.ts';

let browser: Browser;
let server: WebServer;
let at: Visit;

beforeAll(async () => {
  browser = await startBrowser();
  server = await webServer({ limits: roomy });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  server.delay = 0;
  at = await visit(browser, server.url);
  await at.button('返済がきつい').waitFor();
});
afterEach(async () => {
  expect(at.errors).toEqual([]);
  await at.context.close();
});

/** To the question about repayment terms. */
async function toQuestion(): Promise<void> {
  await at.say('神戸で居酒屋をやってます。返済がきついです');
  await at.button('変えてもらいたい').waitFor();
}

describe('talking', () => {
  it('goes from words to a result and a desk to call', async () => {
    await toQuestion();
    await at.button('変えてもらいたい').click();
    await at.page.getByRole('heading', { name: '経営改善計画策定支援（通称 405事業）' }).waitFor();
    const call = at.page.locator('a[href="tel:0000000001"]');
    expect(await call.innerText()).toContain('00-0000-0001');
    expect(await at.page.locator('.result h3:visible').count()).toBe(3);
    await at.page.getByText('くわしく').click();
    expect(await at.page.locator('.result h3:visible').count()).toBe(6);
    expect(await at.page.getByText('変わっている可能性があります。').isVisible()).toBe(true);
  });

  it('links only to the web, and leaves nothing behind at the other site', async () => {
    await at.say('返済');
    await at.button('変えてもらいたい').click();
    const link = at.page.getByRole('link', { name: '公式の一覧を見る' });
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    await at.page.getByText('危ない行き先').waitFor();
    expect(await at.page.locator('a[href^="javascript"]').count()).toBe(0);
  });

  it('shows a used button as spent, and it still works', async () => {
    await toQuestion();
    await at.button('変えてもらいたい').click();
    await at.page.getByRole('heading', { name: '見本県中小企業活性化協議会' }).waitFor();
    expect(await at.page.locator('.spent .choice.taken').innerText()).toContain('選択済み');
    await at.button('売上が減っている').click();
    await expect.poll(() => at.button('変えてもらいたい').count()).toBe(1);
    expect(await at.page.locator('.entry').count()).toBe(7);
  });

  it('corrects what was understood', async () => {
    await toQuestion();
    const [request] = await Promise.all([at.page.waitForRequest(/messages$/), at.button('「兵庫県」を直す').click()]);
    expect(request.postDataJSON()).toMatchObject({ choice: 'action:change_prefecture' });
    await at.page.getByText('その選択肢は前のものです').waitFor();
  });

  it('sends several answers by their numbers and shows their words', async () => {
    await at.say('こんにちは');
    await at.button('売上や客数が減っている').click();
    await at.button('資金繰りが不安').last().click();
    const [request] = await Promise.all([at.page.waitForRequest(/messages$/), at.button('これで答える').click()]);
    expect(request.postDataJSON()).toMatchObject({ text: '1、3' });
    await at.page.getByText('1、3番、と理解しました。').waitFor();
    expect(await at.page.locator('.own').last().innerText()).toContain('売上や客数が減っている、資金繰りが不安');
  });

  it('tells a person in danger with weight, and where to call', async () => {
    await at.say('もう死にたい');
    const alert = at.log.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toBe(
      'つらいお気持ちを話してくださって、ありがとうございます。\nいまは制度のことより、あなたの安全が大切です。',
    );
    expect(await at.page.locator('a[href="tel:0000000003"]').isVisible()).toBe(true);
    expect(await at.page.locator('a[href="tel:%230000"]').isVisible()).toBe(true);
  });

  it('shows markup as the text it is', async () => {
    const markup = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
    await at.say(markup);
    await at.page.getByText('わかりました。').waitFor();
    expect(await at.page.locator('.own').innerText()).toContain(markup);
    expect(await at.page.evaluate(() => 'hurt' in window)).toBe(false);
  });
});

describe('writing', () => {
  it('does not send while kana are being converted', async () => {
    await at.field.fill('へんさい');
    await at.field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await at.field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    await at.field.press('Shift+Enter');
    expect(await at.field.inputValue()).toBe('へんさい\n');
    expect(await at.page.locator('.own').count()).toBe(0);
    await at.field.press('Enter');
    await at.page.locator('.own').waitFor();
    expect(await at.field.inputValue()).toBe('');
    expect(await at.page.locator('.own .said').innerText()).toBe('へんさい');
  });

  it('sends nothing for spaces, and no second message while one is on its way', async () => {
    await at.say(' 　 ');
    server.delay = 400;
    await at.say('返済');
    await at.say('もうひとつ');
    await at.button('返済がきつい').click({ force: true });
    expect(await at.page.locator('.own').count()).toBe(1);
    expect(await at.field.inputValue()).toBe('もうひとつ');
    await at.button('変えてもらいたい').waitFor();
    await at.field.press('Enter');
    await expect.poll(() => at.page.locator('.own').count()).toBe(2);
  });

  it('says how long a text may be, and keeps it', async () => {
    await at.field.fill('あ'.repeat(20_001));
    await at.field.press('Enter');
    expect(await at.page.getByRole('alert').innerText()).toContain('20,001文字');
    expect(await at.field.inputValue()).toHaveLength(20_001);
    await at.field.fill('あ'.repeat(20_000));
    await at.field.press('Enter');
    await at.page.getByText('わかりました。').waitFor();
  });

  it('gives a text back that the server cannot take', async () => {
    await at.say('\u2060\u2060');
    await at.page.getByText('ご相談の内容を文字で入力してから').waitFor();
    expect(await at.field.inputValue()).toBe('\u2060\u2060');
    expect(await at.page.locator('.own').count()).toBe(0);
  });
});

describe('when the line breaks', () => {
  it('keeps the text and sends it again under the same id', async () => {
    const ids: unknown[] = [];
    at.page.on('request', (request) => {
      if (request.url().endsWith('/messages')) ids.push((request.postDataJSON() as { id: string }).id);
    });
    await at.context.setOffline(true);
    await at.say('返済がきついです');
    await at.button('もう一度送る').waitFor();
    expect(await at.page.locator('.own').innerText()).toContain('返済がきついです');
    await at.context.setOffline(false);
    await at.button('もう一度送る').click();
    await at.button('変えてもらいたい').waitFor();
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect(await at.button('もう一度送る').count()).toBe(0);
  });

  it('takes one turn when only the answer was lost', async () => {
    const before = server.core.taken();
    await at.page.route(
      /messages$/,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await at.say('返済がきついです');
    await at.button('もう一度送る').click();
    await at.button('変えてもらいたい').waitFor();
    expect(server.core.taken()).toBe(before + 1);
  });

  it('shows the conversation again after a reload, and sends what was cut off', async () => {
    await toQuestion();
    await at.context.setOffline(true);
    await at.button('変えてもらいたい').click();
    await at.button('もう一度送る').waitFor();
    await at.context.setOffline(false);
    await at.page.reload();
    await at.page.getByText('兵庫県、返済の負担を軽くする').waitFor();
    await at.button('もう一度送る').click();
    await at.page.getByRole('heading', { name: '見本県中小企業活性化協議会' }).waitFor();
    expect(await at.page.locator('.own').count()).toBe(2);
  });

  it('sends again by itself what a reload cut off', async () => {
    const before = server.core.taken();
    server.delay = 500;
    await at.say('返済がきついです');
    await at.page.locator('.own').waitFor();
    await at.page.reload();
    await at.button('変えてもらいたい').waitFor();
    expect(server.core.taken()).toBe(before + 1);
  });

  it('goes on in a new conversation when the old one is gone', async () => {
    await at.page.evaluate(() => {
      const [key = ''] = Object.keys(sessionStorage);
      sessionStorage.setItem(key, (sessionStorage.getItem(key) ?? '').replace(/"token":"[^"]+"/, `"token":"${'a'.repeat(43)}"`));
    });
    await at.page.reload();
    await at.say('返済がきついです');
    await at.button('変えてもらいたい').waitFor();
    await at.page.getByText('前の会話は終わっていたため').waitFor();
  });

  it('passes on what the server says when it cannot answer now', async () => {
    await at.page.route(
      /messages$/,
      (route) => route.fulfill({ status: 429, contentType: 'application/problem+json', body: '{"detail":"少し待ってください。"}' }),
      { times: 1 },
    );
    await at.say('返済がきついです');
    await at.page.getByText('少し待ってください。').waitFor();
    await at.button('もう一度送る').click();
    await at.button('変えてもらいたい').waitFor();
  });

  it('can be opened again when the server was away at first', async () => {
    await at.page.evaluate(() => {
      sessionStorage.clear();
    });
    await at.page.route(/conversations$/, (route) => route.abort(), { times: 1 });
    await at.page.reload();
    await at.button('もう一度試す').click();
    await at.button('返済がきつい').waitFor();
  });
});

describe('what is kept', () => {
  it('stays in this tab: the token, the conversation, nothing else', async () => {
    await toQuestion();
    expect(await at.kept()).toContain('token');
    expect(await at.kept('localStorage')).toBe('{}');
    expect(await at.page.evaluate(() => document.cookie)).toBe('');
  });

  it('is erased by the button, there and here', async () => {
    await toQuestion();
    await at.button('この会話を消す').click();
    await at.button('消す').click();
    await at.page.getByText('会話を消しました。').waitFor();
    expect(await at.kept()).toBe('{}');
    expect(server.core.stored()).not.toContain('居酒屋');
    await at.button('新しく相談する').click();
    await at.button('返済がきつい').waitFor();
  });

  it('stays when erasing failed, and is erased by the next attempt', async () => {
    await toQuestion();
    await at.context.setOffline(true);
    await at.button('この会話を消す').click();
    await at.button('消す').click();
    await at.button('もう一度試す').waitFor();
    expect(await at.kept()).toContain('居酒屋');
    await at.context.setOffline(false);
    await at.button('もう一度試す').click();
    await at.page.getByText('会話を消しました。').waitFor();
    expect(await at.kept()).toBe('{}');
  });

  it('is erased in the chat', async () => {
    await at.say('全部消してほしい');
    await at.log.getByRole('button', { name: '消す', exact: true }).click();
    await at.page.getByText('すべて消しました。').waitFor();
    expect(await at.kept()).toBe('{}');
    await at.say('返済がきついです');
    await at.button('変えてもらいたい').waitFor();
  });

  it('asks nobody else for anything', async () => {
    await toQuestion();
    expect(at.asked.length).toBeGreaterThan(3);
    expect(at.asked.filter((address) => !address.startsWith(server.url) && !address.startsWith('data:'))).toEqual([]);
  });
});

describe('opening and closing', () => {
  it('stays closed after a reload, and gives the focus back', async () => {
    await at.field.press('Escape');
    expect(await at.page.getByRole('dialog').count()).toBe(0);
    expect(await at.page.evaluate(() => document.querySelector('michishirube-chat')?.shadowRoot?.activeElement?.className)).toBe(
      'launcher',
    );
    await at.page.reload();
    await at.button('相談する').click();
    await at.button('返済がきつい').waitFor();
    expect(await at.field.evaluate((field) => field.matches(':focus'))).toBe(true);
  });

  it('does not take the focus when it opens by itself', async () => {
    expect(await at.page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  it('covers a phone only when asked, and asks the server only then', async () => {
    const mobile = await visit(browser, server.url, phone);
    await mobile.button('相談する').waitFor();
    expect(mobile.asked.some((address) => address.includes('/api/'))).toBe(false);
    await mobile.button('相談する').tap();
    await mobile.button('返済がきつい').waitFor();
    expect(await mobile.page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await mobile.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await mobile.button('閉じる').tap();
    await expect.poll(() => mobile.page.getByRole('dialog').count()).toBe(0);
    await mobile.context.close();
  });

  it('has buttons large enough for a thumb', async () => {
    const mobile = await visit(browser, server.url, phone);
    await mobile.button('相談する').tap();
    await mobile.say('返済');
    await mobile.button('変えてもらいたい').waitFor();
    const heights = await mobile.page
      .locator('michishirube-chat button:visible')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(10);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await mobile.context.close();
  });

  it('follows when the window becomes narrow', async () => {
    await at.page.setViewportSize({ width: 400, height: 800 });
    await expect.poll(async () => (await at.page.getByRole('dialog').boundingBox())?.width).toBe(400);
    await at.page.setViewportSize(desktop.viewport ?? { width: 1280, height: 900 });
    await expect.poll(async () => (await at.page.getByRole('dialog').boundingBox())?.width).toBe(432);
  });
});
