/** Published clients of every generation that are rejected, or send at once what they buffered before they connected. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { OpenServer, Server } from '../harness.mjs';
import { Server as ReferenceServer } from 'socket.io';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { RawSocket } from '../lib/raw.mjs';
import { DOCTOR } from '../lib/stage.mjs';
import { VERSIONS } from '../lib/versions.mjs';
import { Changes, DEADLINE_MS, within } from '../lib/wait.mjs';

/** Longer than the second after which the server once closed rejected connections. */
const PING_INTERVAL_MS = 2_000;
const PAGES = 80;

/** `limits.messages-burst`. */
const BURST = 500;

const sockets = new Set();
let server;

before(async () => {
  server = await Server.start({ env: { CAREWIRE_SOCKETIO_PING_INTERVAL: `${PING_INTERVAL_MS}ms` } });
});
after(async () => {
  sockets.forEach((socket) => {
    socket.io.reconnection(false);
    socket.close();
    socket.io.engine?.close();
  });
  await server?.close();
});

/** A socket of the clinic system with a connection of its own. */
function open(version, token, transports) {
  const options = { forceNew: true, reconnectionDelay: 100, path: CLINIC.path, transports, ...version.proof({ token }) };
  const socket = version.io(server.url, options);
  sockets.add(socket);
  return socket;
}

const rejected = ({ name }) => (name === '2.5' ? 'error' : 'connect_error');

function first(emitter, event, what = event) {
  return within(DEADLINE_MS, new Promise((done) => emitter.once(event, done)), () => `no ${what}`);
}

test('eighty expired pages of older clients keep their connections instead of reconnecting', async () => {
  const expired = server.token(DOCTOR, { ttlSeconds: -60 });
  const older = VERSIONS.filter(({ name }) => name !== '4.8');
  const lost = [];
  const pages = Array.from({ length: PAGES }, async (_, page) => {
    const version = older[page % older.length];
    const socket = open(version, expired, [page % 4 < 2 ? 'polling' : 'websocket']);
    const { engine } = socket.io;
    engine.on('close', (reason) => lost.push([version.name, reason]));
    await first(socket, rejected(version), 'rejection');
    // The next heartbeat, long after the rejection.
    const beat = new Promise((done) => {
      engine.on('packet', (packet) => ['ping', 'pong'].includes(packet.type) && done());
    });
    await within(DEADLINE_MS, beat, () => `${version.name}: no heartbeat`);
  });
  await Promise.all(pages);
  assert.deepEqual(lost, []);
});

for (const family of [STANDARD, CLINIC]) {
  test(`${family.path}: a rejected client may present another token on the same connection`, async () => {
    const raw = server.raw(family);
    const tenantId = DOCTOR.tenant;
    await raw.connect({ token: server.token(DOCTOR, { ttlSeconds: -60 }), tenantId });
    await raw.receives('44{');
    raw.send(`40${JSON.stringify({ token: server.token(DOCTOR), tenantId })}`);
    await raw.receives('40{"sid"');
    raw.close();
  });
}

describe('messages that were buffered before the connection', () => {
  for (const version of VERSIONS) {
    for (const number of [300, 3_000]) {
      test(`${version.name} has ${number} of them answered over polling, and stays connected`, async () => {
        const socket = open(version, server.token(DOCTOR), ['polling']);
        const changes = new Changes();
        const answers = { handled: 0, rejected: 0, lost: undefined };
        socket.on('disconnect', (reason) => {
          answers.lost = reason;
        });
        for (let i = 0; i < number; i += 1) {
          socket.emit('subscribe:queue', {}, ({ code }) => {
            answers[code === 'OVERLOADED' ? 'rejected' : 'handled'] += 1;
            changes.announce();
          });
        }
        await changes.until(() => (answers.handled + answers.rejected === number ? true : undefined), {
          describe: () => `answers: ${JSON.stringify(answers)}`,
        });
        assert.ok(answers.handled >= Math.min(number, BURST), JSON.stringify(answers));
        assert.equal(answers.lost, undefined);
        socket.close();
      });
    }
  }
});

test('3,000 of them reach an application without a limit in order', async () => {
  const unlimited = await OpenServer.start();
  try {
    for (const version of VERSIONS) {
      const socket = version.io(unlimited.url, { forceNew: true, transports: ['polling'] });
      sockets.add(socket);
      const echoed = [];
      const all = new Promise((done) => {
        socket.on('message-back', (number) => echoed.push(number) === 3_000 && done());
      });
      for (let i = 0; i < 3_000; i += 1) {
        socket.emit('message', i);
      }
      await within(DEADLINE_MS, all, () => `${version.name}: ${echoed.length} echoes`);
      assert.deepEqual(echoed, Array.from({ length: 3_000 }, (_, i) => i));
      socket.close();
    }
  } finally {
    await unlimited.close();
  }
});

/** The reference server, which accepts one token. */
async function reference() {
  const http = createServer();
  const io = new ReferenceServer(http);
  io.use((socket, next) => next(socket.handshake.auth.token === 'good' ? undefined : new Error('Authentication failed')));
  await new Promise((done) => http.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${http.address().port}`,
    path: '/socket.io/',
    good: 'good',
    bad: 'bad',
    close: () => io.close(),
  };
}

/** How a server treats connections by hand: the same words for both servers. */
async function treatment({ url, path, good, bad }) {
  const joined = async (first) => {
    const raw = new RawSocket(url, path);
    if (first !== undefined) {
      await raw.connect({ token: first });
      await raw.receives('44{"message":"Authentication failed"');
    }
    await raw.connect({ token: good });
    await raw.receives('40{"sid"');
    return raw;
  };
  const seen = {};
  const second = await joined(bad);
  seen.secondConnect = 'served';
  second.close();

  const early = new RawSocket(url, path);
  await early.receives('0{');
  early.send('42["early"]');
  await early.ended();
  seen.eventBeforeConnect = 'ended';

  const binary = await joined();
  const placeholders = Array.from({ length: 11 }, (_, num) => JSON.stringify({ _placeholder: true, num }));
  binary.send(`4511-["files",${placeholders}]`);
  await binary.ended();
  seen.elevenAttachments = 'ended';

  const polling = `${url}${path}?EIO=4&transport=polling`;
  const open = await (await fetch(polling)).text();
  const session = `${polling}&sid=${JSON.parse(open.slice(1)).sid}`;
  const post = (body) => fetch(session, { method: 'POST', body });
  await post(`40${JSON.stringify({ token: good })}`);
  seen.connect = (await (await fetch(session)).text()).slice(0, 2);
  seen.manyPackets = (await post(Array.from({ length: 300 }, () => '42["many"]').join('\u001e'))).status;
  // The reference may reset the connection of such a body before its answer is read.
  await post('4'.repeat(1_100_000)).catch(() => {});
  const next = await fetch(session);
  seen.afterAnOversizedBody = [next.status, await next.json()];
  return seen;
}

test('connections by hand are treated as by the reference server', async () => {
  const other = await reference();
  try {
    const expected = await treatment(other);
    const ours = { url: server.url, path: CLINIC.path, good: server.token(DOCTOR), bad: server.token(DOCTOR, { ttlSeconds: -60 }) };
    assert.deepEqual(await treatment(ours), expected);
    assert.equal(expected.manyPackets, 200);
  } finally {
    await other.close();
  }
});
