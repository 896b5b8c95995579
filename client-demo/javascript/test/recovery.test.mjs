/** Clients that reconnect after the only server was killed resume where they were: nothing is missing, nothing comes twice. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';
import { eventually } from '../lib/wait.mjs';

const TOKEN = 'metrics-'.repeat(5);
/** The server saves each session once a second. */
const ENV = { CAREWIRE_LOG_SESSION_INTERVAL: '1s', CAREWIRE_HTTP_METRICS_TOKEN: TOKEN };
const BACK_SOON = { reconnectionDelay: 100, reconnectionDelayMax: 300, reconnectionAttempts: Infinity };

let server;
let patient;
let written = 0;

// Each test needs its own: new clients of a restarted server receive what its predecessor may have left.
beforeEach(async () => {
  server = await Server.start({ env: ENV });
  patient = await newPatient(server.api(DESK));
});
afterEach(() => server?.close());

/** Changes the patient; returns the new name, which the event carries. */
async function write() {
  written += 1;
  const lastName = `Marker ${written}`;
  await server.api(DESK).put(`/api/patients/${patient._id}`, { lastName });
  return lastName;
}

async function writeTimes(times) {
  const names = [];
  for (let i = 0; i < times; i += 1) {
    names.push(await write());
  }
  return names;
}

/** Writes until the server is killed under it. Returns the names that were accepted. */
async function writeUntilKilled(times) {
  const names = await writeTimes(times);
  let killed = false;
  const crash = server.crash().then(() => { killed = true; });
  while (!killed) {
    try {
      names.push(await write());
    } catch {
      break;
    }
  }
  await crash;
  return names;
}

/** A client that records the names it receives, and how often the server said that some may be missing. */
class Reader {
  names = [];
  gaps = 0;

  constructor(client) {
    this.client = client;
    client.socket.on('patient:updated', (event) => this.names.push(event.patient.lastName));
    client.socket.on('recovery:gap', () => { this.gaps += 1; });
  }

  static async open(family, who) {
    const credentials = { token: server.token(who), tenantId: who.tenant };
    const reader = new Reader(server.client(family, { ...credentials, options: BACK_SOON }));
    await reader.client.connected();
    return reader;
  }

  /** Loses the connection without notice, and stays away. */
  async leave() {
    this.client.socket.io.reconnection(false);
    this.client.socket.io.engine.close();
    await this.client.disconnected();
  }

  /** Reconnects, and waits until the client has resumed its session. */
  async resume() {
    this.client.socket.io.reconnection(true);
    this.client.socket.connect();
    await this.client.reconnected();
    assert.equal(this.client.socket.recovered, true, 'recovered');
    assert.equal(this.gaps, 0, 'gaps');
  }

  has(name) {
    return eventually(
      async () => (this.names.includes(name) ? true : undefined),
      () => `no ${name}; received: ${this.names}`,
    );
  }
}

async function savedCount() {
  const page = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return Number(/^carewire_sessions_saved_total (\S+)$/m.exec(await page.text())[1]);
}

/** Waits until every session has been saved. The server saves the oldest first. */
async function saved(sessions) {
  const wanted = (await savedCount()) + 2 * sessions;
  await eventually(async () => ((await savedCount()) >= wanted ? true : undefined), () => 'sessions not saved');
}

/** The name that the patient has now, if the last write took effect although the kill swallowed the answer. */
async function unanswered(names) {
  const { lastName } = await server.api(DESK).get(`/api/patients/${patient._id}`);
  return names.at(-1) === lastName ? [] : [lastName];
}

test('a client resumes after a kill with what it missed before and after it, twice in a row', async () => {
  const readers = [await Reader.open(STANDARD, DOCTOR), await Reader.open(CLINIC, NURSE)];
  const expected = await writeTimes(3);
  await Promise.all(readers.map((reader) => reader.has(expected.at(-1))));
  await saved(readers.length);

  for (let round = 0; round < 2; round += 1) {
    await Promise.all(readers.map((reader) => reader.leave()));
    expected.push(...(await writeUntilKilled(5)));
    server = await server.restart();
    expected.push(...(await unanswered(expected)));
    expected.push(...(await writeTimes(5)));
    await Promise.all(readers.map((reader) => reader.resume()));
    expected.push(await write());
    await Promise.all(readers.map((reader) => reader.has(expected.at(-1))));
    readers.forEach(({ names }) => assert.deepEqual(names, expected));
  }
  readers.forEach(({ client }) => client.close());
});

test('a client resumes after a second kill in the middle of its recovery from the first', async () => {
  const reader = await Reader.open(STANDARD, DOCTOR);
  const expected = await writeTimes(2);
  await reader.has(expected.at(-1));
  await saved(1);
  await reader.leave();
  await server.crash();
  server = await server.restart();
  expected.push(...(await writeTimes(2)));

  await reader.resume();
  await reader.leave();
  await server.crash();
  server = await server.restart();
  expected.push(await write());

  await reader.resume();
  await reader.has(expected.at(-1));
  assert.deepEqual(reader.names, expected);
  reader.client.close();
});

test('a client without any event resumes, and another user with its id receives nothing', async () => {
  const quiet = await Reader.open(STANDARD, DOCTOR);
  await saved(1);
  await saved(1);
  await quiet.leave();
  await server.crash();
  server = await server.restart();
  const missed = await writeTimes(2);

  const thief = server.client(STANDARD, { token: server.token(NURSE), tenantId: NURSE.tenant, options: { autoConnect: false } });
  const received = [];
  thief.socket.on('patient:updated', (event) => received.push(event));
  thief.socket._pid = quiet.client.socket._pid;
  thief.socket.connect();
  await thief.connected();
  assert.equal(thief.socket.recovered, false);
  await thief.next('recovery:gap');

  await quiet.resume();
  await quiet.has(missed.at(-1));
  assert.deepEqual(quiet.names, missed);
  assert.deepEqual(received, []);
  thief.close();
  quiet.client.close();
});

test('a client that left before the kill cannot resume', async () => {
  const reader = await Reader.open(STANDARD, DOCTOR);
  const { _pid: pid } = reader.client.socket;
  await saved(1);
  reader.client.close();
  await reader.client.disconnected();
  const another = await Reader.open(STANDARD, DOCTOR);
  await saved(1);
  await server.crash();
  server = await server.restart();

  const late = server.client(STANDARD, { token: server.token(DOCTOR), tenantId: DOCTOR.tenant, options: { autoConnect: false } });
  late.socket._pid = pid;
  late.socket.connect();
  await late.connected();
  assert.equal(late.socket.recovered, false);
  late.close();
  another.client.close();
});

test('a client resumes after an orderly restart', async () => {
  const reader = await Reader.open(CLINIC, NURSE);
  const expected = [await write()];
  await reader.has(expected[0]);
  await reader.leave();
  server.program.kill('SIGTERM');
  await server.program.ended;
  server = await server.restart();
  expected.push(await write());

  await reader.resume();
  await reader.has(expected[1]);
  assert.deepEqual(reader.names, expected);
  reader.client.close();
});
