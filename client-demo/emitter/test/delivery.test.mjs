/** Order, batches, retries and limits of an emitter. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { CareWire, emitter, rejection, SECRET, token } from './carewire.mjs';

const INDEX = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../index.cjs');

let server;
let emitters;

beforeEach(async () => {
  server = await CareWire.start();
  emitters = [];
});
afterEach(async () => {
  await Promise.all(emitters.map((io) => io.close()));
  await server.close();
});

function start(options = {}, url = server.url) {
  const started = emitter(url, { closeTimeoutMs: 0, ...options });
  emitters.push(started.io);
  return started;
}

const names = () => server.events.map(({ event }) => event);

test('sends the events of one turn in order, in batches of 100', async () => {
  const { io } = start();
  for (let i = 0; i < 250; i += 1) {
    io.to('tenant:1').emit(`event-${i}`, i);
  }
  assert.equal(await io.flush(), true);
  assert.deepEqual(names(), Array.from({ length: 250 }, (_, i) => `event-${i}`));
  assert.deepEqual(server.requests.map(({ body }) => body.events.length), [100, 100, 50]);
  assert.equal(new Set(server.requests.map(({ body }) => body.idempotencyKey)).size, 3);
});

test('splits batches by bytes', async () => {
  const { io } = start();
  for (let i = 0; i < 5; i += 1) {
    io.to('tenant:1').emit('large', 'x'.repeat(200_000));
  }
  await io.flush();
  assert.deepEqual(server.requests.map(({ body }) => body.events.length), [2, 2, 1]);
});

test('keeps the order of calls while tenants are looked up', async () => {
  const waits = { 'user:slow': 50, 'user:quick': 5 };
  const { io } = start({ tenantOf: async (room) => (await delay(waits[room]), '1') });
  io.to('user:slow').emit('first');
  io.to('user:quick').emit('second');
  io.to('tenant:1').emit('third');
  await io.flush();
  assert.deepEqual(names(), ['first', 'second', 'third']);
});

test('snapshots arguments at the call', async () => {
  const { io } = start();
  const record = { status: 'waiting' };
  io.to('tenant:1').emit('queue', record);
  record.status = 'called';
  await io.flush();
  assert.deepEqual(server.events[0].args, [{ status: 'waiting' }]);
});

test('repeats the same body under the same key after a failure without an answer', async () => {
  const { io, lines } = start({ requestTimeoutMs: 50 });
  const accept = server.answer;
  server.answer = (call, count) => (count === 1 ? undefined : accept(call));
  io.to('tenant:1').emit('once');
  assert.equal(await io.flush(), true);
  const [first, second] = server.requests;
  assert.equal(second.text, first.text);
  assert.match(lines[0], /does not accept events \(TIMEOUT\)/);
  assert.match(lines[1], /accepts events again/);
});

test('waits as long as Retry-After asks', async () => {
  const { io } = start();
  const accept = server.answer;
  server.answer = (call, count) =>
    count === 1 ? { ...rejection(429, 'TOO_MANY_REQUESTS', 'slow down'), headers: { 'retry-after': '1' } } : accept(call);
  io.to('tenant:1').emit('patient');
  assert.equal(await io.flush(), true);
  assert.ok(server.requests[1].at - server.requests[0].at >= 990);
});

test('repeats a batch whose first request is still running', async () => {
  const { io, drops } = start();
  const accept = server.answer;
  server.answer = (call, count) =>
    count === 1 ? { ...rejection(409, 'CONFLICT', 'still running'), headers: { 'retry-after': '1' } } : accept(call);
  io.to('tenant:1').emit('patient');
  assert.equal(await io.flush(), true);
  const [first, second] = server.requests;
  assert.equal(second.text, first.text);
  assert.deepEqual(drops, []);
});

test('delivers in order what was emitted while CareWire was away', async () => {
  const { port } = server;
  await server.close();
  const { io } = start({}, `http://127.0.0.1:${port}`);
  io.to('tenant:1').emit('one');
  await once(io.carewire, 'unreachable');
  io.to('tenant:1').emit('two');
  io.to('tenant:2').emit('three');
  await server.listen(port);
  assert.equal(await io.flush(), true);
  assert.deepEqual(names().filter((name) => name !== 'three'), ['one', 'two']);
  assert.ok(names().includes('three'));
});

test('one invalid event does not hold up its batch', async () => {
  const { io, drops } = start();
  const accept = server.answer;
  server.answer = (call) =>
    call.body.events.some(({ event }) => event === 'bad') ? rejection(400, 'INVALID', 'events[3]: bad') : accept(call);
  for (const event of ['a', 'b', 'c', 'bad', 'd', 'e']) {
    io.to('tenant:1').emit(event);
  }
  await io.flush();
  assert.deepEqual(names(), ['a', 'b', 'c', 'd', 'e']);
  assert.deepEqual(drops.map(({ event, reason, detail }) => [event, reason, detail]), [
    ['bad', 'rejected', 'HTTP 400 INVALID events[3]: bad'],
  ]);
});

test('an event at which the server fails is dropped after five attempts', async () => {
  const { io, drops } = start();
  const accept = server.answer;
  server.answer = (call) => (call.body.events[0].event === 'poison' ? rejection(500, 'INTERNAL', 'failed') : accept(call));
  io.to('tenant:1').emit('poison');
  await server.until(() => server.requests.length === 1);
  io.to('tenant:1').emit('next');
  assert.equal(await io.flush(20_000), true);
  assert.equal(server.requests.length, 6);
  assert.equal(drops[0].reason, 'rejected');
  assert.deepEqual(names(), ['next']);
});

test('one tenant that is refused does not hold up another', async () => {
  const { io } = start();
  const accept = server.answer;
  server.answer = (call) => (call.claims.tenantId === '1' ? rejection(503, 'OVERLOADED', 'busy') : accept(call));
  io.to('tenant:1').emit('a');
  io.to('tenant:2').emit('b');
  await server.until(() => names().includes('b'));
});

test('volatile events keep their place, and are dropped while CareWire does not answer', async () => {
  const { io, drops } = start();
  io.to('tenant:1').emit('a');
  io.volatile.to('tenant:1').emit('typing');
  io.to('tenant:1').emit('b');
  await io.flush();
  assert.deepEqual(server.events.map(({ event, delivery }) => [event, delivery]), [
    ['a', 'logged'], ['typing', 'volatile'], ['b', 'logged'],
  ]);

  const accept = server.answer;
  server.answer = () => rejection(503, 'OVERLOADED', 'busy');
  io.to('tenant:1').emit('c');
  await server.until(() => server.requests.length > 1);
  io.volatile.to('tenant:1').emit('typing');
  io.to('tenant:1').emit('d');
  await server.until(() => drops.length === 1);
  server.answer = accept;
  await io.flush();
  assert.deepEqual(names(), ['a', 'typing', 'b', 'c', 'd']);
  assert.deepEqual(drops.map(({ event, reason }) => [event, reason]), [['typing', 'volatile']]);
});

test('a full backlog drops the oldest waiting event, by number and by bytes', async () => {
  for (const limit of [{ maxEvents: 3 }, { maxBytes: 3_300 }]) {
    const { io, drops } = start(limit);
    const before = server.requests.length;
    const accept = server.answer;
    server.answer = () => rejection(503, 'OVERLOADED', 'busy');
    io.to('tenant:1').emit('a', 'x'.repeat(1_000));
    await server.until(() => server.requests.length > before);
    for (const event of ['b', 'c', 'd']) {
      io.to('tenant:1').emit(event, 'x'.repeat(1_000));
    }
    assert.deepEqual(drops.map(({ event, reason }) => [event, reason]), [['b', 'full']]);
    server.answer = accept;
    await io.flush();
    assert.deepEqual(names().slice(-3), ['a', 'c', 'd']);
  }
});

test('stops retrying events that are too old', async () => {
  const { io, drops } = start({ maxAgeMs: 1_000 });
  server.answer = () => rejection(503, 'OVERLOADED', 'busy');
  io.to('tenant:1').emit('old');
  await server.until(() => drops.length === 1);
  assert.equal(drops[0].reason, 'expired');
});

test('close sends what waits, for a bounded time, and drops the rest', async () => {
  const { io } = start({ closeTimeoutMs: 1_000 });
  io.to('tenant:1').emit('last');
  await io.close();
  assert.deepEqual(names(), ['last']);

  const { io: hanging, drops } = start({ closeTimeoutMs: 50 });
  server.answer = () => undefined;
  hanging.to('tenant:1').emit('lost');
  await hanging.close();
  hanging.to('tenant:1').emit('late');
  assert.deepEqual(drops.map(({ event, reason }) => [event, reason]), [['lost', 'closed'], ['late', 'closed']]);
});

test('a program ends although CareWire is away', async () => {
  const script = `
    const { carewire } = require(process.argv[1]);
    const io = carewire({ url: 'http://127.0.0.1:1', family: 'clinic', secret: ${JSON.stringify(SECRET)} });
    io.to('queue:1').emit('queue:updated', {});`;
  const child = spawn(process.execPath, ['--eval', script, INDEX], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(10_000) });
  assert.equal(code, 0);
  assert.match(errors, /^\[carewire\] CareWire does not accept events \(ECONNREFUSED\)/);
});

test('a listener or a log that throws does no harm', async () => {
  const { io } = start({ log: { warn: () => { throw new Error('log'); } } });
  io.carewire.on('dropped', () => { throw new Error('listener'); });
  assert.equal(io.to('user:7').emit('nowhere'), true);
  io.to('tenant:1').emit('somewhere');
  await io.flush();
  assert.deepEqual(names(), ['somewhere']);
});

test('logs drops of one reason once and then by number', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { io, lines } = emitter(server.url);
  for (let i = 0; i < 4; i += 1) {
    io.to('user:7').emit('nowhere', 'Marker');
  }
  assert.equal(lines.length, 1);
  context.mock.timers.tick(10_000);
  assert.deepEqual(lines.slice(1), ['[carewire] dropped 3 more: no-tenant']);
  assert.doesNotMatch(lines.join(), /Marker|user:7/);
});

const isQuestion = ({ path }) => path === '/api/v1/sockets/ask';
const replied = { status: 200, body: { answers: [], missing: 0 } };

/** The names of events and questions in the order in which the server is done with them; each question takes 300 ms. */
function handled() {
  const order = [];
  const accept = server.answer;
  server.answer = async (call) => {
    if (!isQuestion(call)) {
      order.push(...call.body.events.map(({ event }) => event));
      return accept(call);
    }
    await delay(300);
    order.push(call.body.event);
    return replied;
  };
  return order;
}

