/** A new clinic of each family whose records this server keeps: from nothing to its first day, with its own ids, staff and pages. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINICS, DEFAULT, ONE_DIRECTORY, PRESENCE } from '../lib/clinics.mjs';

const HOUR_MS = 3_600_000;

let server;

before(async () => {
  server = await Server.start({
    demo: false,
    env: {
      ...ONE_DIRECTORY,
      CAREWIRE_NOTIFICATIONS_RETRY_FIRST: '200ms',
      CAREWIRE_NOTIFICATIONS_RETRIES: '0',
      CAREWIRE_NOTIFICATIONS_START_DELAY: '0s',
    },
  });
});
after(() => server?.close());

/** What each family's pages receive of the clinic's first records; `staff` is the doctor's page, `patient` the patient's. */
const RECEIVED = {
  'derm-app': async ({ staff, ids }) => {
    const { appointment } = await staff.next('appointment:created');
    assert.deepEqual([appointment.id, appointment.providerId], [ids.appointment, ids.colleague]);
    assert.equal(appointment.plan, 'Marker plan');
    const { prescription } = await staff.next('prescription:created');
    assert.deepEqual([prescription.id, prescription.pharmacy], [ids.prescription, { code: 7 }]);
    const { task } = await staff.next('task:created');
    assert.deepEqual([task.id, task.assigneeId, task.board], [ids.task, ids.colleague, 'front']);
    const { labResult } = await staff.next('lab-result:created');
    assert.deepEqual([labResult.id, labResult.tube], [ids.lab, 'red']);
    const { patient } = await staff.next('patient:updated', ({ patient: { id } }) => id === ids.patient);
    assert.deepEqual([patient.id, patient.phone, patient.allergies], [ids.patient, '555-0199', ['latex']]);
  },
  clinic: async ({ staff, ids }) => {
    const { patient } = await staff.next('patient:updated');
    assert.deepEqual([patient._id, patient.allergies], [ids.patient, ['latex']]);
    const { appointment } = await staff.next('appointment:updated');
    assert.deepEqual([appointment._id, appointment.doctor._id], [ids.appointment, ids.colleague]);
    assert.equal(appointment.plan, 'Marker plan');
    const { queueItem } = await staff.next('queue:updated', ({ queueItem: { _id } }) => _id === ids.queue);
    assert.deepEqual([queueItem.room._id, queueItem.color], [ids.room, 'green']);
    const { visit } = await staff.next('visit:updated', ({ visit: { _id } }) => _id === ids.visit);
    assert.deepEqual([visit.diagnoses, visit.mood], [['L40'], 'good']);
    const written = await staff.next('visit:prescription-created');
    assert.deepEqual([written.visitId, written.prescription.pharmacy], [ids.visit, { code: 7 }]);
    const { invoice } = await staff.next('invoice:updated');
    assert.deepEqual([invoice._id, invoice.total, invoice.ledger], [ids.invoice, 20.5, 'A']);
    await staff.next('patient:updated', ({ patient: { _id, phone } }) => _id === ids.patient && phone === '555-0199');
  },
  keneyapp: async ({ staff, ids }) => {
    const { data: patient } = await staff.next('patient_created');
    assert.deepEqual([patient.id, patient.last_name, patient.allergies], [ids.patient, 'Ient', ['latex']]);
    const { data: appointment } = await staff.next('appointment_created');
    assert.deepEqual([appointment.id, appointment.patient_id, appointment.plan],
      [ids.appointment, ids.patient, 'Marker plan']);
    assert.equal((await staff.next('lab_result')).data.id, ids.lab);
    const { data: updated } = await staff.next('patient_updated', ({ data: { id } }) => id === ids.patient);
    assert.equal(updated.phone, '555-0199');
  },
  healthmate: async ({ patient, ids }) => {
    const { notification } = await patient.next('notification');
    assert.equal(notification.type, 'appointment_created');
    assert.equal(notification.metadata.appointment_id, ids.appointment);
  },
  diagnoxix: async ({ patient, ids }) => {
    const notification = await patient.next('APPOINTMENT_CREATED');
    assert.equal(notification.data.appointment_id, ids.appointment);
  },
};

