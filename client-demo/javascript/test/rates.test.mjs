/** Attackers behind a clinic's address, behind the proxy of all clinics, and with a clinic's own tokens: they use up only what is theirs. */
import assert from 'node:assert/strict';
import { connect as connectTcp } from 'node:net';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { Server } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { STANDARD } from '../lib/client.mjs';
import { address } from '../lib/diagnoxix.mjs';
import { Issuer } from '../lib/issuer.mjs';
import { DESK, NURSE, OTHER_DESK } from '../lib/stage.mjs';
import { claims, sign } from '../lib/tokens.mjs';
import { DEADLINE_MS, within } from '../lib/wait.mjs';

const PATIENT = { user: 'patient-1', tenant: 'tenant-1', role: 'patient' };
const INVENTED_KEYS = 30;

/** Documentation addresses: of an attacker, and of another clinic. */
const ATTACKER = '192.0.2.66';
const ELSEWHERE = '192.0.2.7';

let issuer;
let server;

before(async () => {
  issuer = await Issuer.start();
  server = await Server.start({
    demo: false,
    env: {
      CAREWIRE_SERVER_TRUSTED_PROXIES: '127.0.0.1',
      CAREWIRE_AUTH_JWKS_URL: issuer.url,
      CAREWIRE_LIMITS_CONNECTS_PER_SECOND_PER_ADDRESS: '20',
      // So few that the requests of a slow machine exceed the burst, too.
      CAREWIRE_HTTP_REQUESTS_PER_SECOND_PER_USER: '10',
    },
  });
});
after(async () => {
  await server?.close();
  issuer?.close();
});

const forged = () => sign('a secret that no clinic has ever had', claims(NURSE));

/** The status of the staff list for a client with that address. */
async function ask(client, token) {
  const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': `198.51.100.1, ${client}` };
  const answer = await request(`${server.url}/api/users`, { headers });
  await answer.arrayBuffer();
  return answer;
}

const times = (number, action) => Promise.all(Array.from({ length: number }, (_, i) => action(i)));

test('forged tokens are slowed down, and hinder neither other addresses nor valid tokens of their own', async () => {
  const answers = await times(300, () => ask(ATTACKER, forged()));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 100, `${refused.length} of ${answers.length} refused`);
  assert.ok(refused.every(({ headers }) => Number(headers.get('retry-after')) >= 1));
  assert.ok(answers.every(({ status }) => status === 401 || status === 429));
  assert.equal((await ask(ELSEWHERE, forged())).status, 401);
  assert.equal((await ask(ATTACKER, server.token(NURSE))).status, 200);
});

/** The status that a WebSocket of Diagnoxix opens with: 101, or that of the refusal. */
function handshake(client, token) {
  const socket = new WebSocket(address(server.url, NURSE.user, token), { headers: { 'x-forwarded-for': client } });
  const status = new Promise((done) => {
    socket.on('open', () => done(101));
    socket.on('unexpected-response', (_, response) => done(response.statusCode));
  });
  socket.on('error', () => {});
  return within(DEADLINE_MS, status, () => 'no answer').finally(() => socket.terminate());
}

test('connects with forged tokens are slowed down, and hinder no client with a valid one', async () => {
  const statuses = await times(200, () => handshake(ATTACKER, forged()));
  assert.ok(statuses.includes(401) && statuses.includes(429), `${new Set(statuses)}`);
  assert.equal(await handshake(ELSEWHERE, forged()), 401);
  assert.equal(await handshake(ATTACKER, server.token(NURSE)), 101);
  const options = { extraHeaders: { 'x-forwarded-for': ATTACKER } };
  for (const transports of [['websocket'], ['polling']]) {
    const client = await server.connect(STANDARD, NURSE, { transports, options });
    client.close();
  }
});

/** The first line of the answer to `text` on a connection of its own. */
async function exchange(text) {
  const socket = connectTcp(server.port, '127.0.0.1');
  socket.write(text);
  const answer = new Promise((done, fail) => socket.once('data', (bytes) => done(`${bytes}`.split('\r\n')[0])).once('error', fail));
  return within(DEADLINE_MS, answer, () => 'no answer').finally(() => socket.destroy());
}

