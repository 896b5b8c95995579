/** Threads over their life, and calls between their members: what one client does and what the others are told. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { STANDARD } from '../lib/client.mjs';
import { DESK, DOCTOR, NURSE, OTHER_DOCTOR } from '../lib/stage.mjs';
import { DEADLINE_MS, within } from '../lib/wait.mjs';

const ADMIN = { user: 'boss', tenant: 'tenant-1', role: 'admin', name: 'Bo Ient' };

let server;
let doctor;
let desk;
let nurse;
let stranger;

before(async () => {
  server = await Server.start();
  [doctor, desk, nurse, stranger] = await Promise.all(
    [DOCTOR, DESK, NURSE, OTHER_DOCTOR].map((who) => server.connect(STANDARD, who)),
  );
});
after(() => server?.close());

const as = (who) => server.api(who);
const newThread = (...memberIds) => as(DOCTOR).post('/api/threads', { memberIds });
const write = (who, thread, body) => as(who).post(`/api/threads/${thread.id}/messages`, { body });
const aboutThread = (thread) => (body) => body.threadId === thread.id || body.message?.threadId === thread.id;

async function enter(client, thread) {
  assert.deepEqual(await client.request('message:join-thread', thread.id), [{ success: true }]);
}

/** The status and code of a call that must be refused. */
async function refusal(who, method, path, body) {
  const answer = await as(who).call(method, path, body);
  return `${answer.status} ${answer.body?.code}`;
}

describe('threads', () => {
  test('are read page by page', async () => {
    const thread = await newThread();
    for (const body of ['one', 'two', 'three']) {
      await write(DOCTOR, thread, body);
    }
    const path = `/api/threads/${thread.id}/messages?limit=2`;
    const first = await as(DOCTOR).get(path);
    assert.deepEqual(first.items.map(({ body }) => body), ['three', 'two']);
    const last = await as(DOCTOR).get(`${path}&before=${first.nextCursor}`);
    assert.deepEqual(last.items.map(({ body }) => body), ['one']);
    assert.equal(last.nextCursor, undefined);
    const list = await as(DOCTOR).get('/api/threads?limit=1');
    assert.equal(list.items[0].id, thread.id);
  });

  test('tell members who comes, and who was removed nothing more', async () => {
    const thread = await newThread(DESK.user);
    await as(DESK).post(`/api/threads/${thread.id}/members`, { memberIds: [NURSE.user] });
    const added = await nurse.next('thread:members-added', aboutThread(thread));
    assert.deepEqual(added.addedIds, [NURSE.user]);
    assert.deepEqual(added.memberIds, [DESK.user, DOCTOR.user, NURSE.user]);
    await Promise.all([enter(nurse, thread), enter(desk, thread)]);
    await write(DOCTOR, thread, 'while both are in');
    await nurse.next('message:new', aboutThread(thread));

    assert.equal(await refusal(NURSE, 'DELETE', `/api/threads/${thread.id}/members/${DESK.user}`), '403 FORBIDDEN');
    assert.equal((await as(DOCTOR).call('DELETE', `/api/threads/${thread.id}/members/${NURSE.user}`)).status, 200);
    const secret = await write(DOCTOR, thread, 'after the removal');

    await nurse.next('thread:member-removed', aboutThread(thread));
    await desk.next('message:new', ({ message }) => message.id === secret.id);
    const [answer] = await nurse.request('message:join-thread', thread.id);
    assert.equal(answer.code, 'NOT_FOUND');
    const marker = await newThread(NURSE.user);
    await enter(nurse, marker);
    await write(DOCTOR, marker, 'marker');
    const seen = await nurse.upTo('message:new', aboutThread(marker));
    assert.deepEqual(seen.filter(([name, body]) => name === 'message:new' && aboutThread(thread)(body)), []);
    assert.equal(await refusal(NURSE, 'GET', `/api/threads/${thread.id}`), '404 NOT_FOUND');
  });

  test('show corrections and what was taken back, and keep the trace for those who audit', async () => {
    const thread = await newThread(DESK.user);
    await enter(desk, thread);
    const message = await write(DOCTOR, thread, '10 mg');
    const path = `/api/threads/${thread.id}/messages/${message.id}`;
    assert.equal(await refusal(DESK, 'PUT', path, { body: 'mine' }), '403 FORBIDDEN');
    assert.equal(await refusal(OTHER_DOCTOR, 'PUT', path, { body: 'mine' }), '404 NOT_FOUND');
    await as(DOCTOR).put(path, { body: '1 mg' });
    const edited = await desk.next('message:edited', aboutThread(thread));
    assert.equal(edited.message.body, '1 mg');
    assert.ok(edited.message.editedAt);

    assert.equal((await as(DOCTOR).call('DELETE', path)).status, 200);
    const retracted = await desk.next('message:retracted', aboutThread(thread));
    assert.equal(retracted.messageId, message.id);
    const [left] = (await as(DESK).get(`/api/threads/${thread.id}/messages`)).items;
    assert.equal(left.body, '');
    assert.equal(left.retractedAt, retracted.retractedAt);
    assert.equal(await refusal(DESK, 'GET', `${path}/revisions`), '403 FORBIDDEN');
    const trace = await as(ADMIN).get(`${path}/revisions`);
    assert.deepEqual(trace.map(({ body }) => body), ['10 mg', '1 mg']);
  });

  test('hear that somebody stopped typing whose client does not say so', async () => {
    const thread = await newThread(DESK.user);
    await Promise.all([enter(doctor, thread), enter(desk, thread)]);
    doctor.emit('message:typing', { threadId: thread.id, isTyping: true });
    assert.equal((await desk.next('message:typing', aboutThread(thread))).isTyping, true);
    const stopped = await desk.next('message:typing', aboutThread(thread));
    assert.equal(stopped.isTyping, false);
    assert.equal(stopped.userId, DOCTOR.user);
  });
});

