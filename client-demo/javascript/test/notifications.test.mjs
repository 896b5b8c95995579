/** Notifications: stored before they are told, brought to whoever comes, and kept track of. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { DESK, DOCTOR, NURSE, OTHER_DOCTOR } from '../lib/stage.mjs';

let server;

before(async () => {
  server = await Server.start();
});
after(() => server.close());

/** Sends one over HTTP and returns it. */
function send(user, fields = {}) {
  return server.api(DESK).post('/api/notifications', {
    userId: user.user,
    type: 'task_assigned',
    title: 'Marker task',
    message: 'Marker text',
    priority: 'high',
    ...fields,
  });
}

/** What the history says of a user's notifications, newest first. */
const history = (user) => server.api(user).get('/api/notifications').then((page) => page.items);

/** A user whom no other test knows. */
let users = 0;
const somebody = () => {
  users += 1;
  return { ...DOCTOR, user: `user-${users}` };
};

test('who is connected is told at once, in the words of the contract', async () => {
  const user = somebody();
  const standard = await server.connect(STANDARD, user);
  const clinic = await server.connect(CLINIC, user);
  const sent = await send(user, { relatedEntityType: 'task', relatedEntityId: 't-1', actionUrl: '/tasks/t-1' });

  const { notification, timestamp } = await standard.next('notification:new');
  assert.deepEqual(notification, sent);
  assert.deepEqual(Object.keys(notification), [
    'id', 'type', 'title', 'message', 'priority', 'relatedEntityType', 'relatedEntityId', 'actionUrl', 'createdAt',
  ]);
  assert.match(timestamp, /^\d{4}-.*\.\d{3}Z$/);
  assert.deepEqual(await standard.next('notification:unread-count').then((count) => count.unreadCount), 1);
  const flat = await clinic.next('notification');
  assert.equal(flat._id, sent.id);
  assert.equal(typeof flat.timestamp, 'number');
});

test('who comes later is told in the order of creation, and so is who comes shortly after', async () => {
  const user = somebody();
  const ids = [];
  for (let i = 0; i < 5; i += 1) {
    ids.push((await send(user)).id);
  }
  const first = await server.connect(STANDARD, user);
  const second = await server.connect(STANDARD, user);
  for (const client of [first, second]) {
    const seen = [];
    for (let i = 0; i < 5; i += 1) {
      seen.push((await client.next('notification:new')).notification.id);
    }
    assert.deepEqual(seen, ids);
    assert.equal((await client.next('notification:unread-count')).unreadCount, 5);
  }
  const last = await send(user);
  assert.equal((await second.next('notification:new')).notification.id, last.id);
});

test('what one session marks, the others are told', async () => {
  const user = somebody();
  const here = await server.connect(STANDARD, user);
  const there = await server.connect(STANDARD, user);
  const one = await send(user);
  const two = await send(user, { mustAcknowledge: true });
  await there.next('notification:new', ({ notification }) => notification.id === two.id);

  assert.deepEqual(await here.request('notification:seen', { id: one.id }), [{ success: true }]);
  const { id, state, dismissed } = await there.next('notification:updated');
  assert.deepEqual({ id, state, dismissed }, { id: one.id, state: 'seen', dismissed: false });

  for (let i = 0; i < 2; i += 1) {
    assert.deepEqual(await here.request('notification:acknowledge', { id: two.id }), [{ success: true }]);
  }
  assert.equal((await there.next('notification:updated')).state, 'acknowledged');
  assert.deepEqual(await here.request('notification:dismiss', { id: one.id }), [{ success: true }]);
  assert.equal((await there.next('notification:updated')).dismissed, true);

  const [newest, oldest] = await history(user);
  assert.equal(newest.acknowledgedBy, user.user);
  assert.equal(oldest.state, 'seen');
  assert.ok(oldest.deliveredAt <= oldest.seenAt && oldest.dismissedAt >= oldest.seenAt);
  assert.deepEqual(await server.api(user).get('/api/notifications/unread-count'), { unreadCount: 0 });
});

test('several are marked at once, and the history has pages', async () => {
  const user = somebody();
  const ids = [];
  for (let i = 0; i < 3; i += 1) {
    ids.unshift((await send(user)).id);
  }
  const api = server.api(user);
  const page = await api.get('/api/notifications?limit=2');
  assert.deepEqual(page.items.map((item) => item.id), ids.slice(0, 2));
  const rest = await api.get(`/api/notifications?limit=2&before=${page.nextCursor}`);
  assert.deepEqual(rest.items.map((item) => item.id), ids.slice(2));
  assert.equal(rest.nextCursor, undefined);

  assert.deepEqual(await api.post('/api/notifications/read', { ids: [...ids, 'unknown'] }), { marked: 3 });
  assert.deepEqual(await api.post('/api/notifications/read', { ids }), { marked: 0 });
});

test('another user, and another clinic, know nothing of it', async () => {
  const user = somebody();
  const { id } = await send(user);
  for (const stranger of [NURSE, { ...OTHER_DOCTOR, user: user.user }]) {
    for (const unknown of [id, 'unknown']) {
      for (const action of ['seen', 'acknowledge', 'dismiss']) {
        const answer = await server.api(stranger).call('POST', `/api/notifications/${unknown}/${action}`);
        assert.equal(answer.status, 404);
        assert.equal(answer.body.code, 'NOT_FOUND');
      }
    }
    const client = await server.connect(STANDARD, stranger);
    const [refusal] = await client.request('notification:acknowledge', { id });
    assert.equal(refusal.code, 'NOT_FOUND');
    client.close();
  }
  assert.equal((await history(user))[0].state, 'queued');
});

test('what is not as it should be is refused and sends nothing', async () => {
  const user = somebody();
  const good = { userId: user.user, title: 'T', message: 'M' };
  const bad = [
    { ...good, title: '' },
    { ...good, title: 'x'.repeat(201) },
    { ...good, message: 'x'.repeat(2001) },
    { ...good, message: 7 },
    { ...good, userId: undefined },
    { ...good, userId: 'x'.repeat(321) },
    { ...good, type: 'no words' },
    { ...good, priority: 'higher' },
    { ...good, actionUrl: 'https://elsewhere.example/' },
    { ...good, actionUrl: '//elsewhere.example/' },
    { ...good, metadata: 'text' },
    { ...good, metadata: { text: 'x'.repeat(4000) } },
    { ...good, mustAcknowledge: 'yes' },
  ];
  for (const body of bad) {
    const { status, body: answer } = await server.api(DESK).call('POST', '/api/notifications', body);
    assert.equal(status, 400, JSON.stringify(body).slice(0, 100));
    assert.equal(answer.code, 'INVALID');
  }
  const patient = { ...user, role: 'patient' };
  assert.equal((await server.api(patient).call('POST', '/api/notifications', good)).status, 403);
  assert.deepEqual(await history(user), []);

  const client = await server.connect(STANDARD, user);
  for (const argument of [undefined, null, 7, {}, { ids: [] }, { ids: 'x' }, { ids: Array(201).fill('x') }]) {
    const [refusal] = await client.request('notification:mark-read', argument);
    assert.equal(refusal.code, 'INVALID');
  }
});
