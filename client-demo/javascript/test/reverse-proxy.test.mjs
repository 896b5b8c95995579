/** One client of each family through nginx, with the configuration that docs/ gives. */
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { io } from 'socket.io-client';
import { ROOT, Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { CLINIC, Client, STANDARD } from '../lib/client.mjs';
import { address, BrowserClient, connected, frame, refusal } from '../lib/diagnoxix.mjs';
import { FAMILIES } from '../lib/families.mjs';
import { Program } from '../lib/program.mjs';
import { newPatient } from '../lib/records.mjs';
import { assertShape } from '../lib/shape.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';
import { claims, sign } from '../lib/tokens.mjs';
import { DEADLINE_MS, within } from '../lib/wait.mjs';

const NGINX = process.env.NGINX ?? 'nginx';
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

let server;
let proxy;
let folder;
const clients = [];

async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => listener.once('listening', done));
  const { port } = listener.address();
  await new Promise((done) => listener.close(done));
  return port;
}

/** The documented file with the addresses of this run, in a configuration that needs nothing of the system's. */
async function startProxy(upstream) {
  const port = await freePort();
  const documented = await readFile(join(ROOT, 'docs/nginx.conf'), 'utf8');
  const here = documented
    .replace('server 127.0.0.1:8000;', `server 127.0.0.1:${upstream};`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replaceAll('/var/log/nginx/', `${folder}/`);
  await writeFile(join(folder, 'carewire.conf'), here);
  await Promise.all(TEMPORARY.map((name) => mkdir(join(folder, name))));
  const paths = TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n');
  await writeFile(join(folder, 'nginx.conf'), `
    daemon off;
    ${process.getuid() === 0 ? 'user root;' : ''}
    worker_processes 1;
    pid ${folder}/nginx.pid;
    error_log stderr notice;
    events { worker_connections 1024; }
    http { ${paths}\ninclude ${folder}/carewire.conf; }`);
  const program = new Program(NGINX, ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
  program.ended.catch((missing) => {
    console.error(`${NGINX} does not start (${missing.code}; expected: nginx of the system's packages, or NGINX names one)`);
  });
  await program.says(/start worker process \d+/, DEADLINE_MS);
  return { program, url: `http://127.0.0.1:${port}`, config: here };
}

before(async () => {
  folder = await temporaryFolder();
  server = await Server.start({
    env: { CAREWIRE_SERVER_TRUSTED_PROXIES: '127.0.0.1', CAREWIRE_LIMITS_CONNECTS_PER_SECOND_PER_ADDRESS: '20' },
  });
  proxy = await startProxy(server.port);
});
after(async () => {
  clients.forEach((client) => client.close());
  proxy?.program.kill('SIGTERM');
  await proxy?.program.ended;
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

const keep = (client) => {
  clients.push(client);
  return client;
};

for (const [name, family, who] of [['derm-app', STANDARD, DOCTOR], ['the clinic system', CLINIC, DESK]]) {
  for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
    test(`a client of ${name} over ${transports} sees a change`, async () => {
      const options = family.options({ token: server.token(who), tenantId: who.tenant, transports });
      const client = keep(new Client(io(proxy.url, { ...options, extraHeaders: { origin: proxy.url } })));
      await client.connected();
      const patient = await newPatient(server.api(DESK));
      await server.api(DESK).put(`/api/patients/${patient._id}`, { lastName: 'Marker' });
      const { patient: seen } = await client.next('patient:updated');
      assert.ok(seen._id === patient._id || seen.id === patient._id || seen.lastName === 'Marker');
      client.close();
    });
  }
}

test('a client of Diagnoxix is told its notifications, and asks over HTTP', async () => {
  const who = { user: 'proxied', tenant: 'tenant-1', role: 'patient' };
  const client = keep(new BrowserClient(address(proxy.url, who.user, server.token(who)), { origin: proxy.url }));
  assertShape(await client.next(), connected(who.user));
  client.ping();
  assertShape(await client.next(), frame('pong', who.user, '', ''));
  const stats = await request(`${proxy.url}/v1/ws/stats`, { headers: { authorization: `Bearer ${server.token(DESK)}` } });
  assert.equal((await stats.json()).data.connected_clients, 1);
});

for (const Family of FAMILIES.filter(({ family }) => ['keney', 'healthmate'].includes(family))) {
  test(`a client of ${Family.family} is told a notification`, async () => {
    let told;
    const notified = new Promise((done) => {
      told = (text) => text.includes('Through the proxy') && done();
    });
    const who = { user: `proxied-${Family.family}`, tenant: 'tenant-1', role: 'nurse' };
    const member = new Family({ url: proxy.url, token: (whom) => server.token(whom) }, who, (text) => told(text));
    await member.connect();
    clients.push({ close: () => member.disconnect() });
    await server.api({ user: 'back-end', tenant: 'tenant-1', role: 'service' }).post('/api/notifications', {
      userId: who.user,
      type: 'general',
      title: 'Hello',
      message: 'Through the proxy',
      priority: 'normal',
    });
    await within(DEADLINE_MS, notified, () => 'not told');
  });
}

test('the HTTP API answers through the proxy, and pages of other names stay outside', async () => {
  const health = await request(`${proxy.url}/health`);
  assert.equal(health.status, 200);
  const queue = await request(`${proxy.url}/api/queue`, { headers: { authorization: `Bearer ${server.token(DESK)}` } });
  assert.equal(queue.status, 200);
  const who = { user: 'proxied', tenant: 'tenant-1', role: 'patient' };
  const foreign = await refusal(address(proxy.url, who.user, server.token(who)), { origin: 'https://elsewhere.example' });
  assert.equal(foreign.status, 403);
});

/** The status of a call through the proxy from one of this machine's addresses. */
function statusFrom(localAddress, token) {
  const { hostname, port } = new URL(proxy.url);
  const headers = { authorization: `Bearer ${token}` };
  const answer = new Promise((done, fail) => {
    get({ hostname, port, localAddress, path: '/api/queue', headers, agent: false }, (response) => {
      response.resume().on('end', () => done(response.statusCode));
    }).on('error', fail);
  });
  return within(DEADLINE_MS, answer, () => 'no answer');
}

test('the server counts forged tokens by the addresses that the proxy names', async () => {
  const forged = sign('a secret that no clinic has ever had', claims(DESK));
  const answers = await Promise.all(Array.from({ length: 250 }, () => statusFrom('127.0.0.2', forged)));
  assert.ok(answers.includes(401) && answers.includes(429), `${new Set(answers)}`);
  assert.equal(await statusFrom('127.0.0.3', forged), 401);
  assert.equal(await statusFrom('127.0.0.2', server.token(DESK)), 200);
});

test('no log of the proxy holds a token', async () => {
  const log = await readFile(join(folder, 'carewire.log'), 'utf8');
  // A WebSocket is logged when it ends; the one that was refused had a token in its address, too.
  assert.match(log, /"GET \/v1\/ws\/notifications" 403/);
  assert.doesNotMatch(log + proxy.program.output, /eyJ|token=/);
});
