/** The packaged server on PostgreSQL: started before it, without it, with locked rows, after a failover, and behind PgBouncer. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { STANDARD } from '../lib/client.mjs';
import { healthmateClaims, Socket } from '../lib/healthmate.mjs';
import { Address, freePort, PgBouncer, Postgres } from '../lib/postgres.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';
import { within } from '../lib/wait.mjs';

/** For what takes milliseconds on an idle machine. */
const AT_ONCE_MS = 1_000;

/** The server takes at most 2 s; the rest is slack for a busy machine. */
const RESUMED_MS = 6_000;

const UNAVAILABLE = { success: false, error: 'the database is not available', code: 'UNAVAILABLE' };

const databaseUrl = (...ports) => `postgres://carewire@${ports.map((port) => `127.0.0.1:${port}`).join(',')}/postgres`;

let folder;
let created;
let primary;
let address;
let server;
let client;

before(async () => {
  folder = await temporaryFolder();
  chmodSync(folder, 0o755);
  created = Postgres.create(join(folder, 'one'));
  created.catch(() => {});
  // Until the database is there, nothing listens where the address leads.
  address = await Address.open(await freePort());
});
after(async () => {
  await server?.close();
  await primary?.stop();
  address?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The answer of a call, and how long it took. */
async function timed(call) {
  const start = performance.now();
  const answer = await call();
  return { ...answer, ms: performance.now() - start };
}

async function ready() {
  const response = await request(`${server.url}/ready`);
  return { status: response.status, body: await response.json() };
}

/** Repeats a call until it answers with that status; resolves with the time it took. */
async function until(status, call) {
  const start = performance.now();
  for (;;) {
    const answer = await call();
    if (answer.status === status) {
      return performance.now() - start;
    }
    assert.ok(performance.now() - start < RESUMED_MS, `HTTP ${answer.status} (expected: ${status} within ${RESUMED_MS} ms)`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

const patients = () => server.api(DESK).call('GET', '/api/patients');
const newOne = () => server.api(DESK).call('POST', '/api/patients', { firstName: 'Pat', lastName: 'Ient', phone: '555-0100' });

test('a server that starts before its database waits for it, and says so', async () => {
  server = await Server.start({
    env: { DATABASE_URL: databaseUrl(address.port) },
    meanwhile: async (program) => {
      await program.says(/WARN .* database not available, waiting for it before the start seconds="60"/);
      primary = await created;
      await primary.start();
      address.target = primary.port;
    },
  });
  client = await server.connect(STANDARD, DOCTOR);
  assert.equal((await newOne()).status, 201);
});

describe('while the database is away', () => {
  let thread;
  let patient;

  before(async () => {
    thread = await server.api(DOCTOR).post('/api/threads', { memberIds: [DESK.user] });
    patient = new Socket(server.url, '/ws/notifications');
    await patient.opened;
    patient.say({ type: 'authenticate', token: server.sign(healthmateClaims({ user: 'p-1' })) });
    await patient.next('connection_established');
    await patient.next('authentication_success');
    await patient.next('authenticated');
    await primary.stop('SIGQUIT');
    await until(503, ready);
  });
  after(() => patient.close());

  test('/ready answers at once that it may not write', async () => {
    const answer = await timed(ready);
    assert.ok(answer.ms < AT_ONCE_MS, `${answer.ms} ms`);
    assert.equal(answer.body.ready, false);
    assert.equal(answer.body.checks.database, false);
  });

  test('requests fail at once, with the time after which to repeat them', async () => {
    for (const call of [patients, newOne]) {
      const answer = await timed(call);
      assert.ok(answer.ms < AT_ONCE_MS, `${answer.ms} ms`);
      assert.deepEqual([answer.status, answer.body], [503, UNAVAILABLE]);
      assert.equal(answer.headers.get('retry-after'), '1');
    }
    const diagnoxix = await server.api(DOCTOR).call('GET', '/v1/notifications');
    assert.equal(diagnoxix.status, 503);
    assert.equal(diagnoxix.headers.get('retry-after'), '1');
    assert.deepEqual(diagnoxix.body.error, { code: 'SERVICE_UNAVAILABLE', message: UNAVAILABLE.error });
  });

  test('commands are rejected with a code, and the connections stay', async () => {
    assert.deepEqual(await client.request('message:join-thread', thread.id), [UNAVAILABLE]);
    patient.say({ type: 'get_history' });
    assert.match(JSON.stringify(await patient.next()), /the database is not available/);
    assert.ok(client.socket.connected);
    const other = await server.connect(STANDARD, DESK);
    other.close();
  });

  test('everything resumes when it is back', async () => {
    await primary.start();
    const ms = await until(201, newOne);
    assert.ok(ms < RESUMED_MS, `${ms} ms`);
    await until(200, ready);
    assert.deepEqual(await client.request('message:join-thread', thread.id), [{ success: true }]);
    await server.program.says(/ERROR .* database not available: commands are rejected until it is/);
    await server.program.says(/INFO .* database available again/);
    assert.doesNotMatch(server.program.output, /request failed|command failed/);
  });
});

test('a row that an administrator has locked delays only its own command', async () => {
  const { _id: id } = await newPatient(server.api(DESK));
  const administrator = await primary.hold(`SELECT * FROM patients WHERE id = '${id}' FOR UPDATE`);
  const blocked = timed(() => server.api(DESK).call('PUT', `/api/patients/${id}`, { firstName: 'Pia' }));

  for (const call of [patients, newOne, ready]) {
    const answer = await timed(call);
    assert.ok(answer.status < 300 && answer.ms < AT_ONCE_MS, `HTTP ${answer.status} after ${answer.ms} ms`);
  }
  const answer = await blocked;
  assert.deepEqual([answer.status, answer.body.error, answer.body.code], [503, 'the database is busy', 'UNAVAILABLE']);
  assert.ok(answer.ms < RESUMED_MS, `${answer.ms} ms`);
  administrator.kill('SIGKILL');
});

/** The pool kept its connections to the demoted server: writes failed for 27 minutes while /ready answered true. */
test('after a failover behind one address, the server leaves the demoted one', async () => {
  const standby = await primary.standby(join(folder, 'two'));
  await standby.start();
  await primary.stop();
  primary.demote();
  await primary.start();
  assert.equal((await patients()).status, 503, 'a demoted server is not asked');
  // The server looks again within a second.
  await until(503, ready);

  await standby.promote();
  address.target = standby.port;
  await until(201, newOne);
  await until(200, ready);
  await Promise.all(Array.from({ length: 10 }, async () => assert.equal((await newOne()).status, 201)));

  // A second server on the same database would be refused.
  await server.close();
  server = await Server.start({ env: { DATABASE_URL: databaseUrl(primary.port, standby.port) } });
  assert.equal((await newOne()).status, 201, 'of several hosts, the server uses the primary');
  await primary.stop();
  primary = standby;
});

test('serves behind PgBouncer in transaction mode', async () => {
  const pooler = await PgBouncer.start(join(folder, 'pooler'), primary, 2);
  await server.close();
  server = await Server.start({
    env: {
      DATABASE_URL: `postgres://carewire@127.0.0.1:${pooler.port}/clinic`,
      CAREWIRE_DATABASE_DIRECT_URL: databaseUrl(primary.port),
    },
  });
  const api = server.api(DESK);
  const answers = await Promise.all(Array.from({ length: 30 }, async (_, turn) => {
    const { _id: id } = await newPatient(api, { lastName: `Ient ${turn}` });
    return (await api.call('PUT', `/api/patients/${id}`, { firstName: 'Pia' })).status;
  }));
  assert.deepEqual(new Set(answers), new Set([200]));

  const { _id: id } = await newPatient(api);
  const administrator = await primary.hold(`SELECT * FROM patients WHERE id = '${id}' FOR UPDATE`);
  const answer = await within(RESUMED_MS, api.call('PUT', `/api/patients/${id}`, { firstName: 'Pia' }), () => 'no answer');
  assert.equal(answer.status, 503);
  administrator.kill('SIGKILL');
  await server.close();
  server = undefined;
  await pooler.stop();
});
