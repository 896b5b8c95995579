/** The server falls over and comes back: clients return by themselves, and nothing that was answered is lost. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { OpenServer, Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { PYTHON, pythonClient } from '../lib/python.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';
import { VERSIONS, WAYS } from '../lib/versions.mjs';
import { within } from '../lib/wait.mjs';

/** The standard front end tries again after 5 s, give or take half of it. */
const RETURN_MS = 30_000;

/** Far less than a client needs to miss a ping. */
const NOTICE_MS = 30_000;
const PING_INTERVAL_MS = 60_000;

let first;
let second;

before(async () => {
  first = await Server.start();
});
after(async () => {
  await second?.close();
  await first?.close();
});

test('a killed server keeps what it answered, and its clients come back', async () => {
  const clients = [
    await first.connect(STANDARD, DOCTOR, { transports: ['websocket', 'polling'] }),
    await first.connect(STANDARD, DESK, { transports: ['polling', 'websocket'] }),
    await first.connect(CLINIC, NURSE),
  ];
  const patient = await newPatient(first.api(DESK), { lastName: 'Written' });
  await first.api(DESK).put(`/api/patients/${patient._id}`, { lastName: 'Rewritten' });

  await first.crash();
  await Promise.all(clients.map((client) => client.disconnected()));
  second = await first.restart();

  const api = second.api(DESK);
  const stored = await api.get(`/api/patients/${patient._id}`);
  assert.equal(stored.lastName, 'Rewritten');

  await Promise.all(clients.map((client) => client.reconnected(RETURN_MS)));
  await api.put(`/api/patients/${patient._id}`, { lastName: 'After' });
  for (const client of clients) {
    await client.next('patient:updated', (body) => body.patient.lastName === 'After');
  }
});

/** A client of one generation: promises of its connections and of their ends, one after the other. */
function generation({ name, io }, url, transports) {
  const socket = io(url, { forceNew: true, transports, reconnectionDelay: 100, reconnectionDelayMax: 500 });
  return {
    name: `${name} over ${transports}`,
    next: (event) => new Promise((done) => socket.once(event, done)),
    close() {
      socket.io.reconnection(false);
      socket.close();
    },
  };
}

function python(url, transports) {
  const program = pythonClient(url, transports);
  const lines = { connect: 'connected', disconnect: 'disconnected' };
  return {
    name: `Python over ${transports}`,
    async next(event) {
      const seen = program.output.length;
      await program.says(new RegExp(`^[^]{${seen}}[^]*\\b${lines[event]}\\n`), RETURN_MS);
    },
    close: () => program.kill('SIGKILL'),
  };
}

// A Java client ignores the close frame of a WebSocket, and a Python client takes a CLOSE packet over polling as final.
test('every published client notices a stop like a crash, and comes back', async (context) => {
  let server = await OpenServer.start({ pingIntervalMs: PING_INTERVAL_MS });
  const transports = WAYS.map((way) => way.transports);
  const clients = VERSIONS.flatMap((version) => transports.map((way) => generation(version, server.url, way)));
  if (PYTHON === undefined) {
    context.diagnostic('python-socketio: missing (expected: the system package python3-socketio)');
  } else {
    clients.push(...transports.map((way) => python(server.url, way)));
  }
  const all = (event, ms) =>
    Promise.all(clients.map((client) => within(ms, client.next(event), () => `${client.name}: no ${event}`)));
  try {
    await all('connect', RETURN_MS);
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      const began = performance.now();
      const noticed = all('disconnect', NOTICE_MS).then(() => performance.now() - began);
      const back = all('connect', RETURN_MS);
      server.program.kill(signal);
      await server.program.ended;
      server = await server.restart();
      const noticedMs = await noticed;
      await back;
      context.diagnostic(`${signal}: noticed within ${noticedMs.toFixed()} ms, back after ${(performance.now() - began).toFixed()} ms`);
    }
  } finally {
    clients.forEach((client) => client.close());
    await server.close();
  }
});
