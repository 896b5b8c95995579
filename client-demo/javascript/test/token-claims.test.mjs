/** Tokens that name no clinic or no role, and the choice of the families that a server serves. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server } from '../harness.mjs';
import { Api, request } from '../lib/api.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';

const PATIENT = { firstName: 'Marker', lastName: 'Sentinel', dateOfBirth: '1990-01-02' };

describe('tokens without a clinic or a role', () => {
  let server;
  let staff;

  before(async () => {
    server = await Server.start({ demo: false, env: { CAREWIRE_AUTH_DEFAULT_TENANT: 'clinic-one' } });
    staff = new Api(server.url, server.sign({ userId: 'nurse', role: 'nurse' }));
  });
  after(() => server.close());

  /** What a token may read: as a cookie, and in the header. */
  async function statuses(token) {
    const ways = [{ cookie: `session=${token}` }, { authorization: `Bearer ${token}` }];
    const answers = ways.map((headers) => request(`${server.url}/api/patients`, { headers }));
    return (await Promise.all(answers)).map((answer) => answer.status);
  }

  test('a token without a clinic is of the default one over HTTP and on sockets', async () => {
    const patient = await staff.post('/api/patients', PATIENT);
    const named = new Api(server.url, server.token({ user: 'dr', tenant: 'clinic-one' }));
    assert.equal((await named.get(`/api/patients/${patient._id}`))._id, patient._id);

    const client = server.client(CLINIC, { token: server.sign({ userId: 'dr-2', role: 'doctor' }) });
    await client.connected();
    const hook = server.client(STANDARD, {
      token: server.sign({ id: 'dr-3', role: 'doctor' }),
      tenantId: 'clinic-one',
    });
    await hook.connected();
    await staff.put(`/api/patients/${patient._id}`, { phone: '555-0101' });
    await Promise.all([client.next('patient:updated'), hook.next('patient:updated')]);
  });

  test('a token with neither clinic nor role reads nothing of the default clinic', async () => {
    const stranger = server.sign({ user_id: 7, sub: 'marker@home.example', type: 'access' });
    assert.deepEqual(await statuses(stranger), [403, 403]);

    const client = server.client(CLINIC, { token: stranger });
    await client.connected();
    const patient = await staff.post('/api/patients', PATIENT);
    await staff.put(`/api/patients/${patient._id}`, { phone: '555-0102' });
    client.emit('ping');
    assert.deepEqual(await client.upTo('pong', () => true), []);
  });

  test('a token with a clinic but no role is staff alike as cookie, in the header and on a socket', async () => {
    const roleless = server.sign({ userId: 'clerk', tenantId: 'clinic-one' });
    assert.deepEqual(await statuses(roleless), [200, 200]);
    const client = server.client(CLINIC, { token: roleless });
    await client.connected();
    const patient = await staff.post('/api/patients', PATIENT);
    await staff.put(`/api/patients/${patient._id}`, { phone: '555-0103' });
    await client.next('patient:updated');
  });
});

describe('an installation for one family', () => {
  let server;

  before(async () => {
    const dialect = {
      CAREWIRE_DIALECTS_CLINIC_ROLE_LESS_IS_STAFF: 'false',
      CAREWIRE_DIALECTS_CLINIC_ALL_TENANTS_ROLES: 'admin',
    };
    server = await Server.start({ demo: false, env: { CAREWIRE_FAMILIES: 'clinic', ...dialect } });
  });
  after(() => server.close());

  test('serves its paths and answers 404 to those of the others', async () => {
    const client = await server.connect(CLINIC, { user: 'dr', tenant: 't' });
    client.close();
    const others = [
      '/socket.io/?EIO=4&transport=polling',
      '/ws',
      '/ws/chat',
      '/ws/status',
      '/ws/notifications/7',
      '/v1/ws/notifications?user_id=7',
      '/v1/ws/stats',
    ];
    for (const path of others) {
      assert.equal((await request(server.url + path)).status, 404, path);
    }
  });

  test('admins receive the events of every clinic where the setting says so, and the log records it', async () => {
    const admin = await server.connect(CLINIC, { user: 'admin', tenant: 't', role: 'admin' });
    const doctor = await server.connect(CLINIC, { user: 'dr', tenant: 't' });
    const elsewhere = server.api({ user: 'desk', tenant: 'other', role: 'receptionist' });
    const patient = await elsewhere.post('/api/patients', PATIENT);
    await elsewhere.put(`/api/patients/${patient._id}`, { phone: '555-0104' });
    assert.equal((await admin.next('patient:updated')).patient._id, patient._id);
    doctor.emit('ping');
    assert.deepEqual(await doctor.upTo('pong', () => true), []);
    await server.program.says(/oversight began/);
  });

  test('a token without a role has no rights where the setting says so', async () => {
    const api = new Api(server.url, server.sign({ userId: 'clerk', tenantId: 't' }));
    assert.equal((await api.call('GET', '/api/patients')).status, 403);
  });
});
