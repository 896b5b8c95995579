/** The part of Socket.IO's server API that an emitter has. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, test } from 'node:test';
import { carewire, Server } from '../index.mjs';
import { CareWire, emitter, rejection, SECRET, token } from './carewire.mjs';

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

/** What CareWire received, after all of it has been accepted. */
async function sent(io) {
  assert.equal(await io.flush(), true);
  return server.events;
}

test('sends room names, exceptions, event and arguments as they are', async () => {
  const { io } = start();
  io.to('tenant:1').to(['thread:9', 'tenant:1']).except('user:7').except(['tenant:2', 'abc-socket'])
    .emit('message:new', { message: { id: 1 } }, undefined, new Date(0), [undefined]);
  io.in('tenant:1:module:mail').emit('message:notification');
  assert.deepEqual(await sent(io), [
    {
      family: 'derm-app', to: ['tenant:1'], except: ['user:7', 'abc-socket'], event: 'message:new', delivery: 'logged',
      args: [{ message: { id: 1 } }, null, '1970-01-01T00:00:00.000Z', [null]],
    },
    { family: 'derm-app', to: ['tenant:1:module:mail'], except: [], event: 'message:notification', delivery: 'logged', args: [] },
  ]);
});

test('operators never change', async () => {
  const { io } = start();
  const target = io.to('tenant:1');
  target.except('user:1').emit('a');
  target.to('tenant:1:module:home').emit('b');
  target.emit('c');
  const events = await sent(io);
  assert.deepEqual(events.map(({ to, except }) => [to, except]), [
    [['tenant:1'], ['user:1']],
    [['tenant:1', 'tenant:1:module:home'], []],
    [['tenant:1'], []],
  ]);
});

test('finds the tenant in the room names of each family', async () => {
  const rooms = {
    'derm-app': ['tenant:t', 'tenant:t:module:mail', 'patient-flow:t', 'patient-flow:t:l', 'room-board:t:l', 'provider-queue:t:p'],
    clinic: ['tenant:t', 'queue:t', 'appointments:t', 'visits:t', 'prescriptions:t', 'invoices:t', 'patients:t'],
    keneyapp: ['tenant:t'],
    healthmate: ['tenant:t'],
    diagnoxix: ['tenant:t'],
  };
  for (const [family, names] of Object.entries(rooms)) {
    const { io } = start({ family });
    names.forEach((room) => io.to(room).emit(family));
    await io.flush();
  }
  assert.ok(server.requests.every(({ claims }) => claims.tenantId === 't'));
  assert.deepEqual(server.events.flatMap(({ to }) => to), Object.values(rooms).flat());
});

test('one emit to rooms of several tenants becomes one event for each', async () => {
  const { io } = start({ tenantOf: (room, event, [body]) => (room === 'user:7' ? body.tenant : undefined) });
  io.to(['tenant:1', 'tenant:2', 'user:7']).emit('both', { tenant: 1 });
  await io.flush();
  const byTenant = server.requests.map(({ claims, body }) => [claims.tenantId, body.events[0].to]);
  assert.deepEqual(byTenant.sort(), [['1', ['tenant:1', 'user:7']], ['2', ['tenant:2']]]);
});

test('an event without a known tenant is dropped and reported', async () => {
  const failures = {
    'user:1': () => undefined,
    'user:2': () => { throw new TypeError('broken'); },
    'user:3': () => Promise.reject(new RangeError('broken')),
    'user:4': () => new Promise(() => {}),
  };
  const { io, drops } = start({ tenantTimeoutMs: 20, tenantOf: (room) => failures[room]() });
  Object.keys(failures).forEach((room) => io.to(room).emit('lost'));
  io.to(['user:1', 'tenant:1']).emit('found');
  assert.deepEqual((await sent(io)).map(({ event, to }) => [event, to]), [['found', ['tenant:1']]]);
  assert.deepEqual(drops.map(({ reason, rooms, detail }) => [reason, rooms, detail]), [
    ['no-tenant', ['user:1'], 'tenantOf knows none'],
    ['no-tenant', ['user:2'], 'tenantOf: TypeError'],
    ['no-tenant', ['user:3'], 'tenantOf: RangeError'],
    ['no-tenant', ['user:4'], 'tenantOf: Error'],
    ['no-tenant', ['user:1'], 'tenantOf knows none'],
  ]);
});

