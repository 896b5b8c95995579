/** HTTP as browsers, proxies and scripts speak it, beside the reference server where that defines the answer. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { Server as Reference } from 'socket.io';
import { WebSocket } from 'ws';
import { Server } from '../harness.mjs';
import { CLINIC } from '../lib/client.mjs';
import { RawHttp } from '../lib/raw-http.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';

const LISTED = ['http://front_desk:5173', 'https://clinic_app.local', 'capacitor://localhost', 'ionic://localhost'];
const OPEN = '/socket.io/?EIO=4&transport=polling';
const HANDSHAKE = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

let server;
let reference;
let both;

before(async () => {
  server = await Server.start({ env: { CAREWIRE_CORS_ORIGINS: LISTED.join(',') } });
  const listening = http.createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  reference = new Reference(listening, { allowEIO3: true, cors: { origin: LISTED, credentials: true } });
  both = { CareWire: server.url, 'the reference': `http://127.0.0.1:${listening.address().port}` };
});
after(async () => {
  await reference?.close();
  await server?.close();
});

/** The response to one request on a connection of its own, and whether the server then ended it. */
async function ask(url, first, headers, { body, version } = {}) {
  const connection = new RawHttp(url);
  connection.send(first, headers, body, version);
  const response = await connection.next();
  connection.close();
  return response;
}

/** Runs `check` with the address of either server. */
async function onBoth(check) {
  for (const [name, url] of Object.entries(both)) {
    await check(url, name);
  }
}

/** Where each family's WebSockets open. */
const sockets = () => ({
  standard: '/socket.io/?EIO=4&transport=websocket',
  clinic: '/api/socket/?EIO=4&transport=websocket',
  keney: `/ws?token=${server.token(DOCTOR)}`,
  healthmate: '/ws/combined',
  diagnoxix: `/v1/ws/notifications?user_id=${DOCTOR.user}&token=${server.token(DOCTOR)}`,
});

describe('heads', () => {
  test('a request without a host gets 400, unless it is one of HTTP/1.0', async () => {
    await onBoth(async (url, name) => {
      assert.equal((await ask(url, `GET ${OPEN}`, [])).status, 400, name);
      assert.equal((await ask(url, `GET ${OPEN}`, [], { version: 'HTTP/1.0' })).status, 200, name);
    });
  });

  test('a request with two hosts gets 400 on every path', async () => {
    for (const path of [OPEN, '/health', '/ws/combined', '/api/patients']) {
      assert.equal((await ask(server.url, `GET ${path}`, ['Host: a', 'Host: b'])).status, 400, path);
    }
  });

  test('cookies of 9 kB and tokens over 4 kB fit, and heads over 16 KiB get 431', async () => {
    await onBoth(async (url, name) => {
      const cookie = ['Host: localhost', `Cookie: a=${'x'.repeat(9_000)}`];
      assert.equal((await ask(url, `GET ${OPEN}`, cookie)).status, 200, name);
      assert.equal((await ask(url, `GET ${OPEN}&token=${'x'.repeat(6_000)}`)).status, 200, name);
      assert.equal((await ask(url, `GET ${OPEN}&token=${'x'.repeat(9_000)}`, cookie)).status, 431, name);
      assert.equal((await ask(url, `GET ${OPEN}`, ['Host: a', `Cookie: a=${'x'.repeat(17_000)}`])).status, 431, name);
    });
    for (const [family, path] of Object.entries(sockets())) {
      const headers = ['Host: localhost', ...HANDSHAKE, `Cookie: a=${'x'.repeat(9_000)}`];
      assert.equal((await ask(server.url, `GET ${path}`, headers)).status, 101, family);
    }
  });

  test('a target in absolute form is served, and its host counts', async () => {
    const page = ['Host: proxy.local', 'Origin: http://ward_3:8080'];
    assert.equal((await ask(server.url, `GET http://ward_3:8080${OPEN}`, page)).status, 200);
    assert.equal((await ask(server.url, `GET ${OPEN}`, page)).status, 403);
    assert.equal((await ask(server.url, 'GET http://ward_3:8080/health')).status, 200);
    assert.equal((await ask(server.url, 'GET http://a@b/health')).status, 400);
  });
});

