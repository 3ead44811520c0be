/** Where the panel stands, and which part of the conversation it shows. */
import type { Entry } from './memory.ts';

/** Wide enough that the page stays visible beside the panel. The same condition is in styles/frame.ts. */
export const wide = matchMedia('(min-width: 640px) and (min-height: 480px)');

/** On phones the panel covers the page: a modal keeps the focus inside. Beside a page it must not take the focus by itself. */
export function place(dialog: HTMLDialogElement): void {
  if (wide.matches) {
    dialog.setAttribute('open', '');
    return;
  }
  dialog.showModal();
  dialog.querySelector<HTMLElement>('.title')?.focus();
}

/**
 * What was just said begins at the top of the visible part, so that a long answer is read from its start; a failure shows
 * its way out. Returns what is shown now, to be handed in next time.
 */
export function scrollToNews(log: HTMLElement, last: Entry | undefined, shown: string | undefined): string | undefined {
  if (!last) return shown;
  const news = last.who === 'owner' ? `${last.id} ${last.state}` : last.id;
  if (news === shown) return shown;
  const smooth = shown !== undefined && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  const owner = [...log.querySelectorAll<HTMLElement>('.entry.owner')].at(-1);
  const top = last.who === 'owner' ? log.scrollHeight : owner ? owner.offsetTop - 12 : 0;
  log.scrollTo({ top, behavior: smooth ? 'smooth' : 'auto' });
  return news;
}
