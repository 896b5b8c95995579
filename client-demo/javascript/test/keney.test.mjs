/** KeneyApp's contract at /ws and /ws/notifications/{user_id}, frame by frame, with programs that were written for it. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, test } from 'node:test';
import { createElement } from 'react';
import { create } from 'react-test-renderer';
import { Server, STRICT_EXPIRY } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { AUDIENCE, ISSUER, loginToken, PageClient, PatientsPage, ScriptClient } from '../lib/keney.mjs';
import { PlainSocket } from '../lib/plain.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, NURSE, OTHER_DESK } from '../lib/stage.mjs';
import { sign } from '../lib/tokens.mjs';
import { Changes } from '../lib/wait.mjs';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const CONNECTED = { type: 'connected', message: 'Successfully connected to real-time notifications' };
const ROOT = { user: 'root', tenant: 'tenant-9', role: 'super_admin' };

const SCRAPER = 'what the scraper shows';

let server;
let open;

before(async () => {
  server = await Server.start({
    env: {
      CAREWIRE_LIMITS_CONNECTIONS_PER_USER: '4',
      CAREWIRE_LIMITS_CONNECTIONS_PER_TENANT: '12',
      CAREWIRE_HTTP_METRICS_TOKEN: SCRAPER,
      CAREWIRE_EMIT_CUSTOM_EVENTS: 'document',
      ...STRICT_EXPIRY,
    },
  });
});
after(() => server?.close());
beforeEach(() => {
  open = [];
});
/** Whoever is closed no longer counts once the server has noticed, which it has when it answers the close. */
afterEach(() =>
  Promise.all(open.map((socket) => {
    socket.socket.close();
    return socket.ended();
  })),
);

const keneyToken = ({ user, tenant, role }, options) =>
  sign(server.secret, { sub: user, tenant_id: tenant, role }, options);

/** A WebSocket at a path with that token. */
function socketAt(path, token) {
  const socket = new PlainSocket(server.url, token === undefined ? path : `${path}?token=${token}`);
  open.push(socket);
  return socket;
}

/** One at /ws that has been greeted. */
async function enter(who, path = '/ws') {
  const socket = socketAt(path, keneyToken(who));
  assert.deepEqual(await socket.next(), CONNECTED);
  const { type, data, timestamp } = await socket.next();
  assert.equal(type, 'welcome');
  assert.equal(data.message, 'Connected to real-time notifications');
  assert.equal(data.user_id, who.user);
  assert.match(timestamp, ISO);
  return socket;
}

/** What a client was told before the answer to one more question. Whatever the server did before has reached it. */
async function told(socket) {
  socket.send({ type: 'fence' });
  return socket.upTo((frame) => frame.type === 'error' && frame.data.error === 'Unknown message type: fence');
}

/** The next frame of a type; those before it are passed over. */
async function nextOf(socket, type) {
  for (;;) {
    const frame = await socket.next();
    if (frame.type === type) {
      return frame;
    }
  }
}

/** What a client was told up to a change of one more patient of its clinic. */
async function toldUntilChange(socket, api) {
  const { _id: id } = await newPatient(api, { lastName: 'Sentinel' });
  return socket.upTo((frame) => frame.type === 'patient_created' && frame.data.id === id);
}

const stamped = (type, data) => (frame) => {
  assert.match(frame.timestamp, ISO);
  assert.deepEqual(frame, { type, data, timestamp: frame.timestamp });
};

