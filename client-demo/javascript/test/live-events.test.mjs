/** Two clinics, five clients: what each action makes every one of them see, field by field, and that nothing crosses over. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { appointmentFor, newAppointment, newPatient } from '../lib/records.mjs';
import { assertShape, epochMs } from '../lib/shape.mjs';
import { assertSeen, DESK, DOCTOR, NURSE, OTHER_DOCTOR, Stage } from '../lib/stage.mjs';
import { clinic, standard } from '../lib/wire.mjs';

let server;
let stage;

before(async () => {
  server = await Server.start({ env: { CAREWIRE_PRESENCE_OFFLINE_GRACE: '0s' } });
  stage = await Stage.open(server);
});
after(() => server?.close());

describe('appointments', () => {
  test('created', async () => {
    const patient = await newPatient(stage.a, { firstName: 'Ada', lastName: 'Able' });
    await stage.during(() => {});
    const wanted = appointmentFor(patient, DOCTOR.user);
    const { result, seen } = await stage.during(() => stage.a.post('/api/appointments', wanted));
    const known = {
      id: result._id,
      patientId: patient._id,
      patientName: 'Ada Able',
      providerId: DOCTOR.user,
      scheduledStart: wanted.scheduledStart,
      scheduledEnd: wanted.scheduledEnd,
      status: 'scheduled',
    };
    const created = ['appointment:created', standard.appointment(known)];
    const document = ['appointment:updated', clinic.appointment({ _id: result._id, status: 'scheduled', duration: 30 })];
    assertSeen(seen, { a1: [created], a2: [created], a3: [document] });
    assert.equal(seen.a3[0][1].appointment.patient._id, patient._id);
    assert.equal(seen.a3[0][1].appointment.doctor._id, DOCTOR.user);
    assert.equal(seen.a3[0][1].appointment.scheduledAt, wanted.scheduledStart);
    assert.deepEqual(seen.a3[0][1].appointment, result);
  });

  test('updated', async () => {
    const appointment = await newAppointment(stage.a, DOCTOR.user);
    await stage.during(() => {});
    const { scheduledStart, scheduledEnd } = appointmentFor({}, DOCTOR.user);
    const { seen } = await stage.during(() =>
      stage.a.put(`/api/appointments/${appointment._id}`, { scheduledStart, scheduledEnd, notes: 'Bring X-rays' }),
    );
    const known = { id: appointment._id, scheduledStart, scheduledEnd };
    const updated = ['appointment:updated', standard.appointment(known)];
    const document = ['appointment:updated', clinic.appointment({ _id: appointment._id, notes: 'Bring X-rays' })];
    assertSeen(seen, { a1: [updated], a2: [updated], a3: [document] });
  });

  test('cancelled', async () => {
    const appointment = await newAppointment(stage.a, DOCTOR.user);
    await stage.during(() => {});
    const { seen } = await stage.during(() =>
      stage.a.post(`/api/appointments/${appointment._id}/cancel`, { reason: 'Patient is away' }),
    );
    const cancelled = [
      'appointment:cancelled',
      standard.cancelled({ appointmentId: appointment._id, reason: 'Patient is away' }),
    ];
    const document = ['appointment:updated', clinic.appointment({ _id: appointment._id, status: 'cancelled' })];
    assertSeen(seen, { a1: [cancelled], a2: [cancelled], a3: [document] });
  });

  test('of the other clinic', async () => {
    const appointment = await newAppointment(stage.b, OTHER_DOCTOR.user);
    await stage.during(() => {});
    const { seen } = await stage.during(() =>
      stage.b.put(`/api/appointments/${appointment._id}`, { notes: 'Second floor' }),
    );
    assertSeen(seen, {
      b1: [['appointment:updated', standard.appointment({ id: appointment._id })]],
      b2: [['appointment:updated', clinic.appointment({ _id: appointment._id, notes: 'Second floor' })]],
    });
  });
});

describe('check-in', () => {
  test('reaches every socket once, under both names', async () => {
    const appointment = await newAppointment(stage.a, DOCTOR.user);
    await stage.during(() => {});
    const { seen } = await stage.during(() => stage.a.post(`/api/appointments/${appointment._id}/checkin`, {}));
    const arrival = standard.checkedIn({ appointmentId: appointment._id, patientId: appointment.patient._id });
    const toStandard = [
      ['patient:checkin', arrival],
      ['appointment:checkedin', arrival],
      ['appointment:updated', standard.appointment({ id: appointment._id, status: 'checked_in' })],
    ];
    const toClinic = [
      ['appointment:updated', clinic.appointment({ _id: appointment._id, status: 'confirmed' })],
      ['queue:updated', clinic.queue({ appointment: appointment._id, status: 'waiting', checkedIn: true })],
    ];
    assertSeen(seen, { a1: toStandard, a2: toStandard, a3: toClinic });
    assert.equal(seen.a3.find(([name]) => name === 'queue:updated')[1].queueItem.patient._id, appointment.patient._id);
  });
});

describe('patients', () => {
  test('updated', async () => {
    const patient = await newPatient(stage.a);
    await stage.during(() => {});
    const change = { firstName: 'Zoë', lastName: "O'Hara 李", phone: '555-0199', email: 'zoe@example.org' };
    const { seen } = await stage.during(() => stage.a.put(`/api/patients/${patient._id}`, change));
    const updated = ['patient:updated', standard.patient({ id: patient._id, ...change })];
    const document = ['patient:updated', clinic.patient({ _id: patient._id, ...change })];
    assertSeen(seen, { a1: [updated], a2: [updated], a3: [document] });
  });
});

describe('messages', () => {
  let thread;

  before(async () => {
    thread = await server.api(DOCTOR).post('/api/threads', { subject: 'Handover', memberIds: [DESK.user] });
    for (const client of [stage.clients.a1, stage.clients.a2]) {
      await client.request('message:join-thread', thread.id);
    }
    await stage.during(() => {});
  });

  test('sent: the thread, the clinic and the reader are told', async () => {
    const body = 'x'.repeat(99) + 'yz';
    const { seen } = await stage.during(() => server.api(DOCTOR).post(`/api/threads/${thread.id}/messages`, { body }));
    const about = { threadId: thread.id, sender: DOCTOR.user };
    const message = ['message:new', standard.message({ ...about, body })];
    const announcement = ['message:notification', standard.announcement({ ...about, preview: body.slice(0, 100) })];
    assertSeen(seen, {
      a1: [message, announcement],
      a2: [message, announcement, ['message:unread-count', standard.unread(1)]],
    });
  });

  test('read: the thread is told, and the reader counts anew', async () => {
    const api = server.api(DESK);
    const { seen } = await stage.during(() => api.post(`/api/threads/${thread.id}/read`, {}));
    const read = ['message:read', standard.read({ threadId: thread.id, readBy: DESK.user })];
    assertSeen(seen, { a1: [read], a2: [read, ['message:unread-count', standard.unread(0)]] });
  });

  test('typing: the thread is told, but not who types', async () => {
    for (const isTyping of [true, false]) {
      const { seen } = await stage.during(async () => {
        stage.clients.a1.emit('message:typing', { threadId: thread.id, isTyping });
        await stage.allSee('message:typing', ['a2']);
      });
      const known = { threadId: thread.id, userId: DOCTOR.user, userName: DOCTOR.name, isTyping };
      assertSeen(seen, { a2: [['message:typing', standard.typing(known)]] });
    }
  });

  test('a colleague outside the thread sees the announcement alone', async () => {
    const outside = await server.connect(STANDARD, { ...DESK, user: 'desk-extra' });
    await outside.next('presence:snapshot');
    await stage.clients.a1.next('user:online');
    await stage.clients.a2.next('user:online');
    const { seen } = await stage.during(() =>
      server.api(DESK).post(`/api/threads/${thread.id}/messages`, { body: 'Done.' }),
    );
    const about = { threadId: thread.id, sender: DESK.user };
    const announcement = ['message:notification', standard.announcement({ ...about, preview: 'Done.' })];
    const message = ['message:new', standard.message({ ...about, body: 'Done.' })];
    const unread = ['message:unread-count', standard.unread(1)];
    assertSeen(seen, { a1: [message, announcement, unread], a2: [message, announcement] });
    assertShape(await outside.upTo('patient:updated', (body) => stage.isMarker(body)), [announcement]);
    await stage.during(async () => {
      outside.close();
      await stage.allSee('user:offline', ['a1', 'a2']);
    });
  });

  test('after leaving the thread', async () => {
    await stage.clients.a2.request('message:leave-thread', thread.id);
    const { seen } = await stage.during(() =>
      server.api(DESK).post(`/api/threads/${thread.id}/messages`, { body: 'Bye.' }),
    );
    assert.ok(!seen.a2.some(([name]) => name === 'message:new'), JSON.stringify(seen.a2));
  });
});

describe('presence', () => {
  const visitor = { ...DOCTOR, user: 'dr-visitor', name: 'Vera Visitor' };
  const about = { userId: visitor.user, userName: visitor.name };

  test('online, away, online again, offline', async () => {
    let client;
    const online = await stage.during(async () => {
      client = await server.connect(STANDARD, visitor);
      await stage.allSee('user:online', ['a1', 'a2']);
    });
    const came = ['user:online', standard.presence({ ...about, status: 'online' })];
    assertSeen(online.seen, { a1: [came], a2: [came] });
    for (const status of ['away', 'online']) {
      const { seen } = await stage.during(async () => {
        client.emit('user:status', status);
        await stage.allSee('user:status', ['a1', 'a2']);
      });
      const changed = ['user:status', standard.presence({ ...about, status })];
      assertSeen(seen, { a1: [changed], a2: [changed] });
    }
    const own = await client.upTo('patient:updated', (body) => stage.isMarker(body));
    assert.deepEqual(own.filter(([name]) => name.startsWith('user:')), []);
    const offline = await stage.during(async () => {
      client.close();
      await stage.allSee('user:offline', ['a1', 'a2']);
    });
    const left = ['user:offline', standard.presence({ ...about, status: 'offline' })];
    assertSeen(offline.seen, { a1: [left], a2: [left] });
  });
});

describe('viewing a chart', () => {
  const viewer = { ...DOCTOR, user: 'dr-viewer', name: 'Vic Viewer' };

  test('opened, closed, and closed by disconnecting', async () => {
    const patient = stage.sentinels.a;
    const about = { userId: viewer.user, userName: viewer.name, patientId: patient._id };
    const client = await server.connect(STANDARD, viewer);
    await stage.clients.a1.next('user:online');
    await stage.during(() => {});
    const view = (isViewing) =>
      stage.during(async () => {
        client.emit('patient:viewing', { patientId: patient._id, isViewing });
        await stage.allSee('patient:viewing', ['a1', 'a2']);
      });
    const closed = ['patient:viewing', standard.viewing({ ...about, isViewing: false })];

    for (let round = 0; round < 2; round += 1) {
      const opened = await view(true);
      const open = ['patient:viewing', standard.viewing({ ...about, isViewing: true, startedAt: opened.seen.a1[0][1].startedAt })];
      assertSeen(opened.seen, { a1: [open], a2: [open] });
      if (round === 0) {
        assertSeen((await view(false)).seen, { a1: [closed], a2: [closed] });
      }
    }
    const left = await stage.during(async () => {
      client.close();
      await stage.allSee('user:offline', ['a1', 'a2']);
    });
    const offline = ['user:offline', standard.presence({ userId: viewer.user, userName: viewer.name, status: 'offline' })];
    assertSeen(left.seen, { a1: [closed, offline], a2: [closed, offline] });
  });
});

describe('the queue', () => {
  test('a walk-in reaches clinic sockets that never subscribed, and one that did just once', async () => {
    const patient = await newPatient(stage.a);
    await stage.during(() => {});
    const entry = await stage.during(() => stage.a.post('/api/queue', { patientId: patient._id, queueType: 'walk-in' }));
    const known = { _id: entry.result._id, queueType: 'walk-in', status: 'waiting' };
    assertSeen(entry.seen, { a3: [['queue:updated', clinic.queue(known)]] });

    stage.clients.a3.emit('subscribe:queue', { status: ['waiting'] });
    stage.clients.a3.emit('subscribe:queue', null);
    stage.clients.a3.emit('ping');
    assertShape(await stage.clients.a3.next('pong'), { timestamp: epochMs });
    const update = await stage.during(() => stage.a.put(`/api/queue/${entry.result._id}`, { notes: 'Wheelchair' }));
    assertSeen(update.seen, { a3: [['queue:updated', clinic.queue({ ...known, notes: 'Wheelchair' })]] });

    stage.clients.a3.emit('unsubscribe:queue');
    stage.clients.a3.emit('ping');
    await stage.clients.a3.next('pong');
    const later = await stage.during(() => stage.a.put(`/api/queue/${entry.result._id}`, { notes: 'Walks again' }));
    assertSeen(later.seen, { a3: [['queue:updated', clinic.queue({ ...known, notes: 'Walks again' })]] });
  });
});

describe('visits', () => {
  test('opened and changed', async () => {
    const patient = await newPatient(stage.a);
    await stage.during(() => {});
    const opened = await stage.during(() =>
      stage.a.post('/api/visits', { patientId: patient._id, doctorId: DOCTOR.user, chiefComplaint: 'Rash' }),
    );
    const known = { _id: opened.result._id, chiefComplaint: 'Rash' };
    assertSeen(opened.seen, { a3: [['visit:updated', clinic.visit(known)]] });
    const changed = await stage.during(() => stage.a.put(`/api/visits/${opened.result._id}`, { notes: 'Mild' }));
    assertSeen(changed.seen, { a3: [['visit:updated', clinic.visit({ ...known, notes: 'Mild' })]] });
  });
});

test('a second clinic socket of the same user sees everything too', async () => {
  const second = await server.connect(CLINIC, NURSE);
  const { seen } = await stage.during(async () => {
    await newPatient(stage.a, { lastName: 'Twice' });
    await second.next('patient:updated', ({ patient }) => patient.lastName === 'Twice');
  });
  assert.equal(seen.a3.filter(([name]) => name === 'patient:updated').length, 1);
  second.close();
});
