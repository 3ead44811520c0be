/** Addresses from messages, made safe to follow. */

/** An http(s) address, or null: nothing else is ever linked. */
export function webLink(url: string): string | null {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** A `tel:` address; `#9110` needs its sign encoded. */
export const telLink = (dial: string): string => `tel:${dial.replaceAll(/[^\d+*#]/g, '').replaceAll('#', '%23')}`;