test('without a room, the tenants of the option receive the event', async () => {
  for (const tenants of [['1', '2'], () => ['1', '2'], async () => ['1', '2']]) {
    const { io } = start({ tenants });
    io.except('user:7').emit('all');
    await io.flush();
    const calls = server.requests.splice(0);
    assert.deepEqual(calls.map(({ claims, body }) => [claims.tenantId, body.events[0].to]).sort(), [
      ['1', ['tenant:1']], ['2', ['tenant:2']],
    ]);
  }
  const { io, drops } = start();
  io.emit('all');
  assert.equal(drops[0].reason, 'no-tenant');
});

test('a token serves its own tenant alone', async () => {
  const { io, drops } = start({ token: token({ tenant_id: 5 }) });
  io.to('user:7').emit('a');
  io.to('tenant:5').emit('b');
  io.emit('c');
  io.to('tenant:6').emit('d');
  assert.deepEqual((await sent(io)).map(({ to }) => to), [['user:7'], ['tenant:5'], ['tenant:5']]);
  assert.deepEqual(drops.map(({ event, detail }) => [event, detail]), [['d', 'the token is of another tenant']]);
});

test('signs one short-lived token for each tenant, with the role of back ends', async () => {
  const { io } = start({ issuer: 'clinic', audience: 'carewire', userId: 'express' });
  io.to('tenant:1').emit('a');
  await io.flush();
  io.to('tenant:1').emit('b');
  await io.flush();
  const [first, second] = server.requests;
  assert.equal(second.token, first.token);
  const { iat, exp, ...claims } = first.claims;
  assert.deepEqual(claims, { userId: 'express', tenantId: '1', role: 'service', iss: 'clinic', aud: 'carewire' });
  assert.equal(exp - iat, 300);
  const [head, body, signature] = first.token.split('.');
  assert.equal(signature, createHmac('sha256', SECRET).update(`${head}.${body}`).digest('base64url'));
});

test('renews a signed token a minute before its end', async (context) => {
  context.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const { io } = start();
  for (const ms of [0, 239_000, 2_000]) {
    context.mock.timers.tick(ms);
    io.to('tenant:1').emit('a');
    await io.flush();
  }
  const [first, second, third] = server.requests.map((call) => call.token);
  assert.equal(second, first);
  assert.notEqual(third, first);
});

test('asks for another token once when CareWire rejects one', async () => {
  let count = 0;
  const { io, drops } = start({ tokenFor: async (tenant) => token({ tenantId: tenant, count: (count += 1) }) });
  const accept = server.answer;
  server.answer = (call) => (call.claims.count === 1 ? rejection(401, 'UNAUTHENTICATED', 'expired') : accept(call));
  io.to('tenant:1').emit('a');
  assert.equal((await sent(io)).length, 1);
  server.answer = () => rejection(401, 'UNAUTHENTICATED', 'expired');
  io.to('tenant:1').emit('b');
  await io.flush();
  assert.deepEqual(drops.map(({ event, reason }) => [event, reason]), [['b', 'rejected']]);
});

test('refuses bytes, cycles and reserved names without throwing', () => {
  const { io, drops } = start();
  const cycle = {};
  cycle.self = cycle;
  for (const args of [
    ['bytes', { file: Buffer.from('x') }], ['bytes', [new Uint8Array(1)]], ['bytes', new ArrayBuffer(1)], ['bytes', new Blob([])],
    ['cycle', cycle], ['bigint', 1n], ['connect', 1], ['newListener'],
  ]) {
    assert.equal(io.to('tenant:1').emit(...args), true);
  }
  assert.deepEqual(drops.map(({ reason }) => reason), [
    'binary', 'binary', 'binary', 'binary', 'not-json', 'not-json', 'reserved-name', 'reserved-name',
  ]);
});

