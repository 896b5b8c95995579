/** The hooks of the clinic system's pages against the packaged server: what they show after each change, frame by frame. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Tab } from '../fixtures/clinic/tab.mjs';
import { appointmentsPage, feedPage, visitsPage } from '../fixtures/clinic/pages.mjs';
import { Server } from '../harness.mjs';
import { newPatient } from '../lib/records.mjs';
import { assertShape, epochMs } from '../lib/shape.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';
import { sign } from '../lib/tokens.mjs';
import { clinic } from '../lib/wire.mjs';

const DAY = '2031-03-11';
const NEXT_DAY = '2031-03-12';
const VISITS_PAGE_SOCKETS = 9;
const APPOINTMENTS_PAGE_SOCKETS = 8;

/** A busy machine must not look like a server that is gone for good: the pages' own five attempts end after 17 s. */
const ATTEMPTS = 20;
const RETURN_MS = 60_000;

let server;
/** The server that has crashed, with the data of the one in its place. */
let crashed;
let desk;
let doctor;
let tabs = [];

before(async () => {
  server = await Server.start();
  desk = server.api(DESK);
  doctor = server.api(DOCTOR);
});
afterEach(() => {
  tabs.forEach((tab) => tab.close());
  tabs = [];
});
after(async () => {
  await server?.close();
  await crashed?.close();
});

function openTab({ who = NURSE, ...options } = {}) {
  const tab = new Tab(server.url, { token: server.token(who), cookie: server.token(who), ...options });
  tabs.push(tab);
  return tab;
}

/** Whether the page has all its sockets, and its lists are what they were told to be. */
function settled(tab, sockets, kinds) {
  return tab.until('settled page', () => {
    const connected = tab.connections === sockets && tab.shown.connected;
    return connected && kinds.every((kind) => tab.subscribers(kind).size === 1);
  });
}

const ids = (items) => items.map(({ _id }) => _id);
const shows = (list, id) => (tab) => ids(tab.shown[list]).includes(id);
const doesNotShow = (list, id) => (tab) => !shows(list, id)(tab);
const bodies = (frames) => frames.map(({ args }) => args[0]);
const about = (frames, part, id) => bodies(frames).filter((body) => body[part]._id === id);

/** Asks the server over the socket that subscribed to `kind`: whatever it was sent before has come then. */
async function caughtUp(tab, kind) {
  const marker = await newPatient(desk, { lastName: 'Marker' });
  const subscriber = [...tab.subscribers(kind)][0];
  await tab.until('marker', () =>
    tab.frames.some(
      ({ socket, name, args }) =>
        socket === subscriber && name === 'patient:updated' && args[0].patient._id === marker._id,
    ),
  );
}

/** Sockets that did not subscribe to `kind`. */
function otherSockets(tab, kind) {
  const subscribers = tab.subscribers(kind);
  return [...Array(tab.connections).keys()].filter((socket) => !subscribers.has(socket));
}

const eventsOf = (tab, socket, id) =>
  about(
    tab.frames.filter((frame) => frame.socket === socket && frame.direction === 'in' && frame.name === 'queue:updated'),
    'queueItem',
    id,
  );

test('a queue item appears and leaves the filter', async () => {
  const tab = openTab();
  tab.open(visitsPage);
  await settled(tab, VISITS_PAGE_SOCKETS, ['queue', 'visits']);
  const patient = await newPatient(desk);

  const item = await desk.post('/api/queue', { patientId: patient._id });
  await tab.until('new item', shows('queue', item._id));
  await tab.rest();
  await desk.put(`/api/queue/${item._id}`, { status: 'in-progress' });
  await tab.until('item that left', doesNotShow('queue', item._id));
  await tab.rest();
  await desk.put(`/api/queue/${item._id}`, { notes: 'Wheelchair' });
  await caughtUp(tab, 'queue');
  await tab.until('three events on each other socket', () =>
    otherSockets(tab, 'queue').every((socket) => eventsOf(tab, socket, item._id).length === 3),
  );

  assert.ok(doesNotShow('queue', item._id)(tab));
  const known = { _id: item._id, queueType: 'walk-in' };
  const waiting = clinic.queue({ ...known, status: 'waiting' });
  const called = clinic.queue({ ...known, status: 'in-progress' });
  const noted = clinic.queue({ ...known, status: 'in-progress', notes: 'Wheelchair' });
  assert.equal(otherSockets(tab, 'queue').length, VISITS_PAGE_SOCKETS - 1);
  for (const socket of otherSockets(tab, 'queue')) {
    assertShape(eventsOf(tab, socket, item._id), [waiting, called, noted], `socket ${socket}`);
  }
  const subscriber = about(tab.received('queue:updated', { by: 'queue' }), 'queueItem', item._id);
  // A page without a filter for a moment, between two renderings, may be told more.
  assertShape(subscriber.slice(0, 2), [waiting, called], 'the subscriber');
  assert.ok(subscriber.length <= 3);
});

