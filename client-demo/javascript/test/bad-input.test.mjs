/** Whatever a client sends, it alone is told, nobody else notices, and the server goes on. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { FAMILIES } from '../lib/families.mjs';
import { appointmentFor, newAppointment, newPatient } from '../lib/records.mjs';
import { assertShape, listOf, optional, text } from '../lib/shape.mjs';
import { assertSeen, DOCTOR, OTHER_DOCTOR, Stage } from '../lib/stage.mjs';

let server;
let stage;
let ours;
let theirs;

before(async () => {
  server = await Server.start({ env: { CAREWIRE_PRESENCE_OFFLINE_GRACE: '0s' } });
  stage = await Stage.open(server);
  ours = await records(stage.a, DOCTOR);
  theirs = await records(stage.b, OTHER_DOCTOR);
  await stage.during(() => {});
});
after(() => server?.close());

async function records(api, doctor) {
  const appointment = await newAppointment(api, doctor.user);
  const patient = await newPatient(api);
  return {
    patient,
    appointment,
    entry: await api.post('/api/queue', { patientId: patient._id, queueType: 'walk-in' }),
    visit: await api.post('/api/visits', { patientId: patient._id, doctorId: doctor.user }),
    thread: await server.api(doctor).post('/api/threads', { subject: 'Private', memberIds: [] }),
  };
}

const REFUSAL = {
  success: false,
  error: text,
  code: text,
  faults: optional(listOf({ field: text, message: text })),
};

/** Deeper than any reader of messages goes. The reference server delivers it. */
const DEEP = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;

describe('packets', () => {
  const MALFORMED = [
    '42',
    '42[',
    '42{}',
    '42[]',
    '42[1]',
    '42[null,{}]',
    '42["a"',
    '42["a"]x',
    '4299999999999999999999["user:status","away"]',
    '42/other,["user:status","away"]',
    '45',
    '451-["patient:viewing"]',
    '4599-["patient:viewing",{"_placeholder":true,"num":98}]',
    '451-["patient:viewing",{"_placeholder":true,"num":-1}]',
    '49',
    '4',
    '9',
    'hello',
    '',
    '42["connect"]',
    '42["disconnect"]',
    '40{"token":"again"}',
    `42["user:status",${'['.repeat(5000)}${']'.repeat(5000)}]`,
  ];

  for (const family of [STANDARD, CLINIC]) {
    for (const packet of MALFORMED) {
      test(`${family.path}: ${packet.length > 60 ? `${packet.slice(0, 60)}…` : packet}`, async () => {
        const raw = server.raw(family);
        await raw.connect({ token: server.token(DOCTOR), tenantId: DOCTOR.tenant });
        await raw.receives('40{');
        // A socket that the packet does not end still gets the clinic's events.
        const { seen } = await stage.during(async () => {
          raw.send(packet);
          raw.send('427["no:such-event"]');
          await raw.receives('437[').catch(() => raw.ended());
        });
        assertSeen(seen, {});
        raw.close();
      });
    }

    test(`${family.path}: JSON that is nested too deeply is rejected with a code, and the connection stays`, async () => {
      const raw = server.raw(family);
      await raw.connect({ token: server.token(DOCTOR), tenantId: DOCTOR.tenant });
      await raw.receives('40{');
      const { seen } = await stage.during(async () => {
        raw.send(`428["user:status",${DEEP}]`);
        assert.match(await raw.receives('438['), /"code":"INVALID"/);
        raw.send('427["no:such-event"]');
        await raw.receives('437[');
      });
      assertSeen(seen, {});
      raw.close();
    });

    test(`${family.path}: more attachments than allowed end the connection`, async () => {
      const raw = server.raw(family);
      await raw.connect({ token: server.token(DOCTOR), tenantId: DOCTOR.tenant });
      await raw.receives('40{');
      const placeholders = Array.from({ length: 11 }, (_, num) => JSON.stringify({ _placeholder: true, num }));
      raw.send(`4511-["user:status",${placeholders}]`);
      await raw.ended();
    });

    test(`${family.path}: a frame beyond the limit ends the connection`, async () => {
      const raw = server.raw(family);
      await raw.connect({ token: server.token(DOCTOR), tenantId: DOCTOR.tenant });
      await raw.receives('40{');
      const { seen } = await stage.during(async () => {
        raw.send(`42["user:status","${'x'.repeat(1_100_000)}"]`);
        await raw.ended();
      });
      assertSeen(seen, {});
    });

    test(`${family.path}: a binary frame nobody announced ends the connection`, async () => {
      const raw = server.raw(family);
      await raw.connect({ token: server.token(DOCTOR), tenantId: DOCTOR.tenant });
      await raw.receives('40{');
      const { seen } = await stage.during(async () => {
        raw.send(Buffer.from([1, 2, 3]));
        await raw.ended();
      });
      assertSeen(seen, {});
    });
  }
});