test('an event does not overtake the question before it', async () => {
  const order = handled();
  const { io } = start();
  io.to('tenant:1').emit('before');
  io.to('tenant:1').emitWithAck('question');
  io.to('tenant:1').emitWithAck('further question');
  io.to('tenant:1').emit('after');
  assert.equal(await io.flush(), true);
  assert.deepEqual([order[0], order.slice(1, 3).sort(), order[3]], ['before', ['further question', 'question'], 'after']);
  const [first, second] = server.requests.filter(isQuestion);
  assert.ok(second.at - first.at < 300, 'the questions ran one after the other');
});

test('an event of a later turn does not overtake a question that is on its way', async () => {
  const order = handled();
  const { io } = start();
  const answer = io.to('tenant:1').emitWithAck('question');
  await server.until(() => server.requests.length === 1);
  io.to('tenant:1').emit('after');
  await answer;
  await io.flush();
  assert.deepEqual(order, ['question', 'after']);
});

test('an event does not overtake a question that waits for its token', async () => {
  const order = handled();
  let calls = 0;
  const tokenFor = async (tenantId) => {
    calls += 1;
    await delay(calls === 1 ? 300 : 0);
    return token({ tenantId });
  };
  const { io } = start({ tokenFor });
  io.to('tenant:1').emitWithAck('question');
  io.to('tenant:1').emit('after');
  await io.flush();
  assert.deepEqual(order, ['question', 'after']);
});

