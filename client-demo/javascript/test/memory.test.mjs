/** Clients that have not authenticated, against a server with a heap of 128 MB: they hold little memory, and no other client notices them. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { RawSocket } from '../lib/raw.mjs';
import { newPatient } from '../lib/records.mjs';

const DOCTOR = { user: 'doctor-1', tenant: 'clinic-1' };

/** So many ended the server. */
const COLLECTORS = 130;
const ATTACHMENT = Buffer.alloc(100_000);
const HALF_BODIES = 80;

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