test('collects the answers of clients over all tenants', async () => {
  const { io } = start({ tenants: ['1', '2'] });
  server.answer = ({ claims }) => ({
    status: 200,
    body: { answers: [{ socketId: claims.tenantId, args: [`from ${claims.tenantId}`] }], missing: 0 },
  });
  assert.deepEqual((await io.timeout(700).emitWithAck('ping', { a: 1 })).sort(), ['from 1', 'from 2']);
  const [{ path, body }] = server.requests;
  assert.equal(path, '/api/v1/sockets/ask');
  assert.deepEqual(body, { family: 'derm-app', to: [], except: [], event: 'ping', timeoutMs: 700, args: [{ a: 1 }] });
  const responses = await new Promise((done) => io.timeout(700).to('tenant:1').emit('ping', (error, all) => done([error, all])));
  assert.deepEqual(responses, [null, ['from 1']]);
});

test('a missing answer fails with the others, and so does an unreachable CareWire', async () => {
  const { io } = start();
  server.answer = () => ({ status: 200, body: { answers: [{ socketId: 'a', args: [1] }], missing: 2 } });
  await assert.rejects(io.to('tenant:1').timeout(10).emitWithAck('ping'), (error) => {
    assert.equal(error.message, 'operation has timed out');
    assert.deepEqual(error.responses, [1]);
    return true;
  });
  server.answer = () => rejection(400, 'INVALID', 'event: reserved');
  await assert.rejects(io.to('tenant:1').emitWithAck('auth:x'), /HTTP 400 INVALID event: reserved/);
  await assert.rejects(io.to('user:7').emitWithAck('ping'), /not asked: no-tenant/);
  await assert.rejects(start({}, 'http://127.0.0.1:1').io.in('tenant:1').emitWithAck('ping'), /no answer \(ECONNREFUSED\)/);
});

/** The elements of CareWire's answer for sockets with these ids. */
const socketsOf = (...ids) => ids.map((id) => ({
  id, userId: '7', tenantId: '1', roles: ['nurse'], rooms: [], connectedAt: '2026-11-30T08:00:00Z',
}));

test('fetchSockets never fails a caller without catch: it returns the sockets found so far and reports the others', async () => {
  const answers = {
    503: rejection(503, 'OVERLOADED', 'busy'),
    500: rejection(500, 'INTERNAL', 'failed'),
    400: rejection(400, 'INVALID', 'in[0]: too long'),
    401: rejection(401, 'UNAUTHENTICATED', 'expired'),
    page: { status: 200, body: '<html>Welcome</html>' },
    success: { status: 200, body: { success: true } },
    found: { status: 200, body: { sockets: socketsOf('s1') } },
  };
  server.answer = ({ claims }) => answers[claims.tenantId];
  const { io, drops, lines } = start({ tenantOf: () => Promise.reject(new RangeError('broken')) });
  const rooms = [...Object.keys(answers).map((tenant) => `tenant:${tenant}`), 'user:8'];
  assert.deepEqual((await io.in(rooms).fetchSockets()).map(({ id }) => id), ['s1']);
  assert.deepEqual(drops.map(({ event, tenant, rooms: lost, reason, detail }) => [event, tenant, lost, reason, detail]), [
    ['fetchSockets', undefined, ['user:8'], 'no-tenant', 'tenantOf: RangeError'],
    ['fetchSockets', '400', ['tenant:400'], 'rejected', 'HTTP 400 INVALID in[0]: too long'],
    ['fetchSockets', '401', ['tenant:401'], 'rejected', 'HTTP 401 UNAUTHENTICATED expired'],
    ['fetchSockets', '500', ['tenant:500'], 'unreachable', 'HTTP 500 INTERNAL failed'],
    ['fetchSockets', '503', ['tenant:503'], 'unreachable', 'HTTP 503 OVERLOADED busy'],
    ['fetchSockets', 'page', ['tenant:page'], 'unreachable', 'HTTP 200 no answer of CareWire'],
    ['fetchSockets', 'success', ['tenant:success'], 'unreachable', 'HTTP 200 no answer of CareWire'],
  ]);
  assert.deepEqual(lines.map((line) => line.split(': ')[1].split(' ')[0]), ['no-tenant', 'rejected', 'unreachable']);

  const { io: alone, drops: refused } = start({}, 'http://127.0.0.1:1');
  assert.deepEqual(await alone.in('tenant:1').fetchSockets(), []);
  assert.deepEqual([...(await alone.in('tenant:1').allSockets())], []);
  await alone.close();
  assert.deepEqual(await alone.in('tenant:1').fetchSockets(), []);
  assert.deepEqual(refused.map(({ reason, detail }) => [reason, detail]), [
    ['unreachable', 'ECONNREFUSED'], ['unreachable', 'ECONNREFUSED'], ['closed', undefined],
  ]);

  const { io: slow, drops: late } = start({ requestTimeoutMs: 20 });
  server.answer = () => undefined;
  assert.deepEqual(await slow.in('tenant:1').fetchSockets(), []);
  assert.deepEqual(late.map(({ reason, detail }) => [reason, detail]), [['unreachable', 'TIMEOUT']]);

  const failures = [
    [() => Promise.reject(undefined), 'FAILED'],
    [() => { throw new TypeError('Marker'); }, 'TypeError'],
  ];
  for (const [tokenFor, detail] of failures) {
    const { io: tokenless, drops: lost } = start({ tokenFor });
    assert.deepEqual(await tokenless.in('tenant:1').fetchSockets(), []);
    assert.deepEqual(lost.map((drop) => [drop.reason, drop.detail]), [['unreachable', detail]]);
  }
});

