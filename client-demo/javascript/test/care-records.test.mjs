/** Prescriptions, invoices, tasks and laboratory results: what each change makes the clients of two clinics see. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, Stage } from '../lib/stage.mjs';

const TOO_LONG = 'x'.repeat(201);

let server;
let stage;
let doctor;
let desk;
let patient;

before(async () => {
  server = await Server.start();
  stage = await Stage.open(server);
  doctor = server.api(DOCTOR);
  desk = server.api(DESK);
  patient = await newPatient(stage.a, { firstName: 'Ottilie', lastName: 'Umbra' });
  await stage.during(() => {});
});
after(() => server?.close());

/** The names of the events that each client saw, sorted; without counts of notifications, which come in their own time. */
function names(seen) {
  const told = (events) => events.map(([name]) => name).filter((name) => name !== 'notification:unread-count');
  return Object.fromEntries(Object.entries(seen).map(([client, events]) => [client, told(events).sort()]));
}

/** The body of the one event of that name. */
function body(events, name) {
  const found = events.filter(([told]) => told === name);
  assert.equal(found.length, 1, name);
  return found[0][1];
}

test('a prescription is written, sent and filled', async () => {
  const written = await stage.during(() =>
    doctor.post('/api/prescriptions', { patientId: patient._id, doctorId: DOCTOR.user, medication: 'Cetirizine 10 mg' }),
  );
  const { _id: id } = written.result;
  const created = ['prescription:created'];
  assert.deepEqual(names(written.seen), { a1: created, a2: created, a3: created, b1: [], b2: [] });
  const { prescription, timestamp } = body(written.seen.a1, 'prescription:created');
  assert.deepEqual(prescription, {
    id,
    patientId: patient._id,
    patientName: 'Ottilie Umbra',
    providerId: DOCTOR.user,
    providerName: 'Wei Chen',
    medication: 'Cetirizine 10 mg',
    status: 'pending',
    createdAt: prescription.createdAt,
  });
  assert.match(timestamp, /Z$/);
  assert.deepEqual(body(written.seen.a3, 'prescription:created').prescription, written.result);

  const sent = await stage.during(() => doctor.post(`/api/prescriptions/${id}/send`));
  const moved = ['prescription:sent', 'prescription:status_changed'];
  assert.deepEqual(names(sent.seen), { a1: moved, a2: moved, a3: ['prescriptions:bulk-update'], b1: [], b2: [] });
  assert.equal(body(sent.seen.a1, 'prescription:sent').medication, 'Cetirizine 10 mg');
  assert.equal(typeof body(sent.seen.a3, 'prescriptions:bulk-update').timestamp, 'number');

  const filled = await stage.during(() => doctor.put(`/api/prescriptions/${id}`, { status: 'filled' }));
  assert.equal(body(filled.seen.a2, 'prescription:status_changed').status, 'filled');
  const refused = await stage.during(() => doctor.call('PUT', `/api/prescriptions/${id}`, { status: 'pending' }));
  assert.equal(refused.result.status, 409);
  assert.deepEqual(names(refused.seen), { a1: [], a2: [], a3: [], b1: [], b2: [] });
});

test('an invoice is written and paid', async () => {
  const { result } = await stage.during(() => desk.post('/api/invoices', { patientId: patient._id, total: 120.5 }));
  const { result: paid, seen } = await stage.during(() =>
    desk.post(`/api/invoices/${result._id}/payments`, { amount: 120.5, paymentMethod: 'card' }),
  );

  const both = ['invoice:updated', 'payment:received'];
  assert.deepEqual(names(seen), { a1: both, a2: both, a3: ['invoice:updated'], b1: [], b2: [] });
  assert.equal(body(seen.a1, 'payment:received').payment.amount, 12050);
  assert.equal(body(seen.a1, 'invoice:updated').invoice.status, 'paid');
  assert.deepEqual(body(seen.a3, 'invoice:updated').invoice, paid);
  const payments = await desk.get(`/api/invoices/${result._id}/payments`);
  assert.deepEqual(payments.map(({ amount, paymentMethod }) => ({ amount, paymentMethod })), [
    { amount: 120.5, paymentMethod: 'card' },
  ]);
});