test('an event waits at most a second for the answer to the question before it', async () => {
  const accept = server.answer;
  server.answer = (call) => (isQuestion(call) ? undefined : accept(call));
  const { io } = start();
  const failure = assert.rejects(io.to('tenant:1').emitWithAck('question'), /no answer \(CLOSED\)/);
  io.to('tenant:1').emit('after');
  await server.until(() => names().includes('after'));
  const [question, event] = server.requests;
  const waited = event.at - question.at;
  assert.ok(waited >= 900 && waited < 3_000, `${waited} ms`);
  await io.close();
  await failure;
});

test('questions are bounded, and none is sent after the end', async () => {
  server.answer = () => undefined;
  const { io } = start({ maxEvents: 20, closeTimeoutMs: 50 });
  const asked = Array.from({ length: 21 }, (_, i) => io.to('tenant:1').emitWithAck(`question-${i}`));
  const failures = Promise.allSettled(asked);
  await server.until(() => server.requests.length === 8);
  assert.equal(await io.flush(10), false);
  await io.close();
  const messages = (await failures).map(({ reason }) => reason.message);
  assert.deepEqual(messages.slice(0, 20).filter((text) => !/CLOSED|full/.test(text)), []);
  assert.equal(messages.filter((text) => text === 'not asked: full').length, 1);
  await delay(50);
  assert.equal(server.requests.length, 8);
});

