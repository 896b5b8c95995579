/** CareWire's messages to and from Node.js servers with the published Redis adapter and emitter, over a real Redis. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { createAdapter } from '@socket.io/redis-adapter';
import { Emitter } from '@socket.io/redis-emitter';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { RECORDING, recording } from '../lib/node-cluster-messages.mjs';
import { NodePeer } from '../lib/node-peer.mjs';
import { Redis } from '../lib/redis.mjs';
import { eventually, within } from '../lib/wait.mjs';

const DEADLINE_MS = 20_000;

/** Longer than any answer takes, so that a time-out means a missing answer. */
const PATIENCE_MS = 20_000;

/** The adapter's servers that subscribe to the channel of requests, without CareWire's own peer. */
const NODE_SERVERS = 1;

let redis;
let server;
let http;
let client;
let peer;
let emitter;

before(async () => {
  redis = await Redis.start();
  http = createServer().listen(0, '127.0.0.1');
  server = new Server(http);
  server.adapter(createAdapter(await redis.client(), await redis.client(), { requestsTimeout: PATIENCE_MS }));
  server.on('connection', (socket) => socket.join('ward'));
  emitter = new Emitter(await redis.client());
  peer = await NodePeer.join(redis);
  await new Promise((done) => (http.listening ? done() : http.once('listening', done)));
  client = io(`http://127.0.0.1:${http.address().port}`, { transports: ['websocket'] });
  client.on('ask', (value, acknowledge) => acknowledge(value));
  await within(DEADLINE_MS, new Promise((done) => client.once('connect', done)), () => 'not connected');
  await serversAre(NODE_SERVERS + 1);
});

after(async () => {
  client?.close();
  server?.close();
  await peer?.stop();
  await redis?.stop();
});

const serversAre = (count) => eventually(
  async () => ((await server.of('/').adapter.serverCount()) === count ? true : undefined),
  () => `not ${count} servers`);

const received = (event) => within(
  DEADLINE_MS, new Promise((done) => client.once(event, (...args) => done(args))), () => `no ${event}`);

test('the recorded messages are those of the installed packages', async () => {
  assert.equal(await recording(), readFileSync(RECORDING, 'utf8'));
});

describe('the emitter', () => {
  test('reaches clients by room, with exclusions and flags', async () => {
    emitter.to('ward').emit('queue:update', { waiting: 3 });
    assert.deepEqual(await peer.next('event'), ['java-1', '[]', 'queue:update', '{"waiting":3}']);
    emitter.except('ward').volatile.emit('typing', true);
    assert.deepEqual(await peer.next('event'), ['java-2', '[VOLATILE]', 'typing', 'true']);
  });

  test('sends bytes and moments', async () => {
    emitter.to('java-1').emit('file', Buffer.from([0, 255]), new Date(0));
    assert.deepEqual(await peer.next('event'),
      ['java-1', '[]', 'file', '{"_placeholder":true,"num":0}', '"1970-01-01T00:00:00.000Z"', '00ff']);
  });

  test('moves clients between rooms', async () => {
    emitter.in('java-2').socketsJoin(['a#b', 'Zoë 🏥']);
    emitter.to('a#b').emit('joined');
    assert.deepEqual(await peer.next('event'), ['java-2', '[]', 'joined']);
    emitter.to('Zoë 🏥').emit('joined');
    assert.deepEqual(await peer.next('event'), ['java-2', '[]', 'joined']);
    emitter.in('java-2').socketsLeave('a#b');
    emitter.to('a#b').emit('left');
    emitter.to('java-2').emit('after');
    assert.deepEqual(await peer.next('event'), ['java-2', '[]', 'after']);
  });

  test('sends events to the code of servers, which CareWire ignores', async () => {
    emitter.serverSideEmit('reload', 1);
    emitter.to('java-1').emit('after');
    assert.deepEqual(await peer.next('event'), ['java-1', '[]', 'after']);
  });
});

describe('a Node server', () => {
  test('reaches clients of both servers once', async () => {
    const local = received('hello');
    server.to('ward').emit('hello', { n: 1.5 });
    assert.deepEqual(await local, [{ n: 1.5 }]);
    assert.deepEqual(await peer.next('event'), ['java-1', '[]', 'hello', '{"n":1.5}']);
    assert.deepEqual(peer.unread('event'), []);
  });

  test('fetches the sockets of both servers', async () => {
    const sockets = await server.in('ward').fetchSockets();
    assert.deepEqual(sockets.map(({ id }) => id).sort(), [client.id, 'java-1'].sort());
    const [remote] = sockets.filter(({ id }) => id === 'java-1');
    assert.deepEqual([...remote.rooms].sort(), ['java-1', 'ward']);
    assert.deepEqual(remote.data, { from: 'java' });
    assert.deepEqual(await server.in('java-1').except('ward').fetchSockets(), []);
  });

  test('lists the rooms of both servers', async () => {
    const rooms = await server.of('/').adapter.allRooms();
    for (const room of [client.id, 'ward', 'java-1', 'java-2']) {
      assert.ok(rooms.has(room), room);
    }
  });

  test('receives the acknowledgements of all clients', async () => {
    const answers = await server.timeout(PATIENCE_MS).emitWithAck('ask', 'node');
    assert.deepEqual(answers.sort(), ['java-1', 'java-2', 'node']);
    assert.deepEqual(await server.in('nowhere').timeout(PATIENCE_MS).emitWithAck('ask'), []);
  });

  test('asks one remote socket', async () => {
    const [socket] = await server.in('java-2').fetchSockets();
    assert.equal(await socket.timeout(PATIENCE_MS).emitWithAck('ask'), 'java-2');
  });

  test('receives null as CareWire\'s answer to events for the code of servers', async () => {
    assert.deepEqual(await server.serverSideEmitWithAck('count'), [null]);
  });

  test('moves the clients of the other server', async () => {
    server.in('java-2').socketsJoin('theatre');
    server.to('theatre').emit('joined');
    assert.deepEqual(await peer.next('event'), ['java-2', '[]', 'joined']);
    server.in('java-2').socketsLeave('theatre');
    server.to('theatre').emit('left');
    server.to('java-2').emit('after');
    assert.deepEqual(await peer.next('event'), ['java-2', '[]', 'after']);
  });
});

