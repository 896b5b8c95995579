/** The clinic system's contract beside its hooks: lists over HTTP, who is let in and as whom, bad messages, and coming back. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server, STRICT_EXPIRY } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { CLINIC } from '../lib/client.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { assertShape, epochMs } from '../lib/shape.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';
import { sign } from '../lib/tokens.mjs';
import { clinic } from '../lib/wire.mjs';

const COMMANDS = [
  'ping',
  'subscribe:appointments',
  'subscribe:invoices',
  'subscribe:prescriptions',
  'subscribe:queue',
  'subscribe:visits',
  'unsubscribe:appointments',
  'unsubscribe:queue',
  'unsubscribe:visits',
];
const MINUTES_PER_PATIENT = 15;
const MAX_PAYLOAD = 1_000_000;

let server;
let desk;

before(async () => {
  server = await Server.start({ env: STRICT_EXPIRY });
  desk = server.api(DESK);
});
after(() => server?.close());

/** A list as the pages read it, with the login's cookie. */
async function list(path, token = server.token(NURSE)) {
  const response = await request(server.url + path, { headers: { cookie: `session=${token}` } });
  return { status: response.status, body: await response.json() };
}

const ids = (items) => items.map(({ _id }) => _id);

describe('lists', () => {
  test('the queue is a bare array of those who wait, in order, each with place and guess', async () => {
    const { _id: first } = await desk.post('/api/queue', { patientId: (await newPatient(desk))._id, priority: 90 });
    const { _id: second } = await desk.post('/api/queue', { patientId: (await newPatient(desk))._id, priority: 80 });
    const { _id: called } = await desk.post('/api/queue', { patientId: (await newPatient(desk))._id });
    await desk.put(`/api/queue/${called}`, { status: 'in-progress', doctorId: DOCTOR.user });
    const { _id: over } = await desk.post('/api/queue', { patientId: (await newPatient(desk))._id });
    await desk.put(`/api/queue/${over}`, { status: 'no-show' });

    const { status, body } = await list('/api/queue');
    assert.equal(status, 200);
    assert.ok(Array.isArray(body));
    assert.deepEqual(ids(body).slice(0, 2), [first, second]);
    body.forEach((item, index) =>
      assertShape(item, clinic.queueItem({
        status: 'waiting',
        position: index + 1,
        estimatedWaitTime: index * MINUTES_PER_PATIENT,
      })),
    );
    assert.ok(!ids(body).includes(called) && !ids(body).includes(over));

    const all = ids((await list('/api/queue?status=all')).body);
    assert.ok([first, second, called].every((id) => all.includes(id)) && !all.includes(over));
    const some = (await list('/api/queue?status=in-progress,no-show')).body;
    assert.deepEqual(new Set(some.map((item) => item.status)), new Set(['in-progress', 'no-show']));
    assert.deepEqual(ids((await list(`/api/queue?status=called&doctorId=${DOCTOR.user}`)).body).includes(called), true);
    assert.deepEqual((await list('/api/queue?status=all&roomId=nowhere')).body, []);
  });

  test('appointments of a day, of a doctor, in a status', async () => {
    const patient = await newPatient(desk);
    const times = { scheduledStart: '2032-05-04T12:00:00.000Z', scheduledEnd: '2032-05-04T12:30:00.000Z' };
    const made = await desk.post('/api/appointments', appointmentFor(patient, DOCTOR.user, times));

    const day = await list('/api/appointments?date=2032-05-04');
    assertShape(day.body, [clinic.appointmentDocument({ _id: made._id, date: '2032-05-04T00:00:00.000Z' })]);
    assert.equal(day.body[0].appointmentDate, day.body[0].date);
    assert.equal(day.body[0].doctor._id, day.body[0].provider._id);
    const of = (query) => list(`/api/appointments?date=2032-05-04&${query}`).then(({ body }) => ids(body));
    assert.deepEqual(await of(`doctorId=${DOCTOR.user}&status=scheduled`), [made._id]);
    assert.deepEqual(await of('doctorId=nobody'), []);
    assert.deepEqual(await of('status=completed,cancelled'), []);
  });

  test('visits of a patient, to a doctor under either name, in a status', async () => {
    const patient = await newPatient(desk);
    const made = await desk.post('/api/visits', { patientId: patient._id, doctorId: DOCTOR.user });
    const of = (query) => list(`/api/visits?patientId=${patient._id}&${query}`).then(({ body }) => body);

    assertShape(await of(''), [clinic.visitDocument({ _id: made._id, status: 'open' })]);
    assert.deepEqual(ids(await of(`doctorId=${DOCTOR.user}&status=open`)), [made._id]);
    assert.deepEqual(ids(await of(`providerId=${DOCTOR.user}`)), [made._id]);
    assert.deepEqual(await of('status=closed'), []);
  });

  test('a change is answered with its document', async () => {
    const patient = await newPatient(desk);
    const item = await desk.post('/api/queue', { patientId: patient._id });
    const visit = await desk.post('/api/visits', { patientId: patient._id, doctorId: DOCTOR.user });
    const made = await desk.post('/api/appointments', appointmentFor(patient, DOCTOR.user));
    for (const [path, shape] of [
      [`/api/queue/${item._id}`, clinic.queueItem({ _id: item._id, notes: 'Noted' })],
      [`/api/visits/${visit._id}`, clinic.visitDocument({ _id: visit._id, notes: 'Noted' })],
      [`/api/appointments/${made._id}`, clinic.appointmentDocument({ _id: made._id, notes: 'Noted' })],
    ]) {
      const { status, body } = await desk.call('PUT', path, { notes: 'Noted' });
      assert.equal(status, 200);
      assert.equal(body.success, true);
      assertShape(body.data, shape);
    }
  });

  for (const path of ['/api/queue', '/api/appointments', '/api/visits']) {
    test(`${path} says what is wrong`, async () => {
      const nobody = await list(path, 'garbage');
      assert.equal(nobody.status, 401);
      const unread = await list(`${path}?status=no-such-status`);
      assert.equal(unread.status, 400);
      for (const { body } of [nobody, unread]) {
        assert.equal(body.success, false);
        assert.equal(typeof body.error, 'string');
      }
    });
  }
});

