/** What one record's change does to the others, seen over HTTP and in the events that tell of it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { newAppointment, newPatient } from '../lib/records.mjs';
import { assertSeen, DOCTOR, Stage } from '../lib/stage.mjs';
import { clinic, standard } from '../lib/wire.mjs';

let server;
let stage;

before(async () => {
  server = await Server.start();
  stage = await Stage.open(server);
});
after(() => server?.close());

const queueEntryOf = async (appointment) => {
  const entries = await stage.a.get('/api/queue?status=waiting,in-progress,completed,cancelled,no-show');
  return entries.filter((entry) => entry.appointment === appointment._id);
};

/** An appointment whose patient has come, with its entry in the queue. */
async function checkedIn() {
  const appointment = await newAppointment(stage.a, DOCTOR.user);
  await stage.a.post(`/api/appointments/${appointment._id}/checkin`, {});
  const [entry] = await queueEntryOf(appointment);
  await stage.during(() => {});
  return { appointment, entry };
}

test('check-in puts the patient into the queue, once', async () => {
  const appointment = await newAppointment(stage.a, DOCTOR.user);
  assert.deepEqual(await queueEntryOf(appointment), []);

  await stage.a.post(`/api/appointments/${appointment._id}/checkin`, {});

  const entries = await queueEntryOf(appointment);
  assert.equal(entries.length, 1);
  assert.equal(entries[0].status, 'waiting');
  assert.equal(entries[0].checkedIn, true);
  assert.equal(entries[0].patient._id, appointment.patient._id);

  await stage.during(() => {});
  const again = await stage.during(() => stage.a.call('POST', `/api/appointments/${appointment._id}/checkin`, {}));
  assert.equal(again.result.status, 200);
  assertSeen(again.seen, {});
  assert.equal((await queueEntryOf(appointment)).length, 1);
});

test('calling the patient puts the appointment in progress', async () => {
  const { appointment, entry } = await checkedIn();

  const { seen } = await stage.during(() => stage.a.post(`/api/queue/${entry._id}/call`, {}));

  const toStandard = [['appointment:updated', standard.appointment({ id: appointment._id, status: 'with_provider' })]];
  assertSeen(seen, {
    a1: toStandard,
    a2: toStandard,
    a3: [
      ['appointment:updated', clinic.appointment({ _id: appointment._id, status: 'confirmed' })],
      ['queue:updated', clinic.queue({ _id: entry._id, appointment: appointment._id, status: 'in-progress' })],
    ],
  });
  assert.equal((await queueEntryOf(appointment))[0].status, 'in-progress');
});

test('closing the visit completes queue entry and appointment', async () => {
  const { appointment, entry } = await checkedIn();
  await stage.a.post(`/api/queue/${entry._id}/call`, {});
  const doctor = server.api(DOCTOR);
  const visit = await doctor.post('/api/visits', {
    patientId: appointment.patient._id,
    doctorId: DOCTOR.user,
    appointmentId: appointment._id,
    queueItemId: entry._id,
  });
  await stage.during(() => {});

  const { seen } = await stage.during(() => doctor.put(`/api/visits/${visit._id}`, { status: 'closed' }));

  const toStandard = [['appointment:updated', standard.appointment({ id: appointment._id, status: 'completed' })]];
  assertSeen(seen, {
    a1: toStandard,
    a2: toStandard,
    a3: [
      ['appointment:updated', clinic.appointment({ _id: appointment._id, status: 'completed' })],
      ['queue:updated', clinic.queue({ _id: entry._id, status: 'completed', visit: visit._id })],
      ['visit:updated', clinic.visit({ _id: visit._id, status: 'closed' })],
    ],
  });
  assert.equal((await queueEntryOf(appointment))[0].status, 'completed');
  assert.equal((await stage.a.get(`/api/appointments/${appointment._id}`)).status, 'completed');
});

test('cancelling the appointment takes the patient out of the queue', async () => {
  const { appointment } = await checkedIn();
  await stage.a.post(`/api/appointments/${appointment._id}/cancel`, { reason: 'Left' });
  assert.equal((await queueEntryOf(appointment))[0].status, 'cancelled');
});

test('a changed patient shows in every record that names them', async () => {
  const { appointment } = await checkedIn();
  await stage.a.put(`/api/patients/${appointment.patient._id}`, { lastName: 'Renamed' });
  assert.equal((await queueEntryOf(appointment))[0].patient.lastName, 'Renamed');
  assert.equal((await stage.a.get(`/api/appointments/${appointment._id}`)).patient.lastName, 'Renamed');
});

test('the lists of one clinic hold nothing of the other', async () => {
  const ours = await newPatient(stage.a, { lastName: 'Onlyours' });
  const theirs = await newPatient(stage.b, { lastName: 'Onlytheirs' });
  for (const [api, own, foreign] of [
    [stage.a, ours, theirs],
    [stage.b, theirs, ours],
  ]) {
    const ids = (await api.get('/api/patients?limit=500')).map(({ _id }) => _id);
    assert.ok(ids.includes(own._id));
    assert.ok(!ids.includes(foreign._id));
  }
});

test('an id that both clinics use names a record of each', async () => {
  const id = 'pat-1';
  const theirs = await stage.b.get(`/api/patients/${id}`);
  await stage.during(() => {});

  const { result, seen } = await stage.during(() => stage.a.put(`/api/patients/${id}`, { phone: '555-0123' }));

  const toStandard = [['patient:updated', standard.patient({ id, firstName: result.firstName, phone: '555-0123' })]];
  assertSeen(seen, { a1: toStandard, a2: toStandard, a3: [['patient:updated', clinic.patient(result)]] });
  assert.deepEqual(await stage.b.get(`/api/patients/${id}`), theirs);
});
