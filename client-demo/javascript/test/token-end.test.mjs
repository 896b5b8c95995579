/** Tokens that end while their users are connected: a day of short tokens in seconds, for the clients of each family. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { healthmateClaims } from '../lib/healthmate.mjs';
import { PlainSocket } from '../lib/plain.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';
import { newAppointment } from '../lib/records.mjs';
import { sign } from '../lib/tokens.mjs';
import { DEADLINE_MS, within } from '../lib/wait.mjs';

const TTL = { ttlSeconds: 2 };
const AFTER_THE_END_MS = 2_500;
const later = () => new Promise((done) => setTimeout(done, AFTER_THE_END_MS));
const once = (socket, name, what) =>
  within(DEADLINE_MS, new Promise((done) => socket.once(name, done)), () => `no ${name}: ${what}`);

describe('as installed', () => {
  let server;

  before(async () => {
    server = await Server.start({ env: { CAREWIRE_AUTH_CLOCK_SKEW: '0s' } });
  });
  after(() => server?.close());

  for (const [family, event] of [
    [STANDARD, 'appointment:created'],
    [CLINIC, 'patient:updated'],
  ]) {
    test(`${family.path}: a client whose token has ended stays connected, and needs another one to come again`, async () => {
      const credentials = { token: server.token(DOCTOR, TTL), tenantId: DOCTOR.tenant };
      const socket = io(server.url, { ...family.options(credentials), forceNew: true });
      try {
        await once(socket, 'connect', family.path);
        await later();
        const received = once(socket, event, family.path);
        await newAppointment(server.api(DESK), DOCTOR.user);
        await received;

        const refused = once(socket, 'connect_error', family.path);
        socket.disconnect().connect();
        const expected = family === STANDARD ? 'Invalid authentication token' : 'Authentication failed';
        assert.equal((await refused).message, expected);
      } finally {
        socket.close();
      }
    });
  }

  const plainFamilies = [
    ['KeneyApp', () => `/ws?token=${server.token(DOCTOR, TTL)}`, 'ping', 'pong'],
    ['HealthMate', () => '/ws/health', { type: 'ping' }, 'pong'],
    ['Diagnoxix', () => `/v1/ws/notifications?user_id=${DOCTOR.user}&token=${server.token(DOCTOR, TTL)}`, { type: 'ping' }, 'pong'],
  ];
  for (const [name, path, ping, pong] of plainFamilies) {
    test(`${name}: a client whose token has ended stays connected and is answered`, async () => {
      const socket = new PlainSocket(server.url, path());
      try {
        await socket.next();
        if (name === 'HealthMate') {
          socket.send({ type: 'authenticate', token: sign(server.secret, healthmateClaims({ user: 7 }), TTL) });
          await socket.upTo(({ type }) => type === 'authentication_success');
        }
        await later();
        socket.send(ping);
        await socket.upTo(({ type }) => type === pong);
      } finally {
        socket.close();
      }
    });
  }

  /** Ends all sessions of a user, as a back end does with a user whose rights it revokes. */
  async function revoke(family, user) {
    const service = server.api({ user: 'backend', tenant: DOCTOR.tenant, role: 'service', name: 'Back end' });
    const answer = await service.call('POST', '/api/v1/sockets/disconnect', { family, in: [`user:${user}`], close: true });
    assert.deepEqual([answer.status, answer.body], [200, { sockets: 1 }]);
  }

  for (const [family, word, refusal] of [
    [STANDARD, 'derm-app', 'Invalid authentication token'],
    [CLINIC, 'clinic', 'Authentication failed'],
  ]) {
    test(`${family.path}: a back end ends the kept session of a user, who cannot return with the expired token`, async () => {
      const user = `revoked-${word}`;
      const credentials = { token: server.token({ ...DOCTOR, user }, TTL), tenantId: DOCTOR.tenant };
      const socket = io(server.url, { ...family.options(credentials), forceNew: true });
      try {
        await once(socket, 'connect', word);
        await later();
        const ended = once(socket, 'disconnect', word);
        await revoke(word, user);
        assert.equal(await ended, 'io server disconnect');
        assert.equal(socket.active, false);

        const refused = once(socket, 'connect_error', word);
        socket.connect();
        assert.equal((await refused).message, refusal);
      } finally {
        socket.close();
      }
    });
  }

  test('KeneyApp: a back end ends the kept session of a user, who cannot return with the expired token', async () => {
    const user = 'revoked-keney';
    const path = `/ws?token=${server.token({ ...DOCTOR, user }, TTL)}`;
    const socket = new PlainSocket(server.url, path);
    await socket.next();
    await later();
    await revoke('keneyapp', user);
    assert.equal((await socket.ended()).code, 1000);
    assert.deepEqual(await new PlainSocket(server.url, path).ended(), { code: 1008, reason: 'Authentication failed' });
  });

  test('a refresh token of HealthMate is no access token, at a socket or over HTTP', async () => {
    const refresh = sign(server.secret, { ...healthmateClaims({ user: 7 }), type: 'refresh' });
    const socket = new PlainSocket(server.url, '/ws/health');
    await socket.next();
    socket.send({ type: 'authenticate', token: refresh });
    const answer = await socket.next();
    assert.deepEqual([answer.type, answer.message], ['authentication_failed', 'Invalid token']);
    socket.close();
    const response = await fetch(`${server.url}/api/patients`, { headers: { authorization: `Bearer ${refresh}` } });
    assert.equal(response.status, 401);
  });
});

describe('at the longest time that a session is kept', () => {
  let server;

  before(async () => {
    server = await Server.start({ env: { CAREWIRE_AUTH_CLOCK_SKEW: '0s', CAREWIRE_AUTH_SESSION_MAX: '1s' } });
  });
  after(() => server?.close());

  test('the transport is closed, and the client of derm-app receives the text on which it refreshes', async () => {
    const options = STANDARD.options({ token: server.token(DOCTOR, TTL), tenantId: DOCTOR.tenant });
    const socket = io(server.url, { ...options, reconnectionDelay: 100, forceNew: true });
    try {
      await once(socket, 'connect', 'first');
      const refused = once(socket, 'connect_error', 'with an expired token');
      assert.equal(await once(socket, 'disconnect', 'at the end'), 'transport close');
      assert.equal((await refused).message, 'Invalid authentication token');

      socket.auth = { token: server.token(DOCTOR), tenantId: DOCTOR.tenant };
      socket.connect();
      await once(socket, 'connect', 'with another token');
    } finally {
      socket.close();
    }
  });

  test('plain WebSockets are closed with the code on which their clients connect again', async () => {
    const keney = new PlainSocket(server.url, `/ws?token=${server.token(DOCTOR, TTL)}`);
    assert.deepEqual(await keney.ended(), { code: 1008, reason: 'token expired' });
    const again = new PlainSocket(server.url, `/ws?token=${server.token(DOCTOR, { ttlSeconds: -1 })}`);
    assert.deepEqual(await again.ended(), { code: 1008, reason: 'Authentication failed' });
  });
});
