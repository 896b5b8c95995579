/** Unmodified clients of every generation, over each transport, against the transport alone and against the clinic. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { OpenServer, Server } from '../harness.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';
import { VERSIONS, WAYS } from '../lib/versions.mjs';
import { DEADLINE_MS, within } from '../lib/wait.mjs';

const sockets = new Set();

/** A socket of its own connection, not yet connected. */
function open(version, url, options = {}) {
  const socket = version.io(url, { forceNew: true, reconnectionDelay: 100, ...options });
  sockets.add(socket);
  return socket;
}

function heard(socket, event) {
  const first = new Promise((done) => socket.once(event, (...args) => done(args)));
  return within(DEADLINE_MS, first, () => `no ${event}`);
}

/** Emits and waits for the arguments of the acknowledgement. */
function request(socket, ...args) {
  const answer = new Promise((done) => socket.emit(...args, (...values) => done(values)));
  return within(DEADLINE_MS, answer, () => `no acknowledgement of ${args[0]}`);
}

async function reaches(socket, transport) {
  const { engine } = socket.io;
  if (engine.transport.name !== transport) {
    await within(DEADLINE_MS, new Promise((done) => engine.once('upgrade', done)), () => `no upgrade to ${transport}`);
  }
  assert.equal(engine.transport.name, transport);
}

/** What was sent, with bytes as plain numbers whatever kind of buffer the client makes of them. */
function plain(value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return { bytes: [...Buffer.from(value.buffer ?? value, value.byteOffset, value.byteLength)] };
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}

// A namespace that was refused keeps its connection wanted.
after(() =>
  sockets.forEach((socket) => {
    socket.io.reconnection(false);
    socket.close();
    socket.io.engine?.close();
  }),
);

for (const version of VERSIONS) {
  describe(`client ${version.name}`, () => {
    let server;

    before(async () => {
      server = await OpenServer.start();
    });
    after(() => server.close());

    for (const { transports, ends } of WAYS) {
      test(`carries texts, bytes and acknowledgements over ${transports}`, async () => {
        const socket = open(version, server.url, { transports });
        await heard(socket, 'connect');
        const args = [
          ['one', 2, { three: [true, null] }, 'é🏥'],
          [Buffer.from([1, 2, 3]), { deep: [Buffer.from([4]), 'x'] }, Buffer.from([])],
          [Buffer.alloc(70_000, 7)],
        ];
        const both = async () => {
          for (const sent of args) {
            const back = heard(socket, 'message-back');
            socket.emit('message', ...sent);
            assert.deepEqual(plain(await back), plain(sent));
            assert.deepEqual(plain(await request(socket, 'message-with-ack', ...sent)), plain(sent));
          }
        };
        await both();
        await reaches(socket, ends);
        await both();
        socket.close();
      });

      test(`stays connected over ${transports} while nothing is said`, async () => {
        const socket = open(version, server.url, { transports });
        await heard(socket, 'connect');
        const { engine } = socket.io;
        let beats = 0;
        const four = new Promise((done) => {
          const count = (packet) => {
            beats += Number((packet.type ?? packet) === 'ping' || packet.type === 'pong');
            if (beats === 4) {
              done();
            }
          };
          engine.on('packet', count);
        });
        let lost;
        socket.on('disconnect', (reason) => {
          lost = reason;
        });
        await within(DEADLINE_MS, four, () => `${beats} heartbeats`);
        assert.equal(lost, undefined);
        socket.close();
      });

      test(`uses several namespaces over ${transports}`, async () => {
        const main = open(version, server.url, { transports });
        await heard(main, 'connect');
        const custom = main.io.socket('/custom');
        await heard(custom, 'connect');
        assert.deepEqual(await request(custom, 'message-with-ack', 'custom'), ['custom']);
        custom.disconnect();
        assert.deepEqual(await request(main, 'message-with-ack', 'main'), ['main']);
        const unknown = main.io.socket('/unknown');
        const [error] = await heard(unknown, version.name === '2.5' ? 'error' : 'connect_error');
        assert.equal(error.message ?? error, 'Invalid namespace');
        unknown.close();
        main.close();
      });
    }

    for (const { transports } of WAYS) {
      test(`answers the server's questions over ${transports}`, async () => {
        const socket = open(version, server.url, { transports });
        const bytes = [Buffer.from([1, 255]), Buffer.alloc(20_000, 3)];
        const replies = { several: ['yes', 2, { three: [null, 'é🏥'] }], nothing: [], bytes: [...bytes, { deep: [bytes[0]] }] };
        socket.on('question', (kind, details, answer) => {
          assert.deepEqual(details, { more: [1] });
          answer(...replies[kind]);
        });
        await heard(socket, 'connect');
        for (const [kind, reply] of Object.entries(replies)) {
          const said = heard(socket, 'answer');
          socket.emit('ask-me', DEADLINE_MS, kind, { more: [1] });
          assert.deepEqual(plain(await said), plain(reply));
        }
        socket.close();
      });
    }

    test('may leave a question without an answer, or answer too late', async () => {
      const socket = open(version, server.url, { transports: ['websocket'] });
      await heard(socket, 'connect');
      const asked = heard(socket, 'question');
      const unanswered = heard(socket, 'no-answer');
      socket.emit('ask-me', 1, 'late');
      const [said, answer] = await asked;
      assert.equal(said, 'late');
      await unanswered;
      answer('too late');
      assert.deepEqual(await request(socket, 'message-with-ack', 'still here'), ['still here']);
      socket.close();
    });

    test('tells who it is', async () => {
      const proof = { token: 'a b&c"é', tenantId: 't' };
      const socket = open(version, server.url, { transports: ['websocket'], ...version.proof(proof) });
      assert.deepEqual(await heard(socket, 'auth'), [proof]);
      socket.close();
      const custom = open(version, `${server.url}/custom`, { transports: ['polling'], ...version.proof(proof) });
      assert.deepEqual(await heard(custom, 'auth'), [proof]);
      custom.close();
    });
  });
}

