/** Fields that only pages know: they survive every change, and what pages read without a guard is always there. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Tab } from '../fixtures/clinic/tab.mjs';
import { tablesPage } from '../fixtures/clinic/pages.mjs';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';

const BACK_END = { user: 'backend', tenant: 'tenant-1', role: 'service', name: 'Back end' };
const TABLES = 3;

let server;
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
after(() => server?.close());

async function openTables(options) {
  const tab = new Tab(server.url, { token: server.token(NURSE), cookie: server.token(NURSE) });
  tabs.push(tab);
  tab.open(tablesPage, {}, options);
  await tab.until('connected tables', () => tab.connections === TABLES);
  await tab.rest();
  return tab;
}

/** Waits until a table shows this row. */
function shows(tab, table, id, row) {
  const expected = JSON.stringify(row);
  return tab.until(`row ${expected}`, () => JSON.stringify(tab.shown.tables?.[table][id]) === expected);
}

for (const dateField of ['date', 'appointmentDate']) {
  test(`a page of the generation that reads ${dateField} keeps its fields through every change`, async () => {
    const tab = await openTables({ dateField });
    const patient = await newPatient(desk);
    const reference = { patientId: patient._id, doctorId: DOCTOR.user };

    const visit = await doctor.post('/api/visits', reference);
    await shows(tab, 'visits', visit._id, { diagnoses: 0 });
    const written = {
      visitType: 'follow-up',
      diagnoses: [{ code: 'L40' }, { code: 'L20' }],
      vitals: { bp: '120/80' },
      soapNotes: { plan: 'Rest' },
      treatmentPlan: { medications: 2 },
      followUpDate: '2031-04-01',
    };
    await doctor.put(`/api/visits/${visit._id}`, { ...visit, ...written });
    const row = {
      type: 'follow-up',
      diagnoses: 2,
      pressure: '120/80',
      plan: 'Rest',
      treatment: 2,
      followUp: '2031-04-01',
    };
    await shows(tab, 'visits', visit._id, row);
    await doctor.put(`/api/visits/${visit._id}`, { followUpDate: null, status: 'closed' });
    const { followUp, ...kept } = row;
    await shows(tab, 'visits', visit._id, kept);

    const item = await desk.post('/api/queue', { patientId: patient._id, vitals: { bp: '110/70' }, estimatedWaitTime: 25 });
    await doctor.put(`/api/queue/${item._id}`, { consultationDuration: 12, completionNotes: 'Done', nextAction: 'billing' });
    await desk.post(`/api/queue/${item._id}/call`);
    await shows(tab, 'queue', item._id, {
      name: 'Pat Ient',
      pressure: '110/70',
      minutes: 12,
      notes: 'Done',
      next: 'billing',
      wait: 25,
    });

    const times = { scheduledStart: '2031-03-11T12:00:00.000Z', scheduledEnd: '2031-03-11T12:30:00.000Z' };
    const made = { ...appointmentFor(patient, DOCTOR.user, times), room: 'r-9', type: 'consultation' };
    const appointment = await desk.post('/api/appointments', made);
    await desk.post(`/api/appointments/${appointment._id}/cancel`);
    await shows(tab, 'appointments', appointment._id, { day: '2031-03-11', room: 'r-9', type: 'consultation' });
    assert.deepEqual(tab.failures, []);
  });
}

test('a back end creates under its own ids, corrects by PUT and learns of typing errors', async () => {
  const tab = await openTables();
  const backEnd = server.api(BACK_END);
  const patient = await backEnd.call('PUT', '/api/patients/own-1', { firstName: 'Pat', lastName: 'Ient', shelf: 3 });
  assert.equal(patient.status, 201);
  assert.deepEqual(patient.body.unknownFields, ['shelf']);
  const body = { patientId: 'own-1', doctorId: DOCTOR.user, dianoses: ['L40'], diagnoses: ['L20'] };

  const made = await backEnd.call('PUT', '/api/visits/v-1', body);
  const again = await backEnd.call('POST', '/api/visits', { ...body, _id: 'v-1' });
  const changed = await backEnd.call('PUT', '/api/visits/v-1', { dianoses: null });

  assert.deepEqual([made.status, again.status, changed.status], [201, 409, 200]);
  assert.deepEqual(made.body.unknownFields, ['dianoses']);
  assert.equal('dianoses' in changed.body.data, false);
  await shows(tab, 'visits', 'v-1', { diagnoses: 1 });
});

test('an emitted record keeps the extra fields of its back end', async () => {
  const client = await server.connect(STANDARD, DOCTOR);
  const at = '2026-11-20T15:00:00Z';
  const encounter = { id: 'e-1', patientId: 'p-1', providerId: DOCTOR.user, status: 'draft', createdAt: at, updatedAt: at };

  const answer = await server.api(BACK_END).call('POST', '/api/v1/emit', {
    event: 'encounter.created',
    data: { encounter: { ...encounter, extra: { template: { name: 'Skin check' }, id: 'other' } } },
  });

  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const body = await client.next('encounter:created', ({ encounter: { id } }) => id === 'e-1');
  assert.equal(body.encounter.id, 'e-1');
  assert.deepEqual(body.encounter.template, { name: 'Skin check' });
});