describe('attachments', () => {
  const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5_000_000, 7)]);

  async function upload(who, thread, body, { type = 'image/png', name = 'x-ray.png' } = {}) {
    const response = await request(`${server.url}/api/threads/${thread.id}/attachments?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token(who)}`, 'content-type': type },
      body,
      duplex: 'half',
    });
    return { status: response.status, body: await response.json() };
  }

  const download = (who, id) =>
    request(`${server.url}/api/attachments/${id}`, { headers: { authorization: `Bearer ${server.token(who)}` } });

  async function stored() {
    const found = await readdir(join(server.data, 'attachments'), { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).length;
  }

  test('are larger than any other body, reach members alone and go with their message', async () => {
    const thread = await newThread(DESK.user);
    const sent = await upload(DOCTOR, thread, PNG, { name: '../../Marker ü.png' });
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    const file = sent.body.data;
    assert.equal(file.name, 'Marker ü.png');
    assert.equal(file.size, PNG.length);
    assert.equal((await download(DESK, file.id)).status, 404);
    await enter(desk, thread);
    const message = await as(DOCTOR).post(`/api/threads/${thread.id}/messages`, { attachmentIds: [file.id] });
    const told = await desk.next('message:new', aboutThread(thread));
    assert.deepEqual(told.message.attachments, [file]);

    const answer = await download(DESK, file.id);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('content-disposition'),
      'attachment; filename="Marker u.png"; filename*=UTF-8\'\'Marker%20%C3%BC.png');
    assert.ok(PNG.equals(Buffer.from(await answer.arrayBuffer())));
    for (const who of [NURSE, OTHER_DOCTOR]) {
      const refused = await download(who, file.id);
      assert.equal(refused.status, 404);
      await refused.arrayBuffer();
    }
    assert.equal(await stored(), 1);
    await as(DOCTOR).call('DELETE', `/api/threads/${thread.id}/messages/${message.id}`);
    assert.equal((await download(DESK, file.id)).status, 404);
    assert.equal(await stored(), 0);
  });

  test('are refused with a code, and leave nothing', async () => {
    const thread = await newThread(DESK.user);
    const cases = [
      [OTHER_DOCTOR, PNG, {}, '404 NOT_FOUND'],
      [NURSE, PNG, {}, '404 NOT_FOUND'],
      [DOCTOR, '<script>', { type: 'text/html' }, '400 INVALID'],
      [DOCTOR, '<script>', {}, '400 INVALID'],
      [DOCTOR, Buffer.alloc(25_000_001), {}, '413 TOO_LARGE'],
    ];
    for (const [who, body, options, expected] of cases) {
      const { status, body: answer } = await upload(who, thread, body, options);
      assert.equal(`${status} ${answer.code}`, expected);
    }
    assert.equal(await stored(), 0);
  });

  test('leave nothing of an upload that breaks off', async () => {
    const thread = await newThread();
    const client = httpRequest(`${server.url}/api/threads/${thread.id}/attachments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server.token(DOCTOR)}`,
        'content-type': 'image/png',
        'content-length': PNG.length,
        expect: '100-continue',
      },
    });
    client.on('error', () => {});
    client.flushHeaders();
    await within(DEADLINE_MS, new Promise((go) => client.on('continue', go)), () => 'no 100 Continue');
    assert.equal(await stored(), 1);
    await new Promise((written) => client.write(PNG.subarray(0, 1_000_000), written));
    client.destroy();
    const deadline = Date.now() + DEADLINE_MS;
    while ((await stored()) > 0) {
      assert.ok(Date.now() < deadline, 'the half file is still there');
    }
  });
});