test('allSockets has the ids of the connected clients', async () => {
  const { io } = start();
  server.answer = () => ({ status: 200, body: { sockets: socketsOf('s1', 's2') } });
  assert.deepEqual(await io.in('tenant:1').allSockets(), new Set(['s1', 's2']));
});

test('lists sockets, which can be addressed', async () => {
  const { io } = start();
  const socket = {
    id: 's1', userId: '7', tenantId: '1', name: 'Ada', roles: ['nurse'], rooms: ['tenant:1', 'user:7'],
    connectedAt: '2026-11-30T08:00:00Z',
  };
  const accept = server.answer;
  server.answer = (call) =>
    call.path === '/api/v1/sockets/fetch'
      ? { status: 200, body: { sockets: [socket] } }
      : call.path === '/api/v1/sockets/ask'
        ? { status: 200, body: { answers: [{ socketId: 's1', args: ['yes'] }], missing: 0 } }
        : accept(call);
  const [found] = await io.in('tenant:1').fetchSockets();
  assert.equal(found.id, 's1');
  assert.deepEqual([...found.rooms], ['tenant:1', 'user:7']);
  assert.deepEqual(found.data, { userId: '7', tenantId: '1', name: 'Ada', roles: ['nurse'] });
  assert.equal(found.handshake.issued, Date.parse('2026-11-30T08:00:00Z'));
  found.emit('hello');
  found.join('r1');
  found.leave('r2');
  found.disconnect(true);
  assert.equal(await found.timeout(500).emitWithAck('ready?'), 'yes');
  const calls = server.requests.slice(1).map(({ path, body }) => [path.split('/').at(-1), body]);
  assert.deepEqual(calls.map(([path]) => path), ['emit', 'join', 'leave', 'disconnect', 'ask']);
  assert.deepEqual(calls[0][1].events[0].to, ['s1']);
  assert.deepEqual(calls[1][1], { family: 'derm-app', in: ['s1'], except: [], rooms: ['r1'] });
  assert.deepEqual(calls[3][1], { family: 'derm-app', in: ['s1'], except: [], close: true });
});