for (const [dateField, hour] of [['date', 12], ['appointmentDate', 13]]) {
  test(`an appointment moves to another day, read from ${dateField}`, async () => {
    const tab = openTab();
    tab.open(appointmentsPage, { date: DAY }, { dateField });
    await settled(tab, APPOINTMENTS_PAGE_SOCKETS, ['queue', 'appointments']);
    const patient = await newPatient(desk);
    const at = (day) => ({ scheduledStart: `${day}T${hour}:00:00.000Z`, scheduledEnd: `${day}T${hour}:30:00.000Z` });

    const { _id } = await desk.post('/api/appointments', { patientId: patient._id, doctorId: DOCTOR.user, ...at(DAY) });
    await tab.until('new appointment', shows('appointments', _id));
    await tab.rest();
    await desk.put(`/api/appointments/${_id}`, at(NEXT_DAY));
    await tab.until('appointment that left', doesNotShow('appointments', _id));
    await tab.rest();
    await desk.put(`/api/appointments/${_id}`, { notes: 'Second floor' });
    await desk.put(`/api/appointments/${_id}`, at(DAY));
    await tab.until('appointment that came back', shows('appointments', _id));
    await caughtUp(tab, 'appointments');

    const told = (frames) => about(frames, 'appointment', _id).map(({ appointment }) => appointment[dateField]);
    const subscriber = told(tab.received('appointment:updated', { by: 'appointments' }));
    const days = [DAY, NEXT_DAY, DAY].map((day) => `${day}T00:00:00.000Z`);
    // A page without a filter for a moment, between two renderings, may be told of the second day again.
    assert.deepEqual(subscriber.filter((day, index) => day !== subscriber[index - 1]), days);
    assertShape(
      about(tab.received('appointment:updated', { by: 'appointments' }), 'appointment', _id).at(-1),
      clinic.appointment({ _id, notes: 'Second floor' }),
    );
  });
}

test('a visit gets a prescription and closes', async () => {
  const tab = openTab();
  const patient = await newPatient(desk);
  tab.open(visitsPage, { patientId: patient._id, status: 'open' });
  await settled(tab, VISITS_PAGE_SOCKETS, ['queue', 'visits']);

  const visit = await doctor.post('/api/visits', { patientId: patient._id, doctorId: DOCTOR.user });
  await tab.until('new visit', shows('visits', visit._id));
  const prescription = await doctor.post('/api/prescriptions', { visitId: visit._id, medication: 'Cetirizine 10 mg' });
  await tab.until('prescription', () => tab.shown.visits.some(({ prescriptions }) => prescriptions.length === 1));
  assert.deepEqual(tab.shown.visits[0].prescriptions, [prescription]);
  assert.deepEqual((await doctor.get(`/api/visits/${visit._id}`)).prescriptions, [prescription]);
  assertShape(bodies(tab.heard('visit:prescription-created')).at(-1), {
    prescription,
    visitId: visit._id,
    timestamp: epochMs,
  });
  await doctor.put(`/api/visits/${visit._id}`, { status: 'closed' });
  await tab.until('visit that left', doesNotShow('visits', visit._id));
  await caughtUp(tab, 'visits');

  const subscriber = about(tab.received('visit:updated', { by: 'visits' }), 'visit', visit._id);
  assertShape(subscriber, [
    clinic.visit({ _id: visit._id, status: 'open' }),
    clinic.visit({ _id: visit._id, status: 'closed' }),
  ]);
});

test('prescriptions, invoices, patients, bulk changes and notifications reach sockets that never subscribed', async () => {
  const kinds = ['queue', 'appointments', 'visits', 'prescriptions', 'invoices'];
  const bulk = kinds.map((kind) => `${kind}:bulk-update`);
  const names = ['prescription:created', 'invoice:updated', 'patient:updated', 'notification', ...bulk];
  const tab = openTab();
  tab.open(feedPage, {}, names);
  await tab.until('connections', () => tab.connections === names.length);
  const came = (name, count = 1) => tab.until(name, () => tab.shown.feeds[name].length >= count);

  const patient = await newPatient(desk);
  await came('patient:updated');
  assertShape(tab.shown.feeds['patient:updated'], [clinic.patient({ _id: patient._id })]);

  const prescription = await doctor.post('/api/prescriptions', {
    patientId: patient._id,
    doctorId: DOCTOR.user,
    medication: 'Cetirizine 10 mg',
  });
  await came('prescription:created');
  assertShape(tab.shown.feeds['prescription:created'], [{ prescription, timestamp: epochMs }]);
  await doctor.post(`/api/prescriptions/${prescription._id}/send`);
  await came('prescriptions:bulk-update');

  const invoice = await desk.post('/api/invoices', { patientId: patient._id, total: 120.5 });
  await came('invoice:updated');
  assertShape(tab.shown.feeds['invoice:updated'], [{ invoice, timestamp: epochMs }]);

  const backend = server.api({ user: 'backend', tenant: NURSE.tenant, role: 'service' });
  for (const kind of kinds) {
    await backend.post('/api/v1/emit', { event: 'records.bulk-updated', data: { kind } });
    await came(`${kind}:bulk-update`, kind === 'prescriptions' ? 2 : 1);
    assertShape(tab.shown.feeds[`${kind}:bulk-update`].at(-1), { timestamp: epochMs });
  }

  await desk.post('/api/notifications', { userId: NURSE.user, type: 'system', title: 'Room 2', message: 'It is free.' });
  await came('notification');
  const notification = tab.shown.feeds.notification[0];
  assert.equal(notification.title, 'Room 2');
  assert.equal(notification.message, 'It is free.');
  assert.ok(Number.isInteger(notification.timestamp));
});