test('the PROXY protocol names clients, too', async () => {
  const get = (client, token) =>
    exchange(`PROXY TCP4 ${client} 127.0.0.1 50000 80\r\nGET /api/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  const answers = await times(200, () => get('192.0.2.67', forged()));
  assert.ok(answers.includes('HTTP/1.1 429 Too Many Requests'), `${new Set(answers)}`);
  assert.equal(await get('192.0.2.68', forged()), 'HTTP/1.1 401 Unauthorized');
  assert.equal(await get('192.0.2.67', server.token(NURSE)), 'HTTP/1.1 200 OK');
});

test('tokens with invented keys hinder no valid one, even if the issuer does not answer', async () => {
  assert.equal((await ask(ELSEWHERE, issuer.sign(claims(NURSE)))).status, 200);
  for (const mode of ['well', 'badly', 'never']) {
    issuer.mode = mode;
    const invented = times(INVENTED_KEYS, (i) => ask(ATTACKER, issuer.sign(claims(NURSE), { kid: `invented-${mode}-${i}` })));
    const valid = await times(10, () => ask(ELSEWHERE, issuer.sign(claims(NURSE))));
    assert.deepEqual(new Set(valid.map(({ status }) => status)), new Set([200]));
    const statuses = new Set((await invented).map(({ status }) => status));
    assert.ok([...statuses].every((status) => [401, 429, 503].includes(status)), `${[...statuses]}`);
  }
  assert.ok(issuer.requests <= 4, `${issuer.requests} requests`);
});

test('one patient cannot open threads by the hundred', async () => {
  const open = (who) => server.api(who).call('POST', '/api/threads', { memberIds: [] });
  const answers = await times(150, () => open({ ...PATIENT, user: 'patient-of-threads' }));
  const opened = answers.filter(({ status }) => status === 201).length;
  assert.ok(opened >= 50 && opened <= 75, `${opened} opened`);
  assert.ok(answers.every(({ status }) => [201, 429, 503].includes(status)));
  assert.equal((await open(DESK)).status, 201);
});

test('a user who sends requests without end is slowed down alone', async () => {
  const busy = { ...PATIENT, user: 'patient-of-requests' };
  const answers = await times(600, () => ask(ELSEWHERE, server.token(busy)));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length > 0 && refused.every(({ headers }) => Number(headers.get('retry-after')) >= 1));
  assert.equal((await ask(ELSEWHERE, server.token(NURSE))).status, 200);
});

/** Starts an upload of which one byte arrives; resolves to the first line of the refusal, if there is one. */
function halfSent(thread, token) {
  const socket = connectTcp(server.port, '127.0.0.1');
  socket.write(`POST /api/threads/${thread}/attachments?name=a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n` +
    `Authorization: Bearer ${token}\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\na`);
  const answer = new Promise((done, fail) => socket.once('data', (bytes) => done(`${bytes}`)).once('error', fail));
  return { socket, answer: within(DEADLINE_MS, answer, () => 'no answer') };
}

async function upload(who) {
  const thread = await server.api(who).post('/api/threads', { memberIds: [] });
  const answer = await request(`${server.url}/api/threads/${thread.id}/attachments?name=a.txt`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token(who)}`, 'content-type': 'text/plain' },
    body: 'text',
  });
  await answer.arrayBuffer();
  return answer.status;
}

test('64 unfinished uploads of one patient leave places to the clinic and to others', async () => {
  const thread = await server.api(PATIENT).post('/api/threads', { memberIds: [] });
  const uploads = await times(64, () => halfSent(thread.id, server.token(PATIENT)));
  try {
    const answers = await Promise.all(uploads.map(({ answer }) => answer));
    const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 429'));
    assert.equal(refused.length, 60);
    assert.ok(refused.every((answer) => /^retry-after: 1\r$/im.test(answer)));
    assert.ok(answers.filter((answer) => !refused.includes(answer)).every((answer) => answer.startsWith('HTTP/1.1 100')));
    for (const who of [OTHER_DESK, DESK]) {
      assert.equal(await upload(who), 201);
    }
  } finally {
    uploads.forEach(({ socket }) => socket.destroy());
  }
});