test('a question does not wait behind events for a CareWire that is away', async () => {
  const { io, drops } = start({}, 'http://127.0.0.1:1');
  io.to('tenant:1').emit('kept');
  const waiting = io.in('tenant:1').fetchSockets();
  const asked = assert.rejects(io.to('tenant:1').emitWithAck('question'), /^Error: not asked: unreachable \(ECONNREFUSED\)$/);
  assert.deepEqual(await waiting, []);
  await asked;
  const before = Date.now();
  for (let i = 0; i < 20; i += 1) {
    assert.deepEqual(await io.in('tenant:1').fetchSockets(), []);
  }
  assert.ok(Date.now() - before < 1_000);
  assert.equal(drops.length, 21);
  const reports = new Set(drops.map(({ event, reason, detail }) => `${event}: ${reason} (${detail})`));
  assert.deepEqual([...reports], ['fetchSockets: unreachable (ECONNREFUSED)']);
});

test('questions are asked again once CareWire accepts events', async () => {
  const { port } = server;
  await server.close();
  const { io } = start({}, `http://127.0.0.1:${port}`);
  io.to('tenant:1').emit('kept');
  assert.deepEqual(await io.in('tenant:1').fetchSockets(), []);
  await server.listen(port);
  assert.equal(await io.flush(), true);
  server.answer = () => ({ status: 200, body: { sockets: [{ id: 's1', rooms: [], connectedAt: '2026-11-30T08:00:00Z' }] } });
  assert.deepEqual((await io.in('tenant:1').fetchSockets()).map(({ id }) => id), ['s1']);
});

test('a question waits for a busy CareWire, and not for ever', async () => {
  const accept = server.answer;
  const busy = { ...rejection(429, 'TOO_MANY_REQUESTS', 'slow down'), headers: { 'retry-after': '1' } };
  const found = { status: 200, body: { sockets: [{ id: 's1', rooms: [], connectedAt: '2026-11-30T08:00:00Z' }] } };
  for (const [requestTimeoutMs, ids, reasons] of [[5_000, ['s1'], []], [100, [], ['behind']]]) {
    const { io, drops } = start({ requestTimeoutMs });
    const before = server.requests.length;
    server.answer = (call, count) =>
      count === before + 1 ? busy : call.path === '/api/v1/sockets/fetch' ? found : accept(call);
    io.to('tenant:1').emit('kept');
    await server.until(() => server.requests.length > before);
    assert.deepEqual((await io.in('tenant:1').fetchSockets()).map(({ id }) => id), ids);
    assert.deepEqual(drops.map(({ reason }) => reason), reasons);
    assert.equal(await io.flush(), true);
  }
});

