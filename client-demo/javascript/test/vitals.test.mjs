/** Measured values: who sees them live, what raises alerts, and what is found again over HTTP. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { newPatient } from '../lib/records.mjs';
import { assertShape, isoNow, text } from '../lib/shape.mjs';
import { assertSeen, DESK, DOCTOR, NURSE, OTHER_DESK, Stage } from '../lib/stage.mjs';

let server;
let stage;

before(async () => {
  server = await Server.start();
  stage = await Stage.open(server);
});
after(() => server?.close());

const OK = [{ success: true }];

let markers = 0;

/** A patient of tenant 1 who is signed in; the doctor's client `a1` has the chart open. */
async function patientInView() {
  const { _id: id } = await newPatient(stage.a, { firstName: 'Ient', lastName: 'Watched' });
  const who = { user: id, tenant: 'tenant-1', role: 'patient', name: 'Ient Watched' };
  const client = await server.connect(STANDARD, who);
  const api = server.api(who);
  assert.deepEqual(await stage.clients.a1.request('patient:viewing', { patientId: id, isViewing: true }), OK);
  await stage.during(() => {});
  /** {@link Stage#during}, and what of this the patient's client saw of vitals and notifications. */
  const during = async (action) => {
    markers += 1;
    const marker = ([, body]) => body.vital?.dataType === `marker_${markers}`;
    const { result, seen } = await stage.during(async () => {
      const value = await action();
      await api.post('/api/vitals', { dataType: `marker_${markers}`, value: 1 });
      return value;
    });
    seen.a1 = seen.a1.filter((event) => !marker(event));
    seen.patient = await client.upTo('vitals:recorded', (body) => marker(['', body]));
    seen.patient = seen.patient.filter(([name]) => /^(vitals|notification):/.test(name));
    return { result, seen };
  };
  return { id, api, client, during };
}

const recorded = (known) => [
  'vitals:recorded',
  {
    vital: { id: text, measuredAt: isoNow, recordedAt: isoNow, ...known },
    timestamp: isoNow,
  },
];

test('a value is seen by the patient and by who has the chart open, and by nobody else', async () => {
  const { id, api, during } = await patientInView();
  const vital = { patientId: id, dataType: 'blood_pressure', value: { systolic: 118, diastolic: 76 } };
  const { result, seen } = await during(() => stage.clients.a2.request('vitals:record', vital));

  assert.deepEqual(result, OK);
  const event = recorded({ ...vital, unit: 'mmHg', recordedBy: DESK.user });
  assertSeen(seen, { a1: [event], patient: [event] });
  assert.deepEqual((await api.get('/api/vitals?dataType=blood_pressure')).items, [seen.patient[0][1].vital]);
});

test('a value beyond its threshold alerts once, in the documented words', async () => {
  const { id, during } = await patientInView();
  const message = 'heart_rate value 131 is above maximum threshold 100';
  const { result, seen } = await during(async () => {
    const first = await stage.a.post('/api/vitals', { patientId: id, dataType: 'heart_rate', value: 131 });
    await stage.a.post('/api/vitals', { patientId: id, dataType: 'heart_rate', value: 140 });
    return first;
  });

  const known = { patientId: id, dataType: 'heart_rate', unit: 'bpm', recordedBy: DESK.user };
  const values = [recorded({ ...known, value: 131 }), recorded({ ...known, value: 140 })];
  const alert = {
    vitalId: result.id,
    patientId: id,
    dataType: 'heart_rate',
    value: 131,
    threshold: 100,
    message,
    severity: 'warning',
    measuredAt: result.measuredAt,
  };
  const alerted = ['vitals:alert-raised', { alert, timestamp: isoNow }];
  const names = (client) => seen[client].map(([name]) => name).filter((name) => name.startsWith('vitals:'));
  assert.deepEqual(names('a1'), ['vitals:recorded', 'vitals:alert-raised', 'vitals:recorded']);
  assert.deepEqual(names('patient'), names('a1'));
  for (const client of ['a1', 'patient']) {
    const vitals = seen[client].filter(([name]) => name.startsWith('vitals:'));
    assertShape(vitals, [values[0], alerted, values[1]], client);
  }
  // The patient and whoever measured are notified, the viewer sees the alert alone.
  for (const [client, count] of Object.entries({ a1: 0, a2: 1, a3: 0, patient: 1, b1: 0 })) {
    const told = seen[client].filter(([name]) => name === 'notification:new');
    assert.equal(told.length, count, client);
    told.forEach(([, { notification }]) => {
      assert.equal(notification.type, 'health_alert');
      assert.equal(notification.title, 'Heart Rate Alert');
      assert.equal(notification.message, message);
      assert.equal(notification.priority, 'high');
      assert.equal(notification.relatedEntityId, result.id);
    });
  }
  assertSeen({ b1: seen.b1, b2: seen.b2, a3: seen.a3 }, {});
});