describe('calls', () => {
  test('are set up between two members, and stop ringing elsewhere', async () => {
    const thread = await newThread(DESK.user);
    const tablet = await server.connect(STANDARD, DESK);
    const [{ success, callId }] = await doctor.request('call:offer', { threadId: thread.id, to: DESK.user, sdp: 'v=0' });
    assert.equal(success, true);
    const offer = await desk.next('call:offer', (body) => body.callId === callId);
    assert.equal(offer.from, DOCTOR.user);
    assert.equal(offer.fromName, DOCTOR.name);
    await tablet.next('call:offer', (body) => body.callId === callId);

    assert.deepEqual(await desk.request('call:answer', { callId, sdp: 'v=1' }), [{ success: true }]);
    assert.equal((await doctor.next('call:answer', (body) => body.callId === callId)).sdp, 'v=1');
    await tablet.next('call:answered-elsewhere', (body) => body.callId === callId);
    const candidate = { candidate: 'candidate:1 1 udp', sdpMid: '0', sdpMLineIndex: 0 };
    assert.deepEqual(await doctor.request('call:candidate', { callId, candidate }), [{ success: true }]);
    assert.deepEqual((await desk.next('call:candidate', (body) => body.callId === callId)).candidate, candidate);

    for (const outsider of [nurse, stranger]) {
      const [answer] = await outsider.request('call:hangup', { callId });
      assert.equal(answer.code, 'NOT_FOUND');
    }
    tablet.close();
    assert.deepEqual(await desk.request('call:hangup', { callId }), [{ success: true }]);
    const end = await doctor.next('call:hangup', (body) => body.callId === callId);
    assert.equal(end.reason, 'hung-up');
    assert.equal(end.endedBy, DESK.user);
  });

  test('end with the last session of a party', async () => {
    const thread = await newThread('nurse-ada');
    const [{ callId }] = await doctor.request('call:offer', { threadId: thread.id, to: NURSE.user, sdp: 'v=0' });
    nurse.close();
    const end = await doctor.next('call:hangup', (body) => body.callId === callId);
    assert.equal(end.reason, 'connection-lost');
    const [offline] = await doctor.request('call:offer', { threadId: thread.id, to: NURSE.user, sdp: 'v=0' });
    assert.equal(offline.code, 'CONFLICT');
  });

  test('are refused with a code', async () => {
    const thread = await newThread(DESK.user);
    const to = DESK.user;
    const cases = [
      [doctor, 'call:offer', { threadId: thread.id, to, sdp: 1 }, 'INVALID'],
      [doctor, 'call:offer', { threadId: thread.id, to, sdp: 'x'.repeat(65_537) }, 'INVALID'],
      [doctor, 'call:offer', { threadId: thread.id, to: DOCTOR.user, sdp: 'v=0' }, 'INVALID'],
      [doctor, 'call:offer', { threadId: thread.id, to: NURSE.user, sdp: 'v=0' }, 'NOT_FOUND'],
      [stranger, 'call:offer', { threadId: thread.id, to, sdp: 'v=0' }, 'NOT_FOUND'],
      [doctor, 'call:answer', { callId: 'none', sdp: 'v=0' }, 'NOT_FOUND'],
      [doctor, 'call:candidate', { callId: 'none', candidate: 'text' }, 'INVALID'],
      [doctor, 'call:hangup', null, 'INVALID'],
    ];
    for (const [client, name, argument, code] of cases) {
      const [answer] = await client.request(name, argument);
      assert.equal(answer.code, code, `${name} ${JSON.stringify(answer)}`);
    }
  });
});
