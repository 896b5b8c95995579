/** Who is there and who has a chart open: over sockets that come, go and are lost, and over HTTP. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { newPatient } from '../lib/records.mjs';
import { assertShape, iso, isoNow, listOf, text } from '../lib/shape.mjs';
import { DESK, DOCTOR, NURSE, OTHER_DOCTOR } from '../lib/stage.mjs';
import { standard } from '../lib/wire.mjs';

const GRACE_MS = 3_000;
const LEASE_MS = 3_000;

let server;
let watching;
let desk;

before(async () => {
  server = await Server.start({
    env: { CAREWIRE_PRESENCE_OFFLINE_GRACE: `${GRACE_MS}ms`, CAREWIRE_PRESENCE_VIEWING_LEASE: `${LEASE_MS}ms` },
  });
  watching = await server.connect(STANDARD, DESK);
  desk = server.api(DESK);
});
after(() => server?.close());

let visitors = 0;
const newVisitor = () => {
  visitors += 1;
  return { ...NURSE, user: `visitor-${visitors}`, name: 'Vera Visitor' };
};
const of = (who) => (body) => body.userId === who.user;
const view = (client, patient, isViewing) =>
  client.request('patient:viewing', { patientId: patient._id, isViewing });
const viewersOf = async (patient) =>
  (await desk.get(`/api/patients/${patient._id}/viewers`)).map(({ userId }) => userId);

/** What the desk is told of somebody until that user is offline. */
async function toldOf(who) {
  const events = await watching.upTo('user:offline', of(who));
  return events
    .filter(([, body]) => body.userId === who.user)
    .map(([name, body]) => (name === 'patient:viewing' ? `${name} ${body.isViewing}` : name));
}

describe('who is there', () => {
  test('is shown to whoever comes, before anything else', async () => {
    const who = newVisitor();
    const client = await server.connect(STANDARD, who);
    const users = await client.next('presence:snapshot');
    assertShape(users, listOf(standard.presence({ status: text, lastSeen: iso })));
    assert.deepEqual(
      users.map(({ userId, status }) => `${userId} ${status}`),
      [`${DESK.user} online`, `${who.user} online`],
    );
    client.close();
    await toldOf(who);
  });

  test('is nobody from another clinic', async () => {
    const stranger = await server.connect(STANDARD, OTHER_DOCTOR);
    const users = await stranger.next('presence:snapshot');
    assert.deepEqual(users.map(({ userId }) => userId), [OTHER_DOCTOR.user]);
    stranger.close();
  });

  test('does not change when a page is loaded anew', async () => {
    const who = newVisitor();
    const patient = await newPatient(desk);
    const before = await server.connect(STANDARD, who);
    await view(before, patient, true);
    before.close();
    const again = await server.connect(STANDARD, who);
    await view(again, patient, true);
    again.close();
    assert.deepEqual(await toldOf(who), ['user:online', 'patient:viewing true', 'patient:viewing false']);
  });

  test('is away when all tabs are, and remembered when the last is gone', async () => {
    const who = newVisitor();
    const one = await server.connect(STANDARD, who);
    const other = await server.connect(STANDARD, who);
    await other.next('presence:snapshot', (everybody) => everybody.some(of(who)));
    for (const [client, status, all] of [[one, 'away', 'online'], [other, 'away', 'away'], [one, 'online', 'online']]) {
      client.emit('user:status', status);
      assertShape(
        await watching.next('user:status', of(who)),
        standard.presence({ userId: who.user, userName: who.name, status: all }),
      );
    }
    one.close();
    other.close();
    await toldOf(who);

    const known = (await desk.get('/api/presence')).find(of(who));
    assertShape(known, standard.presence({ userId: who.user, userName: who.name, status: 'offline' }));
    assert.equal((await server.api({ ...DESK, role: 'patient' }).call('GET', '/api/presence')).status, 403);
  });

  test('is remembered over a restart', async () => {
    const own = await Server.start();
    let next;
    try {
      const who = newVisitor();
      await own.connect(STANDARD, who);
      own.program.kill('SIGTERM');
      await own.program.ended;
      next = await own.restart();
      const known = (await next.api(DESK).get('/api/presence')).find(of(who));
      assertShape(known, standard.presence({ userId: who.user, userName: who.name, status: 'offline' }));
    } finally {
      await next?.close();
      await own.close();
    }
  });
});

describe('who has a chart open', () => {
  test('is shown to whoever opens it, each user once', async () => {
    const who = newVisitor();
    const patient = await newPatient(desk);
    const one = await server.connect(STANDARD, who);
    const other = await server.connect(STANDARD, who);
    await view(one, patient, true);
    await view(other, patient, true);
    await view(one, patient, false);

    await view(watching, patient, true);
    const shown = await watching.next('patient:viewers');
    assertShape(shown, {
      patientId: patient._id,
      viewers: [
        { userId: who.user, userName: who.name, startedAt: isoNow },
        { userId: DESK.user, userName: DESK.name, startedAt: isoNow },
      ],
    });
    assert.deepEqual(await viewersOf(patient), [who.user, DESK.user]);

    await view(watching, patient, false);
    assert.deepEqual(await viewersOf(patient), [who.user]);
    one.close();
    other.close();
    await toldOf(who);
    assert.deepEqual(await viewersOf(patient), []);
  });

  test('is no longer who has gone without a word', async () => {
    const who = newVisitor();
    const patient = await newPatient(desk);
    const client = await server.connect(STANDARD, who, { transports: ['websocket'] });
    await view(client, patient, true);

    client.socket.io.reconnection(false);
    client.socket.io.engine.close();

    assert.deepEqual(await toldOf(who), ['user:online', 'patient:viewing true', 'patient:viewing false']);
    assert.deepEqual(await viewersOf(patient), []);
  });

  test('over HTTP is whoever renews the lease', async () => {
    const patient = await newPatient(desk);
    const doctor = server.api(DOCTOR);
    const path = `/api/patients/${patient._id}/viewers/me`;
    assertShape(await doctor.put(path), { expiresAt: isoNow });
    assertShape(
      await watching.next('patient:viewing', of(DOCTOR)),
      standard.viewing({
        userId: DOCTOR.user,
        userName: DOCTOR.name,
        patientId: patient._id,
        isViewing: true,
        startedAt: isoNow,
      }),
    );
    assert.deepEqual(await viewersOf(patient), [DOCTOR.user]);

    assert.equal((await watching.next('patient:viewing', of(DOCTOR))).isViewing, false);
    assert.deepEqual(await viewersOf(patient), []);

    await doctor.put(path);
    assert.equal((await doctor.call('DELETE', path)).status, 200);
    assert.deepEqual(await viewersOf(patient), []);
  });

  test('is refused for charts of another clinic', async () => {
    const patient = await newPatient(desk);
    const stranger = server.api(OTHER_DOCTOR);
    for (const [method, path] of [['GET', 'viewers'], ['PUT', 'viewers/me'], ['DELETE', 'viewers/me']]) {
      const answer = await stranger.call(method, `/api/patients/${patient._id}/${path}`);
      assert.equal(`${answer.status} ${answer.body.code}`, '404 NOT_FOUND');
    }
  });
});