for (const Family of FAMILIES.filter(({ family }) => !['standard', 'clinic'].includes(family))) {
  test(`${Family.family}: JSON that is nested too deeply leaves the connection open`, async () => {
    const id = '7c9f7a52-3a53-4d4b-9d0c-6d1d3ad0f001';
    // Of another clinic, whose presence the clients on the stage do not see.
    const tenant = Family.family === 'healthmate' ? 'default' : 'deep';
    const who = { user: id, tenant, role: Family.family === 'healthmate' ? 'patient' : 'doctor' };
    const member = new Family(server, who, () => {});
    await member.connect();
    member.socket.send(`{"type":"mark_read","more":${DEEP}}`);
    const pong = member.hears('pong');
    member.say({ type: 'ping' });
    await pong;
    assert.ok(member.isOpen);
    member.disconnect();
  });
}

describe('events', () => {
  const FAULTY = [
    ['no:such-event'],
    ['no:such-event', { a: 1 }],
    ['message:join-thread'],
    ['message:join-thread', null],
    ['message:join-thread', { threadId: 'x' }],
    ['message:join-thread', 7],
    ['message:join-thread', ''],
    ['message:join-thread', 'no-such-thread'],
    ['message:join-thread', 'x'.repeat(10_000)],
    ['message:join-thread', 'a\u0000b'],
    ['message:typing'],
    ['message:typing', null],
    ['message:typing', 'text'],
    ['message:typing', [1]],
    ['message:typing', { threadId: 'no-such-thread', isTyping: true }],
    ['message:typing', { threadId: 7, isTyping: true }],
    ['user:status'],
    ['user:status', null],
    ['user:status', 'offline'],
    ['user:status', 'asleep'],
    ['user:status', { status: 'away' }],
    ['patient:viewing'],
    ['patient:viewing', null],
    ['patient:viewing', 'text'],
    ['patient:viewing', { isViewing: true }],
    ['patient:viewing', { patientId: 'no-such-patient', isViewing: true }],
    ['patient:viewing', { patientId: {}, isViewing: 'yes' }],
  ];

  const show = (value) => {
    const shown = JSON.stringify(value);
    return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  };

  for (const event of FAULTY) {
    test(`${show(event)} changes nothing and shows the user no error`, async () => {
      const client = stage.clients.a1;
      const { seen } = await stage.during(async () => {
        client.emit(...event);
        await client.request('no:such-event');
      });
      assertSeen(seen, {});
    });

    test(`${show(event)} with a callback is acknowledged as refused`, async () => {
      const { result, seen } = await stage.during(() => stage.clients.a2.request(...event));
      assertShape(result, [REFUSAL]);
      assertSeen(seen, {});
    });
  }

  for (const event of [['subscribe:queue', 'text'], ['subscribe:visits', 7], ['no:such-event']]) {
    test(`a clinic client's ${show(event)} is answered with an error`, async () => {
      const { seen } = await stage.during(async () => {
        stage.clients.a3.emit(...event);
        await stage.clients.a3.sees('error');
      });
      assertSeen(seen, { a3: [['error', { code: text, message: text, event: optional(event[0]) }]] });
    });
  }

  test("another tenant's ids are refused like unknown ones", async () => {
    for (const [name, foreign, unknown] of [
      ['message:join-thread', theirs.thread.id, 'no-such-thread'],
      [
        'patient:viewing',
        { patientId: theirs.patient._id, isViewing: true },
        { patientId: 'no-such-patient', isViewing: true },
      ],
      [
        'message:typing',
        { threadId: theirs.thread.id, isTyping: true },
        { threadId: 'no-such-thread', isTyping: true },
      ],
    ]) {
      const { result, seen } = await stage.during(async () => [
        await stage.clients.a1.request(name, foreign),
        await stage.clients.a1.request(name, unknown),
      ]);
      assertShape(result[0], [REFUSAL]);
      assert.deepEqual(result[0], result[1], name);
      assertSeen(seen, {});
    }
  });

  test("a tenant's own thread is refused to who is not in it", async () => {
    const refused = await stage.clients.a2.request('message:join-thread', ours.thread.id);
    const unknown = await stage.clients.a2.request('message:join-thread', 'no-such-thread');
    assert.deepEqual(refused, unknown);
  });

  test("joining one's own thread with a callback is acknowledged", async () => {
    assertShape(await stage.clients.a1.request('message:join-thread', ours.thread.id), [{ success: true }]);
  });
});