describe('origins', () => {
  for (const host of ['front_desk:8000', 'clinic_app.local', '-ward.local']) {
    test(`a page that the server delivers as ${host} may use every path`, async () => {
      const page = [`Host: ${host}`, `Origin: http://${host}`];
      await onBoth(async (url, name) => assert.equal((await ask(url, `GET ${OPEN}`, page)).status, 200, name));
      for (const [family, path] of Object.entries(sockets())) {
        assert.equal((await ask(server.url, `GET ${path}`, [...page, ...HANDSHAKE])).status, 101, family);
      }
    });
  }

  for (const origin of LISTED) {
    test(`a page of ${origin} may use the server if it is listed`, async () => {
      const page = ['Host: localhost', `Origin: ${origin}`];
      await onBoth(async (url, name) => {
        const { status, headers } = await ask(url, `GET ${OPEN}`, page);
        assert.equal(status, 200, name);
        assert.equal(headers['access-control-allow-origin'], origin, name);
      });
    });
  }

  test('a page of an app that is not listed may not', async () => {
    const page = ['Host: localhost', 'Origin: tauri://localhost'];
    assert.equal((await ask(server.url, `GET ${OPEN}`, page)).status, 403);
  });

  test('listed pages may send the headers that they ask for', async () => {
    const page = ['Host: localhost', `Origin: ${LISTED[0]}`, 'Access-Control-Request-Method: POST'];
    const asking = [...page, 'Access-Control-Request-Headers: x-trace-id,x-request-id'];
    await onBoth(async (url, name) => {
      const { headers } = await ask(url, `OPTIONS ${OPEN}`, asking);
      assert.equal(headers['access-control-allow-headers'], 'x-trace-id,x-request-id', name);
    });
    const { status, headers } = await ask(server.url, 'OPTIONS /api/patients', asking);
    assert.equal(status, 204);
    assert.equal(headers['access-control-allow-headers'], 'x-trace-id,x-request-id');
    assert.equal(headers['access-control-max-age'], '600');
  });
});

describe('cookies of requests that a page of another site causes', () => {
  const cookie = () => `Cookie: session=${server.token(DESK)}`;
  const FOREIGN = 'Sec-Fetch-Site: cross-site';

  test('do not count for the HTTP API', async () => {
    const status = async (...headers) =>
      (await ask(server.url, 'GET /api/patients', ['Host: localhost', cookie(), ...headers])).status;
    assert.equal(await status(), 200);
    assert.equal(await status('Sec-Fetch-Site: same-origin'), 200);
    assert.equal(await status(FOREIGN), 401);
    assert.equal(await status(FOREIGN, 'Origin: https://evil.example'), 401);
    assert.equal(await status(FOREIGN, `Origin: ${LISTED[2]}`), 200);
  });

  for (const transport of ['polling', 'websocket']) {
    test(`do not count over ${transport}`, async () => {
      const options = (extra) => ({
        transports: [transport],
        options: { extraHeaders: { cookie: `session=${server.token(DOCTOR)}`, ...extra } },
      });
      const foreign = server.client(CLINIC, options({ 'sec-fetch-site': 'cross-site' }));
      assert.equal(await foreign.refusal(), 'Authentication token required');
      foreign.close();
      const listed = server.client(CLINIC, options({ 'sec-fetch-site': 'cross-site', origin: LISTED[2] }));
      await listed.connected();
      listed.close();
    });
  }
});

