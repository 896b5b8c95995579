/** Clinics whose own back ends keep all records: this server relays their events, rooms and conversations, whatever the ids. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { CLINICS, DEFAULT, ONE_DIRECTORY, PRESENCE } from '../lib/clinics.mjs';

/** Where records are, and the word with which `records.kept` names their kind. */
const ROUTES = {
  patients: '/api/patients',
  appointments: '/api/appointments',
  queue: '/api/queue',
  visits: '/api/visits',
  prescriptions: '/api/prescriptions',
  invoices: '/api/invoices',
  tasks: '/api/tasks',
  labs: '/api/lab-results',
  threads: '/api/threads',
  rooms: '/api/rooms',
};

/** JSON that a library would write in another way. */
const ODD = '{"z":1.50,"id":17,"big":12345678901234567890.10,"e":1E3,"t":"\\u00e9\\/ Marker" , "n":null}';

/** Two names of events of each family that its pages know. */
const EVENTS = {
  'derm-app': ['appointment:created', 'biopsy:updated'],
  clinic: ['queue:updated', 'visit:updated'],
  keneyapp: ['patient_created', 'document'],
  healthmate: ['health_update', 'direct_message'],
  diagnoxix: ['APPOINTMENT_CREATED', 'RESULT_SIGNED'],
};
const BY_FRAMES = ['keneyapp', 'healthmate', 'diagnoxix'];

/** Events of each family around the crash, and after how many answers in all the server is killed. */
const REQUESTS = 30;
const CRASH_AFTER = 60;

let server;
/** The server that was killed, if any. */
let killed;

before(async () => {
  server = await Server.start({
    demo: false,
    env: {
      ...ONE_DIRECTORY,
      CAREWIRE_RECORDS_KEPT: 'none',
      CAREWIRE_EMIT_REQUESTS_BURST: '1000',
    },
  });
});
after(async () => {
  await server?.close();
  await killed?.close();
});

/** An event of a family in its own wire format, as JSON, and the text in which its pages receive it. */
function verbatim(family, name, content) {
  if (BY_FRAMES.includes(family)) {
    const frame = `{"type":"${name}","data":${content}}`;
    return { args: `[${frame}]`, received: frame };
  }
  return { args: `[${content}]`, received: `["${name}",${content}]` };
}

const tenantRoom = (clinic) => `tenant:${clinic.tenant}`;

/** A page of each kind of user with which the clinic's day is played, and the same users in another clinic. */
class Day {
  #marks = 0;

  constructor(Clinic) {
    this.family = Clinic.family;
    this.clinic = new Clinic(server, DEFAULT);
    this.elsewhere = new Clinic(server, 'elsewhere');
  }

  async begin() {
    const { clinic } = this;
    this.doctor = await clinic.open(clinic.user('doctor'));
    this.nurse = await clinic.open(clinic.user('nurse'));
    this.patient = await clinic.open(clinic.user('patient'));
    this.stranger = await this.elsewhere.open(clinic.user('doctor'));
  }