describe('HTTP', () => {
  const expectRefusal = async (status, method, path, body, api = stage.a) => {
    const { result, seen } = await stage.during(() => api.call(method, path, body));
    assert.equal(result.status, status, `${method} ${path}: ${JSON.stringify(result.body)}`);
    assertShape(result.body, REFUSAL);
    assert.match(result.headers.get('content-type'), /^application\/json\b/);
    assertSeen(seen, {});
    return result;
  };

  test('malformed JSON', async () => {
    for (const body of ['{', '{"firstName":}', 'nonsense', '[]', '"text"', '{"a":1}{"b":2}', '\u0000', '[[[[[']) {
      await expectRefusal(400, 'PUT', `/api/patients/${ours.patient._id}`, body);
    }
  });

  test('a body of more than the limit', async () => {
    await expectRefusal(413, 'POST', '/api/patients', { firstName: 'x'.repeat(1_200_000), lastName: 'Y' });
  });

  test('an unknown path', async () => {
    for (const path of ['/', '/api', '/api/nothing', '/api/patients/a/b/c', '/api/%zz', '/api//patients']) {
      const answer = await stage.a.call('GET', path);
      assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`);
      assertShape(answer.body, REFUSAL);
    }
    await expectRefusal(404, 'GET', '/api/nothing');
  });

  test('a method that the path does not know', async () => {
    const refused = await expectRefusal(405, 'PATCH', '/api/patients', {});
    assert.match(refused.headers.get('allow'), /GET/);
    await expectRefusal(405, 'GET', `/api/appointments/${ours.appointment._id}/checkin`);
  });

  test('no token, and a bad one', async () => {
    for (const authorization of [undefined, 'Bearer garbage', `Bearer ${server.token(DOCTOR, { alg: 'none' })}`, 'Basic eA==']) {
      const headers = authorization === undefined ? {} : { authorization };
      const response = await request(`${server.url}/api/patients`, { headers });
      assert.equal(response.status, 401);
      assertShape(await response.json(), REFUSAL);
    }
  });

  test('values of the wrong type or out of range', async () => {
    const patient = `/api/patients/${ours.patient._id}`;
    for (const change of [
      { firstName: 7 },
      { firstName: '' },
      { firstName: { $gt: '' } },
      { firstName: 'x'.repeat(1000) },
      { lastName: 'a\u0000b' },
      { dateOfBirth: 'yesterday' },
      { dateOfBirth: '2026-02-30' },
      { dateOfBirth: 7 },
    ]) {
      await expectRefusal(400, 'PUT', patient, change);
    }
    const wanted = appointmentFor(ours.patient, DOCTOR.user);
    for (const change of [
      { scheduledStart: 'soon' },
      { scheduledEnd: wanted.scheduledStart },
      { patientId: undefined },
      { doctorId: true },
    ]) {
      await expectRefusal(400, 'POST', '/api/appointments', { ...wanted, ...change });
    }
    for (const query of ['?limit=-1', '?limit=x', '?limit=99999999999999999999']) {
      await expectRefusal(400, 'GET', `/api/patients${query}`);
    }
    await expectRefusal(400, 'GET', '/api/appointments?date=2026-13-01');
  });

  test("another tenant's records answer like unknown ones", async () => {
    const targets = (of) => [
      ['GET', `/api/patients/${of.patient}`],
      ['PUT', `/api/patients/${of.patient}`, { firstName: 'Mallory' }],
      ['DELETE', `/api/patients/${of.patient}`],
      ['GET', `/api/appointments/${of.appointment}`],
      ['PUT', `/api/appointments/${of.appointment}`, { notes: 'x' }],
      ['POST', `/api/appointments/${of.appointment}/checkin`, {}],
      ['POST', `/api/appointments/${of.appointment}/cancel`, { reason: 'x' }],
      ['PUT', `/api/queue/${of.entry}`, { notes: 'x' }],
      ['POST', `/api/queue/${of.entry}/call`, {}],
      ['GET', `/api/visits/${of.visit}`],
      ['PUT', `/api/visits/${of.visit}`, { status: 'closed' }],
      ['GET', `/api/threads/${of.thread}/messages`],
      ['POST', `/api/threads/${of.thread}/messages`, { body: 'x' }],
      ['POST', `/api/threads/${of.thread}/read`, {}],
    ];
    const foreign = targets({
      patient: theirs.patient._id,
      appointment: theirs.appointment._id,
      entry: theirs.entry._id,
      visit: theirs.visit._id,
      thread: theirs.thread.id,
    });
    const unknown = targets({ patient: 'none', appointment: 'none', entry: 'none', visit: 'none', thread: 'none' });
    for (const [index, call] of foreign.entries()) {
      // PUT on an unknown id creates a record, if it has all required fields.
      const status = call[0] === 'PUT' ? 400 : 404;
      const refused = await expectRefusal(status, ...call);
      const missing = await expectRefusal(status, ...unknown[index]);
      assert.deepEqual(refused.body, missing.body, call.join(' '));
    }
  });

  test("another tenant's ids inside a body answer like unknown ones", async () => {
    const wanted = appointmentFor(ours.patient, DOCTOR.user);
    const foreign = await stage.a.call('POST', '/api/appointments', { ...wanted, patientId: theirs.patient._id });
    const unknown = await stage.a.call('POST', '/api/appointments', { ...wanted, patientId: 'none' });
    assert.equal(foreign.status, unknown.status);
    assert.ok(foreign.status >= 400 && foreign.status < 500, String(foreign.status));
    assert.deepEqual(foreign.body, unknown.body);
  });
});