/** How two users of each family that has conversations talk in one; the members' pages have it open. */
const TALK = {
  'derm-app': async ({ staff, nurse, thread, colleague }) => {
    for (const { client } of [staff, nurse]) {
      assert.deepEqual(await client.request('message:join-thread', thread), [{ success: true }]);
    }
    staff.client.emit('message:typing', { threadId: thread, isTyping: true });
    assert.equal((await nurse.next('message:typing')).threadId, thread);
    await colleague.post(`/api/threads/${thread}/messages`, { body: 'Marker hello' });
    assert.equal((await nurse.next('message:new')).message.body, 'Marker hello');
  },
  keneyapp: async ({ staff, nurse, thread }) => {
    const room_id = `chat:${thread}`;
    for (const page of [staff, nurse]) {
      page.say({ type: 'join_room', room_id });
      await page.next('room_joined');
    }
    staff.say({ type: 'message', room_id, content: 'Marker hello' });
    assert.equal((await nurse.next('room_message')).data.content, 'Marker hello');
  },
  healthmate: async ({ staff, nurse, thread }) => {
    for (const page of [staff, nurse]) {
      page.say({ type: 'join_conversation', conversation_id: thread });
      await page.next('conversation_joined');
    }
    staff.say({ type: 'typing_start', conversation_id: thread });
    await nurse.next('typing_start');
    staff.say({ type: 'chat_message', conversation_id: thread, content: 'Marker hello' });
    assert.equal((await nurse.next('chat_message')).message.content, 'Marker hello');
  },
};

/** The frame with which each family's pages receive a notification whose text contains `mark`. */
const notified = (page, mark) => page.frames.take((text) => text.includes(mark), mark);