describe('CareWire', () => {
  test('reaches clients of the Node server by room, with bytes and moments', async () => {
    const arrived = received('file');
    peer.command('emit', ['ward'], [], [], 'file', '{"n":[1,-2,0.5,4294967296]}', 'bytes:00ff', 'moment:2026-11-30T20:15:00.250Z');
    assert.deepEqual(await arrived,
      [{ n: [1, -2, 0.5, 4294967296] }, Buffer.from([0, 255]), '2026-11-30T20:15:00.250Z']);
  });

  test('spares the clients it excludes', async () => {
    const names = [];
    client.on('excluded', () => names.push('excluded'));
    const last = received('last');
    peer.command('emit', [], ['ward'], [], 'excluded');
    peer.command('emit', [], ['elsewhere'], ['VOLATILE', 'UNCOMPRESSED'], 'last', '"größe 🏥"');
    assert.deepEqual(await last, ['größe 🏥']);
    assert.deepEqual(names, []);
  });

  test('fetches sockets and rooms of the Node server', async () => {
    peer.command('fetch', NODE_SERVERS, ['ward'], ['java-1']);
    assert.deepEqual(await peer.next('answer'), ['COMPLETE', '0', '0', `${client.id}=[${[client.id, 'ward'].sort().join(', ')}]`]);
    peer.command('rooms', NODE_SERVERS);
    const [outcome, , , rooms] = await peer.next('answer');
    assert.equal(outcome, 'COMPLETE');
    assert.ok(rooms.split(' ').includes('ward'));
  });

  test('receives the acknowledgements of the Node server\'s clients', async () => {
    peer.command('ask', NODE_SERVERS, ['ward'], 'ask', '{"a":1}');
    assert.deepEqual(await peer.next('answer'), ['COMPLETE', '0', '0', '{"a":1}']);
  });

  test('receives replies on its own channel', async () => {
    const second = new Server();
    second.adapter(createAdapter(await redis.client(), await redis.client(), { publishOnSpecificResponseChannel: true }));
    await serversAre(NODE_SERVERS + 2);
    peer.command('fetch', NODE_SERVERS + 1, ['ward'], []);
    assert.equal((await peer.next('answer'))[0], 'COMPLETE');
    second.of('/').adapter.close();
    await serversAre(NODE_SERVERS + 1);
  });

  test('moves clients of the Node server', async () => {
    const joined = received('joined');
    peer.command('join', [client.id], ['theatre', 'icu']);
    peer.command('emit', ['icu'], [], [], 'joined');
    assert.deepEqual(await joined, []);
    const names = [];
    client.on('left', () => names.push('left'));
    const later = received('after');
    peer.command('leave', [client.id], ['icu']);
    peer.command('emit', ['icu'], [], [], 'left');
    peer.command('emit', [client.id], [], [], 'after');
    await later;
    assert.deepEqual(names, []);
  });

  test('reports servers that do not reply', async () => {
    peer.command('rooms', NODE_SERVERS + 1);
    // The Node server replies in order: with this answer, its reply to the first question has arrived, too.
    peer.command('rooms', NODE_SERVERS);
    assert.equal((await peer.next('answer'))[0], 'COMPLETE');
    peer.command('pass', 5000);
    const [outcome, missing, , rooms] = await peer.next('answer');
    assert.deepEqual([outcome, missing], ['TIMED_OUT', '1']);
    assert.ok(rooms.split(' ').includes('ward'));
  });

  test('disconnects clients of the Node server', async () => {
    const gone = received('disconnect');
    peer.command('disconnect', [client.id]);
    assert.equal((await gone)[0], 'io server disconnect');
  });
});

test('a Node server disconnects clients of the other server', async () => {
  server.in('java-1').disconnectSockets(true);
  assert.deepEqual(await peer.next('disconnected'), ['java-1', 'CONNECTION']);
  emitter.disconnectSockets();
  assert.deepEqual(await peer.next('disconnected'), ['java-2', 'SOCKET']);
});
