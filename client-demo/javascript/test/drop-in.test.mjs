/**
 * Back ends whose emitting code is unchanged: each runs with Socket.IO's `Server` and with `@carewire/emitter`, and published
 * clients receive the same.
 */
import assert from 'node:assert/strict';
import { cp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { ROOT, Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { Client, CLINIC, STANDARD } from '../lib/client.mjs';
import { Program } from '../lib/program.mjs';
import { DOCTOR, NURSE, OTHER_DOCTOR } from '../lib/stage.mjs';
import { claims, sign } from '../lib/tokens.mjs';
import { within } from '../lib/wait.mjs';

const JAVASCRIPT = join(ROOT, 'client-demo/javascript');
const EMITTER = '@carewire/emitter';
const DEADLINE_MS = 30_000;
const SECRET = 'a secret of at least 32 bytes, for drop-in tests';

/** Events that CareWire itself sends. */
const OWN = /^(user|presence|auth|recovery):/;

let server;

before(async () => {
  server = await Server.start({ demo: false, secret: SECRET, env: { CAREWIRE_RECORDS_KEPT: 'none' } });
});
after(() => server.close());

/** A back end that listens: a program of the fixtures. */
async function backEnd(script, env) {
  const program = new Program(process.execPath, [script], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CAREWIRE_URL: server.url, CAREWIRE_SECRET: SECRET, ...env },
  });
  const [, url] = await program.says(/listening on (\S+)/);
  const call = async (method, path, body = {}) => {
    const answer = await request(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: method === 'GET' ? undefined : JSON.stringify(body),
    });
    assert.ok(answer.status < 300, `${method} ${path}: HTTP ${answer.status}\n${program.output}`);
    return answer.json();
  };
  return {
    program,
    url,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    async close() {
      program.kill();
      const { code } = await within(DEADLINE_MS, program.ended, () => `still running:\n${program.output}`);
      assert.equal(code, 0, program.output);
    },
  };
}

/** A published client of the server that serves the connections. */
async function connect(url, family, who, onConnect = () => {}) {
  const token = sign(SECRET, claims(who));
  const socket = io(url, { ...family.options({ token, tenantId: who.tenant, transports: ['websocket'] }), forceNew: true });
  socket.on('connect', () => onConnect(socket));
  socket.on('ready?', (body, answer) => answer(`${who.user} in round ${body.round}`));
  const client = new Client(socket);
  await client.connected();
  return client;
}

/** What clients received until the event `last`, with the arguments' JSON; times of this moment are equal. */
async function received(client, last, wanted = () => true) {
  const events = await client.upTo(last, wanted);
  return events
    .filter(([name]) => !OWN.test(name))
    .map((event) => JSON.stringify(event).replace(/"timestamp":\d+/, '"timestamp":0'));
}