describe('at the door', () => {
  test('without a token it opens and closes again, with the reason', async () => {
    assert.deepEqual(await socketAt('/ws').ended(), { code: 1008, reason: 'Missing authentication token' });
    assert.deepEqual(await socketAt('/ws', '').ended(), { code: 1008, reason: 'Missing authentication token' });
  });

  test('with a token that is not good likewise', async () => {
    const good = { sub: 'ada', tenant_id: 1, role: 'doctor' };
    for (const token of [
      'nonsense',
      sign('another secret, long enough to be one', good),
      sign(server.secret, good, { alg: 'none' }),
      sign(server.secret, good, { ttlSeconds: -3600 }),
      sign(server.secret, { ...good, sub: undefined }),
      sign(server.secret, { ...good, sub: '' }),
    ]) {
      const socket = socketAt('/ws', token);
      assert.deepEqual(await socket.ended(), { code: 1008, reason: 'Authentication failed' });
      assert.deepEqual(socket.frames, []);
    }
  });

  test('a user may be a name or a number, a clinic a number', async () => {
    for (const sub of ['john_doe', '7', 7]) {
      const socket = socketAt('/ws', sign(server.secret, { sub, tenant_id: 1, role: 'doctor' }));
      assert.deepEqual(await socket.next(), CONNECTED);
      const { data } = await socket.next();
      assert.equal(data.user_id, String(sub));
    }
  });

  test('the statistics are those of the own clinic alone, and for those who work there', async () => {
    await enter({ user: 'u1', tenant: 'stats-1', role: 'nurse' });
    await enter({ user: 'u1', tenant: 'stats-2', role: 'nurse' });
    const socket = socketAt('/ws', keneyToken({ user: 'u2', tenant: 'stats-1', role: 'nurse' }));
    await socket.next();
    assert.deepEqual((await socket.next()).data.stats, { total_connections: 2, total_websockets: 2, active_users: 2 });
    const patient = socketAt('/ws', keneyToken({ user: 'u3', tenant: 'stats-1', role: 'patient' }));
    await patient.next();
    assert.equal((await patient.next()).data.stats, undefined);
  });

  test('who is one too many is told which limit it is', async () => {
    const who = { user: 'busy', tenant: 'full', role: 'nurse' };
    for (let i = 0; i < 4; i += 1) {
      await enter(who);
    }
    assert.deepEqual(await socketAt('/ws', keneyToken(who)).ended(), { code: 1013, reason: 'Too many connections for user' });
    for (let i = 0; i < 8; i += 1) {
      await enter({ ...who, user: `user-${i}` });
    }
    assert.deepEqual(await socketAt('/ws', keneyToken({ ...who, user: 'last' })).ended(), {
      code: 1013,
      reason: 'Too many connections for tenant',
    });
    await enter({ ...who, tenant: 'not-full' });
  });

  test('a token that ends is warned of, can be renewed, and ends the connection', async () => {
    const socket = socketAt('/ws', keneyToken(DOCTOR, { ttlSeconds: 30 }));
    await socket.next();
    await socket.next();
    const warning = await socket.next();
    assert.equal(warning.type, 'token_expiring');
    assert.match(warning.data.expires_at, ISO);
    socket.send({ type: 'authenticate' });
    assert.equal((await socket.next()).data.code, 'INVALID');
    socket.send({ type: 'authenticate', token: 'nonsense' });
    assert.deepEqual((await socket.next()).data, { error: 'Authentication failed', code: 'UNAUTHENTICATED' });
    socket.send({ type: 'authenticate', token: keneyToken(NURSE) });
    assert.deepEqual((await socket.next()).data, { error: 'token of another user', code: 'UNAUTHENTICATED' });
    socket.send({ type: 'authenticate', token: keneyToken(DOCTOR, { ttlSeconds: 4 }) });
    await nextOf(socket, 'authenticated');
    assert.deepEqual(await socket.ended(), { code: 1008, reason: 'token expired' });
  });
});

