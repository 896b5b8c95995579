/** What other back ends push over HTTP, as it reaches published clients. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { DESK, DOCTOR, NURSE, OTHER_DOCTOR } from '../lib/stage.mjs';

const BACK_END = { user: 'backend', tenant: 'tenant-1', role: 'service', name: 'Back end' };
const OTHER_BACK_END = { ...BACK_END, tenant: 'tenant-2' };

let server;

before(async () => {
  server = await Server.start({
    env: {
      CAREWIRE_EMIT_CUSTOM_EVENTS: 'lab:*, fence',
      CAREWIRE_EMIT_REQUESTS_BURST: '1000',
      CAREWIRE_NOTIFICATIONS_START_DELAY: '1s',
      CAREWIRE_NOTIFICATIONS_RETRY_FIRST: '1s',
      CAREWIRE_NOTIFICATIONS_RETRY_CAP: '1s',
      CAREWIRE_NOTIFICATIONS_RETRIES: '1',
      CAREWIRE_NOTIFICATIONS_ESCALATION: 'user, lead',
      CAREWIRE_NOTIFICATIONS_LEAD_ROLE: 'nurse',
    },
  });
});
after(() => server.close());

const call = (body, who = BACK_END) => server.api(who).call('POST', '/api/v1/emit', body);

/** Pushes what must be accepted. */
async function emit(body, who) {
  const answer = await call(body, who);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.data.events;
}

/** What a client was told so far, but who came and went: everything before one more event, of its own tenant's back end. */
let fences = 0;
async function told(client, tenant = 'tenant-1') {
  fences += 1;
  const number = fences;
  await emit({ event: 'fence', rooms: ['tenant'], data: number }, { ...BACK_END, tenant });
  const events = await client.upTo('fence', (data) => data === number);
  return events.filter(([name]) => !/^(user|presence):/.test(name));
}

const chased = (who, more) => ({
  event: 'notification:created',
  delivery: 'acknowledged',
  users: [who.user],
  data: { notification: { kind: 'lab_result_ready', title: 'Marker', message: 'Marker', priority: 'high', ...more } },
});

test('an event of its own reaches the clients of the rooms it names, as it is', async () => {
  const doctor = await server.connect(STANDARD, DOCTOR);
  const nurse = await server.connect(CLINIC, NURSE);
  const stranger = await server.connect(STANDARD, OTHER_DOCTOR);
  const data = { order: 7, tests: ['Marker', null, 1.5, { text: 'ü "quoted" \u2028' }] };

  await emit({ event: 'lab:ready', rooms: ['tenant'], data });
  await emit({ event: 'lab:mine', users: [NURSE.user, OTHER_DOCTOR.user] });
  await emit({ event: 'lab:progress', rooms: [`user:${DOCTOR.user}`], data: 0.5, delivery: 'volatile' });

  assert.equal(await doctor.next('lab:progress'), 0.5);
  assert.deepEqual(await told(doctor), [['lab:ready', data]]);
  const [ready, [name, ...rest]] = await told(nurse);
  assert.deepEqual(ready, ['lab:ready', data]);
  assert.equal(name, 'lab:mine');
  assert.ok(rest.every((offset) => /^[a-z0-9]+-\d+$/.test(offset)), 'no argument but the position');
  assert.deepEqual(await told(stranger, 'tenant-2'), []);
});

test('an event of the catalogue is told in the words of each family', async () => {
  const doctor = await server.connect(STANDARD, DOCTOR);
  const nurse = await server.connect(CLINIC, NURSE);
  const staff = { id: 'dr-chen', firstName: 'Wei', lastName: 'Marker' };
  const moment = '2026-11-20T16:00:00+01:00';
  const patient = {
    id: 'p-1', code: 'P-1', firstName: 'Marker', lastName: 'Person', balanceCents: 0, createdAt: moment, updatedAt: moment,
  };
  const prescription = {
    id: 'rx-1', patient, doctor: staff, visitId: 'v-1', medication: 'Marker 1 %', status: 'pending', createdAt: moment, updatedAt: moment,
  };

  const [{ id, event }] = await emit({ event: 'prescription:created', data: { prescription } });

  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.equal(event, 'prescription:created');
  const standard = await doctor.next('prescription:created');
  assert.match(standard.timestamp, /Z$/);
  const clinic = await nurse.next('visit:prescription-created');
  assert.equal(clinic.visitId, 'v-1');
  assert.equal(typeof clinic.timestamp, 'number');
});