  /** Sends events as the family's back end does, which writes the arguments itself, and returns the answer. */
  async emit(clinic, events, idempotencyKey = randomUUID()) {
    const texts = events.map(({ to, name, content, delivery = 'logged' }) => {
      const { args } = verbatim(this.family, name, content);
      const head = { family: this.family, to: [to].flat(), event: name, delivery };
      return `${JSON.stringify(head).slice(0, -1)},"args":${args}}`;
    });
    const response = await request(`${server.url}/api/v1/emit`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.token({ user: 'back-end', tenant: clinic.tenant, role: 'service' })}`,
        'content-type': 'application/json',
      },
      body: `{"events":[${texts}],"idempotencyKey":"${idempotencyKey}"}`,
    });
    const answer = await response.text();
    assert.equal(response.status, 201, answer);
    return answer;
  }

  /** What the page received until an event for its user alone. */
  async received(page, user, clinic = this.clinic) {
    this.#marks += 1;
    const mark = `fence ${this.#marks} of ${this.family}`;
    await this.emit(clinic, [{ to: `user:${user}`, name: EVENTS[this.family][1], content: `{"mark":"${mark}"}` }]);
    return (await page.frames.upTo(mark)).filter((text) => !PRESENCE.test(text));
  }

  end() {
    this.clinic.close();
    this.elsewhere.close();
  }
}

/** What staff do with records that this server has never seen. */
const WORK = {
  'derm-app': async ({ doctor, nurse, clinic }) => {
    const thread = clinic.id('unseen thread');
    assert.deepEqual(await doctor.client.request('message:join-thread', thread), [{ success: true }]);
    nurse.client.emit('message:typing', { threadId: thread, isTyping: true });
    assert.equal((await doctor.next('message:typing')).threadId, thread);
    const patientId = clinic.id('unseen patient');
    doctor.client.emit('patient:viewing', { patientId, isViewing: true });
    assert.equal((await nurse.next('patient:viewing')).patientId, patientId);
    nurse.client.emit('message:typing', { threadId: thread, isTyping: false });
    await doctor.next('message:typing', ({ isTyping }) => !isTyping);
  },
  clinic: async ({ doctor }) => {
    doctor.client.emit('subscribe:queue', { status: ['waiting'] });
    doctor.client.emit('ping');
    await doctor.next('pong');
  },
  keneyapp: async ({ doctor, nurse, clinic }) => {
    for (const kind of ['chat', 'appointment', 'patient']) {
      const room_id = `${kind}:${clinic.id(`unseen ${kind}`)}`;
      for (const page of [doctor, nurse]) {
        page.say({ type: 'join_room', room_id });
        assert.deepEqual((await page.next('room_joined')).data, { joined: room_id });
      }
      doctor.say({ type: 'message', room_id, content: `Marker ${kind}` });
      const said = await nurse.next('room_message');
      assert.deepEqual([said.room_id, said.data.content], [room_id, `Marker ${kind}`]);
    }
  },
  healthmate: async ({ doctor, nurse, clinic }) => {
    const conversation_id = String(clinic.id('unseen conversation'));
    for (const page of [doctor, nurse]) {
      page.say({ type: 'join_conversation', conversation_id });
      await page.next('conversation_joined');
    }
    await doctor.next('user_joined');
    doctor.say({ type: 'typing_start', conversation_id });
    await nurse.next('typing_start');
    doctor.say({ type: 'chat_message', conversation_id, content: 'Marker hello' });
    for (const page of [nurse, doctor]) {
      assert.equal((await page.next('chat_message')).message.content, 'Marker hello');
    }
    await doctor.next('message_sent');
  },
  diagnoxix: async ({ doctor }) => {
    doctor.say({ type: 'ping' });
    await doctor.next('pong');
  },
};

for (const Clinic of CLINICS) {
  const { family } = Clinic;
  describe(`${family}: a clinic whose back end keeps the records`, () => {
    let day;
    let staff;

    before(async () => {
      day = new Day(Clinic);
      await day.begin();
      staff = [[day.doctor, day.clinic.id('doctor')], [day.nurse, day.clinic.id('nurse')]];
    });
    after(() => day?.end());

    test('has no routes for records, and says where they are', async () => {
      for (const [kind, path] of Object.entries(ROUTES)) {
        const { status, body } = await day.clinic.backEnd.call('GET', path);
        assert.equal(status, 404, path);
        assert.ok(body.error.startsWith(`${kind}: kept in the clinic's own back end`), body.error);
      }
      const users = (await day.clinic.backEnd.get('/api/users')).map(({ _id }) => _id);
      assert.ok(staff.every(([, id]) => users.includes(String(id))), String(users));
    });

    test("sends its back end's events byte for byte and in order, volatile ones in their place", async () => {
      for (const [page, id] of staff) {
        await day.received(page, id);
      }
      const [one, other] = EVENTS[family];
      const events = [one, other, one, other, one].map((name, index) => ({
        to: index === 2 ? [tenantRoom(day.clinic), `user:${day.clinic.id('nurse')}`] : tenantRoom(day.clinic),
        name,
        content: `{"n":${index},"odd":${ODD}}`,
        delivery: index % 2 === 0 ? 'logged' : 'volatile',
      }));
      await day.emit(day.clinic, events);
      await day.emit(day.clinic, [{ to: tenantRoom(day.clinic), name: other, content: ODD }]);
      const expected = [...events, { name: other, content: ODD }].map(({ name, content }) =>
        verbatim(family, name, content).received);
      for (const [page, id] of staff) {
        assert.deepEqual(await day.received(page, id), expected);
      }
    });

    test('sends none of them to patients, screens of the waiting room and other clinics', async () => {
      const { clinic } = day;
      assert.deepEqual(await day.received(day.patient, clinic.id('patient')), []);
      assert.deepEqual(await day.received(day.stranger, clinic.id('doctor'), day.elsewhere), []);
      if (!BY_FRAMES.includes(family)) {
        const screen = await clinic.open({ user: 'screen', role: 'display', name: 'Screen' });
        await day.emit(clinic, [{ to: tenantRoom(clinic), name: EVENTS[family][0], content: ODD }]);
        const ticket = { number: 'A001', status: 'waiting' };
        await clinic.backEnd.post('/api/v1/emit', { event: 'queue.ticket-changed', data: ticket });
        assert.deepEqual(await screen.frames.upTo('A001'), []);
        for (const [page, id] of staff) {
          assert.equal((await day.received(page, id)).length, 1);
        }
      }
    });

    test('works with records that only its back end knows', async () => {
      await WORK[family](day);
      assert.deepEqual(await day.received(day.stranger, day.clinic.id('doctor'), day.elsewhere), []);
      assert.deepEqual(await day.received(day.patient, day.clinic.id('patient')), []);
    });

    if (!BY_FRAMES.includes(family)) {
      test('sends what a page missed while it had no connection', async () => {
        await day.received(day.doctor, day.clinic.id('doctor'));
        await day.doctor.lose();
        const [one, other] = EVENTS[family];
        await day.emit(day.clinic, [one, other].map((name) => ({ to: tenantRoom(day.clinic), name, content: ODD })));
        assert.equal(await day.doctor.return(), true);
        assert.deepEqual(await day.received(day.doctor, day.clinic.id('doctor')),
          [one, other].map((name) => verbatim(family, name, ODD).received));
      });
    }

    test('has notifications, and values of patients that only its back end knows', async () => {
      const { clinic } = day;
      const patientId = String(clinic.id('patient'));
      await clinic.backEnd.post('/api/notifications', {
        userId: patientId, type: 'general', title: 'Marker', message: `Alarm of ${family}`, priority: 'normal',
      });
      await day.patient.frames.take((text) => text.includes(`Alarm of ${family}`), 'notification');
      const nurse = server.api({ user: String(clinic.id('nurse')), tenant: clinic.tenant, role: 'nurse' });
      await nurse.post('/api/vitals', { patientId, dataType: 'heart_rate', value: 131 });
      await day.patient.frames.take((text) => text.includes('131'), 'alert on the value');
    });
  });
}

test('keeps through a crash what it accepted, for each family', async () => {
  const days = CLINICS.map((Clinic) => new Day(Clinic));
  await Promise.all(days.map((day) => day.begin()));
  const requestsOf = (day) =>
    Array.from({ length: REQUESTS }, (_, request) => ({
      key: `${day.family} ${request}`,
      event: { to: tenantRoom(day.clinic), name: EVENTS[day.family][0], content: `{"n":"${day.family} ${request}."}` },
    }));
  const answers = new Map();
  const crash = new Promise((crashed) => {
    days.forEach(async (day) => {
      for (const { key, event } of requestsOf(day)) {
        answers.set(key, await day.emit(day.clinic, [event], key).catch(() => undefined));
        if (answers.size === CRASH_AFTER) {
          crashed(server.crash());
        }
      }
    });
  });
  await crash;
  await Promise.all(days.map(({ doctor }) => doctor.ended));
  const before = days.map(({ doctor }) => doctor.frames.texts);
  days.forEach((day) => day.end());

  killed = server;
  server = await killed.restart();
  const later = CLINICS.map((Clinic) => new Day(Clinic));
  await Promise.all(later.map((day) => day.begin()));
  for (const [index, day] of later.entries()) {
    for (const { key, event } of requestsOf(day)) {
      const answer = await day.emit(day.clinic, [event], key);
      assert.equal(answers.get(key) ?? answer, answer, 'the same ids');
      const { received } = verbatim(day.family, event.name, event.content);
      if (!before[index].includes(received)) {
        const what = `${key}, ${answers.get(key) ? '' : 'not '}answered`;
        await day.doctor.frames.take((text) => text === received, what);
      }
    }
    day.end();
  }
});
