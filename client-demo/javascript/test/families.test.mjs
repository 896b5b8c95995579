/**
 * One clinic, one client of each family: what a change makes each of them see, in its own words and nothing else, and that the same
 * clients of another clinic see none of it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { FAMILIES } from '../lib/families.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { assertShape, bool, epochMs, iso, isoNow, optional, text } from '../lib/shape.mjs';
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

  add(frame) {
    this.#frames.push(JSON.parse(frame));
    this.#changes.announce();
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

/** Fails unless each client saw just these frames. Patients' unread counts and the like are frames, too. */
function assertSaw(seen, expected) {
  for (const [family, frames] of Object.entries(seen)) {
    assertShape(frames, expected[family] ?? [], family);
  }
}
