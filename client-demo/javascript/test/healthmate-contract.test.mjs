/** HealthMate's clients against the packaged server: every frame they see, over each of the four paths. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { healthmateClaims, pageScript, pythonProgram, Socket } from '../lib/healthmate.mjs';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let server;
let users = 100;

before(async () => {
  server = await Server.start({ demo: false, env: { CAREWIRE_WEBSOCKET_HEARTBEAT_INTERVAL: '1s' } });
});
after(() => server?.close());

/** A user of HealthMate: a token, and the HTTP API as the same user. */
function person(role = 'patient') {
  users += 1;
  const user = users;
  const claims = healthmateClaims({ user, role });
  return {
    user,
    email: claims.email,
    token: server.sign(claims),
    api: server.api({ user: String(user), tenant: 'default', role, name: claims.email }),
  };
}

const backEnd = () => server.api({ user: 'back-end', tenant: 'default', role: 'service' });

/** The frame without its timestamp, which must be one. */
function stamped({ timestamp, ...rest }) {
  assert.match(timestamp, ISO);
  return rest;
}

/** A connection that has said who it is, and what it was told until then. */
async function connect(path, who) {
  const socket = new Socket(server.url, path);
  const frames = [stamped(await socket.next('connection_established'))];
  assert.match(frames[0].connection_id, UUID);
  if (path === '/ws/combined') {
    frames.push(stamped(await socket.next('welcome')));
  }
  socket.id = frames[0].connection_id;
  socket.say({ type: 'authenticate', token: who.token });
  frames.push(stamped(await socket.next('authentication_success')));
  if (path === '/ws/notifications') {
    frames.push(stamped(await socket.next('authenticated')));
  }
  return { socket, frames };
}

test("the guide's page script sees updates, notifications and heartbeats without subscribing", async () => {
  const who = person();
  const page = await pageScript(server.url, '/ws/health', who.token);
  await who.api.post('/api/vitals', { dataType: 'blood_pressure', value: { systolic: 120, diastolic: 80 } });
  await backEnd().post('/api/notifications', {
    userId: String(who.user),
    title: 'Blood Pressure Alert',
    message: 'Sentinel text',
    type: 'health_alert',
    priority: 'high',
  });
  await page.until((seen) => seen.notifications.length === 1 && seen.heartbeats > 0, 'not told');
  const { timestamp, ...update } = page.seen.updates[0];
  assert.match(timestamp, ISO);
  assert.deepEqual(update, { metric: 'blood_pressure', value: 120, diastolic: 80, unit: 'mmHg' });
  const { id, created_at, ...notification } = page.seen.notifications[0];
  assert.match(created_at, ISO);
  assert.equal(typeof id, 'string');
  assert.deepEqual(notification, {
    type: 'health_alert',
    title: 'Blood Pressure Alert',
    message: 'Sentinel text',
    priority: 'high',
    read: false,
    acknowledged: false,
    metadata: {},
  });
  assert.deepEqual(
    page.seen.others.map(({ type }) => type),
    ['connection_established', 'authentication_success', 'health_data_update'],
  );
  page.close();
});

test("the guide's Python program authenticates and subscribes back to back", async () => {
  const who = person();
  const program = await pythonProgram(server.url, '/ws/health', who.token, 'health_updates');
  await program.upTo(3);
  await who.api.post('/api/vitals', { dataType: 'heart_rate', value: 130 });
  const beats = ({ type }) => type !== 'heartbeat';
  const seen = async (count) => {
    let more = count;
    while (program.received.filter(beats).length < count) {
      await program.upTo(more);
      more += 1;
    }
    return program.received.filter(beats);
  };
  const frames = await seen(7);
  assert.deepEqual(
    frames.map(({ type }) => type),
    [
      'connection_established',
      'authentication_success',
      'subscription_success',
      'health_update',
      'health_data_update',
      'health_alert',
      'notification',
    ],
  );
  assert.deepEqual(stamped(frames[1]), {
    type: 'authentication_success',
    user_id: who.user,
    user_email: who.email,
    user_role: 'patient',
    message: 'Authentication successful',
  });
  assert.deepEqual(stamped(frames[2]), { type: 'subscription_success', subscription: 'health_updates' });
  const { timestamp, ...alert } = frames[5].alert;
  assert.match(timestamp, ISO);
  assert.deepEqual(alert, {
    data_type: 'heart_rate',
    value: 130,
    message: 'heart_rate value 130 is above maximum threshold 100',
    severity: 'warning',
  });
  program.close();
});

