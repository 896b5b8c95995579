/**
 * One clinic, one client of each family: what a change makes each of them see, in its own words and nothing else, and that the same
 * clients of another clinic see none of it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { FAMILIES } from '../lib/families.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { assertShape, isoNow, text } from '../lib/shape.mjs';
import { clinic, standard } from '../lib/wire.mjs';
import { Changes } from '../lib/wait.mjs';

const DOCTORS = { 'tenant-1': 'dr-chen', 'tenant-2': 'dr-silva' };

/** The families whose clients are used by those who work in a clinic; patients use the others. */
const OF_STAFF = ['standard', 'clinic', 'keney'];

let server;
const stages = {};

/** The frames of one client, each as its JSON. */
class Frames {
  #frames = [];
  #changes = new Changes();

  /** Of a Socket.IO event its own arguments alone: the last one is the position with which a client may come back. */
  add(text) {
    const frame = JSON.parse(text);
    this.#frames.push(Array.isArray(frame) ? frame.slice(0, 2) : frame);
    this.#changes.announce();
  }

  /** Waits for a Socket.IO event of that name and takes it. */
  async first(name) {
    const at = await this.#changes.until(
      () => {
        const index = this.#frames.findIndex(([first]) => first === name);
        return index < 0 ? undefined : index;
      },
      { describe: () => `no ${name}` },
    );
    return this.#frames.splice(at, 1)[0];
  }

  /** What came before the first frame that holds `mark`, without the frame itself. */
  async upTo(mark, whose) {
    const at = await this.#changes.until(
      () => {
        const index = this.#frames.findIndex((frame) => JSON.stringify(frame).includes(mark));
        return index < 0 ? undefined : index;
      },
      { describe: () => `${whose}: no ${mark}; ${this.#frames.map((frame) => JSON.stringify(frame).slice(0, 80))}` },
    );
    return this.#frames.splice(0, at + 1).slice(0, -1);
  }
}

/** Everything of one clinic. */
class Stage {
  #marks = 0;

  static async open(tenant) {
    const stage = new Stage();
    stage.tenant = tenant;
    stage.desk = server.api({ user: 'desk', tenant, role: 'receptionist', name: 'Desk' });
    stage.doctor = server.api({ user: DOCTORS[tenant], tenant, role: 'doctor', name: 'Doctor' });
    stage.service = server.api({ user: 'back-end', tenant, role: 'service' });
    stage.patient = await newPatient(stage.desk, { firstName: 'Ada', lastName: `Able ${tenant}` });
    stage.sentinel = await newPatient(stage.desk, { firstName: 'Sentinel', lastName: tenant });
    stage.clients = {};
    for (const Family of FAMILIES) {
      const frames = new Frames();
      const staff = OF_STAFF.includes(Family.family);
      const who = staff
        ? { user: `nurse-${Family.family}`, tenant, role: 'nurse', name: 'Nurse' }
        : { user: stage.patient._id, tenant, role: 'patient', name: 'Patient' };
      const client = new Family(server, { ...who, transports: ['websocket'] }, (frame) => frames.add(frame));
      await client.connect();
      stage.clients[Family.family] = { client, frames };
    }
    await stage.during(() => {});
    return stage;
  }

  /** Ends what was seen so far: a change of a record for staff, a notification for the patient. */
  async #mark() {
    this.#marks += 1;
    const mark = `Marker ${this.#marks} ${this.tenant}`;
    await this.desk.put(`/api/patients/${this.sentinel._id}`, { lastName: mark });
    await this.service.post('/api/notifications', {
      userId: this.patient._id,
      type: 'general',
      title: 'Mark',
      message: mark,
      priority: 'normal',
    });
    const seen = {};
    for (const [family, { frames }] of Object.entries(this.clients)) {
      seen[family] = await frames.upTo(mark, family);
    }
    return seen;
  }

  /** What each client saw of an action, and its result. */
  async during(action) {
    const result = await action();
    return { result, seen: await this.#mark() };
  }
}

before(async () => {
  server = await Server.start({ env: { CAREWIRE_PRESENCE_OFFLINE_GRACE: '0s' } });
  for (const tenant of Object.keys(DOCTORS)) {
    stages[tenant] = await Stage.open(tenant);
  }
  await stages['tenant-1'].during(() => {});
});
after(async () => {
  Object.values(stages).forEach(({ clients }) => Object.values(clients).forEach(({ client }) => client.disconnect()));
  await server?.close();
});

/** What a change of tenant 1 made everybody see; nobody of tenant 2 saw anything. */
async function change(action) {
  const { result, seen } = await stages['tenant-1'].during(action);
  const elsewhere = await stages['tenant-2'].during(() => {});
  for (const [family, frames] of Object.entries(elsewhere.seen)) {
    assert.deepEqual(frames, [], `${family} of the other clinic`);
  }
  return { result, seen };
}

/** Fails unless each client saw just these frames, in this order; one that is not named must have seen none. */
function assertSaw(seen, expected) {
  for (const [family, frames] of Object.entries(seen)) {
    assertShape(frames, expected[family] ?? [], family);
  }
}

/** KeneyApp's frames: the document's data, and in which clinic it happened. */
const keney = (type, data) => ({ type, data: { tenant_id: 'tenant-1', ...data }, timestamp: isoNow });