test('fetchSockets waits neither for slow clients nor, in a crowd, for a CareWire that hangs', async () => {
  const found = { status: 200, body: { sockets: [{ id: 's1', rooms: [], connectedAt: '2026-11-30T08:00:00Z' }] } };
  server.answer = (call) => (isQuestion(call) ? undefined : found);
  const { io } = start();
  const asked = Promise.allSettled(Array.from({ length: 9 }, () => io.to('tenant:1').emitWithAck('question')));
  await server.until(() => server.requests.length === 8);
  assert.deepEqual((await io.in('tenant:1').fetchSockets()).map(({ id }) => id), ['s1']);
  await io.close();
  await asked;

  server.answer = () => undefined;
  const { io: hanging, drops } = start({ requestTimeoutMs: 200 });
  const began = Date.now();
  const lists = await Promise.all(Array.from({ length: 80 }, () => hanging.in('tenant:1').fetchSockets()));
  assert.ok(Date.now() - began < 1_500, 'ten rounds of eight take 2,000 ms');
  assert.deepEqual(lists.flat(), []);
  assert.equal(drops.filter(({ reason, detail }) => reason === 'unreachable' && detail === 'TIMEOUT').length, 80);
  assert.equal(await hanging.flush(100), true);
});

test('a page of a proxy with status 200 does not count as accepted', async () => {
  const accept = server.answer;
  server.answer = (call, count) => (count <= 2 ? { status: 200, body: '<html>Welcome</html>' } : accept(call));
  const { io, drops } = start();
  await assert.rejects(io.to('tenant:1').emitWithAck('question'), /^Error: HTTP 200 no answer of CareWire$/);
  io.to('tenant:1').emit('kept');
  assert.equal(await io.flush(), true);
  assert.equal(server.requests.length, 3);
  assert.equal(server.requests[2].body.events[0].event, 'kept');
  assert.deepEqual(drops, []);
});

test('an event larger than the limit drops itself alone', async () => {
  const accept = server.answer;
  server.answer = () => rejection(503, 'OVERLOADED', 'busy');
  const { io, drops } = start({ maxBytes: 2_000 });
  io.to('tenant:1').emit('a');
  await server.until(() => server.requests.length === 1);
  io.to('tenant:1').emit('b');
  io.to('tenant:1').emit('large', 'x'.repeat(2_000));
  server.answer = accept;
  await io.flush();
  assert.deepEqual(names(), ['a', 'b']);
  assert.deepEqual(drops.map(({ event, reason }) => [event, reason]), [['large', 'full']]);
});

test('logs and reports hold no message of a failed tokenFor', async () => {
  let fail = () => Promise.reject(new Error('Marker'));
  const { io, lines } = start({ tokenFor: (tenantId) => fail(tenantId) });
  io.to('tenant:1').emit('a');
  const [{ code }] = await once(io.carewire, 'unreachable');
  assert.equal(code, 'Error');
  assert.doesNotMatch(lines.join(), /Marker/);
  fail = (tenantId) => token({ tenantId });
  assert.equal(await io.flush(), true);

  const { io: slow } = start({ tokenFor: () => new Promise(() => {}), tenantTimeoutMs: 10 });
  slow.to('tenant:1').emit('b');
  assert.equal((await once(slow.carewire, 'unreachable'))[0].code, 'TIMEOUT');

  const { io: empty } = start({ tokenFor: () => Promise.reject(undefined) });
  empty.to('tenant:1').emit('c');
  assert.equal((await once(empty.carewire, 'unreachable'))[0].code, 'FAILED');
});
