/** What users want to be told, and reminders that outlive the server. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';

const env = { CAREWIRE_NOTIFICATIONS_APPOINTMENT_REMINDERS: '1m', CAREWIRE_NOTIFICATIONS_MOST_OF_A_KIND: '3' };
let server;
let second;

before(async () => {
  server = await Server.start({ env });
});
after(async () => {
  await second?.close();
  await server.close();
});

const send = (user, fields = {}) =>
  server.api(DESK).post('/api/notifications', {
    userId: user.user, type: 'general', title: 'Marker', message: 'Marker text', ...fields,
  });

let users = 0;
const somebody = () => {
  users += 1;
  return { ...DOCTOR, user: `reminded-${users}` };
};

/** The titles of what a client is told until the one of this title. */
/** What is sent while a client connects may come with what it missed and once more, with the same id: each counts once. */
async function titlesUntil(client, last) {
  const titles = new Map();
  let newest;
  do {
    newest = (await client.next('notification:new')).notification;
    titles.set(newest.id, newest.title);
  } while (newest.title !== last);
  return [...titles.values()];
}

const ask = (client, ...args) => client.socket.timeout(5_000).emitWithAck(...args);

test('preferences are changed over the socket, told to all sessions and kept to', async () => {
  const user = somebody();
  const here = await server.connect(STANDARD, user);
  const there = await server.connect(STANDARD, user);
  const preferences = { general: { enabled: false, minPriority: 'low' } };
  assert.deepEqual(await ask(here, 'notification:preferences', { preferences }), { success: true });
  assert.deepEqual((await there.next('notification:preferences')).preferences, preferences);
  assert.deepEqual((await server.api(user).get('/api/notifications/preferences')).preferences, preferences);

  await send(user, { title: 'unwanted' });
  await send(user, { title: 'wanted', type: 'task_assigned' });
  assert.deepEqual(await titlesUntil(there, 'wanted'), ['wanted']);
  const { items } = await server.api(user).get('/api/notifications');
  assert.deepEqual(items.map(({ title }) => title), ['wanted', 'unwanted']);

  const refused = await ask(here, 'notification:preferences', { preferences: { general: { enabled: 1 } } });
  assert.equal(refused.code, 'INVALID');
  assert.deepEqual(await ask(here, 'notification:preferences'), { success: true });
  assert.deepEqual((await there.next('notification:preferences')).preferences, preferences);
});

test('in quiet hours only what is urgent is told', async () => {
  const user = somebody();
  const hour = (offset) => new Date(Date.now() + offset * 3_600_000).toISOString().slice(11, 16);
  await server.api(user).put('/api/notifications/preferences', {
    preferences: { '*': { quietHours: { start: hour(-1), end: hour(1), timeZone: 'UTC' } } },
  });
  const client = await server.connect(STANDARD, user);
  await send(user, { title: 'later' });
  await send(user, { title: 'at once', priority: 'urgent' });
  assert.deepEqual(await titlesUntil(client, 'at once'), ['at once']);

  const another = await server.connect(STANDARD, user);
  assert.equal((await another.next('notification:unread-count')).unreadCount, 2);
});

test('of too many of a type only the first and the urgent ones are told', async () => {
  const user = somebody();
  const client = await server.connect(STANDARD, user);
  for (let i = 1; i <= 6; i += 1) {
    await send(user, { title: `general ${i}` });
  }
  await send(user, { title: 'urgent', priority: 'urgent' });
  assert.deepEqual(await titlesUntil(client, 'urgent'), ['general 1', 'general 2', 'general 3', 'urgent']);
});

test('medication reminders are planned over HTTP and refused when a clock is wrong', async () => {
  const api = server.api(somebody());
  const form = { medication: 'Marker', times: ['08:00', '20:00'], timeZone: 'Europe/Berlin' };
  const planned = await api.post('/api/reminders/medication', form);
  assert.ok(Date.parse(planned.nextAt) > Date.now());
  assert.deepEqual(await api.get('/api/reminders/medication'), [planned]);
  const late = new Date(Date.now() - 600_000).toISOString();
  await assert.rejects(() => api.post('/api/reminders/medication', { ...form, startAt: late }));
});

test('a reminder of an appointment outlives a crash and is given once', { timeout: 60_000 }, async () => {
  const api = server.api(DESK);
  const patient = await api.post('/api/patients', { firstName: 'Marker', lastName: 'Patient' });
  const start = Date.now() + 66_000;
  const appointment = await api.post('/api/appointments', {
    patientId: patient._id, doctorId: DOCTOR.user, scheduledAt: new Date(start).toISOString(), allowOverlap: true,
  });
  server.program.kill('SIGKILL');
  await server.program.ended;
  second = await server.restart();

  const doctor = await second.connect(STANDARD, DOCTOR);
  const { notification } = await doctor.next('notification:new');
  assert.equal(notification.type, 'appointment_reminder');
  assert.equal(notification.title, 'Appointment Reminder');
  assert.equal(notification.relatedEntityId, appointment._id);
  const { items } = await second.api({ ...DESK, user: patient._id, role: 'patient' }).get('/api/notifications');
  assert.deepEqual(items.map(({ title }) => title), ['Appointment Reminder', 'Appointment Scheduled']);
});
