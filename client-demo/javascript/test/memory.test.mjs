/** Clients that have not authenticated, against a server with a heap of 128 MB: they hold little memory, and no other client notices them. */
import assert from 'node:assert/strict';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { RawSocket } from '../lib/raw.mjs';
import { newPatient } from '../lib/records.mjs';
import { VERSIONS } from '../lib/versions.mjs';
import { DEADLINE_MS, within } from '../lib/wait.mjs';

const DOCTOR = { user: 'doctor-1', tenant: 'clinic-1' };

/** So many ended the server. */
const COLLECTORS = 130;
const ATTACHMENT = Buffer.alloc(100_000);
const HALF_BODIES = 80;

/** Published for Engine.IO 3. */
const OLDER = VERSIONS.find(({ name }) => name === '2.5');

const KINDS = [{ family: STANDARD }, { family: CLINIC }, { family: STANDARD, older: true }];

/** Each poller has two connections. */
const POLLERS = 12;
const READERS = 26;
const ROUNDS = 5;
const ASKED_PER_ROUND = 2;

/** More than the share of one address has room for: all that was there before has to yield. */
const SILENT = 450;

let server;

before(async () => {
  server = await Server.start({ env: { JAVA_TOOL_OPTIONS: '-Xmx128m' } });
});
after(() => server?.close());

/** A plain connection that sends these bytes, and collects the answer. */
function raw(...parts) {
  const socket = connect(server.port, '127.0.0.1');
  const connection = { socket, answer: '' };
  connection.ended = new Promise((done) => socket.on('close', done));
  socket.on('error', () => {});
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    connection.answer += text;
  });
  connection.sent = new Promise((done) => socket.on('connect', () => parts.forEach((part) => socket.write(part, done))));
  return connection;
}

async function assertServes() {
  const client = await server.connect(STANDARD, DOCTOR);
  client.close();
  await server.api(DOCTOR).get('/api/patients');
}

test('attachments before a CONNECT end the connection', async () => {
  const collectors = Array.from({ length: COLLECTORS }, () => new RawSocket(server.url, '/socket.io/'));
  await Promise.all(
    collectors.map(async (socket) => {
      await socket.receives('0{');
      socket.send('4510-["x"]');
      for (let i = 0; i < 9; i++) {
        socket.send(ATTACHMENT);
      }
    }),
  );
  await collectors[0].ended();
  collectors.forEach((socket) => socket.close());
  await assertServes();
});

test('frames that never end are cut off, and do not disturb the others', async () => {
  const upgrade = [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    'Host: localhost',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    '\r\n',
  ].join('\r\n');
  // A masked text frame of 900,000 bytes, of which the first 800,000 arrive.
  const head = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x0d, 0xbb, 0xa0, 0, 0, 0, 0]);
  const attackers = Array.from({ length: COLLECTORS }, () => {
    const attacker = raw(upgrade);
    attacker.socket.on('data', () => attacker.socket.write(Buffer.concat([head, Buffer.alloc(800_000, 0x78)])));
    return attacker;
  });
  await Promise.all(attackers.map((attacker) => attacker.ended));
  await assertServes();
});

test('half a body of each of many requests leaves room for the requests of others', async () => {
  const head = 'POST /api/patients HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n';
  const attackers = Array.from({ length: HALF_BODIES }, () => raw(head, Buffer.alloc(800_000, 0x78)));
  await Promise.all(attackers.map((attacker) => attacker.sent));
  for (let i = 0; i < 20; i++) {
    await newPatient(server.api(DOCTOR));
  }
  const refused = attackers.filter((attacker) => attacker.answer.startsWith('HTTP/1.1 503'));
  assert.ok(refused.length > 0, 'the largest bodies yield');
  assert.match(refused[0].answer, /retry-after: 1/i);
  attackers.forEach((attacker) => attacker.socket.destroy());
});

/** A client over polling alone, of each kind in turn. */
async function poller(number, disconnects) {
  const { family, older } = KINDS[number % KINDS.length];
  const who = { user: `poller-${number}`, tenant: DOCTOR.tenant, role: 'nurse' };
  const credentials = { token: server.token(who), tenantId: who.tenant, transports: ['polling'] };
  const agent = new Agent({ keepAlive: true });
  const options = { ...family.options(credentials), agent, forceNew: true, reconnection: false };
  const socket = older
    ? OLDER.io(server.url, { ...options, ...OLDER.proof(options.auth) })
    : server.client(family, { ...credentials, options }).socket;
  socket.on('disconnect', (reason) => disconnects.push(`${who.user}: ${reason}`));
  const connected = new Promise((done, failed) => {
    socket.once('connect', done);
    socket.once('connect_error', failed);
    socket.once('error', failed);
  });
  await within(DEADLINE_MS, connected, () => `${who.user}: not connected`);
  return {
    ask: () => within(
      DEADLINE_MS,
      new Promise((done) => {
        if (family === STANDARD) {
          socket.emit('patient-flow:subscribe', {}, done);
        } else {
          socket.once('pong', done);
          socket.emit('ping');
        }
      }),
      () => `${who.user}: no answer`,
    ),
    close: () => {
      socket.close();
      agent.destroy();
    },
  };
}

/** A user's HTTP requests on one kept connection. */
function reader(number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const authorization = `Bearer ${server.token({ user: `reader-${number}`, tenant: DOCTOR.tenant, role: 'nurse' })}`;
  return {
    ask: () => within(
      DEADLINE_MS,
      new Promise((done, failed) => {
        const request = get(`${server.url}/api/users`, { agent, headers: { authorization } }, (response) => {
          response.resume().on('end', () => done({ status: response.statusCode, reused: request.reusedSocket }));
        });
        request.on('error', failed);
      }),
      () => `reader-${number}: no answer`,
    ),
    close: () => agent.destroy(),
  };
}

/** Regression: the server reset connections of known users between two requests, when strangers filled the share of their address. */
test('clients at the address of attackers that fill its share keep their HTTP connections', async () => {
  const disconnects = [];
  const pollers = await Promise.all(Array.from({ length: POLLERS }, (_, i) => poller(i, disconnects)));
  const readers = Array.from({ length: READERS }, (_, i) => reader(i));
  const attackers = [];
  let closed = 0;
  try {
    await Promise.all(readers.map((client) => client.ask()));
    for (let round = 0; round < ROUNDS; round++) {
      const silent = Array.from({ length: SILENT }, () => raw(''));
      silent.forEach((attacker) => attacker.ended.then(() => { closed += 1; }));
      attackers.push(...silent);
      await Promise.all(silent.map((attacker) => attacker.sent));
      for (let times = 0; times < ASKED_PER_ROUND; times++) {
        const [answers] = await Promise.all([
          Promise.all(readers.map((client) => client.ask())),
          Promise.all(pollers.map((client) => client.ask())),
        ]);
        assert.ok(answers.every(({ status, reused }) => status === 200 && reused), JSON.stringify(answers));
      }
    }
    assert.deepEqual(disconnects, []);
    assert.ok(closed > SILENT, `only ${closed} strangers had to yield`);
  } finally {
    attackers.forEach((attacker) => attacker.socket.destroy());
    pollers.forEach((client) => client.close());
    readers.forEach((client) => client.close());
  }
});