test('two tabs of nine sockets subscribe and unsubscribe in bursts without a refusal', async () => {
  const both = [openTab(), openTab()];
  both.forEach((tab) => tab.open(visitsPage));
  for (const tab of both) {
    await settled(tab, VISITS_PAGE_SOCKETS, ['queue', 'visits']);
  }
  for (let rendering = 0; rendering < 45; rendering += 1) {
    both.forEach((tab) => tab.update({ waiting: rendering % 2 ? ['waiting'] : ['waiting', 'in-progress'] }));
  }
  both.forEach((tab) => tab.update({ waiting: ['in-progress'] }));
  for (const tab of both) {
    await tab.rest();
  }
  const patient = await newPatient(desk);
  const item = await desk.post('/api/queue', { patientId: patient._id });
  await desk.put(`/api/queue/${item._id}`, { status: 'in-progress' });

  for (const tab of both) {
    await tab.until('called item', shows('queue', item._id));
    await caughtUp(tab, 'queue');
    const sent = tab.frames.filter(({ direction, name }) => direction === 'out' && /^(un)?subscribe:/.test(name));
    assert.ok(sent.length > 180, `${sent.length} frames`);
    assert.deepEqual(tab.frames.filter(({ name }) => name === 'error'), []);
    assert.equal(tab.connections, VISITS_PAGE_SOCKETS);
    const told = about(tab.received('queue:updated', { by: 'queue' }), 'queueItem', item._id);
    assert.deepEqual(told.map(({ queueItem }) => queueItem.status).at(-1), 'in-progress');
  }
});

test('a page without a token reads over HTTP with the cookie of the login, again and again', async () => {
  const tab = openTab({ token: undefined });
  tab.open(visitsPage);
  const patient = await newPatient(desk);
  const item = await desk.post('/api/queue', { patientId: patient._id });

  await tab.until('item', shows('queue', item._id));

  assert.equal(tab.shown.connected, false);
  assert.equal(tab.connections, 0);
  assert.deepEqual(tab.failures, []);
});

test('a token without a role reads and listens as staff do', async () => {
  const roleless = sign(server.secret, { userId: 'somebody', tenantId: NURSE.tenant });
  const tab = openTab({ token: roleless, cookie: roleless });
  tab.open(visitsPage);
  await settled(tab, VISITS_PAGE_SOCKETS, ['queue', 'visits']);
  const patient = await newPatient(desk);
  const item = await desk.post('/api/queue', { patientId: patient._id });

  await tab.until('item', shows('queue', item._id));
  assert.deepEqual(tab.failures, []);
});

test('a page comes back after the server has crashed, and catches up', async () => {
  const tab = openTab({ attempts: ATTEMPTS });
  tab.open(visitsPage);
  await settled(tab, VISITS_PAGE_SOCKETS, ['queue', 'visits']);
  const patient = await newPatient(desk);
  const item = await desk.post('/api/queue', { patientId: patient._id });
  await tab.until('item', shows('queue', item._id));

  await server.crash();
  await tab.until('offline page', () => !tab.shown.connected && tab.failures.length > 0);
  crashed = server;
  server = await crashed.restart();
  desk = server.api(DESK);
  doctor = server.api(DOCTOR);
  const framesBefore = tab.frames.length;
  await desk.put(`/api/queue/${item._id}`, { status: 'in-progress' });

  await tab.until('page that is back', () => tab.connections === VISITS_PAGE_SOCKETS && tab.shown.connected, RETURN_MS);
  await tab.until('item that left meanwhile', doesNotShow('queue', item._id));
  const subscribed = tab.frames.slice(framesBefore).filter(({ name }) => name === 'subscribe:queue');
  assert.ok(subscribed.length > 0);
  await desk.put(`/api/queue/${item._id}`, { status: 'waiting' });
  await tab.until('item that is back', shows('queue', item._id));
});