test('tells what waited for a user right after they said who they are', async () => {
  const who = person();
  await backEnd().post('/api/notifications', {
    userId: String(who.user),
    title: 'While you were away',
    message: 'Sentinel',
    type: 'medication_reminder',
  });
  const { socket } = await connect('/ws/notifications', who);
  const { notification } = await socket.next('notification');
  assert.equal(notification.type, 'medication_reminder');
  socket.say({ type: 'mark_read', notification_ids: [notification.id], correlation_id: 'one' });
  assert.deepEqual(stamped(await socket.next()), {
    type: 'marked_read',
    message: 'Marked 1 notifications as read',
    notification_ids: [notification.id],
    correlation_id: 'one',
  });
  socket.close();
});

test('carries a conversation over the path for chats and the one for everything', async () => {
  const who = person();
  const thread = await who.api.post('/api/threads', { subject: 'Sentinel', memberIds: [] });
  const id = thread.id;
  const { socket: chat } = await connect('/ws/chat', who);
  const { socket: all, frames } = await connect('/ws/combined', who);
  assert.deepEqual(frames[1], {
    type: 'welcome',
    message: 'Connected to HealthMate real-time services',
    services: ['health', 'chat', 'notifications'],
  });
  for (const socket of [chat, all]) {
    socket.say({ type: 'join_conversation', conversation_id: id });
    await socket.next('conversation_joined');
  }
  // The user has joined already, with the first connection.
  all.say({ type: 'chat_message', conversation_id: id, content: 'Sentinel hello' });
  const { message, data } = await chat.next('chat_message');
  assert.deepEqual(data, { message: 'Sentinel hello', sender: String(who.user), conversation_id: id });
  assert.equal(message.sender_id, who.user);
  assert.equal(message.sender_email, who.email);
  await all.next('chat_message');
  const sent = await all.next('message_sent');
  assert.equal(sent.message_id, message.id);
  all.say({ type: 'get_conversation_history', conversation_id: id });
  const history = await all.next('conversation_history');
  assert.deepEqual(history.messages, [message]);
  all.close();
  chat.close();
});

test('ends connections as the contract says', async () => {
  const who = person();
  for (const path of ['/ws/health', '/ws/chat', '/ws/notifications']) {
    const { socket } = await connect(path, who);
    socket.say('no JSON');
    assert.deepEqual(await socket.end(), { code: 1000, reason: 'Error' });
  }
  const many = [];
  for (let i = 0; i < 5; i++) {
    many.push((await connect('/ws/health', who)).socket);
  }
  const sixth = new Socket(server.url, '/ws/health');
  await sixth.next('connection_established');
  sixth.say({ type: 'authenticate', token: who.token });
  assert.deepEqual(stamped(await sixth.next()), {
    type: 'authentication_failed',
    message: 'Too many connections for user',
  });
  many.pop().close();
  // The server learns of the end over another connection, so the first tries may still be too early.
  for (let tries = 0, said = {}; said.type !== 'authentication_success'; tries++) {
    assert.ok(tries < 3, 'still refused');
    sixth.say({ type: 'authenticate', token: who.token });
    said = await sixth.next();
  }
  [...many, sixth].forEach((socket) => socket.close());
});

test('shows and ends connections for operators', async () => {
  const who = person();
  const { socket } = await connect('/ws/health', who);
  const operator = { authorization: `Bearer ${server.sign(healthmateClaims({ user: 1, role: 'admin' }))}` };
  const call = async (method, path, headers = operator) => {
    const response = await request(server.url + path, { method, headers });
    return { status: response.status, body: await response.json() };
  };
  const { body: status } = await call('GET', '/ws/status');
  assert.deepEqual(Object.keys(status), [
    'status',
    'active_connections',
    'total_connections',
    'users_online',
    'subscriptions',
    'timestamp',
  ]);
  assert.ok(status.subscriptions.health_updates >= 1 && status.active_connections >= 1);
  const { body: facts } = await call('GET', `/ws/connection/${socket.id}/health`);
  assert.equal(facts.health.state, 'authenticated');
  assert.equal(facts.health.user_id, who.user);
  const { body: unknown } = await call('GET', '/ws/connection/unknown/health');
  assert.deepEqual(stamped(unknown), { connection_id: 'unknown', health: { status: 'not_found' } });
  assert.equal((await call('GET', '/ws/status', {})).status, 401);
  assert.equal((await call('GET', '/ws/status', { authorization: `Bearer ${who.token}` })).status, 403);

  const { body: again } = await call('POST', `/ws/user/${who.user}/reconnect`);
  assert.deepEqual(stamped(again), {
    user_id: who.user,
    reconnected: true,
    message: 'User reconnection attempted',
  });
  await socket.next('recovery_test');
  assert.deepEqual(await socket.end(), { code: 1012, reason: 'Reconnect requested' });
  const { socket: other } = await connect('/ws/chat', who);
  const { body: gone } = await call('DELETE', `/ws/connection/${other.id}?reason=Bye`);
  assert.deepEqual(stamped(gone), { connection_id: other.id, disconnected: true, reason: 'Bye' });
  assert.deepEqual(await other.end(), { code: 1000, reason: 'Bye' });
});
