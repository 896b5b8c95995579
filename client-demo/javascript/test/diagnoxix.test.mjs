/** The documented clients of Diagnoxix: what they are told, what they may say, and the HTTP API beside it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server, STRICT_EXPIRY } from '../harness.mjs';
import { address, BrowserClient, connected, frame, HookPage, refusal, TestPage } from '../lib/diagnoxix.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { assertShape } from '../lib/shape.mjs';
import { DESK, DOCTOR, OTHER_DESK } from '../lib/stage.mjs';
import { sign } from '../lib/tokens.mjs';

const env = { CAREWIRE_DIALECTS_DIAGNOXIX_REQUESTS_PER_SECOND: '0' };
const SERVICE = { user: 'back-end', tenant: 'tenant-1', role: 'service' };

let patients = 0;
/** A user of the first clinic who is nobody's record. */
const somebody = () => {
  patients += 1;
  return { user: `reader-${patients}`, tenant: 'tenant-1', role: 'patient' };
};

describe('with tokens', () => {
  let server;
  const clients = [];

  before(async () => {
    server = await Server.start({ env: { ...env, ...STRICT_EXPIRY } });
  });
  after(async () => {
    clients.forEach((client) => client.close());
    await server?.close();
  });

  const open = (who, options = {}) => {
    const client = new BrowserClient(address(server.url, who.user), {
      headers: { authorization: `Bearer ${server.token(who, options)}` },
    });
    clients.push(client);
    return client;
  };

  const enter = async (who) => {
    const client = open(who);
    assertShape(await client.next(), connected(who.user));
    return client;
  };

  const pong = async (client, user) => {
    client.ping();
    assertShape(await client.next(), frame('pong', user, '', ''));
  };

  const api = (who) => server.api(who);
  const notify = (user, fields) =>
    api(SERVICE).post('/api/notifications', { userId: user, title: 'Custom Title', message: 'Custom message', ...fields });

  test('whoever does not belong here is told so by HTTP', async () => {
    const who = somebody();
    const good = server.token(who);
    const url = address(server.url, who.user);
    const bearer = (token) => ({ headers: { authorization: `Bearer ${token}` } });
    const none = { status: 401, body: { error: 'missing or malformed jwt' } };
    const bad = { status: 401, body: { error: 'invalid or expired jwt' } };
    assert.deepEqual(await refusal(`${server.url.replace('http', 'ws')}/v1/ws/notifications`, bearer(good)), {
      status: 400,
      body: { error: 'user_id is required' },
    });
    assert.deepEqual(await refusal(url), none);
    assert.deepEqual(await refusal(url, { headers: { authorization: 'Basic abc' } }), none);
    assert.deepEqual(await refusal(url, bearer('nonsense')), bad);
    assert.deepEqual(await refusal(`${url}&token=${server.token(who, { ttlSeconds: -60 })}`), bad);
    assert.deepEqual(await refusal(address(server.url, 'somebody-else'), bearer(good)), {
      status: 403,
      body: { error: "user_id is not the token's" },
    });
    const plain = await fetch(`${server.url}/v1/ws/notifications?user_id=${who.user}`, bearer(good));
    assert.equal(plain.status, 400);
  });

  test('a token of Diagnoxix in the address opens the default clinic to its user', async () => {
    const token = sign(server.secret, { user_id: 'user-123', user_type: 'PATIENT' });
    const client = new BrowserClient(address(server.url, 'user-123', token));
    clients.push(client);
    assertShape(await client.next(), connected('user-123'));
    await pong(client, 'user-123');
  });

  test('connections of a user live side by side, and nobody else is told', async () => {
    const who = somebody();
    const [one, two] = [await enter(who), await enter(who)];
    const stranger = await enter({ ...who, tenant: 'tenant-2' });
    await notify(who.user, { type: 'CUSTOM_TYPE', metadata: { custom_data: 'value' } });
    for (const client of [one, two]) {
      assertShape(
        await client.next(),
        frame('CUSTOM_TYPE', who.user, 'Custom Title', 'Custom message', { custom_data: 'value' }),
      );
    }
    two.close();
    await two.closed();
    await notify(who.user, { type: 'CUSTOM_TYPE' });
    assertShape(await one.next(), frame('CUSTOM_TYPE', who.user, 'Custom Title', 'Custom message'));
    await pong(stranger, who.user);
  });

  test('a patient hears of the course of an appointment and of a result', async () => {
    const patient = await newPatient(api(DESK));
    const client = await enter({ user: patient._id, tenant: 'tenant-1', role: 'patient' });
    const appointment = await api(DESK).post('/api/appointments', appointmentFor(patient, DOCTOR.user));
    const path = `/api/appointments/${appointment._id}`;
    const told = async (type, title, message) =>
      assertShape(
        await client.next(),
        frame(type, patient._id, title, message, { appointment_id: appointment._id, type: 'appointment' }),
      );
    await told('APPOINTMENT_CREATED', 'Appointment Scheduled', 'Your appointment has been successfully scheduled');
    await api(DESK).put(path, { status: 'confirmed' });
    await told('APPOINTMENT_CONFIRMED', 'Appointment Confirmed', 'Your appointment has been confirmed');
    const { scheduledStart, scheduledEnd } = appointmentFor(patient, DOCTOR.user);
    await api(DESK).put(path, { scheduledStart, scheduledEnd });
    await told('APPOINTMENT_RESCHEDULED', 'Appointment Rescheduled', 'Your appointment has been rescheduled');
    await api(DESK).put(path, { notes: 'Marker' });
    await api(DESK).post(`${path}/cancel`, { reason: 'Marker' });
    await told('APPOINTMENT_CANCELLED', 'Appointment Cancelled', 'Your appointment has been cancelled');

    const order = await api(DOCTOR).post('/api/lab-results', {
      patientId: patient._id, doctorId: DOCTOR.user, orderType: 'Complete Blood Count',
    });
    await api(DOCTOR).put(`/api/lab-results/${order.id}`, { result: 'Marker', resultFlag: 'normal' });
    assertShape(
      await client.next(),
      frame('LAB_RESULT_READY', patient._id, 'Lab Results Available', 'Your Complete Blood Count results are ready', {
        test_name: 'Complete Blood Count', is_abnormal: false, type: 'lab_result',
      }),
    );
    await pong(client, patient._id);
  });

  test('who comes later is told what waited, and marks it as read', async () => {
    const who = somebody();
    await notify(who.user, { type: 'general' });
    const client = await enter(who);
    const waiting = await client.next();
    assertShape(waiting, frame('general', who.user, 'Custom Title', 'Custom message'));
    const list = async () => (await api(who).call('GET', '/v1/notifications')).body;
    const item = {
      id: waiting.id, user_id: who.user, type: 'general', title: 'Custom Title', message: 'Custom message',
      read: false, created_at: waiting.timestamp,
    };
    assert.deepEqual(await list(), { status: 200, success: true, data: [item] });

    client.send({ type: 'mark_read', notification_id: waiting.id });
    await pong(client, who.user);
    // Frames of a client are carried out in order, so the pong came after the mark.
    const [read] = (await list()).data;
    assert.deepEqual(read, { ...item, read: true, read_at: read.read_at });
    const marked = (await api(who).call('POST', `/v1/notifications/${waiting.id}/read`)).body;
    assert.deepEqual(marked, { status: 200, success: true, data: read });
    const again = await enter(who);
    await pong(again, who.user);
  });

  test('what makes no sense is passed over, and the connection stays', async () => {
    const who = somebody();
    const client = await enter(who);
    const wrong = [
      'ping', '', '{', '"ping"', '[1]', 'null', '7', '{}', '{"type":7}', '{"type":"unknown"}', '{"type":"mark_read"}',
      '{"type":"mark_read","notification_id":7}', '{"type":"mark_read","notification_id":"unknown"}',
      `{"type":"mark_read","notification_id":"${'x'.repeat(100_000)}"}`, new Uint8Array([1, 2, 3]),
    ];
    for (const value of wrong) {
      client.send(value);
      await pong(client, who.user);
    }
    assert.equal(client.received.length, wrong.length + 1);
  });

  test('a token that ends is announced, may be followed by another one, and ends the connection otherwise', async () => {
    const who = somebody();
    const client = open(who, { ttlSeconds: 5 });
    assertShape(await client.next(), connected(who.user));
    const ending = await client.next();
    assertShape(
      ending,
      frame('token_expiring', who.user, 'Session Expiring', 'Your session is about to end', {
        expires_at: ending.data.expires_at,
      }),
    );
    client.send({ type: 'authenticate' });
    assertShape(await client.next(), frame('error', who.user, 'Error', 'token is required', { code: 'INVALID' }));
    client.send({ type: 'authenticate', token: server.token(somebody()) });
    assertShape(
      await client.next(),
      frame('error', who.user, 'Error', 'token of another user', { code: 'UNAUTHENTICATED' }),
    );
    client.send({ type: 'authenticate', token: server.token(who) });
    const renewed = await client.next();
    assertShape(
      renewed,
      frame('authenticated', who.user, 'Authenticated', 'Your session goes on', {
        expires_at: renewed.data.expires_at,
      }),
    );
    assert.ok(renewed.data.expires_at > ending.data.expires_at);

    const last = open(who, { ttlSeconds: 1 });
    assert.equal((await last.closed()).reason, 'token expired');
    await pong(client, who.user);
  });

  test('the API counts connections, tries them out, and refuses in its own words', async () => {
    const who = somebody();
    const before = (await api(DESK).call('GET', '/v1/ws/stats')).body.data.connected_clients;
    const client = await enter(who);
    const { body } = await api(who).call('GET', '/v1/ws/stats');
    assert.deepEqual(body, { success: true, data: { connected_clients: before + 1, status: 'active' }, status: 200 });

    const tested = { user_id: who.user, title: 'Test', message: 'This is a test message' };
    const sent = { success: true, message: 'Test notification sent', user_id: who.user };
    const post = (from, value) => api(from).call('POST', '/v1/ws/test-notification', value);
    assert.deepEqual((await post(who, tested)).body, sent);
    assertShape(
      await client.next(),
      frame('test_notification', who.user, tested.title, tested.message, { test: true, data: null }),
    );
    assert.deepEqual((await post(SERVICE, { ...tested, data: { a: 1 } })).body, sent);
    assertShape(
      await client.next(),
      frame('test_notification', who.user, tested.title, tested.message, { test: true, data: { a: 1 } }),
    );
    assert.deepEqual((await post(OTHER_DESK, tested)).body, sent);
    assert.equal((await post(somebody(), tested)).status, 403);
    assert.deepEqual((await post(DESK, { ...tested, user_id: 'nobody' })).body, { ...sent, user_id: 'nobody' });
    assert.deepEqual((await post(DESK, '{')).body, {
      status: 400, success: false, error: { code: 'BAD_REQUEST', message: 'Invalid JSON format' },
    });
    assert.deepEqual((await post(DESK, { user_id: who.user, message: 'm' })).body, {
      status: 400,
      success: false,
      error: { code: 'BAD_REQUEST', message: 'Validation failed', details: 'title is required' },
    });
    const without = await fetch(`${server.url}/v1/ws/stats`);
    assert.equal(without.status, 401);
    assert.deepEqual(await without.json(), { error: 'missing or malformed jwt' });
    await pong(client, who.user);
  });
});

