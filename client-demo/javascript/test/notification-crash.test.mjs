/** The server is killed while a thousand notifications that must be acknowledged are on their way. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';
import { Changes } from '../lib/wait.mjs';

const USERS = 50;
const NOTIFICATIONS = 1000;
const KILL_AFTER = 500;
const AT_A_TIME = 20;
/** Every tenth is never acknowledged. */
const SILENT = 10;
const SECRET = 'shared with the receiver';
const DEADLINE_MS = 120_000;
/** Without news for so long, the server is asked. */
const LOOK_MS = 2_000;
const BACK_SOON = { reconnectionDelay: 300, reconnectionDelayMax: 600, reconnectionAttempts: Infinity };

/** Calls that the server makes at a time; so many may have been under way when it was killed. */
const WEBHOOKS_AT_A_TIME = 2;

/** Calls by notification, one word for each: whether it came `before` the crash or `after` it. */
const webhook = { calls: new Map(), now: 'before' };
let first;
let second;

before(async () => {
  webhook.server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) {
      body += part;
    }
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(request.headers['x-carewire-signature']);
    assert.equal(signature, createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex'));
    assert.doesNotMatch(body, /Marker/);
    const { notificationId } = JSON.parse(body);
    assert.equal(request.headers['idempotency-key'], notificationId);
    webhook.calls.set(notificationId, [...(webhook.calls.get(notificationId) ?? []), webhook.now]);
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(webhook.server, 'listening');
  first = await Server.start({
    env: {
      CAREWIRE_NOTIFICATIONS_START_DELAY: '1s',
      CAREWIRE_NOTIFICATIONS_RETRY_FIRST: '3s',
      CAREWIRE_NOTIFICATIONS_RETRY_CAP: '3s',
      CAREWIRE_NOTIFICATIONS_RETRIES: '1',
      CAREWIRE_NOTIFICATIONS_ESCALATION: 'user, lead, webhook',
      CAREWIRE_NOTIFICATIONS_LEAD_ROLE: 'nurse',
      CAREWIRE_NOTIFICATIONS_WEBHOOK_URL: `http://127.0.0.1:${webhook.server.address().port}/`,
      CAREWIRE_NOTIFICATIONS_WEBHOOK_SECRET: SECRET,
    },
  });
});
after(async () => {
  await second?.close();
  await first?.close();
  webhook.server.close();
});

const user = (i) => ({ ...DOCTOR, user: `user-${i % USERS}` });

test('none is lost, and what nobody answers is passed on once', { timeout: 300_000 }, async () => {
  const changes = new Changes();
  const received = new Set();
  const acknowledged = new Set();
  /** By id, whether somebody will acknowledge it. */
  const answered = new Map();

  for (let i = 0; i < USERS; i += 1) {
    const { socket } = await first.connect(STANDARD, user(i), { transports: ['websocket'], options: BACK_SOON });
    socket.on('notification:new', ({ notification: { id, metadata } }) => {
      received.add(id);
      changes.announce();
      if (metadata.answered && Math.random() < 0.5) {
        setTimeout(() => {
          socket.volatile.emit('notification:acknowledge', { id }, ({ success }) => {
            assert.equal(success, true);
            acknowledged.add(id);
            changes.announce();
          });
        }, Math.random() * 500);
      }
    });
  }

  /** Sends those of these numbers that are answered; the others are what the crash left without an answer. */
  async function sendAll(server, numbers, enough) {
    const left = [];
    const waiting = [...numbers];
    const api = server.api(DESK);
    let done = 0;
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
          try {
            const metadata = { answered: i % SILENT !== 0 };
            const { id } = await api.post('/api/notifications', {
              userId: user(i).user, title: 'Marker', message: `Marker ${i}`, mustAcknowledge: true, metadata,
            });
            answered.set(id, metadata.answered);
            done += 1;
            if (done === enough) {
              server.program.kill('SIGKILL');
            }
          } catch (gone) {
            assert.notEqual(enough, undefined, `${gone}`);
            left.push(i);
          }
        }
      }),
    );
    return left;
  }

  const left = await sendAll(first, Array(NOTIFICATIONS).keys(), KILL_AFTER);
  assert.ok(left.length > 0, 'the crash came too late to interrupt anything');
  await first.program.ended;
  webhook.now = 'after';
  const before = acknowledged.size;
  second = await first.restart();
  assert.deepEqual(await sendAll(second, left), []);
  assert.equal(answered.size, NOTIFICATIONS);

  const settled = (id) => acknowledged.has(id) || webhook.calls.has(id);
  const open = () => [...answered.keys()].filter((id) => !received.has(id) || !settled(id));
  const describe = () => `open: ${open()}, received: ${received.size}, acknowledged: ${acknowledged.size}, `
    + `called: ${webhook.calls.size}`;

  /** What the server says of each, by id. An acknowledgement whose answer the crash cut off is known there alone. */
  async function states() {
    const all = new Map();
    for (let i = 0; i < USERS; i += 1) {
      const { items } = await second.api(user(i)).get('/api/notifications?limit=200');
      items.filter(({ id }) => answered.has(id)).forEach(({ id, state }) => all.set(id, state));
    }
    return all;
  }

  const end = Date.now() + DEADLINE_MS;
  while (open().length > 0) {
    assert.ok(Date.now() < end, describe());
    const known = open().length;
    await changes.until(() => (open().length < known ? true : undefined), { ms: LOOK_MS, describe }).catch(() => {});
    if (open().length === known) {
      (await states()).forEach((state, id) => state === 'acknowledged' && acknowledged.add(id));
    }
  }
  assert.ok(before < NOTIFICATIONS - NOTIFICATIONS / SILENT, 'the crash came after everything was acknowledged');

  // An acknowledgement may still come while the states are read.
  const known = new Set(acknowledged);
  const stored = await states();
  assert.equal(stored.size, NOTIFICATIONS);
  stored.forEach((state, id) => {
    assert.ok(answered.get(id) ? settled(id) : state === 'delivered', `${id}: ${state}`);
    assert.ok(state === 'acknowledged' || !known.has(id), `${id}: ${state}, but acknowledged`);
  });
  const silent = [...answered].filter(([, willBe]) => !willBe).map(([id]) => id);
  assert.equal(silent.length, NOTIFICATIONS / SILENT);
  assert.deepEqual(silent.filter((id) => !webhook.calls.has(id)), [], 'no webhook');
  // What was under way when the server was killed comes again, under the key by which the receiver knows it.
  const again = [...webhook.calls].filter(([, calls]) => calls.length > 1);
  again.forEach(([id, calls]) => assert.deepEqual(calls, ['before', 'after'], `${id}: webhook`));
  assert.ok(again.length <= WEBHOOKS_AT_A_TIME, `called twice: ${again}`);
  const nurse = second.api(NURSE);
  async function passedOn() {
    const all = [];
    for (let page = await nurse.get('/api/notifications?limit=200'); page; ) {
      all.push(...page.items.map(({ originId }) => originId));
      page = page.nextCursor && (await nurse.get(`/api/notifications?limit=200&before=${page.nextCursor}`));
    }
    return all;
  }

  // The nurse is absent: her copies are stored when no step is left.
  let copies = await passedOn();
  while (silent.some((id) => !copies.includes(id)) && Date.now() < end) {
    await changes.until(() => undefined, { ms: LOOK_MS, describe }).catch(() => {});
    copies = await passedOn();
  }
  assert.equal(new Set(copies).size, copies.length, 'passed on twice');
  assert.deepEqual(silent.filter((id) => !copies.includes(id)), [], 'not passed on');
});