test('everybody is asked, and who says nothing or goes away is counted', async () => {
  const server = await OpenServer.start();
  try {
    const sockets = VERSIONS.flatMap((version) => WAYS.map(({ transports }) => open(version, server.url, { transports })));
    await Promise.all(sockets.map((socket) => heard(socket, 'connect')));
    const [silent, leaving, ...talking] = sockets;
    talking.forEach((socket, number) => socket.on('question', (text, answer) => answer(number, text)));
    const heardInSilence = heard(silent, 'question');
    leaving.on('question', () => leaving.close());
    const gone = heard(leaving, 'disconnect');

    const answers = heard(talking[0], 'answers');
    talking[0].emit('ask-all', 6_000, 'who?');
    await Promise.all([heardInSilence, gone]);
    const [said, missing] = await answers;
    assert.deepEqual(said.sort(), talking.map((socket, number) => [number, 'who?']));
    assert.equal(missing, 2);
    sockets.forEach((socket) => socket.close());
  } finally {
    await server.close();
  }
});

// Clients of Engine.IO v3 say nothing when they connect for which they could be refused here.
test('a refusal carries what a program may want to know', async () => {
  const server = await OpenServer.start();
  const reason = { code: 'FULL', retry: [1, null] };
  try {
    for (const version of VERSIONS.filter(({ name }) => name !== '2.5')) {
      const socket = open(version, server.url, { reconnection: false, ...version.proof({ refuse: reason }) });
      const [error] = await heard(socket, 'connect_error');
      assert.equal(error.message, 'Refused');
      assert.deepEqual(error.data, reason);
      socket.close();
    }
  } finally {
    await server.close();
  }
});

test('every generation comes back after the server restarts', async () => {
  let server = await OpenServer.start();
  const all = VERSIONS.flatMap((version) => WAYS.map(({ transports }) => open(version, server.url, { transports })));
  try {
    await Promise.all(all.map((socket) => heard(socket, 'connect')));
    const lost = all.map((socket) => heard(socket, 'disconnect'));
    const back = all.map((socket) => heard(socket, 'connect'));
    server = await server.crashAndRestart();
    await Promise.all(lost);
    await Promise.all(back);
    for (const socket of all) {
      assert.deepEqual(plain(await request(socket, 'message-with-ack', Buffer.from([9]))), [{ bytes: [9] }]);
      socket.close();
    }
  } finally {
    await server.close();
  }
});

describe('the clinic', () => {
  let server;
  let patient;

  before(async () => {
    server = await Server.start();
    patient = await newPatient(server.api(DESK));
  });
  after(() => server.close());

  for (const version of VERSIONS) {
    for (const path of ['/socket.io/', '/api/socket/']) {
      for (const { transports, ends } of WAYS) {
        test(`${path} lets ${version.name} in over ${transports}`, async () => {
          const proof = { token: server.token(DOCTOR), tenantId: DOCTOR.tenant };
          const socket = open(version, server.url, { path, transports, ...version.proof(proof) });
          await heard(socket, 'connect');
          await reaches(socket, ends);
          const updated = heard(socket, 'patient:updated');
          await server.api(DESK).put(`/api/patients/${patient._id}`, { lastName: 'Marker' });
          const [body] = await updated;
          assert.equal(body.patient.lastName, 'Marker');
          socket.close();
        });
      }

      test(`${path} refuses ${version.name} without a token, in its words`, async () => {
        const socket = open(version, server.url, { path, reconnection: false });
        const [error] = await heard(socket, version.name === '2.5' ? 'error' : 'connect_error');
        assert.equal(error.message ?? error, 'Authentication token required');
        socket.close();
      });
    }
  }

  test('bytes that nobody expects are refused, and nothing else happens', async () => {
    const [, , newest] = VERSIONS;
    const proof = { token: server.token(DOCTOR), tenantId: DOCTOR.tenant };
    const socket = open(newest, server.url, newest.proof(proof));
    await heard(socket, 'connect');
    const [answer] = await request(socket, 'user:status', Buffer.from([1]));
    assert.equal(answer.code, 'INVALID');
    assert.ok(socket.connected);
    socket.close();
  });
});

test('clients of Engine.IO v3 stay outside when they are not wanted', async () => {
  const server = await Server.start({ env: { CAREWIRE_SOCKETIO_ALLOW_EIO3: 'false' } });
  try {
    const response = await fetch(`${server.url}/socket.io/?EIO=3&transport=polling`);
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), { code: 5, message: 'Unsupported protocol version' });
  } finally {
    await server.close();
  }
});