describe('what is told', () => {
  test('patients and appointments, to everybody in the clinic and to nobody else', async () => {
    const api = server.api(DESK);
    const [doctor, nurse, stranger] = [await enter(DOCTOR), await enter(NURSE), await enter(OTHER_DESK)];

    const patient = await newPatient(api, { firstName: 'Ada', lastName: 'Marker' });
    await api.put(`/api/patients/${patient._id}`, { phone: '555-0177' });
    const appointment = await api.post('/api/appointments', appointmentFor(patient, DOCTOR.user));
    await api.post(`/api/appointments/${appointment._id}/cancel`, { reason: 'Marker' });
    const second = await newPatient(api);
    assert.equal((await api.call('DELETE', `/api/patients/${second._id}`)).status < 300, true);

    const tenant_id = 'tenant-1';
    for (const socket of [doctor, nurse]) {
      const name = { id: patient._id, first_name: 'Ada', last_name: 'Marker' };
      stamped('patient_created', { ...name, tenant_id })(await socket.next());
      const updated = await socket.next();
      assert.match(updated.data.updated_at, ISO);
      stamped('patient_updated', { ...name, phone: '555-0177', updated_at: updated.data.updated_at, tenant_id })(updated);
      const made = { id: appointment._id, patient_id: patient._id, datetime: appointment.scheduledAt };
      const created = await socket.next();
      assert.equal(typeof created.data.type, 'string');
      stamped('appointment_created', { ...made, type: created.data.type, tenant_id })(created);
      const { type, data } = await socket.next();
      assert.equal(type, 'appointment');
      assert.deepEqual([data.id, data.status, data.reason], [appointment._id, 'cancelled', 'Marker']);
      assert.equal((await socket.next()).data.id, second._id);
      stamped('patient_deleted', { patient_id: second._id, tenant_id })(await socket.next());
    }
    assert.deepEqual(await toldUntilChange(stranger, server.api(OTHER_DESK)), []);
  });

  test('super admins hear of every clinic, of their own once, and the log says so', async () => {
    const root = await enter(ROOT);
    const [one, two] = [await newPatient(server.api(DESK)), await newPatient(server.api(OTHER_DESK))];
    const own = await newPatient(server.api({ ...ROOT, role: 'receptionist', user: 'desk-9' }));
    const seen = [await root.next(), await root.next(), await root.next()];
    assert.deepEqual(
      seen.map(({ type, data }) => [type, data.id, data.tenant_id]),
      [
        ['patient_created', one._id, 'tenant-1'],
        ['patient_created', two._id, 'tenant-2'],
        ['patient_created', own._id, 'tenant-9'],
      ],
    );
    assert.deepEqual(await told(root), []);
    await server.program.says(/oversight began/);
  });

  test('a notification reaches its user at both paths, also one that waited', async () => {
    const who = { user: '4711', tenant: 'tenant-1', role: 'nurse' };
    const send = () =>
      server.api(DESK).post('/api/notifications', {
        userId: who.user,
        type: 'task_assigned',
        title: 'Marker task',
        message: 'Marker text',
        priority: 'high',
      });
    const waited = await send();
    for (const path of ['/ws', '/ws/notifications/4711']) {
      const socket = await enter(who, path);
      if (path === '/ws') {
        assert.equal((await socket.next()).data.id, waited.id);
      }
      const { id } = await send();
      const frame = await socket.next();
      const { created_at, ...data } = frame.data;
      assert.match(created_at, ISO);
      assert.equal(frame.type, 'notification');
      assert.deepEqual(data, {
        id,
        type: 'task_assigned',
        title: 'Marker task',
        message: 'Marker text',
        priority: 'high',
        tenant_id: 'tenant-1',
      });
    }
  });

  test('what KeneyApp\'s own back end pushes reaches its clients in its words', async () => {
    const socket = await enter(DOCTOR);
    const stranger = await enter(OTHER_DESK);
    const at = '2026-11-20T16:00:00.000Z';
    const patient = { id: '42', code: '42', firstName: 'Ada', lastName: 'Marker', balanceCents: 0, createdAt: at, updatedAt: at };
    const backEnd = server.api({ user: 'keneyapp', tenant: 'tenant-1', role: 'service' });
    await backEnd.post('/api/v1/emit', { event: 'patient.created', data: { patient } });
    await backEnd.post('/api/v1/emit', { event: 'patient.deleted', data: { patientId: '42' } });
    const tenant_id = 'tenant-1';
    stamped('patient_created', { id: '42', first_name: 'Ada', last_name: 'Marker', tenant_id })(await socket.next());
    stamped('patient_deleted', { patient_id: '42', tenant_id })(await socket.next());

    const data = { id: 'd-1', title: 'Marker' };
    const numbered = { ...patient, id: 43 };
    await backEnd.post('/api/v1/emit', { event: 'patient.created', data: { patient: numbered } });
    assert.equal((await socket.next()).data.id, 43);
    await backEnd.post('/api/v1/emit', { event: 'patient.deleted', data: { patientId: 43 } });
    assert.equal((await socket.next()).data.patient_id, 43);
    await backEnd.post('/api/v1/emit', { event: 'document', rooms: ['tenant'], data });
    const { timestamp, ...document } = await socket.next();
    assert.match(timestamp, ISO);
    assert.deepEqual(document, { type: 'document', data, tenant_id });
    assert.deepEqual(await told(stranger), []);
  });

  test('a client chooses what it is told', async () => {
    const api = server.api(DESK);
    const socket = await enter(DOCTOR);
    socket.send({ type: 'subscribe', events: ['patient_deleted'] });
    stamped('subscribed', { events: ['patient_deleted'] })(await socket.next());
    const { _id } = await newPatient(api);
    await api.call('DELETE', `/api/patients/${_id}`);
    assert.equal((await socket.next()).data.patient_id, _id);
    socket.send({ type: 'subscribe', events: ['dance'] });
    assert.match((await socket.next()).data.error, /^events: invalid/);
    socket.send({ type: 'subscribe', events: [] });
    assert.equal((await socket.next()).data.events.length, 10);
    assert.deepEqual(await toldUntilChange(socket, api), []);
  });
});

