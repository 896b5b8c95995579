/** Tokens that end while their users are connected: a day of short tokens in seconds, for the clients of each family. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import { feedPage } from '../fixtures/clinic/pages.mjs';
import { Tab } from '../fixtures/clinic/tab.mjs';
import { Page } from '../fixtures/standard/page.mjs';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { address, BrowserClient, refusal } from '../lib/diagnoxix.mjs';
import { healthmateClaims, loadPageScript, pageScript } from '../lib/healthmate.mjs';
import { loginToken, PageClient } from '../lib/keney.mjs';
import { PlainSocket } from '../lib/plain.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';
import { newAppointment, newPatient } from '../lib/records.mjs';
import { sign } from '../lib/tokens.mjs';
import { Changes, DEADLINE_MS, within } from '../lib/wait.mjs';

/** How long the tokens of these tests are valid: between 3 and 4 s, since their times are whole seconds. */
const TTL = { ttlSeconds: 4 };

const HEALTHMATE_USER = 7;
const DIAGNOXIX_USER = 'user-7';

/** Tokens that end one after another in a day of short tokens. */
const TOKENS = 3;

/** How published clients of derm-app connect again, but sooner. */
const RECONNECT = { reconnectionDelay: 100, reconnectionDelayMax: 100, forceNew: true };

/** How long after its end a token counts as ended for the test, in milliseconds. */
const AFTER_THE_END_MS = 50;

/** Waits for the end of a token. */
function ended(token) {
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  return new Promise((done) => setTimeout(done, exp * 1000 - Date.now() + AFTER_THE_END_MS));
}

const once = (socket, name, what) =>
  within(DEADLINE_MS, new Promise((done) => socket.once(name, done)), () => `no ${name}: ${what}`);

