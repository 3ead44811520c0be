/** A visit to a page with the widget: what tests look at and do there. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Every address the page asked for. */
  asked: string[];
  /** What went wrong in the page. */
  errors: string[];
  field: Locator;
  log: Locator;
  button(name: string): Locator;
  say(text: string): Promise<void>;
  /** Everything the widget keeps, as text. */
  kept(store?: 'sessionStorage' | 'localStorage'): Promise<string>;
}

/** Opens a page in a fresh context; motion is reduced, so that nothing has to be waited for. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = desktop): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'ja-JP', ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const asked: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
  });
  await page.goto(url);
  const field = page.getByRole('textbox');
  return {
    page,
    context,
    asked,
    errors,
    field,
    log: page.getByRole('log'),
    button: (name) => page.getByRole('button', { name, exact: true }),
    say: async (text) => {
      await field.fill(text);
      await field.press('Enter');
    },
    kept: (store = 'sessionStorage') => page.evaluate((name) => JSON.stringify(Object.fromEntries(Object.entries(window[name]))), store),
  };
}
