/** The HTTP API as a connection that stays open sees it. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { DESK } from '../lib/stage.mjs';

const AUTHENTICATION_TIMEOUT_MS = 500;

let server;

before(async () => {
  server = await Server.start({ env: { CAREWIRE_LIMITS_AUTHENTICATION_TIMEOUT: `${AUTHENTICATION_TIMEOUT_MS}ms` } });
});
after(() => server?.close());

/** One request over a connection of the agent: its status, and the port that the connection came from. */
function get(agent, path) {
  const headers = { authorization: `Bearer ${server.token(DESK)}` };
  return new Promise((done, fail) => {
    const request = http.get(server.url + path, { agent, headers }, (response) => {
      const { localPort } = response.socket;
      response.resume().on('end', () => done({ status: response.statusCode, localPort }));
    });
    request.on('error', fail);
  });
}

test('a connection that is used stays open, however long a socket has to say who it is', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const end = Date.now() + 3 * AUTHENTICATION_TIMEOUT_MS;
  const ports = new Set();
  while (Date.now() < end) {
    const { status, localPort } = await get(agent, '/api/patients');
    assert.equal(status, 200);
    ports.add(localPort);
  }
  assert.equal(ports.size, 1);
  agent.destroy();
});

test('a HTTP/1.1 client that offers HTTP/2 is answered in HTTP/1.1', async () => {
  const headers = {
    authorization: `Bearer ${server.token(DESK)}`,
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA',
  };
  const status = await new Promise((done, fail) => {
    http
      .get(`${server.url}/api/patients`, { headers }, (response) => {
        response.resume();
        done(response.statusCode);
      })
      .on('error', fail);
  });
  assert.equal(status, 200);
});
