/** A killed server leaves events that it may not have sent: after the restart no screen goes back to an older state. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';

/** No delivery is recorded before the crash; what is left used to be sent two seconds after the next start. */
const ENV = { CAREWIRE_LOG_POSITION_INTERVAL: '1m' };
const LATE_MS = 3_000;
/** The event with which a family announces a new appointment. */
const CREATED = new Map([[STANDARD, 'appointment:created'], [CLINIC, 'appointment:updated']]);
const BACK_SOON = { reconnectionDelay: 200, reconnectionDelayMax: 400, reconnectionAttempts: Infinity };

let first;
let second;

before(async () => {
  first = await Server.start({ env: ENV });
});
after(async () => {
  await second?.close();
  await first?.close();
});

/** A screen that shows what it receives, and never asks for more. */
class Screen {
  constructor(client, family) {
    this.client = client;
    this.created = CREATED.get(family);
    this.appointments = [];
    this.messages = [];
    const { socket } = client;
    for (const name of ['appointment:created', 'appointment:updated']) {
      socket.on(name, ({ appointment }) => this.appointments.push(appointment.status));
    }
    socket.on('appointment:cancelled', () => this.appointments.push('cancelled'));
    socket.on('message:new', ({ message }) => this.messages.push(message.body));
    socket.on('message:retracted', ({ messageId }) => this.messages.push(`retracted ${messageId}`));
  }

  static async open(server, family) {
    const credentials = { token: server.token(NURSE), tenantId: NURSE.tenant };
    const screen = new Screen(server.client(family, { ...credentials, options: BACK_SOON }), family);
    await screen.client.connected();
    return screen;
  }
}

const enter = (client, thread) => client.request('message:join-thread', thread.id);

test('a cancelled appointment stays cancelled, a retracted message does not come back, and nothing is lost', async () => {
  const doctor = first.api(DOCTOR);
  const patient = await newPatient(first.api(DESK));
  const thread = await doctor.post('/api/threads', { memberIds: [NURSE.user] });
  const before = await Promise.all([Screen.open(first, STANDARD), Screen.open(first, CLINIC)]);
  await enter(before[0].client, thread);
  const appointment = await first.api(DESK).post('/api/appointments', appointmentFor(patient, DOCTOR.user));
  const retracted = await doctor.post(`/api/threads/${thread.id}/messages`, { body: 'taken back' });
  await doctor.post(`/api/threads/${thread.id}/messages`, { body: 'stays' });
  for (const { client, created } of before) {
    await client.next(created);
  }

  await first.crash();
  await Promise.all(before.map(({ client }) => client.disconnected()));
  second = await first.restart();
  const started = Date.now();
  await Promise.all(before.map(({ client }) => client.reconnected()));
  for (const { client, created } of before) {
    // A client whose session was saved before the crash resumes, and has this event already.
    if (!client.socket.recovered) {
      await client.next(created, ({ appointment: { status } }) => status === 'scheduled');
    }
  }
  await second.api(DESK).post(`/api/appointments/${appointment._id}/cancel`);
  await second.api(DOCTOR).call('DELETE', `/api/threads/${thread.id}/messages/${retracted.id}`);
  await enter(before[0].client, thread);
  const later = await Screen.open(second, STANDARD);
  await enter(later.client, thread);
  const screens = [...before, later];

  // What was left used to be sent now, behind the newer states.
  for (let round = 0; round === 0 || Date.now() < started + LATE_MS; round += 1) {
    const { id } = await second.api(DOCTOR).post(`/api/threads/${thread.id}/messages`, { body: `round ${round}` });
    for (const { client } of [before[0], later]) {
      await client.next('message:new', ({ message }) => message.id === id);
    }
    const lastName = `Marker ${round}`;
    await second.api(DESK).put(`/api/patients/${patient._id}`, { lastName });
    await Promise.all(
      screens.map(({ client }) => client.next('patient:updated', (body) => body.patient.lastName === lastName)),
    );
  }

  screens.forEach((screen) => assert.equal(screen.appointments.at(-1), 'cancelled'));
  assert.ok(!later.appointments.includes('scheduled'), 'an older state behind the newer one');
  assert.ok(!later.messages.includes('taken back'), 'the text of a retracted message');
  assert.ok(later.messages.includes('stays'), 'a message that the crash may have left unsent');
  assert.equal(before[0].messages.filter((body) => body === 'taken back').length, 1, 'not again after the restart');
});
