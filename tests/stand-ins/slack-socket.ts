/** Slack's side of Socket Mode: just enough WebSocket (RFC 6455) to greet, send envelopes, and read acknowledgements. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface SocketHub {
  take(request: IncomingMessage, socket: Duplex): void;
  /** Sends an envelope; resolves with the acknowledgement, or null when none came in time. */
  send(type: string, payload: Record<string, unknown>, withinMs?: number): Promise<Record<string, unknown> | null>;
  /** How many connections were ever made. */
  made(): number;
  /** Ends the connections that stand, without a goodbye. */
  cut(): void;
}

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function socketHub(): SocketHub {
  const connections = new Set<Duplex>();
  const waiting = new Map<string, (answer: Record<string, unknown>) => void>();
  let made = 0;
  const onText = (text: string): void => {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id: string; payload: Record<string, unknown> };
    waiting.get(id)?.(payload);
    waiting.delete(id);
  };
  return {
    take(request, socket) {
      made += 1;
      const accept = createHash('sha1')
        .update(`${String(request.headers['sec-websocket-key'])}${magic}`)
        .digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      connections.add(socket);
      socket.on('close', () => connections.delete(socket)).on('error', () => undefined);
      reading(socket, onText);
      socket.write(frame(1, JSON.stringify({ type: 'hello' })));
    },
    send(type, payload, withinMs = 3000) {
      const id = randomUUID();
      const envelope = { type, envelope_id: id, payload, accepts_response_payload: type !== 'events_api' };
      for (const socket of connections) socket.write(frame(1, JSON.stringify(envelope)));
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, withinMs, null);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
      });
    },
    made: () => made,
    cut: () => {
      for (const socket of connections) socket.destroy();
    },
  };
}

function frame(opcode: number, text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 65_535) throw new Error(`A frame of ${String(payload.length)} bytes; the stand-in sends at most 65,535.`);
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, payload.length])
      : Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, payload]);
}

/** Frames of a client: masked, unfragmented. Answers pings and goodbyes. */
function reading(socket: Duplex, onText: (text: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 6) {
      const short = (rest[1] ?? 0) & 127;
      const long = short === 126;
      if (long && rest.length < 8) return;
      const length = long ? rest.readUInt16BE(2) : short;
      const start = long ? 4 : 2;
      if (rest.length < start + 4 + length) return;
      const mask = rest.subarray(start, start + 4);
      const payload = Buffer.from(rest.subarray(start + 4, start + 4 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
      const opcode = (rest[0] ?? 0) & 15;
      rest = rest.subarray(start + 4 + length);
      if (opcode === 1) onText(payload.toString('utf8'));
      if (opcode === 9) socket.write(frame(10, payload.toString('utf8')));
      if (opcode === 8) socket.end(frame(8, ''));
    }
  });
}