test('an assignee hears of a task, and nobody else of the notification', async () => {
  const { result, seen } = await stage.during(() =>
    desk.post('/api/tasks', { title: 'Call the lab', priority: 'urgent', assigneeId: DOCTOR.user }),
  );

  assert.deepEqual(names(seen), {
    a1: ['notification:new', 'task:created'],
    a2: ['task:created'],
    a3: [],
    b1: [],
    b2: [],
  });
  assert.deepEqual(body(seen.a2, 'task:created').task, result);
  const { notification } = body(seen.a1, 'notification:new');
  assert.equal(notification.message, 'You have been assigned: Call the lab');
  assert.equal(notification.priority, 'urgent');
  assert.deepEqual(await doctor.get('/api/tasks?assigneeId=me&status=open'), [result]);
});

test('a doctor hears of an urgent result', async () => {
  const { result: order } = await stage.during(() =>
    doctor.post('/api/lab-results', { patientId: patient._id, doctorId: DOCTOR.user, orderType: 'Punch biopsy' }),
  );
  const { result, seen } = await stage.during(() =>
    doctor.put(`/api/lab-results/${order.id}`, { result: 'Atypical cells', resultFlag: 'panic_value' }),
  );

  assert.deepEqual(names(seen), {
    a1: ['lab-result:updated', 'notification:new'],
    a2: ['lab-result:updated'],
    a3: [],
    b1: [],
    b2: [],
  });
  assert.deepEqual(body(seen.a2, 'lab-result:updated').labResult, result);
  const { notification } = body(seen.a1, 'notification:new');
  assert.equal(notification.title, 'URGENT: Lab Result Ready');
  assert.equal(notification.message, 'Lab results ready for Ottilie Umbra: Punch biopsy');
});

test('what is wrong is refused with a code and told to nobody', async () => {
  const { result: answers, seen } = await stage.during(() =>
    Promise.all([
      doctor.call('POST', '/api/prescriptions', { patientId: patient._id, doctorId: DOCTOR.user }),
      doctor.call('POST', '/api/prescriptions', { patientId: 'nobody', doctorId: DOCTOR.user, medication: 'x' }),
      desk.call('POST', '/api/prescriptions', { patientId: patient._id, doctorId: DOCTOR.user, medication: 'x' }),
      desk.call('POST', '/api/invoices', { patientId: patient._id, total: -1 }),
      desk.call('POST', '/api/tasks', { title: TOO_LONG }),
      desk.call('POST', '/api/tasks', { title: 'x', priority: 'sky-high' }),
      stage.b.call('POST', '/api/invoices', { patientId: patient._id, total: 1 }),
      stage.b.call('GET', '/api/lab-results/unknown'),
      doctor.call('POST', '/api/lab-results', { patientId: patient._id, doctorId: DOCTOR.user, orderType: TOO_LONG }),
    ]),
  );

  assert.deepEqual(
    answers.map(({ status, body: { code } }) => `${status} ${code}`),
    [
      '400 INVALID',
      '400 INVALID',
      '403 FORBIDDEN',
      '400 INVALID',
      '400 INVALID',
      '400 INVALID',
      '400 INVALID',
      '404 NOT_FOUND',
      '400 INVALID',
    ],
  );
  assert.ok(answers.every(({ body: { error } }) => !error.includes(TOO_LONG) && !error.includes('sky-high')));
  assert.deepEqual(names(seen), { a1: [], a2: [], a3: [], b1: [], b2: [] });
});

test('a room board is followed and left by those who name one', async () => {
  const { a1 } = stage.clients;
  const answer = async (name, argument) => (await a1.request(name, argument))[0];
  assert.deepEqual(await answer('room-board:subscribe', { locationId: 'harbor' }), { success: true });
  assert.equal((await answer('room-board:subscribe', {})).code, 'INVALID');
  assert.deepEqual(await answer('room-board:unsubscribe', { locationId: 'harbor' }), { success: true });
});