/** HealthMate's and Diagnoxix's frames for the same notification. */
const noticed = ({ type, upper = type, title, message, priority = 'normal', data }) => ({
  healthmate: [
    {
      type: 'notification',
      timestamp: isoNow,
      notification: {
        id: text,
        type,
        title,
        message,
        priority,
        created_at: isoNow,
        read: false,
        acknowledged: false,
        metadata: data ?? {},
      },
    },
  ],
  diagnoxix: [
    {
      type: upper,
      user_id: stages['tenant-1'].patient._id,
      title,
      message,
      ...(data === undefined ? {} : { data }),
      timestamp: isoNow,
      id: text,
    },
  ],
});

describe('one change, five languages', () => {
  test('an appointment is made', async () => {
    const { desk, patient } = stages['tenant-1'];
    const wanted = appointmentFor(patient, 'dr-chen');
    const { result, seen } = await change(() => desk.post('/api/appointments', wanted));
    const appointment = { id: result._id, patientId: patient._id, providerId: 'dr-chen', status: 'scheduled' };
    assertSaw(seen, {
      standard: [['appointment:created', standard.appointment(appointment)]],
      clinic: [['appointment:updated', clinic.appointment({ _id: result._id, status: 'scheduled', duration: 30 })]],
      keney: [
        keney('appointment_created', {
          id: result._id,
          patient_id: patient._id,
          datetime: wanted.scheduledStart,
          type: 'general',
        }),
      ],
      ...noticed({
        type: 'appointment_created',
        upper: 'APPOINTMENT_CREATED',
        title: 'Appointment Scheduled',
        message: 'Your appointment has been successfully scheduled',
        data: { appointment_id: result._id, type: 'appointment' },
      }),
    });
    assert.deepEqual(seen.clinic[0][1].appointment, result, 'what is told is what was answered');
  });

  test('an appointment is cancelled', async () => {
    const { desk, patient } = stages['tenant-1'];
    const made = await change(() => desk.post('/api/appointments', appointmentFor(patient, 'dr-chen')));
    const id = made.result._id;
    const { seen } = await change(() => desk.post(`/api/appointments/${id}/cancel`, { reason: 'Patient is away' }));
    assertSaw(seen, {
      standard: [['appointment:cancelled', standard.cancelled({ appointmentId: id, reason: 'Patient is away' })]],
      clinic: [['appointment:updated', clinic.appointment({ _id: id, status: 'cancelled' })]],
      keney: [
        keney('appointment', {
          id,
          patient_id: patient._id,
          datetime: text,
          type: 'general',
          status: 'cancelled',
          updated_at: isoNow,
          reason: 'Patient is away',
        }),
      ],
      ...noticed({
        type: 'appointment_cancelled',
        upper: 'APPOINTMENT_CANCELLED',
        title: 'Appointment Cancelled',
        message: 'Your appointment has been cancelled',
        data: { appointment_id: id, type: 'appointment' },
      }),
    });
  });

  test('a patient is changed', async () => {
    const { desk, patient } = stages['tenant-1'];
    const { seen } = await change(() => desk.put(`/api/patients/${patient._id}`, { phone: '555-0199' }));
    assertSaw(seen, {
      standard: [['patient:updated', standard.patient({ id: patient._id, phone: '555-0199' })]],
      clinic: [['patient:updated', clinic.patient({ _id: patient._id, phone: '555-0199' })]],
      keney: [
        keney('patient_updated', {
          id: patient._id,
          first_name: 'Ada',
          last_name: 'Able tenant-1',
          phone: '555-0199',
          updated_at: isoNow,
        }),
      ],
    });
  });

  test('a user is notified', async () => {
    const { service, patient } = stages['tenant-1'];
    const notification = { type: 'general', title: 'Hello', message: 'How are you', priority: 'high' };
    const { seen } = await change(() => service.post('/api/notifications', { userId: patient._id, ...notification }));
    assertSaw(seen, noticed(notification));
  });

  test('somebody writes a message', async () => {
    const { doctor, patient } = stages['tenant-1'];
    const thread = await change(() => doctor.post('/api/threads', { subject: 'Results', members: [patient._id] }));
    const { id } = thread.result;
    const { result, seen } = await change(() => doctor.post(`/api/threads/${id}/messages`, { body: 'All is well' }));
    const announced = { threadId: id, messageId: result.id, sender: 'dr-chen', preview: 'All is well' };
    assertSaw(seen, {
      standard: [['message:notification', standard.announcement(announced)]],
      keney: [keney('message', { room_id: `chat:${id}`, message_id: result.id, sender_id: 'dr-chen' })],
    });
  });
});

test('somebody who is there in two languages is one user', async () => {
  const [Standard, , Keney] = FAMILIES;
  const who = { user: 'nurse-two', tenant: 'tenant-1', role: 'nurse', name: 'Nurse Two', transports: ['websocket'] };
  const one = new Standard(server, who, () => {});
  const other = new Keney(server, who, () => {});
  const { desk } = stages['tenant-1'];
  const came = await change(() => one.connect());
  assert.deepEqual(came.seen.standard.map(([name, { userId }]) => [name, userId]), [['user:online', 'nurse-two']]);
  assert.deepEqual((await change(() => other.connect())).seen.standard, []);
  const present = await desk.get('/api/presence');
  assert.equal(JSON.stringify(present).split('"nurse-two"').length, 2, 'listed once');
  assert.deepEqual((await change(() => one.disconnect())).seen.standard, []);
  other.disconnect();
  await stages['tenant-1'].clients.standard.frames.first('user:offline');
});