describe('as installed', { concurrency: true }, () => {
  let server;

  before(async () => {
    server = await Server.start({ demo: false, env: { CAREWIRE_AUTH_CLOCK_SKEW: '0s' } });
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
        await ended(credentials.token);
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

  const healthmateToken = () => sign(server.secret, healthmateClaims({ user: HEALTHMATE_USER }), TTL);
  const plainFamilies = [
    ['KeneyApp', () => server.token(DOCTOR, TTL), (token) => `/ws?token=${token}`, 'ping'],
    ['HealthMate', healthmateToken, () => '/ws/health', { type: 'ping' }],
    [
      'Diagnoxix',
      () => server.token(DOCTOR, TTL),
      (token) => `/v1/ws/notifications?user_id=${DOCTOR.user}&token=${token}`,
      { type: 'ping' },
    ],
  ];
  for (const [name, issue, path, ping] of plainFamilies) {
    test(`${name}: a client whose token has ended stays connected and is answered`, async () => {
      const token = issue();
      const socket = new PlainSocket(server.url, path(token));
      try {
        await socket.next();
        if (name === 'HealthMate') {
          socket.send({ type: 'authenticate', token });
          await socket.upTo(({ type }) => type === 'authentication_success');
        }
        await ended(token);
        socket.send(ping);
        await socket.upTo(({ type }) => type === 'pong');
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
        await ended(credentials.token);
        const disconnected = once(socket, 'disconnect', word);
        await revoke(word, user);
        assert.equal(await disconnected, 'io server disconnect');
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
    const token = server.token({ ...DOCTOR, user }, TTL);
    const path = `/ws?token=${token}`;
    const socket = new PlainSocket(server.url, path);
    await socket.next();
    await ended(token);
    await revoke('keneyapp', user);
    assert.equal((await socket.ended()).code, 1000);
    assert.deepEqual(await new PlainSocket(server.url, path).ended(), { code: 1008, reason: 'Authentication failed' });
  });

  test('a refresh token of HealthMate is no access token, at a socket or over HTTP', async () => {
    const refresh = sign(server.secret, { ...healthmateClaims({ user: HEALTHMATE_USER }), type: 'refresh' });
    const socket = new PlainSocket(server.url, '/ws/health');
    await socket.next();
    socket.send({ type: 'authenticate', token: refresh });
    const answer = await socket.next();
    assert.deepEqual([answer.type, answer.message], ['authentication_failed', 'Invalid token']);
    socket.close();
    const response = await fetch(`${server.url}/api/patients`, { headers: { authorization: `Bearer ${refresh}` } });
    assert.equal(response.status, 401);
  });

  /** Changes that a user's pages receive, each with the mark by which the pages know it. */
  const appointmentId = async () => (await newAppointment(server.api(DESK), DOCTOR.user))._id;
  const patientId = async () => (await newPatient(server.api(DESK)))._id;
  const notificationTo = (userId) => async () => {
    const message = `Marker ${randomUUID()}`;
    const backEnd = server.api({ user: 'back-end', tenant: 'default', role: 'service' });
    await backEnd.post('/api/notifications', { userId, title: 'Marker', message, type: 'health_alert', priority: 'high' });
    return message;
  };

  /**
   * A day of a clinic in seconds. For each family: the token of a user, a change that the user's pages receive, and a page as
   * published. A page whose token has ended cannot connect again, so what it receives shows that it is still connected.
   */
  const days = {
    'derm-app, first generation': {
      token: () => server.token(DOCTOR, TTL),
      change: appointmentId,
      open: async (token) => {
        const session = { tenantId: DOCTOR.tenant, accessToken: token };
        const page = new Page({ url: server.url, session, options: RECONNECT });
        await page.until((view) => view.isConnected, 'connection');
        return {
          receives: (id) => page.until(({ appointments }) => id in appointments.appointments, 'appointment'),
          close: () => page.close(),
        };
      },
    },
    clinic: {
      token: () => server.token(DOCTOR, TTL),
      change: patientId,
      open: async (token) => {
        const tab = new Tab(server.url, { token, cookie: token });
        tab.open(feedPage, {}, ['patient:updated']);
        await tab.until('connection', () => tab.connections === 1);
        return {
          receives: (id) =>
            tab.until('patient', () => tab.shown.feeds['patient:updated'].some(({ patient }) => patient._id === id)),
          close: () => tab.close(),
        };
      },
    },
    KeneyApp: {
      token: () => loginToken(server.secret, { username: DOCTOR.user, tenant: DOCTOR.tenant }, TTL),
      change: patientId,
      open: async (token) => {
        const changes = new Changes();
        const page = new PageClient(server.url.replace('http', 'ws'), token, { onChange: () => changes.announce() });
        page.connect();
        const sees = (wanted, what) =>
          changes.until(() => (page.seen.some(wanted) ? true : undefined), { describe: () => `no ${what}` });
        await sees(([type]) => type === 'connected', 'greeting');
        return {
          receives: (id) => sees(([type, data]) => type === 'patient_created' && data.id === id, 'patient'),
          close: () => page.disconnect(),
        };
      },
    },
    HealthMate: {
      token: healthmateToken,
      change: notificationTo(String(HEALTHMATE_USER)),
      open: async (token) => {
        const page = await pageScript(server.url, '/ws/health', token);
        return {
          receives: (text) =>
            page.until(({ notifications }) => notifications.some(({ message }) => message === text), 'no event'),
          close: page.close,
        };
      },
    },
    Diagnoxix: {
      token: () => sign(server.secret, { user_id: DIAGNOXIX_USER, user_type: 'PATIENT' }, TTL),
      change: notificationTo(DIAGNOXIX_USER),
      open: async (token) => {
        const client = new BrowserClient(address(server.url, DIAGNOXIX_USER, token));
        await client.next();
        const receives = async (text) => {
          client.ping();
          const seen = new Set();
          while (!seen.has('pong') || !seen.has(text)) {
            const { type, message } = await client.next();
            seen.add(type === 'pong' ? type : message);
          }
        };
        return { receives, close: () => client.close() };
      },
    },
  };

  for (const [name, { token: issue, change, open }] of Object.entries(days)) {
    test(`${name}: no page is dead after the end of a token, whatever its age`, async () => {
      const pages = [];
      try {
        for (let number = 1; number <= TOKENS; number += 1) {
          const token = issue();
          pages.push(await open(token));
          await ended(token);
          const mark = await change();
          await Promise.all(pages.map((page) => page.receives(mark)));
        }
      } finally {
        pages.forEach((page) => page.close());
      }
    });
  }

  test('derm-app, second generation: a page that loses its connection after each end refreshes and misses nothing', async () => {
    const tokens = [server.token(DOCTOR, TTL)];
    const refresh = async () => {
      tokens.push(server.token(DOCTOR, TTL));
      return tokens.at(-1);
    };
    const session = { tenantId: DOCTOR.tenant, accessToken: tokens[0] };
    const page = new Page({ url: server.url, session, refresh, options: RECONNECT });
    try {
      await page.until((view) => view.isConnected, 'connection');
      for (let number = 1; number <= TOKENS; number += 1) {
        await ended(tokens.at(-1));
        const kept = await appointmentId();
        await page.until(({ appointments }) => kept in appointments.appointments, 'appointment after the end');

        page.view.socket.io.engine.close();
        await page.until((view) => !view.isConnected, 'loss of the connection');
        const missed = await appointmentId();
        await page.until((view) => view.isConnected, `connection with token ${number + 1}`);
        const next = await appointmentId();
        const shown = ({ appointments: { appointments } }) => missed in appointments && next in appointments;
        await page.until(shown, 'both appointments');
        assert.equal(page.view.lastError, 'Invalid authentication token');
        assert.equal(tokens.length, number + 1);
      }
    } finally {
      page.close();
    }
  });
});

describe('at the longest time that a session is kept', { concurrency: true }, () => {
  let server;

  before(async () => {
    server = await Server.start({ demo: false, env: { CAREWIRE_AUTH_CLOCK_SKEW: '0s', CAREWIRE_AUTH_SESSION_MAX: '1s' } });
  });
  after(() => server?.close());

  for (const [family, text, meaning] of [
    [STANDARD, 'Invalid authentication token', 'the text on which it refreshes'],
    [CLINIC, 'Authentication failed', 'the refusal of an expired token'],
  ]) {
    test(`${family.path}: the transport is closed, and the client receives ${meaning}`, async () => {
      const options = family.options({ token: server.token(DOCTOR, TTL), tenantId: DOCTOR.tenant });
      const socket = io(server.url, { ...options, ...RECONNECT });
      try {
        await once(socket, 'connect', 'first');
        const refused = once(socket, 'connect_error', 'with an expired token');
        assert.equal(await once(socket, 'disconnect', 'at the end'), 'transport close');
        assert.equal((await refused).message, text);

        socket.auth = { token: server.token(DOCTOR), tenantId: DOCTOR.tenant };
        socket.connect();
        await once(socket, 'connect', 'with another token');
      } finally {
        socket.close();
      }
    });
  }

  test('KeneyApp: the connection is closed with the code on which the page connects again', async () => {
    const keney = new PlainSocket(server.url, `/ws?token=${server.token(DOCTOR, TTL)}`);
    assert.deepEqual(await keney.ended(), { code: 1008, reason: 'token expired' });
    const again = new PlainSocket(server.url, `/ws?token=${server.token(DOCTOR, { ttlSeconds: -1 })}`);
    assert.deepEqual(await again.ended(), { code: 1008, reason: 'Authentication failed' });
  });

  test('HealthMate: the connection is closed, and the page that is loaded again learns that its token is invalid', async () => {
    const token = sign(server.secret, healthmateClaims({ user: HEALTHMATE_USER }), TTL);
    const page = await pageScript(server.url, '/ws/health', token);
    await page.until(({ closed }) => closed.length > 0, 'no end');
    assert.deepEqual(page.seen.closed, [[1000, 'Error: token expired']]);
    const loaded = loadPageScript(server.url, '/ws/health', token);
    await loaded.until(({ others }) => others.length === 2, 'no answer');
    const { type, message } = loaded.seen.others[1];
    assert.deepEqual([type, message], ['authentication_failed', 'Invalid token']);
    loaded.close();
  });

  test('Diagnoxix: the connection is closed, and the page that is loaded again learns that its token is invalid', async () => {
    const token = sign(server.secret, { user_id: DIAGNOXIX_USER, user_type: 'PATIENT' }, TTL);
    const url = address(server.url, DIAGNOXIX_USER, token);
    const client = new BrowserClient(url);
    await client.next();
    assert.deepEqual(await client.closed(), { code: 1008, reason: 'token expired' });
    assert.deepEqual(await refusal(url), { status: 401, body: { error: 'invalid or expired jwt' } });
  });
});
