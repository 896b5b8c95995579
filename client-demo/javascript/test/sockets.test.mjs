/** What a family's own back end sends to its clients unchanged, and how it lists, asks, moves and ends their sockets. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { DOCTOR, NURSE, OTHER_DOCTOR } from '../lib/stage.mjs';

const BACK_END = { user: 'backend', tenant: 'tenant-1', role: 'service', name: 'Back end' };

let server;

before(async () => {
  server = await Server.start({ demo: false, env: { CAREWIRE_EMIT_REQUESTS_BURST: '1000' } });
});
after(() => server.close());

async function call(path, body, expected = 200) {
  const answer = await server.api(BACK_END).call('POST', `/api/v1/${path}`, body);
  assert.equal(answer.status, expected, JSON.stringify(answer.body));
  return answer.body;
}

const emit = (...events) => call('emit', { events }, 201);
const sockets = (verb, body) => call(`sockets/${verb}`, { family: 'derm-app', ...body });
const event = (to, name, ...args) => ({ family: 'derm-app', to: [to], event: name, args });

/** Loses the connection without a word, as a network does, and comes back. */
async function recovered(client) {
  client.socket.io.engine.close();
  await client.disconnected();
  client.socket.connect();
  await client.connected();
  return client.socket.recovered;
}

/** The bytes of a message, which a JSON library would write differently. */
test('arguments reach clients byte for byte, over both transports', async () => {
  const args = '[{"z":1.50,"a":{"big":12345678901234567890.10,"e":1E3},"t":"\\u00e9\\/ Marker" , "n":null},"x"]';
  const texts = [];
  for (const transports of [['websocket'], ['polling']]) {
    const client = await server.connect(STANDARD, DOCTOR, { transports });
    client.socket.io.engine.on('packet', ({ data }) => texts.push(String(data)));
  }
  const answer = await fetch(`${server.url}/api/v1/emit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token(BACK_END)}`, 'content-type': 'application/json' },
    body: `{"family":"derm-app","to":["tenant:tenant-1"],"event":"appointment:created","args":${args}}`,
  });
  assert.equal(answer.status, 201, await answer.text());
  const fence = await server.connect(STANDARD, NURSE);
  await emit(event('tenant:tenant-1', 'fence'));
  await fence.next('fence');
  const expected = `2["appointment:created",${args.slice(1, -1)},"`;
  await assert.doesNotReject(async () => {
    for (let tries = 0; tries < 100 && texts.filter((text) => text.startsWith(expected)).length < 2; tries += 1) {
      await new Promise((soon) => setTimeout(soon, 20));
    }
    assert.equal(texts.filter((text) => text.startsWith(expected)).length, 2, JSON.stringify(texts));
  });
});

test('a back end lists the sockets of its clinic and family, with their rooms', async () => {
  const doctor = await server.connect(STANDARD, { ...DOCTOR, user: 'lists' });
  await server.connect(CLINIC, { ...DOCTOR, user: 'lists' });
  const { sockets: found } = await sockets('fetch', { in: ['user:lists'] });

  assert.equal(found.length, 1);
  const [{ rooms, connectedAt, ...socket }] = found;
  assert.deepEqual(socket, {
    id: doctor.socket.id, userId: 'lists', tenantId: 'tenant-1', name: DOCTOR.name, roles: ['doctor'],
  });
  assert.ok(Date.now() - Date.parse(connectedAt) < 60_000);
  for (const room of [doctor.socket.id, 'tenant:tenant-1', 'tenant:tenant-1:module:labs', 'user:lists']) {
    assert.ok(rooms.includes(room), `${room} in ${rooms}`);
  }
  assert.ok(!rooms.includes('tenant:tenant-1:module:financials'), String(rooms));
});

test('a socket is in the room of its own id', async () => {
  const doctor = await server.connect(STANDARD, DOCTOR);
  const other = await server.connect(STANDARD, DOCTOR);
  await emit(event(doctor.socket.id, 'mine', 1), {
    ...event(`user:${DOCTOR.user}`, 'not:mine', 2), except: [doctor.socket.id],
  });
  assert.equal(await other.next('not:mine'), 2);
  await emit(event(doctor.socket.id, 'mine', 3));
  assert.deepEqual([await doctor.next('mine'), await doctor.next('mine')], [1, 3]);
});

