/** Compressed messages, as published clients make and read them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OpenServer, Server } from '../harness.mjs';
import { CLINIC } from '../lib/client.mjs';
import { appointmentFor, newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';
import { VERSIONS } from '../lib/versions.mjs';
import { DEADLINE_MS, within } from '../lib/wait.mjs';

const LONG = 'a long message, as they are in clinics; '.repeat(100);
const REASON = 'What the patient has told at the desk. '.repeat(50).trim();

let open;
let server;

before(async () => {
  open = await OpenServer.start();
  server = await Server.start({ env: { CAREWIRE_SOCKETIO_PERMESSAGE_DEFLATE: 'true' } });
});
after(async () => {
  await open?.close();
  await server?.close();
});

/** The WebSocket below a client. */
const webSocket = (socket) => socket.io.engine.transport.ws;

/** Bytes that came and went over a client's connection so far. */
function traffic(socket) {
  const { bytesRead, bytesWritten } = webSocket(socket)._socket;
  return { bytesRead, bytesWritten };
}

function heard(socket, event) {
  const first = new Promise((done) => socket.once(event, (...args) => done(args)));
  return within(DEADLINE_MS, first, () => `no ${event}`);
}

for (const { name, io } of VERSIONS) {
  test(`${name} sends and receives compressed messages`, async () => {
    const socket = io(open.url, { forceNew: true, transports: ['websocket'], perMessageDeflate: { threshold: 0 } });
    try {
      await heard(socket, 'connect');
      assert.match(String(Object.keys(webSocket(socket)._extensions)), /permessage-deflate/);
      const before = traffic(socket);
      const back = heard(socket, 'message-back');
      socket.emit('message', LONG, { short: true }, [LONG]);
      assert.deepEqual(await back, [LONG, { short: true }, [LONG]]);
      const { bytesRead, bytesWritten } = traffic(socket);
      assert.ok(bytesRead - before.bytesRead < LONG.length / 4, `read: ${bytesRead - before.bytesRead}`);
      assert.ok(bytesWritten - before.bytesWritten < LONG.length / 4, `written: ${bytesWritten - before.bytesWritten}`);
      const bytes = heard(socket, 'message-back');
      socket.emit('message', Buffer.alloc(5_000, 7));
      const [received] = await bytes;
      assert.deepEqual(Buffer.from(received), Buffer.alloc(5_000, 7));
    } finally {
      socket.close();
    }
  });
}

test('the same event reaches clients with and without compression', async () => {
  const api = server.api(DESK);
  const wanted = appointmentFor(await newPatient(api), DOCTOR.user, { reason: REASON });
  const transports = ['websocket'];
  const deflating = await server.connect(CLINIC, DOCTOR, { transports });
  const plain = await server.connect(CLINIC, NURSE, { transports, options: { perMessageDeflate: false } });
  const before = [deflating, plain].map(({ socket }) => traffic(socket).bytesRead);

  await api.post('/api/appointments', wanted);

  const one = await deflating.next('appointment:updated');
  const other = await plain.next('appointment:updated');
  assert.equal(JSON.stringify(one).includes(REASON), true);
  assert.deepEqual(one, other);
  const [less, more] = [deflating, plain].map(({ socket }, index) => traffic(socket).bytesRead - before[index]);
  assert.ok(less < more / 2, `bytes: ${less} (expected: less than half of ${more})`);
});

test('nobody is offered compression unless the configuration says so', async () => {
  const usual = await Server.start();
  try {
    const client = await usual.connect(CLINIC, DOCTOR, { transports: ['websocket'] });
    assert.deepEqual(Object.keys(webSocket(client.socket)._extensions), []);
  } finally {
    await usual.close();
  }
});