for (const Clinic of CLINICS) {
  describe(`${Clinic.family}: a clinic whose records this server keeps`, () => {
    let clinic;
    let api;
    let pages;
    let ids;
    let stranger;
    const text = (name) => String(clinic.id(name));

    before(async () => {
      clinic = new Clinic(server, DEFAULT);
      api = clinic.backEnd;
      const elsewhere = new Clinic(server, 'elsewhere');
      // The same user ids as in the clinic, in another one.
      stranger = { clinic: elsewhere, doctor: await elsewhere.open(clinic.user('doctor')) };
      stranger.patient = await elsewhere.open(clinic.user('patient'));
      const names = ['patient', 'colleague', 'room', 'appointment', 'queue', 'visit', 'prescription', 'invoice', 'task', 'lab'];
      ids = Object.fromEntries(names.map((name) => [name, text(name)]));
    });
    after(() => {
      clinic.close();
      stranger.clinic.close();
    });

    test('learns its staff from their tokens, and no patients', async () => {
      const listed = async () => (await api.get('/api/users')).map(({ _id }) => _id);
      assert.ok(!(await listed()).includes(text('doctor')));
      pages = {
        staff: await clinic.open(clinic.user('doctor')),
        nurse: await clinic.open(clinic.user('nurse')),
        patient: await clinic.open(clinic.user('patient')),
      };
      const users = await listed();
      assert.ok(users.includes(text('doctor')) && users.includes(text('nurse')), String(users));
      assert.ok(!users.includes(text('patient')), String(users));
    });

    /** The clinic's first records in the order in which one names another; none of the users that they name was entered. */
    const records = () => {
      const id = (name) => clinic.id(name);
      const start = Date.now() + HOUR_MS;
      const of = { patientId: id('patient'), doctorId: id('colleague') };
      return [
        ['patients', { id: id('patient'), firstName: 'Marker', lastName: 'Ient', allergies: ['latex'] }, 'allergies'],
        ['appointments', {
          id: id('appointment'), ...of, plan: 'Marker plan', allowOverlap: true,
          scheduledStart: new Date(start).toISOString(), scheduledEnd: new Date(start + HOUR_MS).toISOString(),
        }, 'plan'],
        ['queue', { _id: id('queue'), ...of, allowOverlap: true, roomId: id('room'), color: 'green' }, 'color'],
        ['visits', { id: id('visit'), ...of, diagnoses: ['L40'], mood: 'good' }, 'mood'],
        ['prescriptions', { id: id('prescription'), visitId: id('visit'), medication: 'Marker', pharmacy: { code: 7 } }, 'pharmacy'],
        ['invoices', { id: id('invoice'), visitId: id('visit'), total: 20.5, ledger: 'A' }, 'ledger'],
        ['tasks', { id: id('task'), title: 'Marker', assigneeId: id('colleague'), board: 'front' }, 'board'],
        ['lab-results', { id: id('lab'), ...of, orderType: 'Marker', tube: 'red' }, 'tube'],
      ];
    };

    test("takes the back end's records under its own ids, once, with fields of its own", async () => {
      assert.equal((await api.call('PUT', `/api/rooms/${ids.room}`, { name: 'One', roomNumber: '1' })).status, 201);
      for (const [kind, record, unknown] of records()) {
        const made = await api.call('POST', `/api/${kind}`, record);
        assert.equal(made.status, 201, `${kind}: ${JSON.stringify(made.body)}`);
        assert.deepEqual(made.body.unknownFields, [unknown], kind);
        assert.equal((await api.call('POST', `/api/${kind}`, record)).status, 409, kind);
        const own = String(record.id ?? record._id);
        const stored = await api.get(`/api/${kind}/${own}`);
        assert.equal(stored._id ?? stored.id, own, kind);
        assert.deepEqual(stored[unknown], record[unknown], kind);
      }
    });

    test('is kept in step by PUT, which creates what is missing', async () => {
      for (const [kind, { id, _id, ...record }] of records()) {
        const path = `/api/${kind}/${clinic.id(`other ${kind}`)}`;
        assert.equal((await api.call('PUT', path, record)).status, 201, kind);
        assert.equal((await api.call('PUT', path, record)).status, 200, kind);
      }
      await api.put(`/api/patients/${ids.patient}`, { phone: '555-0199' });
      assert.deepEqual((await api.get(`/api/patients/${ids.patient}`)).allergies, ['latex']);
    });

    test('shows its pages what they know, with the fields of its own', () => RECEIVED[Clinic.family]({ ...pages, ids }));

    test('has threads under its own ids, with members whom nobody entered', async () => {
      const [thread, doctor, nurse] = [clinic.id('thread'), clinic.user('doctor'), clinic.user('nurse')];
      const body = { id: thread, subject: 'Marker', memberIds: [doctor.user, nurse.user, clinic.id('colleague')] };
      assert.equal((await api.call('POST', '/api/threads', body)).status, 201);
      assert.equal((await api.call('POST', '/api/threads', body)).status, 409);
      const colleague = server.api({ user: text('colleague'), tenant: clinic.tenant, role: 'doctor', name: 'Marker' });
      await TALK[Clinic.family]?.({ ...pages, thread: String(thread), colleague });
      const { id } = await colleague.post(`/api/threads/${thread}/messages`, { body: 'Marker bye' });
      const { items } = await server.api({ user: String(nurse.user), tenant: clinic.tenant, role: 'nurse' })
        .get(`/api/threads/${thread}/messages`);
      assert.equal(items[0].id, id);
    });

    test('escalates what nobody acknowledges to those of the staff who are connected', async () => {
      await api.post('/api/notifications', {
        userId: ids.colleague, type: 'general', title: 'Marker', message: `Alarm of ${Clinic.family}`,
        priority: 'urgent', mustAcknowledge: true,
      });
      await notified(pages.nurse, `Alarm of ${Clinic.family}`);
    });

    test('is unknown to the same users of another clinic', async () => {
      const mark = `Marker ends ${Clinic.family}`;
      for (const page of [stranger.doctor, stranger.patient]) {
        const user = String(page === stranger.doctor ? clinic.id('doctor') : clinic.id('patient'));
        await stranger.clinic.backEnd.post('/api/notifications', {
          userId: user, type: 'general', title: 'Marker', message: mark, priority: 'normal',
        });
        const seen = (await page.frames.upTo(mark)).filter((frame) => !PRESENCE.test(frame));
        assert.deepEqual(seen, []);
      }
      const hidden = await stranger.clinic.backEnd.call('GET', `/api/patients/${ids.patient}`);
      assert.equal(hidden.status, 404);
    });
  });
}