describe('who is let in', () => {
  const cookie = (token) => ({ options: { extraHeaders: { cookie: `session=${token}` } } });
  const bearer = (token) => ({ options: { extraHeaders: { authorization: `Bearer ${token}` } } });

  for (const [what, credentials] of [
    ['by the token of the message', (token) => ({ token })],
    ['by the header', bearer],
    ['by the cookie of the login', cookie],
  ]) {
    test(what, async () => {
      const client = server.client(CLINIC, credentials(server.token(NURSE)));
      await client.connected();
      client.close();
    });
  }

  test('the message counts before the header, the header before the cookie', async () => {
    const token = server.token(NURSE);
    const wrongMessage = server.client(CLINIC, { token: 'garbage', ...bearer(token) });
    assert.equal(await wrongMessage.refusal(), 'Authentication failed');
    const wrongHeader = server.client(CLINIC, {
      options: { extraHeaders: { authorization: 'Bearer garbage', cookie: `session=${token}` } },
    });
    assert.equal(await wrongHeader.refusal(), 'Authentication failed');
  });

  test('without a tenant in the rooms of the tenant called default', async () => {
    const client = server.client(CLINIC, { token: sign(server.secret, { userId: 'somebody', role: 'nurse' }) });
    await client.connected();
    client.emit('subscribe:queue', null);
    const backend = server.api({ user: 'backend', tenant: 'default', role: 'service' });
    await backend.post('/api/v1/emit', { event: 'records.bulk-updated', data: { kind: 'queue' } });

    assertShape(await client.next('queue:bulk-update'), { timestamp: epochMs });
    client.close();
  });

  test('on either path, with the slash and without', async () => {
    for (const path of ['/api/socket', '/api/socket/']) {
      const answer = await request(`${server.url}${path}?EIO=4&transport=polling`);
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /^0\{"sid":/);
    }
  });
});

describe('bad messages', () => {
  for (const command of COMMANDS) {
    test(`${command} before the client was let in ends the connection`, async () => {
      const raw = server.raw(CLINIC);
      await raw.receives('0{');
      raw.send(`42["${command}",null]`);
      await raw.ended();
      assert.ok(raw.frames.every((frame) => !frame.startsWith('42')), `${raw.frames}`);
    });

    test(`${command} larger than the limit ends the connection`, async () => {
      const raw = server.raw(CLINIC);
      await raw.connect({ token: server.token(NURSE) });
      await raw.receives('40{');
      raw.send(`42["${command}",{"status":"${'x'.repeat(MAX_PAYLOAD)}"}]`);
      await raw.ended();
    });

    test(`${command} with bytes is answered with a code`, async () => {
      const raw = server.raw(CLINIC);
      await raw.connect({ token: server.token(NURSE) });
      await raw.receives('40{');
      raw.send(`451-["${command}",{"_placeholder":true,"num":0}]`);
      raw.send(Buffer.from([1, 2, 3]));
      assert.match(await raw.receives('42["error"'), new RegExp(`"code":"INVALID".*"event":"${command}"`));
      raw.close();
    });

    test(`${command} is not answered after the token has ended`, async () => {
      const raw = server.raw(CLINIC);
      await raw.connect({ token: server.token(NURSE, { ttlSeconds: 2 }) });
      await raw.receives('40{');
      await raw.ended();
      const frames = raw.frames.length;
      raw.send(`42["${command}",null]`);
      assert.equal(raw.frames.length, frames);
    });
  }
});

describe('coming back', () => {
  test('a socket that goes on has its rooms, and no filter until it subscribes again', async () => {
    const client = await server.connect(CLINIC, NURSE);
    assert.deepEqual(await client.request('subscribe:queue', { status: ['cancelled'] }), [{ success: true }]);
    const patient = await newPatient(desk);
    await client.next('patient:updated', ({ patient: told }) => told._id === patient._id);
    const before = client.socket.id;

    client.socket.io.engine.close();
    await client.disconnected();
    const item = await desk.post('/api/queue', { patientId: patient._id });
    await client.reconnected();
    assert.equal(client.socket.recovered, true);
    assert.equal(client.socket.id, before);
    const told = ({ queueItem }) => queueItem._id === item._id;
    assert.equal((await client.next('queue:updated', told)).queueItem.status, 'waiting');

    await client.request('subscribe:queue', { status: ['cancelled'] });
    await desk.put(`/api/queue/${item._id}`, { notes: 'Noted' });
    await desk.put(`/api/queue/${item._id}`, { status: 'cancelled' });
    assert.equal((await client.next('queue:updated', told)).queueItem.status, 'cancelled');
    client.close();
  });
});

describe('the greeting', () => {
  test('is answered with the time to the sender alone, on every transport', async () => {
    for (const transports of [['websocket'], ['polling']]) {
      const client = await server.connect(CLINIC, NURSE, { transports });
      client.emit('ping');
      assertShape(await client.next('pong'), { timestamp: epochMs });
      client.close();
    }
  });
});
