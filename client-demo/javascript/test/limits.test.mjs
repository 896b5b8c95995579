/** Servers that are full, for the clients of families with plain WebSockets: each has a place once another client has gone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { Server } from '../harness.mjs';
import { address, BrowserClient, connected, HookPage } from '../lib/diagnoxix.mjs';
import { healthmateClaims, loadPageScript } from '../lib/healthmate.mjs';
import { loginToken, PageClient } from '../lib/keney.mjs';
import { newPatient } from '../lib/records.mjs';
import { assertShape } from '../lib/shape.mjs';
import { Changes, DEADLINE_MS } from '../lib/wait.mjs';

const PLACES = 3;
const PLACES_PER_USER = 2;

/** After so many attempts in a row that fail to open, KeneyApp's page gives up. */
const ATTEMPTS_OF_KENEYAPP = 5;

const TOO_MANY = { code: 1013, reason: 'too many connections' };

let server;

before(async () => {
  server = await Server.start({
    demo: false,
    env: {
      CAREWIRE_LIMITS_CONNECTIONS_PER_USER: String(PLACES_PER_USER),
      CAREWIRE_DIALECTS_KENEY_CONNECTIONS_PER_TENANT: String(PLACES),
      CAREWIRE_DIALECTS_HEALTHMATE_CONNECTIONS: String(PLACES),
      CAREWIRE_DIALECTS_DIAGNOXIX_TRUST_USER_ID: 'true',
      CAREWIRE_DIALECTS_DIAGNOXIX_REQUESTS_PER_SECOND: '0',
    },
  });
});
after(() => server?.close());

/** Loads a page until `load` returns it, as its user does: the server learns a little later that a place is free. */
async function reloaded(load) {
  for (const end = Date.now() + DEADLINE_MS; Date.now() < end; ) {
    const page = await load();
    if (page !== undefined) {
      return page;
    }
  }
  throw new Error('no place, however often the page is loaded');
}

test('KeneyApp: a page without a place keeps trying, and receives events once another page has gone', async () => {
  const changes = new Changes();
  const open = (username) => {
    const token = loginToken(server.secret, { username, tenant: 7, role: 'nurse' });
    const page = new PageClient(server.url.replace('http', 'ws'), token, { baseDelayMs: 10, onChange: () => changes.announce() });
    page.connect();
    return page;
  };
  const until = (page, wanted, what) =>
    changes.until(() => (wanted(page) ? true : undefined), { describe: () => `${what}: ${JSON.stringify(page.seen)}` });
  const isIn = ({ seen }) => seen.some(([type]) => type === 'connected');
  const inside = Array.from({ length: PLACES }, (_, place) => open(`nurse-${place}`));
  for (const page of inside) {
    await until(page, isIn, 'no place although there are enough');
  }
  const waiting = open('nurse-late');
  try {
    await until(waiting, ({ opened }) => opened > 2 * ATTEMPTS_OF_KENEYAPP, 'not more attempts than in a row');
    assert.deepEqual(waiting.seen, []);
    inside.pop().disconnect();
    await until(waiting, isIn, 'no place after another page has gone');
    const { _id: id } = await newPatient(server.api({ user: 'desk', tenant: '7', role: 'receptionist' }));
    const received = ({ seen }) => seen.some(([type, data]) => type === 'patient_created' && data.id === id);
    await until(waiting, received, 'no event');
    assert.deepEqual(waiting.failures, []);
  } finally {
    [...inside, waiting].forEach((page) => page.disconnect());
  }
});

/** The guide's page script of HealthMate for a user, in or not. */
const healthmate = (user) => loadPageScript(server.url, '/ws/health', server.sign(healthmateClaims({ user })));

/** Loads HealthMate's page until it has a place. */
const entersHealthmate = (user) =>
  reloaded(async () => {
    const page = healthmate(user);
    await page.until(({ others, closed }) => others.length === 2 || closed.length > 0, 'no answer');
    if (page.seen.others.some(({ type }) => type === 'authentication_success')) {
      return page;
    }
    page.close();
    return undefined;
  });

/** Sends a notification to the user of HealthMate's page. */
async function notified(page, user) {
  await server.api({ user: 'back-end', tenant: 'default', role: 'service' }).post('/api/notifications', {
    userId: String(user), title: 'Marker', message: 'Marker text', type: 'health_alert', priority: 'high',
  });
  await page.until(({ notifications }) => notifications.length === 1, 'no notification');
}

test('HealthMate: a page of a server without a place has one when it is loaded after another page has gone', async () => {
  const pages = [];
  for (let user = 1; user <= PLACES; user += 1) {
    pages.push(await entersHealthmate(user));
  }
  try {
    const late = healthmate(PLACES + 1);
    await late.until(({ closed }) => closed.length > 0, 'no end');
    assert.deepEqual(late.seen.closed, [[1013, 'Server overloaded']]);
    pages.pop().close();
    pages.push(await entersHealthmate(PLACES + 1));
    await notified(pages.at(-1), PLACES + 1);
  } finally {
    pages.forEach((page) => page.close());
  }
});

test('HealthMate: a user without a place has one when the page is loaded after another page of the user has gone', async () => {
  const user = 20;
  const pages = [];
  for (let place = 0; place < PLACES_PER_USER; place += 1) {
    pages.push(await entersHealthmate(user));
  }
  try {
    const late = healthmate(user);
    pages.push(late);
    await late.until(({ others }) => others.length === 2, 'no answer');
    const { type, message } = late.seen.others[1];
    assert.deepEqual([type, message], ['authentication_failed', 'Too many connections for user']);
    assert.deepEqual(late.seen.closed, []);
    pages.shift().close();
    pages.push(await entersHealthmate(user));
    await notified(pages.at(-1), user);
  } finally {
    pages.forEach((page) => page.close());
  }
});

test('Diagnoxix: a page without a place is told why, and has one when it is loaded after another page has gone', async () => {
  const user = 'user-of-many-pages';
  const isGreeted = ({ isConnected, notifications }) => isConnected && notifications.length > 0;
  const pages = Array.from({ length: PLACES_PER_USER }, () => new HookPage(server.url, user));
  for (const page of pages) {
    await page.shows(isGreeted, 'greeting');
  }
  try {
    const refused = new BrowserClient(address(server.url, user));
    assert.deepEqual(await refused.closed(), TOO_MANY);
    assert.deepEqual(refused.received, []);

    pages.pop().leave();
    const isSettled = (state) => isGreeted(state) || (!state.isConnected && state.socket.current?.readyState === WebSocket.CLOSED);
    const page = await reloaded(async () => {
      const loaded = new HookPage(server.url, user);
      if (isGreeted(await loaded.shows(isSettled, 'greeting or end'))) {
        return loaded;
      }
      loaded.leave();
      return undefined;
    });
    pages.push(page);
    assertShape(page.state.notifications, [connected(user)]);
    const service = server.api({ user: 'back-end', tenant: 'default', role: 'service' });
    await service.post('/api/notifications', { userId: user, title: 'Marker', message: 'Marker text', type: 'CUSTOM_TYPE' });
    await page.shows(({ notifications }) => notifications[0].type === 'CUSTOM_TYPE', 'notification');
  } finally {
    pages.forEach((page) => page.leave());
  }
});