describe('handshakes', () => {
  test('an empty sid and a missing version open a session as on the reference server', async () => {
    await onBoth(async (url, name) => {
      assert.match((await ask(url, `GET ${OPEN}&sid=`)).body, /^0\{"sid":/, name);
      assert.match((await ask(url, 'GET /socket.io/?transport=polling&b64=1')).body, /^\d+:0\{"sid":/, name);
      assert.match((await ask(url, 'GET /socket.io/?EIO=2&transport=polling&b64=1')).body, /^\d+:0\{"sid":/, name);
      const upgrade = ['Host: localhost', ...HANDSHAKE];
      assert.equal((await ask(url, 'GET /socket.io/?transport=websocket', upgrade)).status, 101, name);
    });
  });

  test('a query with a malformed escape gets 400 and stays out of the log', async () => {
    for (const [family, path] of Object.entries(sockets())) {
      const headers = ['Host: localhost', ...HANDSHAKE];
      assert.equal((await ask(server.url, `GET ${path.split('?')[0]}?token=%zz-Sentinel`, headers)).status, 400, family);
    }
    assert.doesNotMatch(server.program.output, /Sentinel|handler failed/);
  });

  test('JSONP gets 400 and the reason', async () => {
    for (const path of ['/socket.io/', '/api/socket/']) {
      const { status, body } = await ask(server.url, `GET ${path}?EIO=4&transport=polling&j=0`);
      assert.equal(status, 400);
      assert.deepEqual(JSON.parse(body), { code: 3, message: 'JSONP is not supported (expected: no parameter j)' });
    }
  });

  test('the first of the offered subprotocols is the answer', async () => {
    const offer = ['Host: localhost', ...HANDSHAKE, 'Sec-WebSocket-Protocol: v1.carewire, chat'];
    const repeated = ['Host: localhost', ...HANDSHAKE, 'Sec-WebSocket-Protocol: chat, chat'];
    const check = async (url, path, name) => {
      const { status, headers } = await ask(url, `GET ${path}`, offer);
      assert.equal(status, 101, name);
      assert.equal(headers['sec-websocket-protocol'], 'v1.carewire', name);
      assert.equal((await ask(url, `GET ${path}`, repeated)).status, 400, name);
    };
    await check(both['the reference'], sockets().standard, 'the reference');
    for (const [family, path] of Object.entries(sockets())) {
      await check(server.url, path, family);
    }
  });
});

describe('close frames', () => {
  /** The code with which the server answers that of a client. */
  async function answered(url, path, ...end) {
    const socket = new WebSocket(url.replace('http', 'ws') + path);
    await once(socket, 'open');
    socket.close(...end);
    const [code, reason] = await once(socket, 'close');
    return [code, reason.toString()];
  }

  test("the server answers with the client's code", async () => {
    const check = async (url, path, name) => {
      assert.deepEqual(await answered(url, path, 4001, 'done'), [4001, 'done'], name);
      assert.deepEqual(await answered(url, path, 1000), [1000, ''], name);
      assert.deepEqual(await answered(url, path), [1005, ''], name);
    };
    await check(both['the reference'], sockets().standard, 'the reference');
    for (const [family, path] of Object.entries(sockets())) {
      await check(server.url, path, family);
    }
  });
});

describe('pipelined requests', () => {
  const sid = (open) => JSON.parse(open.slice(1)).sid;

  test('are all answered in order, and the connection stays', async () => {
    await onBoth(async (url, name) => {
      const connection = new RawHttp(url);
      for (let i = 0; i < 50; i += 1) {
        connection.send(`GET ${OPEN}`);
      }
      connection.send('GET /socket.io/?EIO=4&transport=pigeon');
      for (let i = 0; i < 50; i += 1) {
        assert.equal((await connection.next()).status, 200, `${name} ${i}`);
      }
      assert.equal((await connection.next()).status, 400, name);
      connection.send(`GET ${OPEN}`);
      assert.equal((await connection.next()).status, 200, name);
      connection.close();
    });
  });

  test('wait for a poll before them', async () => {
    await onBoth(async (url, name) => {
      const connection = new RawHttp(url);
      connection.send(`GET ${OPEN}`);
      const session = `${OPEN}&sid=${sid((await connection.next()).body)}`;
      connection.send(`POST ${session}`, ['Host: localhost', 'Content-Length: 2'], '40');
      connection.send(`GET ${session}`);
      assert.equal((await connection.next()).body, 'ok', name);
      assert.match((await connection.next()).body, /^4[04]/, name);
      assert.equal(connection.ended, false, name);
      connection.close();
    });
  });

  test('of the HTTP API and of polling share a connection', async () => {
    const token = server.token(DOCTOR);
    const connection = new RawHttp(server.url);
    connection.send(`GET ${OPEN}`);
    const session = `${OPEN}&sid=${sid((await connection.next()).body)}`;
    connection.send('GET /health');
    connection.send(`GET ${session}`);
    connection.send('GET /api/patients', ['Host: localhost', `Authorization: Bearer ${token}`]);
    connection.send('HEAD /health');
    assert.equal(JSON.parse((await connection.next()).body).status, 'healthy');

    const connect = `40${JSON.stringify({ token, tenantId: DOCTOR.tenant })}`;
    const headers = ['Host: localhost', `Content-Length: ${connect.length}`];
    assert.equal((await ask(server.url, `POST ${session}`, headers, { body: connect })).body, 'ok');
    assert.match((await connection.next()).body, /^40\{"sid":/);
    assert.ok(Array.isArray(JSON.parse((await connection.next()).body)));
    connection.close();
  });
});