test('a threshold that a patient sets counts from then on', async () => {
  const { id, api, client, during } = await patientInView();
  const threshold = { min: 97, max: 98.5 };
  const { result, seen } = await during(() =>
    client.request('vitals:threshold', { dataType: 'temperature', threshold }),
  );
  assert.deepEqual(result, OK);
  const changed = ['vitals:threshold-changed', {
    patientId: id, dataType: 'temperature', unit: '°F', threshold, changedBy: id, timestamp: isoNow,
  }];
  assertSeen(seen, { a1: [changed], patient: [changed] });
  const thresholds = await stage.a.get(`/api/vitals/thresholds?patientId=${id}`);
  assert.deepEqual(thresholds.find(({ dataType }) => dataType === 'temperature').threshold, threshold);

  const alert = await during(() => api.post('/api/vitals', { dataType: 'temperature', value: 98.6 }));
  const [, told] = alert.seen.a1.find(([name]) => name === 'vitals:alert-raised');
  assert.equal(told.alert.message, 'temperature value 98.6 is above maximum threshold 98.5');
});

test('a value in another unit is converted, and shown as it was given, too', async () => {
  const { api } = await patientInView();
  const sugar = await api.post('/api/vitals', { dataType: 'blood_sugar', value: 5.4, unit: 'mmol/L' });
  assert.deepEqual([sugar.value, sugar.unit, sugar.original], [97.29, 'mg/dL', { value: 5.4, unit: 'mmol/L' }]);
  const fever = await api.post('/api/vitals', { dataType: 'temperature', value: 38.6, unit: '°C' });
  assert.deepEqual([fever.value, fever.unit, fever.original], [101.48, '°F', { value: 38.6, unit: '°C' }]);
  assert.equal((await api.call('POST', '/api/vitals', { dataType: 'blood_sugar', value: 5.4 })).status, 400);
});

test('history comes page by page and in the order of measuring, aggregates by the days of a zone', async () => {
  const { id, api } = await patientInView();
  const hours = (count) => new Date(Date.now() - count * 3_600_000).toISOString();
  for (const [value, measuredAt] of [[80, hours(2)], [82, hours(3)], [81, hours(1)]]) {
    await stage.a.post('/api/vitals', { patientId: id, dataType: 'weight', value, measuredAt });
  }
  const first = await api.get('/api/vitals?dataType=weight&limit=2');
  const rest = await api.get(`/api/vitals?dataType=weight&limit=2&before=${first.nextCursor}`);
  assert.deepEqual([...first.items, ...rest.items].map(({ value }) => value), [81, 80, 82]);
  assert.equal(rest.nextCursor, undefined);

  const days = await api.get('/api/vitals/aggregates?dataType=weight&per=day&zone=Asia/Kolkata');
  assert.equal(days.reduce((sum, { value }) => sum + value.count, 0), 3);
  days.forEach(({ start }) => assert.match(start, /T18:30:00\.000Z$/));
});

test('what cannot be, or is none of theirs, is refused with a code and seen by nobody', async () => {
  const { id, client, during } = await patientInView();
  const value = { patientId: id, dataType: 'heart_rate', value: 70 };
  const { seen } = await during(async () => {
    for (const [asker, argument, code] of [
      [stage.clients.a1, { ...value, value: 'seventy' }, 'INVALID'],
      [stage.clients.a1, { ...value, value: 4000 }, 'INVALID'],
      [stage.clients.a1, { ...value, measuredAt: new Date(Date.now() + 3_600_000).toISOString() }, 'INVALID'],
      [stage.clients.a1, { ...value, patientId: 'nobody' }, 'NOT_FOUND'],
      [stage.clients.b1, value, 'NOT_FOUND'],
      [client, { ...value, patientId: stage.sentinels.a._id }, 'FORBIDDEN'],
    ]) {
      const [answer] = await asker.request('vitals:record', argument);
      assert.equal(answer.success, false);
      assert.equal(answer.code, code, JSON.stringify(answer));
    }
    for (const who of [OTHER_DESK, { ...NURSE, role: 'display' }, { ...DOCTOR, role: 'patient' }]) {
      const { status } = await server.api(who).call('GET', `/api/vitals?patientId=${id}`);
      assert.equal(status, who === OTHER_DESK ? 404 : 403);
    }
  });
  assertSeen(seen, {});
});