test('what is not as it should be is refused and tells nobody', async () => {
  const doctor = await server.connect(STANDARD, DOCTOR);
  const good = { event: 'lab:ready', rooms: ['tenant'] };
  const bulk = (kind) => ({ event: 'records.bulk-updated', data: { kind } });
  const bad = [
    [{ events: [good, bulk('visits'), bulk('Marker')] }, 'INVALID'],
    [{ events: Array(101).fill(good) }, 'INVALID'],
    [{ events: [] }, 'INVALID'],
    [{ ...good, event: 'unheard-of' }, 'INVALID'],
    [{ ...good, event: 'queue:moved' }, 'INVALID'],
    [{ ...good, data: 'x'.repeat(65_536) }, 'INVALID'],
    [{ ...bulk('visits'), users: [DESK.user] }, 'INVALID'],
    [{ ...bulk('visits'), delivery: 'acknowledged' }, 'INVALID'],
    [{ ...good, users: [DOCTOR.user], delivery: 'acknowledged' }, 'INVALID'],
    [{ events: [chased(DOCTOR), { ...chased(DOCTOR), users: [] }] }, 'INVALID'],
    [{ ...chased(DOCTOR), rooms: ['tenant'] }, 'INVALID'],
    [chased(DOCTOR, { title: '' }), 'INVALID'],
    ['{"event":', 'MALFORMED_JSON'],
  ];
  for (const [body, code] of bad) {
    const answer = await call(body);
    assert.equal(answer.status, 400, JSON.stringify(body).slice(0, 100));
    assert.equal(answer.body.code, code);
    assert.doesNotMatch(answer.body.error, /Marker/);
  }
  assert.equal((await call(good, DOCTOR)).status, 403);
  assert.deepEqual(await told(doctor), []);
});

test('a notification is repeated and passed on until somebody acknowledges it, also after a crash', async () => {
  const request = { events: [chased(DOCTOR), { event: 'lab:ready', rooms: ['tenant'] }], idempotencyKey: 'chased-1' };
  const sent = await emit(request);
  const [{ notifications: [id], event }, { event: other }] = sent;
  assert.deepEqual([event, other], ['notification:created', 'lab:ready']);
  assert.deepEqual(Object.keys(sent[0]).sort(), ['event', 'notifications']);
  await server.crash();
  server = await server.restart();

  const nurse = await server.connect(STANDARD, NURSE);
  const { notification } = await nurse.next('notification:new', (body) => body.notification.originId === id);
  assert.equal(notification.type, 'lab_result_ready');
  const doctor = await server.connect(STANDARD, DOCTOR);
  await doctor.next('notification:new', (body) => body.notification.id === id);
  await server.api(DOCTOR).post(`/api/notifications/${id}/acknowledge`, {});
  assert.deepEqual(await emit(request), sent);

  const { items } = await server.api(DOCTOR).get('/api/notifications');
  assert.deepEqual(items.map((one) => [one.id, one.state]), [[id, 'acknowledged']]);
});

test('a request is carried out once for its key, also after a crash', async () => {
  const request = { event: 'lab:ready', rooms: ['tenant'], data: 1, idempotencyKey: 'key-1' };
  const first = await emit(request);
  await emit({ ...request, data: 2 }, OTHER_BACK_END);
  await server.crash();
  server = await server.restart();
  const doctor = await server.connect(STANDARD, DOCTOR);

  assert.deepEqual(await emit(request), first);
  const reused = await call({ ...request, data: 2 });
  assert.equal(reused.status, 409);
  assert.equal(reused.body.code, 'CONFLICT');
  const data = (await told(doctor)).filter(([name]) => name === 'lab:ready').map(([, argument]) => argument);
  // The crash may have happened between the commit and the delivery. The new client then receives the event now, once, like others before it.
  assert.ok(data.filter((argument) => argument === 1).length <= 1, JSON.stringify(data));
  assert.ok(!data.includes(2), JSON.stringify(data));
});