describe('Express, with the events of derm-app', () => {
  const appointment = {
    id: 'a-1', patientId: 7, patientName: 'Marker Ient', providerId: DOCTOR.user, scheduledStart: '2026-12-01T09:00:00.000Z', custom: [1.5, 'ü'],
  };

  /** What three clients receive and what the back end learns, in one run. */
  async function run(packageName, express) {
    const back = await backEnd(join(JAVASCRIPT, 'fixtures/express/server.cjs'), {
      SERVER_PACKAGE: packageName, EXPRESS: express, CAREWIRE_FAMILY: 'derm-app',
    });
    const url = packageName === EMITTER ? server.url : back.url;
    const joinThread = (socket) => socket.emit('message:join-thread', '9');
    const clients = [
      await connect(url, STANDARD, DOCTOR, joinThread),
      await connect(url, STANDARD, NURSE),
      await connect(url, STANDARD, OTHER_DOCTOR),
    ];
    try {
      const tenantId = DOCTOR.tenant;
      const learned = [await back.get(`/online/${tenantId}`), await back.post(`/ready/${tenantId}`)];
      await back.post('/appointments', { tenantId, appointment, at: '2026-11-30T08:00:00Z' });
      await back.post('/messages', { tenantId, message: { id: 1, threadId: '9', sender: NURSE.user, body: 'Marker' } });
      await back.post('/typing', { tenantId, userId: NURSE.user, isTyping: true });
      await back.post('/wards/3', { tenantId, userId: DOCTOR.user });
      await clients[0].sees('ward:joined');
      await back.post('/wards/3/leave', { tenantId, userId: DOCTOR.user });
      await back.post(`/close/${tenantId}`);
      const seen = await Promise.all(clients.map((client) => received(client, 'closing')));
      const reasons = await Promise.all(clients.slice(0, 2).map((client) => client.disconnected()));
      return { learned, seen, reasons };
    } finally {
      clients.forEach((client) => client.close());
      await back.close();
    }
  }

  test('clients receive the same, and the back end learns the same', async () => {
    const original = await run('socket.io', 'express');
    assert.deepEqual(original.seen.map((events) => events.length), [8, 3, 0]);
    assert.deepEqual(await run(EMITTER, 'express'), original);
  });

  for (const express of ['express', 'express-4']) {
    test(`an unreachable CareWire costs ${express} a log line`, async () => {
      const back = await backEnd(join(JAVASCRIPT, 'fixtures/express/server.cjs'), {
        SERVER_PACKAGE: EMITTER, EXPRESS: express, CAREWIRE_FAMILY: 'derm-app', CAREWIRE_URL: 'http://127.0.0.1:1',
      });
      const body = { tenantId: DOCTOR.tenant, appointment, at: '2026-11-30T08:00:00Z' };
      // The handler has no catch, since Socket.IO needs no network here.
      assert.deepEqual(await back.get(`/online/${DOCTOR.tenant}`), []);
      await back.program.says(/dropped fetchSockets: unreachable \(ECONNREFUSED\)/);
      assert.deepEqual(await back.post('/appointments', body), { id: 'a-1' });
      assert.deepEqual(await back.get(`/online/${DOCTOR.tenant}`), []);
      await back.program.says(/CareWire does not accept events \(ECONNREFUSED\)/);
      assert.deepEqual(await back.post('/appointments', body), { id: 'a-1' });
      const [, ...more] = back.program.output.match(/does not accept events/g);
      assert.deepEqual(more, []);
      assert.doesNotMatch(back.program.output, /Marker/);
      await back.close();
    });
  }
});

describe('Next.js, with the events of the clinic system', () => {
  let folder;

  before(async () => {
    folder = await temporaryFolder();
    await cp(join(JAVASCRIPT, 'fixtures/nextjs'), folder, { recursive: true });
    await symlink(join(JAVASCRIPT, 'node_modules'), join(folder, 'node_modules'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function run(packageName) {
    const back = await backEnd(join(folder, 'server.js'), { SERVER_PACKAGE: packageName, CAREWIRE_FAMILY: 'clinic' });
    const url = packageName === EMITTER ? server.url : back.url;
    const subscribe = (socket) => socket.emit('subscribe:queue');
    const clients = [await connect(url, CLINIC, DOCTOR, subscribe), await connect(url, CLINIC, NURSE, subscribe)];
    try {
      // Subscriptions have no acknowledgement; the server processes the messages of a client in order.
      await Promise.all(clients.map((client) => (client.emit('ping'), client.next('pong'))));
      const queueItem = { status: 'called', doctor: { _id: DOCTOR.user }, patientName: 'Marker', ownField: { a: [null, 1] } };
      const answer = await back.post('/api/queue/q-1', { queueItem, tenantId: DOCTOR.tenant });
      assert.equal(answer.success, true);
      return await Promise.all(clients.map((client) => received(client, 'queue:bulk-update')));
    } finally {
      clients.forEach((client) => client.close());
      await back.close();
    }
  }

  test('clients receive the same', async () => {
    const original = await run('socket.io');
    assert.deepEqual(original.map((events) => events.length), [2, 1]);
    assert.deepEqual(await run(EMITTER), original);
  });
});
