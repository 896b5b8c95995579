/** The log of the packaged server: its forms, what it says about strangers, and what it never holds. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { BrowserClient, address, refusal } from '../lib/diagnoxix.mjs';
import { FAMILIES } from '../lib/families.mjs';
import { Program } from '../lib/program.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';
import { claims, sign } from '../lib/tokens.mjs';

const JAR = join(ROOT, 'server/target/carewire-server.jar');
const SECRET = 'marker-secret-of-more-than-thirty-two-bytes';
/** The families' words in the log. */
const WORDS = {
  standard: 'derm-app',
  clinic: 'clinic',
  keney: 'keneyapp',
  healthmate: 'healthmate',
  diagnoxix: 'diagnoxix',
};
const HOSTILE = 'https://x.example"} {"level":"INFO';

let server;
before(async () => {
  server = await Server.start({
    secret: SECRET,
    env: {
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
      CAREWIRE_SERVER_WORKER_THREADS: '7',
      CAREWIRE_SERVER_TRUSTED_PROXIES: '127.0.0.1',
    },
  });
});
after(() => server?.close());

/** The events of the log so far; each line but the ready one must be JSON. */
function events() {
  return server.program.output
    .split('\n')
    .slice(0, -1)
    .filter((line) => !line.startsWith('CareWire ready on '))
    .map((line) => JSON.parse(line));
}

/** The first event with this message and these fields, once the log has it. */
async function logged(message, fields = {}) {
  const matches = (event) =>
    event.message === message && Object.entries(fields).every(([key, value]) => event.fields?.[key] === value);
  return server.program.writes(() => events().find(matches), `${message} ${JSON.stringify(fields)}`);
}

test('the start names the settings that differ from the defaults, and masks secrets', async () => {
  await logged('starting');
  const settings = new Map(events()
    .filter(({ message }) => message === 'setting')
    .map(({ fields }) => [fields.key, fields.value]));
  assert.equal(settings.get('server.worker-threads'), '7');
  assert.equal(settings.get('auth.secret'), '***');
  assert.equal(settings.get('server.data-dir'), server.data);
  assert.equal(settings.has('server.worker-backlog'), false);
});

for (const Family of FAMILIES) {
  test(`${Family.family}: connects and disconnects are events at DEBUG, with the same fields`, async () => {
    const client = new Family(server, DOCTOR, () => {});
    await client.connect();
    const { fields } = await logged('connected', { family: WORDS[Family.family] });
    assert.deepEqual(Object.keys(fields), ['session', 'tenant', 'family', 'address', 'resumed']);
    assert.equal(fields.tenant, DOCTOR.tenant);
    assert.equal(fields.address, '127.0.0.1');
    client.disconnect();
    const end = await logged('disconnected', { session: fields.session });
    assert.deepEqual(Object.keys(end.fields), ['session', 'tenant', 'family', 'address', 'reason', 'resumable']);
    assert.equal(end.fields.family, fields.family);
    assert.equal(end.fields.address, '127.0.0.1');
    assert.equal(end.fields.reason, 'client_left');
  });
}

test('a client behind a trusted proxy has its own address in the log, and a lost connection its reason', async () => {
  const headers = { 'x-forwarded-for': '2001:db8::7', authorization: `Bearer ${server.token(DOCTOR)}` };
  const client = new BrowserClient(address(server.url, DOCTOR.user), { headers });
  await client.next();
  const { fields } = await logged('connected', { address: '2001:db8:0:0:0:0:0:7' });
  client.ws.terminate();
  const end = await logged('disconnected', { session: fields.session });
  assert.equal(end.fields.address, fields.address);
  assert.equal(end.fields.reason, 'connection_lost');
});

test('a refused token has its reason and its address in the log, over every protocol', async () => {
  const forged = sign('another-secret-of-more-than-thirty-two-bytes', claims(DOCTOR));
  const api = await request(`${server.url}/api/queue`, { headers: { authorization: `Bearer ${forged}` } });
  assert.equal(api.status, 401);
  assert.equal((await logged('token refused', { reason: 'signature' })).fields.address, '127.0.0.1');
  const late = server.token(DESK, { ttlSeconds: -3600 });
  const expired = server.client(CLINIC, { token: late, options: { reconnection: false } });
  await logged('token refused', { reason: 'expired' });
  expired.close();
  const socket = new BrowserClient(address(server.url, DOCTOR.user, 'no-token'));
  await logged('token refused', { reason: 'malformed' });
  socket.close();
  assert.doesNotMatch(server.program.output, /eyJ|no-token/);
});

test('a refused page has its origin in the log, escaped', async () => {
  const polling = await request(`${server.url}${STANDARD.path}?EIO=4&transport=polling`, { headers: { origin: HOSTILE } });
  assert.equal(polling.status, 403);
  assert.equal((await logged('origin refused', { origin: HOSTILE })).fields.address, '127.0.0.1');
  const plain = await refusal(address(server.url, DOCTOR.user, ''), { origin: 'https://plain.example' });
  assert.equal(plain.status, 403);
  await logged('origin refused', { origin: 'https://plain.example' });
  const preflight = await request(`${server.url}/api/queue`, {
    method: 'OPTIONS',
    headers: { origin: 'https://api.example', 'access-control-request-method': 'GET' },
  });
  assert.equal(preflight.status, 403);
  await logged('origin refused', { origin: 'https://api.example' });
});

test('strangers cannot fill the log', async () => {
  const before = events().length;
  await Promise.all(Array.from({ length: 200 }, () =>
    request(`${server.url}/api/queue`, { headers: { authorization: 'Bearer not-a-token' } })));
  assert.ok(events().length - before <= 3, `${events().length - before} lines`);
});

test('strangers of 300 addresses cannot fill the log together', async () => {
  const begin = performance.now();
  const before = events().length;
  await Promise.all(Array.from({ length: 300 }, (_, i) =>
    request(`${server.url}/api/queue`, {
      headers: { authorization: 'Bearer not-a-token', 'x-forwarded-for': `2001:db8:0:${i.toString(16)}::1` },
    })));
  const lines = events().length - before;
  const minutes = (performance.now() - begin) / 60_000;
  assert.ok(lines > 0 && lines <= 30 + 30 * minutes + 1, `${lines} lines`);
});

test('the stop is announced', async () => {
  server.program.kill('SIGTERM');
  await server.program.ended;
  assert.deepEqual(events().slice(-2).map(({ message }) => message), ['stopping', 'stopped']);
});

for (const [variable, value, expected] of [
  ['LOG_LEVEL', 'LOUD', 'TRACE, DEBUG, INFO, WARN, ERROR, OFF'],
  ['LOG_FORMAT', 'xml', 'text, json'],
]) {
  test(`a bad ${variable} ends the start with one line`, async () => {
    const data = await temporaryFolder();
    const program = new Program('java', ['-jar', JAR, 'serve', '--demo', '--port', '0', '--data', data], {
      env: { ...process.env, [variable]: value },
    });
    assert.equal((await program.ended).code, 2);
    assert.equal(program.output.trim(), `CareWire: ${variable}: ${value} (expected: ${expected})`);
    await rm(data, { recursive: true, force: true });
  });
}
