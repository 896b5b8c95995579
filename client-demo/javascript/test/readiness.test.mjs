/** Anonymous calls and the database: PostgreSQL itself counts the statements of the packaged server during a flood of such calls. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { STANDARD } from '../lib/client.mjs';
import { address } from '../lib/diagnoxix.mjs';
import { Postgres } from '../lib/postgres.mjs';
import { DOCTOR } from '../lib/stage.mjs';
import { claims, sign } from '../lib/tokens.mjs';

const FLOOD_MS = 1_500;
const CALLERS = 20;
const READY_MS = 1_000;

/** The server looks at the database that often, and once more for a look that has begun before. */
const LOOK_MS = 400;

let folder;
let postgres;
let server;

before(async () => {
  folder = await temporaryFolder();
  chmodSync(folder, 0o755);
  postgres = await Postgres.create(join(folder, 'data'));
  await postgres.start({ shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_utility': 'off' });
  server = await Server.start({
    env: {
      DATABASE_URL: `postgres://carewire@${postgres.address}/postgres`,
      CAREWIRE_HTTP_METRICS_TOKEN: 'the-token-of-the-scraper',
    },
  });
  await postgres.query('CREATE SCHEMA stats; CREATE EXTENSION pg_stat_statements SCHEMA stats');
});
after(async () => {
  await server?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** How often the server has run each of its statements so far. */
const statements = async () =>
  JSON.parse(await postgres.query(`SELECT json_object_agg(query, calls) FROM
    (SELECT query, sum(calls) AS calls FROM stats.pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%' GROUP BY query) AS counted`));

/** How often each statement ran between two counts. */
const between = (before, after) =>
  Object.entries(after).map(([query, calls]) => ({ query, calls: calls - (before[query] ?? 0) }));

/** Strangers repeat these calls for a while; resolves with the time of each. */
async function flood(calls) {
  const times = [];
  const end = performance.now() + FLOOD_MS;
  await Promise.all(Array.from({ length: CALLERS }, async (_, caller) => {
    for (let i = caller; performance.now() < end; i++) {
      const begin = performance.now();
      const answer = await calls[i % calls.length]();
      await answer.arrayBuffer();
      times.push(performance.now() - begin);
    }
  }));
  return times;
}

const ready = () => request(`${server.url}/ready`);

test('a flood of calls of /ready makes the server look no more often, and each has its answer within a second', async () => {
  const begin = performance.now();
  const before = await statements();
  const times = await flood([ready]);
  const looks = between(before, await statements()).find(({ query }) => query.includes('pg_is_in_recovery()')).calls;
  const elapsed = performance.now() - begin;
  assert.ok(times.length > 100, `${times.length} calls`);
  assert.ok(looks <= elapsed / LOOK_MS + 1, `${looks} looks in ${elapsed} ms, for ${times.length} calls`);
  assert.ok(Math.max(...times) < READY_MS, `${Math.max(...times)} ms`);
  assert.equal((await ready()).status, 200);
});

test('no call without a valid token makes the server run a statement', async () => {
  const forged = sign('a secret that no clinic has ever had', claims(DOCTOR));
  const as = (path, token, method = 'GET') => () =>
    request(server.url + path, { method, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  const handshake = address(server.url, DOCTOR.user, forged).replace('ws:', 'http:');
  const calls = [
    ready,
    as('/health'),
    as('/api/patients'),
    as('/api/patients', forged),
    as('/api/patients', forged, 'POST'),
    as('/v1/notifications', forged),
    as('/metrics', forged),
    as('/no/such/path', forged),
    as(`${STANDARD.path}?EIO=4&transport=polling`),
    () => request(handshake, { headers: { origin: 'https://elsewhere.example' } }),
  ];
  const before = await statements();
  const times = await flood(calls);
  const during = between(before, await statements());
  const ofEachKind = times.length / calls.length;
  assert.ok(ofEachKind > 20, `${times.length} calls`);
  // The server runs some statements of its own a few times a second.
  assert.deepEqual(during.filter((statement) => statement.calls > ofEachKind / 2), [], `${ofEachKind} calls of each kind`);
});