describe('rooms', () => {
  test('are a user\'s, keep chats, and spare the sender', async () => {
    const { id } = await server.api(DOCTOR).post('/api/threads', { memberIds: [NURSE.user] });
    const room = `chat:${id}`;
    const [one, two, nurse, desk] = [await enter(DOCTOR), await enter(DOCTOR), await enter(NURSE), await enter(DESK)];
    one.send({ type: 'join_room', room_id: room });
    for (const socket of [one, two]) {
      stamped('room_joined', { joined: room })(await socket.next());
    }
    desk.send({ type: 'join_room', room_id: room });
    assert.deepEqual((await desk.next()).data, { error: 'thread not found', code: 'NOT_FOUND' });
    desk.send({ type: 'message', room_id: room, content: 'Marker' });
    assert.equal((await desk.next()).data.code, 'FORBIDDEN');
    nurse.send({ type: 'join_room', room_id: room });
    await nurse.next();

    one.send({ type: 'message', room_id: room, content: 'Marker "quoted" ü' });
    const said = await nextOf(nurse, 'room_message');
    const { message_id: messageId, sender, ...data } = said.data;
    assert.deepEqual([said.type, said.room_id], ['room_message', room]);
    assert.equal(typeof sender, 'string');
    assert.deepEqual(data, { sender_id: DOCTOR.user, content: 'Marker "quoted" ü', tenant_id: 'tenant-1' });
    for (const socket of [one, two, desk]) {
      assert.deepEqual((await told(socket)).filter(({ type }) => type === 'room_message'), []);
    }
    const stored = await server.api(NURSE).call('GET', `/api/threads/${id}/messages`);
    assert.ok(JSON.stringify(stored.body).includes(messageId), 'the chat keeps it');

    two.send({ type: 'leave_room', room_id: room });
    for (const socket of [one, two]) {
      stamped('room_left', { left: room })(await nextOf(socket, 'room_left'));
    }
  });

  test('of appointments and of the clinic are for those who work there', async () => {
    const api = server.api(DESK);
    const appointment = await api.post('/api/appointments', appointmentFor(await newPatient(api), DOCTOR.user));
    const room = `appointment:${appointment._id}`;
    const [doctor, nurse, stranger] = [await enter(DOCTOR), await enter(NURSE), await enter(OTHER_DESK)];
    for (const socket of [doctor, nurse]) {
      socket.send({ type: 'join_room', room_id: room });
      await socket.next();
    }
    stranger.send({ type: 'join_room', room_id: room });
    assert.deepEqual((await stranger.next()).data, { error: 'appointment not found', code: 'NOT_FOUND' });
    stranger.send({ type: 'join_room', room_id: 'tenant:tenant-1' });
    assert.equal((await stranger.next()).data.code, 'FORBIDDEN');

    doctor.send({ type: 'message', room_id: room, content: 'Marker' });
    const said = await nurse.next();
    assert.deepEqual(said, {
      type: 'room_message',
      room_id: room,
      data: { sender_id: DOCTOR.user, sender: DOCTOR.user, content: 'Marker', tenant_id: 'tenant-1' },
      timestamp: said.timestamp,
    });
    assert.deepEqual(await told(doctor), []);
    assert.deepEqual(await told(stranger), []);
  });
});