test('rooms that a back end gave survive a recovery, with what happened meanwhile', async () => {
  const nurse = await server.connect(STANDARD, { ...NURSE, user: 'joins' }, {
    options: { reconnection: false },
  });
  assert.deepEqual(await sockets('join', { in: ['user:joins'], rooms: ['ward 7', 'thread:t-77'] }), { sockets: 1 });
  await emit(event('ward 7', 'ward:news', 1));
  assert.equal(await nurse.next('ward:news'), 1);

  nurse.socket.io.engine.close();
  await nurse.disconnected();
  await emit(event('ward 7', 'ward:news', 2), event('thread:t-77', 'message:new', 3));
  nurse.socket.connect();
  await nurse.connected();

  assert.equal(nurse.socket.recovered, true);
  assert.deepEqual([await nurse.next('ward:news'), await nurse.next('message:new')], [2, 3]);
  await emit(event('thread:t-77', 'message:new', 4));
  assert.equal(await nurse.next('message:new'), 4);

  assert.deepEqual(await sockets('leave', { in: ['ward 7'], rooms: ['ward 7'] }), { sockets: 1 });
  assert.deepEqual(await sockets('fetch', { in: ['ward 7'] }), { sockets: [] });
  assert.equal(await recovered(nurse), true);
  assert.deepEqual(await sockets('fetch', { in: ['ward 7'] }), { sockets: [] });
});

test('each client answers a question, and silence is counted', async () => {
  const first = await server.connect(STANDARD, { ...DOCTOR, user: 'asked' });
  const second = await server.connect(STANDARD, { ...DOCTOR, user: 'asked' });
  await server.connect(STANDARD, { ...OTHER_DOCTOR, user: 'asked' });
  first.socket.on('ready?', (ward, reply) => reply({ ward, ready: true }, 2));
  second.socket.on('ready?', () => {});

  const answer = await sockets('ask', { to: ['user:asked'], event: 'ready?', args: ['7'], timeoutMs: 500 });
  assert.deepEqual(answer, {
    answers: [{ socketId: first.socket.id, args: [{ ward: '7', ready: true }, 2] }], missing: 1,
  });

  second.socket.on('both?', (reply) => reply('b'));
  first.socket.on('both?', (reply) => reply(Buffer.from('bytes')));
  assert.deepEqual(await sockets('ask', { to: ['user:asked'], event: 'both?' }), {
    answers: [{ socketId: second.socket.id, args: ['b'] }], missing: 1,
  });
});

test('a disconnected client does not come back by itself', async () => {
  for (const close of [false, true]) {
    const user = `ended-${close}`;
    const doctor = await server.connect(STANDARD, { ...DOCTOR, user });
    const { engine } = doctor.socket.io;
    assert.deepEqual(await sockets('disconnect', { in: [`user:${user}`], close }), { sockets: 1 });
    assert.equal(await doctor.disconnected(), 'io server disconnect');
    assert.equal(doctor.socket.active, false);
    assert.deepEqual(await sockets('fetch', { in: [`user:${user}`] }), { sockets: [] });
    engine.close();
  }
});

test('nothing of another clinic can be reached', async () => {
  const stranger = await server.connect(STANDARD, { ...OTHER_DOCTOR, user: 'shared' });
  await call('emit', event('tenant:tenant-2', 'leak'), 400);
  await emit(event('user:shared', 'leak'), event(stranger.socket.id, 'leak'));
  for (const [verb, more] of [['join', { rooms: ['trap'] }], ['leave', { rooms: ['trap'] }], ['disconnect', {}]]) {
    assert.deepEqual(await sockets(verb, { in: ['user:shared', stranger.socket.id], ...more }), { sockets: 0 });
  }
  await emit(event('trap', 'leak'));
  assert.equal(stranger.socket.connected, true);
  const answer = await server.api({ ...BACK_END, tenant: 'tenant-2' })
    .call('POST', '/api/v1/emit', event('user:shared', 'fence'));
  assert.equal(answer.status, 201);
  const seen = await stranger.upTo('fence', () => true);
  assert.deepEqual(seen.filter(([name]) => name === 'leak'), []);
});
