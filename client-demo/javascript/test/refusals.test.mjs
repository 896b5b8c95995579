/** Who is not let in, the exact words they are told, and that they neither see nor cause anything. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { assertSeen, DOCTOR, Stage } from '../lib/stage.mjs';
import { claims, sign } from '../lib/tokens.mjs';

let server;
let stage;

before(async () => {
  server = await Server.start({
    env: { CAREWIRE_LIMITS_AUTHENTICATION_TIMEOUT: '1s', CAREWIRE_PRESENCE_OFFLINE_GRACE: '0s' },
  });
  stage = await Stage.open(server);
});
after(() => server?.close());

const good = () => server.token(DOCTOR);
const itself = () => server.token({ ...DOCTOR, user: 'ai_assistant' });
const expired = () => server.token(DOCTOR, { ttlSeconds: -60 });
const foreign = () => sign('another-secret-of-forty-eight-characters-or-more', claims(DOCTOR));
const unsigned = () => server.token(DOCTOR, { alg: 'none' });
const tampered = () => {
  const [head, , signature] = good().split('.');
  const [, body] = server.token({ ...DOCTOR, tenant: 'tenant-2' }).split('.');
  return `${head}.${body}.${signature}`;
};

const REFUSALS = [
  [STANDARD, 'no token', () => ({ tenantId: 'tenant-1' }), 'Authentication token required'],
  [STANDARD, 'an empty token', () => ({ token: '', tenantId: 'tenant-1' }), 'Authentication token required'],
  [STANDARD, 'no tenantId', () => ({ token: good() }), 'Tenant ID required'],
  [STANDARD, "another tenant's id", () => ({ token: good(), tenantId: 'tenant-2' }), 'Invalid tenant ID'],
  [STANDARD, 'an expired token', () => ({ token: expired(), tenantId: 'tenant-1' }), 'Invalid authentication token'],
  [STANDARD, 'a foreign signature', () => ({ token: foreign(), tenantId: 'tenant-1' }), 'Invalid authentication token'],
  [STANDARD, 'alg none', () => ({ token: unsigned(), tenantId: 'tenant-1' }), 'Invalid authentication token'],
  [STANDARD, 'changed claims', () => ({ token: tampered(), tenantId: 'tenant-2' }), 'Invalid authentication token'],
  [STANDARD, 'garbage', () => ({ token: 'garbage', tenantId: 'tenant-1' }), 'Invalid authentication token'],
  [STANDARD, "the server's own id", () => ({ token: itself(), tenantId: 'tenant-1' }), 'Invalid authentication token'],
  [CLINIC, 'no token', () => ({}), 'Authentication token required'],
  [CLINIC, 'an expired token', () => ({ token: expired() }), 'Authentication failed'],
  [CLINIC, 'a foreign signature', () => ({ token: foreign() }), 'Authentication failed'],
  [CLINIC, 'alg none', () => ({ token: unsigned() }), 'Authentication failed'],
  [CLINIC, 'changed claims', () => ({ token: tampered() }), 'Authentication failed'],
  [CLINIC, "the server's own id", () => ({ token: itself() }), 'Authentication failed'],
  [CLINIC, 'garbage', () => ({ token: 'garbage' }), 'Authentication failed'],
];

for (const transports of [['websocket'], ['polling', 'websocket']]) {
  describe(`over ${transports}`, () => {
    for (const [family, what, credentials, words] of REFUSALS) {
      test(`${family.path} refuses ${what}`, async () => {
        const client = server.client(family, { ...credentials(), transports });
        assert.equal(await client.refusal(), words);
        client.close();
      });
    }
  });
}

test('a clinic client may send its token in the Authorization header', async () => {
  const options = { extraHeaders: { authorization: `Bearer ${good()}` } };
  const client = server.client(CLINIC, { options });
  await client.connected();
  client.close();
});

test('a standard client may leave its token in the cookie', async () => {
  const options = { extraHeaders: { cookie: `derm_staff_access=${good()}` } };
  const client = server.client(STANDARD, { token: '__http_only_cookie__', tenantId: 'tenant-1', options });
  await client.connected();
  client.close();
});

for (const family of [STANDARD, CLINIC]) {
  /** What somebody in the tenant would see of these is in the live events' tests. */
  const attempts = (patient) => [
    `42["patient:viewing",{"patientId":"${patient}","isViewing":true}]`,
    '42["user:status","away"]',
    '42["subscribe:queue",{}]',
    '42["ping"]',
  ];

  const assertSilent = (raw, allowed) => {
    for (const frame of raw.frames) {
      assert.match(frame.toString(), allowed);
    }
  };

  test(`${family.path}: events before CONNECT cause nothing and end the connection`, async () => {
    const patient = stage.sentinels.a._id;
    for (const attempt of attempts(patient)) {
      const raw = server.raw(family);
      const { seen } = await stage.during(async () => {
        await raw.receives('0{');
        raw.send(attempt);
        await raw.ended();
      });
      assertSeen(seen, {});
      assertSilent(raw, /^(0\{|2$|1$|6$|44\{)/);
    }
  });

  test(`${family.path}: a refused client sees and causes nothing and is closed`, async () => {
    const patient = stage.sentinels.a._id;
    const raw = server.raw(family);
    const { seen } = await stage.during(async () => {
      await raw.connect({ token: expired(), tenantId: 'tenant-1' });
      await raw.receives('44{');
      attempts(patient).forEach((attempt) => raw.send(attempt));
    });
    assertSeen(seen, {});
    await stage.during(() => raw.ended());
    assertSilent(raw, /^(0\{|2$|1$|6$|44\{)/);
  });

  test(`${family.path}: a client that never sends CONNECT sees nothing and is closed`, async () => {
    const raw = server.raw(family);
    await raw.receives('0{');
    await stage.during(() => {});
    await raw.ended();
    assertSilent(raw, /^(0\{|2$|1$|6$|44\{)/);
  });
}