test('joins, leaves and disconnects in the order of the calls, and repeats them', async () => {
  const { io } = start();
  const accept = server.answer;
  server.answer = (call, count) => (count === 2 ? rejection(503, 'OVERLOADED', 'busy') : accept(call));
  io.to('tenant:1').emit('before');
  io.in('tenant:1').socketsJoin(['ward:1', 'ward:2']);
  io.to('tenant:1').emit('after');
  io.in('tenant:1').socketsLeave('ward:1');
  io.in('tenant:1').except('tenant:2').disconnectSockets();
  await io.flush();
  assert.deepEqual(server.requests.map(({ path }) => path.split('/').at(-1)), [
    'emit', 'join', 'join', 'emit', 'leave', 'disconnect',
  ]);
  assert.deepEqual(server.requests[2].body.rooms, ['ward:1', 'ward:2']);
  assert.equal(server.requests[5].body.close, false);
});

test('a callback that throws is an uncaught exception, as in Socket.IO', async () => {
  const { io } = start();
  server.answer = () => ({ status: 200, body: { answers: [], missing: 0 } });
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  try {
    const uncaught = once(process, 'uncaughtException');
    io.to('tenant:1').timeout(10).emit('ping', () => { throw new Error('of the caller'); });
    assert.equal((await uncaught)[0].message, 'of the caller');
  } finally {
    listeners.forEach((listener) => process.on('uncaughtException', listener));
  }
});

test('members for connections do nothing and log so once', () => {
  const { io, lines } = start();
  assert.equal(io.on('connection', () => assert.fail()), io);
  io.on('connection', () => assert.fail());
  io.use(() => assert.fail()).adapter({}).attach({});
  io.engine.on('connection_error', () => {});
  assert.equal(io.of('/'), io);
  assert.equal(io.sockets, io);
  assert.deepEqual(lines, ['io.on', 'io.use', 'io.adapter', 'io.attach', 'io.engine.on'].map(
    (member) => `[carewire] ${member} has no effect: CareWire serves the connections`,
  ));
});

test('other namespaces have no clients', async () => {
  const { io, drops } = start();
  io.of('chat').on('connection', () => assert.fail());
  io.of('/chat').to('tenant:1').emit('lost');
  await assert.rejects(io.of('/chat').emitWithAck('lost'), /not asked: namespace/);
  assert.deepEqual(await io.of('/chat').in('tenant:1').fetchSockets(), []);
  assert.deepEqual(server.requests, []);
  assert.deepEqual(drops.map(({ event, reason }) => [event, reason]), [['lost', 'namespace'], ['fetchSockets', 'namespace']]);
});

test('takes the place of new Server(http, options), and closes the HTTP server', async () => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const log = { warn: () => assert.fail() };
  const io = new Server(http, { cors: { origin: '*' }, path: '/api/socket', url: server.url, family: 'clinic', secret: SECRET, log });
  io.to('queue:default').emit('queue:updated', {});
  await new Promise((done) => io.close(done));
  assert.equal(http.listening, false);
  assert.equal(server.events[0].family, 'clinic');
  assert.equal(server.requests[0].claims.tenantId, 'default');
});

test('reads the environment, so that only the import changes', async () => {
  const { Server: Required } = createRequire(import.meta.url)('../index.cjs');
  assert.equal(Required, Server);
  const env = { CAREWIRE_URL: `${server.url}/base/`, CAREWIRE_FAMILY: 'clinic', CAREWIRE_SECRET: SECRET };
  Object.assign(process.env, env);
  try {
    const io = new Server(createServer());
    io.to('visits:1').emit('visit:updated', {});
    await io.flush();
    assert.equal(server.requests[0].path, '/base/api/v1/emit');
    await io.close();
  } finally {
    Object.keys(env).forEach((name) => delete process.env[name]);
  }
});

test('names all faults of its options', () => {
  assert.throws(
    () => carewire({ url: 'ftp://x', family: 'derm', secret: 'short', token: 'x', tenants: [1], maxEvents: 0, tenantOf: 'x' }),
    (error) => {
      for (const name of ['url', 'family', 'credentials', 'secret', 'token', 'tenants', 'maxEvents', 'tenantOf']) {
        assert.match(error.message, new RegExp(`\\b${name}: `));
      }
      return true;
    },
  );
});
