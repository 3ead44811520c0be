/** What the app listens to: messages and buttons in the DM, `/soudan`, `/madoguchi`, `/seido`. Decides nothing about the conversation. */
import type { App } from '@slack/bolt';
import type { Core, Message, Said } from '../../src/channel.ts';
import { readAction, readCommand, readDeletion, readMessage } from './incoming.ts';
import type { SlackLog } from './log.ts';
import { render } from './render.ts';

export interface Listening {
  core: Core;
  /** The desk of a prefecture or city, with dates and sources; it also says so when nothing is found. */
  lookUpDesk: (text: string) => Message[];
  /** The programme of an id (`vup`) or a Japanese name. */
  lookUpProgramme: (text: string) => Message[];
  log: SlackLog;
}

const channel = 'slack';
/** `response_url` takes five messages in half an hour. */
const mostFollowing = 4;

export function listen(app: App, options: Listening): void {
  const { core, log } = options;
  // what was said must not reach the log: names of errors only
  app.error(async (error: Error) => {
    log.error(`Slack: ${error.name} while a request was handled`);
    throw error;
  });

  app.event('message', async ({ event, body }) => {
    const deleted = readDeletion(event);
    if (deleted !== null) await core.unsay?.(channel, deleted.person, deleted.message);
    const message = readMessage(event);
    if (message === null) return;
    const { person, at, said } = message;
    await core.accept({
      channel,
      person,
      event: `event:${body.event_id}`,
      at,
      said,
      context: { channel: message.channel, message: message.ts },
    });
  });

  app.action(/^choice:/, async ({ body, ack }) => {
    const action = readAction(body);
    if (action === null) return ack();
    const { person, event, at, choice, conversation } = action;
    await core.accept({ channel, person, event, at, said: { choice, conversation }, context: { channel: action.channel } });
    await ack();
  });

  // a button that opens a page: Slack tells of it and wants an answer
  app.action(/^open:/, async ({ ack }) => ack());

  app.command('/soudan', async ({ body, ack }) => {
    const command = readCommand(body);
    if (command === null) return ack(onlyYou(words.failed));
    try {
      const said = await beginning(core, command.person, command.text);
      await core.accept({ channel, person: command.person, event: command.event, at: Date.now(), said });
      await ack(onlyYou(words.begun));
    } catch (error) {
      // Slack never repeats a command: whoever typed it must know
      log.error(`Slack: /soudan could not be stored (${error instanceof Error ? error.name : typeof error})`);
      await ack(onlyYou(words.failed));
    }
  });

  lookUp(app, '/madoguchi', words.deskUsage, options.lookUpDesk, log);
  lookUp(app, '/seido', words.programmeUsage, options.lookUpProgramme, log);
}

const words = {
  begun: '相談を始めます。このアプリとのダイレクトメッセージをご覧ください。',
  failed: 'うまく受け付けられませんでした。少し待って、もう一度お試しください。',
  deskUsage: '都道府県か市区町村を付けてください。例：/madoguchi 兵庫',
  programmeUsage: '制度の名前を付けてください。例：/seido vup',
} as const;

const onlyYou = (text: string): { response_type: 'ephemeral'; text: string } => ({ response_type: 'ephemeral', text });

/** Each `/soudan` is another client: an open conversation is closed first. With words, they are said in the open one. */
async function beginning(core: Core, person: string, text: string): Promise<Said> {
  if (text !== '') return { text };
  return (await core.conversationOf(channel, person)) === null ? { arrived: true } : { choice: 'action:restart' };
}

/** Answers only whom typed it, in the acknowledgement itself; more than one message follows through `response_url`. */
function lookUp(app: App, name: string, usage: string, find: (text: string) => Message[], log: SlackLog): void {
  app.command(name, async ({ body, ack, respond }) => {
    const text = readCommand(body)?.text ?? '';
    if (text === '') return ack(onlyYou(usage));
    const [first, ...rest] = found(find, text, name, log);
    if (first === undefined) return ack(onlyYou(words.failed));
    await ack({ response_type: 'ephemeral', ...first });
    void following(
      rest.slice(0, mostFollowing),
      (message) => respond({ response_type: 'ephemeral', replace_original: false, ...message }),
      log,
    );
  });
}

function found(find: (text: string) => Message[], text: string, name: string, log: SlackLog): ReturnType<typeof render> {
  try {
    return render(find(text.slice(0, 200)), null);
  } catch (error) {
    log.error(`Slack: ${name} failed (${error instanceof Error ? error.name : typeof error})`);
    return [];
  }
}

async function following<M>(messages: readonly M[], respond: (message: M) => Promise<unknown>, log: SlackLog): Promise<void> {
  try {
    for (const message of messages) await respond(message);
  } catch (error) {
    log.warn(`Slack: the rest of an answer to a command was not taken (${error instanceof Error ? error.name : typeof error})`);
  }
}
