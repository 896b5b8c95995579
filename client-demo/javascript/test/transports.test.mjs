/** Both paths, with the options of the published front ends, over every order of transports they use. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { assertShape, epochMs, int, text } from '../lib/shape.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';

let server;
let api;
let patient;

before(async () => {
  server = await Server.start({ env: { CAREWIRE_PRESENCE_OFFLINE_GRACE: '0s' } });
  api = server.api(DESK);
  patient = await api.post('/api/patients', { firstName: 'Pat', lastName: 'One' });
});
after(() => server?.close());

/** Causes one event and takes it from the client. */
async function roundTrip(client, lastName) {
  await api.put(`/api/patients/${patient._id}`, { lastName });
  await client.next('patient:updated', (body) => body.patient.lastName === lastName);
}

for (const family of [STANDARD, CLINIC]) {
  for (const transports of [['websocket'], ['polling'], ['websocket', 'polling'], ['polling', 'websocket']]) {
    test(`${family.path} over ${transports}`, async () => {
      const client = await server.connect(family, DOCTOR, { transports });
      await roundTrip(client, 'Before');
      if (transports.includes('websocket')) {
        await client.upgraded();
      }
      await roundTrip(client, 'After');
      assert.equal(client.transport, transports.includes('websocket') ? 'websocket' : 'polling');
      client.close();
    });
  }

  test(`${family.path} with and without the slash at its end`, async () => {
    for (const path of [family.path, family.path.slice(0, -1)]) {
      const response = await request(`${server.url}${path}?EIO=4&transport=polling`);
      assert.equal(response.status, 200, path);
      const body = await response.text();
      assert.equal(body[0], '0', path);
      assertShape(JSON.parse(body.slice(1)), {
        sid: text,
        upgrades: ['websocket'],
        pingInterval: 25_000,
        pingTimeout: 20_000,
        maxPayload: 1_000_000,
      });
    }
    for (const addTrailingSlash of [true, false]) {
      const client = await server.connect(family, DOCTOR, { options: { addTrailingSlash } });
      await roundTrip(client, `Slash ${addTrailingSlash}`);
      client.close();
    }
  });

  test(`${family.path} answers a faulty handshake in Engine.IO's words`, async () => {
    const cases = [
      ['EIO=4&transport=polling&j=0', 3, 'JSONP is not supported (expected: no parameter j)'],
      ['EIO=4&transport=polling&sid=unknown', 1, 'Session ID unknown'],
      ['EIO=4&transport=carrier-pigeon', 0, 'Transport unknown'],
    ];
    for (const [query, code, message] of cases) {
      const response = await request(`${server.url}${family.path}?${query}`);
      assert.equal(response.status, 400, query);
      assertShape(await response.json(), { code, message });
    }
  });
}

test("the session's public id is not the transport's", async () => {
  const raw = server.raw(STANDARD);
  await raw.connect({ token: server.token(DOCTOR), tenantId: DOCTOR.tenant });
  const transport = JSON.parse((await raw.receives('0{')).slice(1)).sid;
  const session = JSON.parse((await raw.receives('40{')).slice(2)).sid;
  assert.notEqual(session, transport);
  raw.close();
});

test('a clinic client is answered its ping, and nobody else is', async () => {
  const asking = await server.connect(CLINIC, DOCTOR);
  const other = await server.connect(CLINIC, DOCTOR);
  asking.emit('ping');
  assertShape(await asking.next('pong'), { timestamp: epochMs });
  other.emit('ping', null);
  assertShape(await other.next('pong'), { timestamp: int });
  await api.put(`/api/patients/${patient._id}`, { lastName: 'Pong' });
  const wanted = (body) => body.patient.lastName === 'Pong';
  assertShape(await asking.upTo('patient:updated', wanted), []);
  assertShape(await other.upTo('patient:updated', wanted), []);
  asking.close();
  other.close();
});

test('closing a client ends its session at once', async () => {
  const visitor = { ...DOCTOR, user: 'visitor' };
  const watching = await server.connect(STANDARD, DESK);
  const leaving = await server.connect(STANDARD, visitor);
  const isVisitor = ({ userId }) => userId === visitor.user;
  await watching.next('user:online', isVisitor);
  leaving.close();
  await watching.next('user:offline', isVisitor);
  watching.close();
});
