/** What Slack refuses in a message, by its documents: written apart from the adapter, so that both can be wrong only separately. */
import { z } from 'zod';

const plainText = (
  most: number,
): z.ZodObject<{ type: z.ZodLiteral<'plain_text'>; text: z.ZodString; emoji: z.ZodOptional<z.ZodBoolean> }, z.core.$strict> =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const anyText = z.discriminatedUnion('type', [
  plainText(3000),
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(3000), verbatim: z.boolean().optional() }),
]);
const button = z.strictObject({
  type: z.literal('button'),
  action_id: z.string().min(1).max(255),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(3000)
    .optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('section'), block_id: z.string().max(255).optional(), text: anyText }),
  z.strictObject({ type: z.literal('header'), text: plainText(150) }),
  z.strictObject({ type: z.literal('context'), elements: z.array(anyText).min(1).max(10) }),
  z.strictObject({ type: z.literal('actions'), elements: z.array(button).min(1).max(25) }),
  z.strictObject({ type: z.literal('divider') }),
]);
export type Block = z.infer<typeof block>;
const blockList = z.array(block).max(50);

/** The error Slack would answer with, and why; null when it takes the message. */
export function refusal(message: { text: string; blocks: unknown }): { error: string; why: string } | null {
  if (message.text.trim() === '' && message.blocks === undefined) return { error: 'no_text', why: 'neither text nor blocks' };
  if (message.text.length > 40_000) return { error: 'msg_too_long', why: `text of ${String(message.text.length)}` };
  if (message.blocks === undefined) return null;
  const parsed = blockList.safeParse(message.blocks);
  if (!parsed.success) return { error: 'invalid_blocks', why: z.prettifyError(parsed.error) };
  const ids = parsed.data.flatMap((one) => (one.type === 'actions' ? one.elements.map((element) => element.action_id) : []));
  if (new Set(ids).size < ids.length) return { error: 'invalid_blocks', why: '`action_id` already exists' };
  const size = JSON.stringify(parsed.data).length;
  return size > 13_200 ? { error: 'msg_blocks_too_long', why: String(size) } : null;
}

/** All texts of a message that Slack would parse for mentions and links, and those it shows as they are. */
export function textsOf(blocks: readonly Block[]): { parsed: string[]; shown: string[] } {
  const all = blocks.flatMap((one) => {
    if (one.type === 'divider') return [];
    if (one.type === 'context') return one.elements;
    return one.type === 'actions' ? one.elements.map((element) => element.text) : [one.text];
  });
  return {
    parsed: all.filter(({ type }) => type === 'mrkdwn').map((one) => one.text),
    shown: all.filter(({ type }) => type === 'plain_text').map((one) => one.text),
  };
}