describe('where names are believed', () => {
  let server;

  before(async () => {
    server = await Server.start({ env: { ...env, CAREWIRE_DIALECTS_DIAGNOXIX_TRUST_USER_ID: 'true' } });
  });
  after(() => server?.close());

  test('the server warns of it', async () => {
    await server.program.says(/trust-user-id: anybody/);
  });

  test('the browser client connects by its name alone', async () => {
    const client = new BrowserClient(address(server.url, 'user-123'));
    assertShape(await client.next(), connected('user-123'));
    client.ping();
    assertShape(await client.next(), frame('pong', 'user-123', '', ''));
    client.close();
    await client.closed();
  });

  test('the React hook shows the newest ten frames, whatever they are', async () => {
    const page = new HookPage(server.url, 'user-124');
    const first = await page.shows(({ isConnected, notifications }) => isConnected && notifications.length === 1, 'hello');
    assertShape(first.notifications, [connected('user-124')]);
    for (let i = 0; i < 12; i += 1) {
      page.state.socket.current.send(JSON.stringify({ type: 'ping' }));
    }
    const full = await page.shows(({ notifications }) => notifications.length === 10
      && notifications.every(({ type }) => type === 'pong'), 'ten pongs');
    full.notifications.forEach((told) => assertShape(told, frame('pong', 'user-124', '', '')));
    page.leave();
  });

  test('the test page shows what it sends itself', async () => {
    const page = new TestPage(server.url, 'user-125');
    assert.equal(await page.show(), '🔗 Connected: Real-time notifications enabled');
    const { success, data, status } = await page.stats();
    assert.deepEqual([success, data.status, status], [true, 'active', 200]);
    assert.ok(data.connected_clients >= 1);
    assert.deepEqual(await page.sendTest({ user_id: 'user-125', title: 'Test Notification', message: 'This is a test' }), {
      success: true, message: 'Test notification sent', user_id: 'user-125',
    });
    assert.equal(await page.show(), '🧪 Test Notification: This is a test {"test":true,"data":null}');
    page.client.close();
    await page.client.closed();
  });

  test('a user may send so many requests', async () => {
    const limited = await Server.start({ env: { CAREWIRE_DIALECTS_DIAGNOXIX_REQUESTS_BURST: '1',
      CAREWIRE_DIALECTS_DIAGNOXIX_REQUESTS_PER_SECOND: '1' } });
    try {
      const ask = (user) => fetch(`${limited.url}/v1/ws/stats`, {
        headers: { authorization: `Bearer ${limited.token({ user, tenant: 'tenant-1', role: 'patient' })}` },
      });
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask('busy')));
      const refused = answers.filter(({ status }) => status === 429);
      assert.equal((await ask('other')).status, 200);
      assert.ok(refused.length > 0);
      assert.deepEqual(await refused[0].json(), { error: 'Rate limit exceeded' });
      assert.ok(Number(refused[0].headers.get('retry-after')) >= 1);
      assert.equal((await fetch(`${limited.url}/health`)).status, 200);
    } finally {
      await limited.close();
    }
  });
});
