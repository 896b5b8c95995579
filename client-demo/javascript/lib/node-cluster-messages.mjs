// The messages that published Socket.IO packages send each other over Redis, recorded without a server. Used by
// test/node-cluster.test.mjs, and as a program to write the recording that the Java tests read:
//   node lib/node-cluster-messages.mjs --write
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import crypto from 'node:crypto';

const require = createRequire(import.meta.url);

export const RECORDING = fileURLToPath(
  new URL('../../../redis/src/test/resources/node-messages.txt', import.meta.url));

/** A Redis client that keeps what is published and calls the adapter's listeners. */
class Recorder {
  published = [];
  listeners = new Map();

  publish(channel, message) {
    this.published.push({ channel, message: Buffer.from(message) });
  }

  pSubscribe(pattern, listener) {
    this.listeners.set(pattern, listener);
  }

  subscribe(channels, listener) {
    for (const channel of channels) {
      this.listeners.set(channel, listener);
    }
  }

  /** The adapter takes a client with this method for npm `redis` 4 or newer. */
  sSubscribe() {}

  async sendCommand([, , channel]) {
    return [channel, 2];
  }

  on() {}

  receive(channel, message) {
    this.listeners.get(channel)(Buffer.from(message), Buffer.from(channel));
  }
}

/** Runs with ids that are the same each time. */
async function withFixedIds(action) {
  const { randomBytes } = crypto;
  let next = 0;
  crypto.randomBytes = (size) => Buffer.alloc(size, next++);
  try {
    return await action();
  } finally {
    crypto.randomBytes = randomBytes;
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A client of the recorded server, which acknowledges at once. */
function client(id, answer) {
  return {
    id,
    handshake: { headers: { host: 'localhost' }, query: { v: 'ü' }, secure: false, issued: 1764547200000 },
    rooms: new Set([id, 'ward 3']),
    data: { user: 17, seen: new Date(Date.UTC(2026, 0, 2)) },
    acks: { set: (packet, acknowledge) => acknowledge(...answer), delete() {} },
    client: { writeToEngine() {} },
  };
}

/** All kinds of messages: `[{ name, channel, message }]`. */
export function recordMessages() {
  return withFixedIds(async () => {
    const { Emitter } = require('@socket.io/redis-emitter');
    const { Server } = require('socket.io');
    const { createAdapter } = require('@socket.io/redis-adapter');
    const recorder = new Recorder();
    const messages = [];
    const record = async (name, action) => {
      recorder.published.length = 0;
      Promise.resolve(action()).catch(() => {});
      await settled();
      await settled();
      if (recorder.published.length !== 1) {
        throw new Error(`${name}: ${recorder.published.length} messages`);
      }
      messages.push({ name, ...recorder.published[0] });
    };

    const emitter = new Emitter(recorder);
    await record('emitter.all', () => emitter.emit('hello'));
    await record('emitter.room', () => emitter.to('tenant:7').emit('queue:update', { waiting: 3 }));
    await record('emitter.rooms', () => emitter.to(['a', 'b']).except(['c', 'd']).emit('x', 1, 'two', null));
    await record('emitter.flags', () => emitter.compress(false).volatile.to('a').emit('typing', true));
    await record('emitter.namespace', () => emitter.of('/admin').to('a').emit('x'));
    await record('emitter.prefix', () => new Emitter(recorder, { key: 'clinic*' }).emit('x'));
    await record('emitter.names', () => emitter.to('a#b#').except('Zoë 🏥').emit('größe', '🏥'));
    await record('emitter.bytes', () => emitter.emit('file', Buffer.from([0, 1, 255]), { page: new Uint8Array(300) }));
    const values = [
      [0, -1, 31, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, Number.MAX_SAFE_INTEGER],
      [-32, -33, -128, -129, -32768, -32769, -2147483648, -2147483649, Number.MIN_SAFE_INTEGER],
      [0.5, -1.25, 1e-9, 0.1, Number.NaN, Number.POSITIVE_INFINITY, -0],
      { yes: true, no: false, none: null, missing: undefined, nested: { list: [[], {}] } },
      [new Date(0), new Date(Date.UTC(2026, 10, 30, 20, 15, 0, 250)), new Date(-1)],
      ['', 'x'.repeat(31), 'x'.repeat(32), 'x'.repeat(256)],
      Array.from({ length: 16 }, (_, i) => i),
      Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, i])),
    ];
    await record('emitter.values', () => emitter.emit('values', ...values));
    await record('emitter.join', () => emitter.in('a').except('b').socketsJoin(['c', 'd']));
    await record('emitter.leave', () => emitter.in(['a', 'b']).socketsLeave('c'));
    await record('emitter.disconnect', () => emitter.in('a').disconnectSockets(true));
    await record('emitter.disconnect-socket', () => emitter.disconnectSockets());
    await record('emitter.server-side', () => emitter.serverSideEmit('reload', { all: true }));

    const io = new Server();
    io.adapter(createAdapter(recorder, recorder));
    await record('adapter.all', () => io.emit('hello', 'all'));
    await record('adapter.room', () => io.to('tenant:7').emit('queue:update', { waiting: 3, at: new Date(1) }));
    await record('adapter.rooms', () => io.to('a').to('b').except('c').emit('x', Buffer.from('bytes')));
    await record('adapter.values', () => io.emit('values', ...values));
    await record('adapter.number', () => io.to(5).emit('x'));
    await record('adapter.flags', () => io.volatile.compress(false).emit('typing', true));
    await record('adapter.compress', () => io.compress(true).emit('x'));
    await record('adapter.with-ack', () => io.to('a').timeout(2000).emit('ask', { n: 1 }, () => {}));
    await record('adapter.rooms-request', () => io.of('/').adapter.allRooms());
    await record('adapter.fetch-request', () => io.in('a').except('b').fetchSockets());
    await record('adapter.join', () => io.in('a').socketsJoin('b'));
    await record('adapter.leave', () => io.in('a').socketsLeave(['b', 'c']));
    await record('adapter.disconnect', () => io.in('a').disconnectSockets(true));
    await record('adapter.server-side', () => io.serverSideEmit('reload', 1));
    await record('adapter.server-side-ack', () => io.serverSideEmit('count', () => {}));

    const namespace = io.of('/');
    const ask = (request) =>
      () => recorder.receive('socket.io-request#/#', JSON.stringify({ uid: 'peer', requestId: 'q', ...request }));
    const question = { type: 7, packet: { type: 2, data: ['ask'], nsp: '/' }, opts: { rooms: [], except: [], flags: {} } };
    await record('adapter.reply.no-sockets', ask({ type: 5, opts: { rooms: ['a'], except: [] } }));
    await record('adapter.reply.client-count', ask({ ...question, opts: { rooms: ['nowhere'], except: [] } }));
    const connect = (socket) => {
      namespace.sockets.set(socket.id, socket);
      namespace.adapter.addAll(socket.id, socket.rooms);
    };
    connect({ ...client('socket-1', []), join() {}, disconnect() {} });
    await record('adapter.reply.rooms', ask({ type: 1 }));
    await record('adapter.reply.socket-ids', ask({ type: 0, rooms: ['ward 3'] }));
    await record('adapter.reply.sockets', ask({ type: 5, opts: { rooms: ['ward 3'], except: [] } }));
    await record('adapter.reply.done', ask({ type: 2, sid: 'socket-1', room: 'b' }));
    namespace.on('count', (acknowledge) => acknowledge({ count: 1 }));
    await record('adapter.reply.server-side', ask({ type: 6, data: ['count'] }));
    for (const [name, answer] of [['value', [{ ok: true }, 'second']], ['bytes', [Buffer.from('x')]], ['nothing', []]]) {
      connect(client('socket-1', answer));
      recorder.published.length = 0;
      ask(question)();
      const [acknowledgement, count] = recorder.published.splice(0);
      messages.push({ name: `adapter.reply.ack-${name}`, ...acknowledgement });
      messages.push({ name: `adapter.reply.count-${name}`, ...count });
    }
    return messages;
  });
}

/** The recording as the Java tests read it: name, channel and bytes in hexadecimal, with tabs between. */
export async function recording() {
  const messages = await recordMessages();
  return messages.map(({ name, channel, message }) => `${name}\t${channel}\t${message.toString('hex')}\n`).join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) {
  writeFileSync(RECORDING, await recording());
  process.exit();
}