describe('bad input', () => {
  test('each is answered as in the contract, and the connection stays', async () => {
    const [socket, other] = [await enter(DOCTOR), await enter(NURSE)];
    const cases = [
      ['pong', 'Invalid JSON'],
      ['{', 'Invalid JSON'],
      [Buffer.from('{"type":"ping"}'), 'Invalid JSON'],
      ['"ping"', 'Internal server error'],
      ['[1]', 'Internal server error'],
      [{ type: 'dance' }, 'Unknown message type: dance'],
      [{ type: 'x'.repeat(10_000) }, `Unknown message type: ${'x'.repeat(64)}`],
      [{ type: 'join_room' }, 'room_id: invalid (expected: a text of 1 to 320 characters)'],
      [{ type: 'message', room_id: 'user:dr-chen', content: '' }, 'content must be a text of 1 to 4000 characters'],
    ];
    for (const [frame, text] of cases) {
      socket.send(frame);
      stamped('error', { error: text, code: 'INVALID' })(await socket.next());
    }
    socket.send('ping');
    stamped('pong', { pong: true })(await socket.next());
    assert.deepEqual(await told(other), []);
  });

  test('what is too large ends its sender alone', async () => {
    const [socket, other] = [await enter(DOCTOR), await enter(NURSE)];
    socket.send('x'.repeat(1_000_001));
    assert.equal((await socket.ended()).code, 1009);
    other.send('ping');
    assert.equal((await other.next()).type, 'pong');
  });

  test('the path of notifications is the user\'s own, and knows pings', async () => {
    const path = `/ws/notifications/${DOCTOR.user}`;
    assert.deepEqual(await socketAt(path).ended(), { code: 1008, reason: 'Missing authentication token' });
    assert.deepEqual(await socketAt(path, keneyToken(NURSE)).ended(), { code: 1008, reason: 'Authentication failed' });
    const socket = await enter(DOCTOR, path);
    socket.send('ping');
    const pong = await socket.next();
    assert.deepEqual(pong, { type: 'pong', data: 'pong', timestamp: pong.timestamp });
    socket.send({ type: 'ping' });
    stamped('pong', { pong: true })(await socket.next());
    socket.send({ type: 'join_room', room_id: 'tenant:tenant-1' });
    assert.equal((await socket.next()).data.error, 'Unknown message type: join_room');
    await newPatient(server.api(DESK));
    assert.deepEqual(await told(socket), []);
  });
});

describe('published programs', () => {
  const address = () => server.url.replace('http', 'ws');

  test('a page sees what it knows and stumbles over nothing', async () => {
    const changes = new Changes();
    const page = new PageClient(address(), keneyToken(DOCTOR), { onChange: () => changes.announce() });
    const standard = await server.connect(STANDARD, NURSE);
    page.connect();
    const until = (find) => changes.until(find, { describe: () => JSON.stringify(page.seen) });
    await until(() => page.seen.find(([type]) => type === 'connected'));
    page.ping();
    const patient = await newPatient(server.api(DESK), { lastName: 'Marker' });
    await server.api(DESK).put(`/api/patients/${patient._id}`, { phone: '555-0178' });
    await server.api(DESK).call('DELETE', `/api/patients/${patient._id}`);
    await until(() => page.seen.find(([type, id]) => type === 'patient_deleted' && id === patient._id));
    page.disconnect();
    assert.deepEqual(page.failures, []);
    assert.deepEqual(page.seen.filter(([type]) => type !== 'unknown').map(([type]) => type), [
      'connected',
      'patient_created',
      'patient_updated',
      'patient_deleted',
    ]);
    assert.deepEqual(page.seen.filter(([type]) => type === 'unknown').map(([, type]) => type).sort(), ['pong', 'welcome']);
    assert.equal((await standard.next('patient:updated')).patient.id, patient._id);
  });

  test('a page that is refused tries again for ever, since it was let open', async () => {
    const changes = new Changes();
    const page = new PageClient(address(), 'nonsense', { baseDelayMs: 1, onChange: () => changes.announce() });
    page.connect();
    await changes.until(() => page.opened > 6 || undefined, { describe: () => `${page.opened} attempts` });
    page.disconnect();
    assert.deepEqual(page.seen, []);
  });

  test('a script survives its own ping', async () => {
    const changes = new Changes();
    const script = new ScriptClient(address(), keneyToken(DOCTOR), () => changes.announce());
    const until = (line) =>
      changes.until(() => script.printed.includes(line) || undefined, { describe: () => script.printed.join() });
    await until('Received: welcome');
    script.ping();
    await until('Received: pong');
    await newPatient(server.api(DESK), { lastName: 'Marker' });
    await until('patient_created: Marker');
    assert.equal(script.failure, undefined);
    script.close();
  });

  test('a component lights its lamp, reloads, and lets go when it leaves', async () => {
    const changes = new Changes();
    const frames = [];
    const onFrame = (frame) => {
      frames.push(frame);
      changes.announce();
    };
    const page = create(createElement(PatientsPage, { address: address(), token: keneyToken(DOCTOR), onFrame }));
    const until = (find) => changes.until(find, { describe: () => JSON.stringify(frames) });
    await until(() => frames.find(({ type }) => type === 'welcome'));
    assert.equal(page.toJSON().children[0], 'Live');
    const { _id } = await newPatient(server.api(DESK), { lastName: 'Marker' });
    await until(() => frames.find(({ type, data }) => type === 'patient_created' && data.id === _id));
    assert.equal(page.toJSON().props['data-reloads'], 1);
    page.unmount();
  });
});

/** The value of every series, by its name and labels. */
async function metrics() {
  const answer = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${SCRAPER}` } });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

test('metrics count who is connected, what they said and what they were told', async () => {
  const [tenant, other] = ['tenant-7', 'tenant-8'];
  const doctor = await enter({ ...DOCTOR, tenant });
  await enter({ ...NURSE, tenant });
  const elsewhere = await enter({ ...DOCTOR, tenant: other });
  const before = await metrics();
  assert.equal(before.get(`websocket_connections_total{tenant_id="${tenant}"}`), 2);
  assert.equal(before.get(`websocket_connections_total{tenant_id="${other}"}`), 1);

  assert.deepEqual(await toldUntilChange(doctor, server.api({ ...DESK, tenant })), []);
  doctor.send('ping');
  await nextOf(doctor, 'pong');
  elsewhere.socket.close();
  await elsewhere.ended();

  const later = await metrics();
  const grown = (series) => later.get(series) - before.get(series);
  assert.equal(grown('websocket_messages_sent_total{type="patient_created"}'), 2);
  assert.equal(grown('websocket_messages_sent_total{type="patient_deleted"}'), 0);
  assert.equal(grown('websocket_messages_received_total'), 1);
  assert.equal(later.get(`websocket_connections_total{tenant_id="${tenant}"}`), 2);
  assert.equal(later.has(`websocket_connections_total{tenant_id="${other}"}`), false);
  assert.ok(later.get('carewire_events_dropped_total') >= 0);
  assert.ok(later.get('jvm_threads_live_threads') > 0);

  const stranger = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${keneyToken(DOCTOR)}` } });
  assert.equal(stranger.status, 401);
});

test('with the settings of an installation, its tokens and its bare pong', async () => {
  const secret = 'an installation\'s secret, long enough to be one';
  const own = await Server.start({
    demo: false,
    secret,
    env: {
      CAREWIRE_AUTH_SECRET: undefined,
      SECRET_KEY: secret,
      TOKEN_ISSUER: ISSUER,
      TOKEN_AUDIENCE: AUDIENCE,
      ALLOWED_ORIGINS: '["http://localhost:3000"]',
      MAX_WEBSOCKET_CONNECTIONS_PER_TENANT: '1',
      WEBSOCKET_HEARTBEAT_INTERVAL: '30',
      CAREWIRE_DIALECTS_KENEY_BARE_PONG: 'true',
    },
  });
  try {
    const at = (token, options) => new PlainSocket(own.url, `/ws?token=${token}`, options);
    const token = loginToken(secret, { username: 'admin' });
    const page = at(token, { origin: 'http://localhost:3000' });
    assert.deepEqual(await page.next(), CONNECTED);
    await page.next();
    page.send('ping');
    assert.equal(await page.nextText(), 'pong');
    page.send({ type: 'ping' });
    assert.equal((await page.next()).type, 'pong');
    assert.deepEqual(await at(token).ended(), { code: 1013, reason: 'Too many connections for tenant' });
    const foreign = sign(secret, { sub: 'admin', tenant_id: 1, role: 'admin', iss: 'other', aud: AUDIENCE });
    assert.deepEqual(await at(foreign).ended(), { code: 1008, reason: 'Authentication failed' });
    const stranger = at(token, { origin: 'http://evil.example' });
    assert.equal((await stranger.ended()).code, 1006);
    page.close();
    assert.equal((await fetch(`${own.url}/metrics`)).status, 404);
  } finally {
    await own.close();
  }
});
