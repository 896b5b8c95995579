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

const CALLERS = 10;
const CALLS_OF_EACH = 60;
const READY_MS = 1_000;

/** The server looks at the database that often. No other task of its own runs a statement more often. */
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

/**
 * Strangers repeat these calls. Resolves with the longest time of one, how often each statement ran meanwhile, and how often one may have
 * run that no call caused.
 */
async function flood(calls) {
  const begin = performance.now();
  const earlier = await statements();
  let longest = 0;
  await Promise.all(Array.from({ length: CALLERS }, async () => {
    for (let i = 0; i < CALLS_OF_EACH / CALLERS * calls.length; i++) {
      const start = performance.now();
      const answer = await calls[i % calls.length]();
      await answer.arrayBuffer();
      longest = Math.max(longest, performance.now() - start);
    }
  }));
  const ran = between(earlier, await statements());
  const uncaused = (performance.now() - begin) / LOOK_MS + 1;
  assert.ok(uncaused < CALLS_OF_EACH, 'a flood');
  return { longest, ran, uncaused };
}

const ready = () => request(`${server.url}/ready`);

test('a flood of calls of /ready makes the server look no more often, and each has its answer within a second', async () => {
  const { longest, ran, uncaused } = await flood(Array.from({ length: 10 }, () => ready));
  const looks = ran.find(({ query }) => query.includes('pg_is_in_recovery()')).calls;
  assert.ok(looks <= uncaused, `${looks} looks (expected: ${uncaused} at most)`);
  assert.ok(longest < READY_MS, `${longest} ms`);
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
  const { ran, uncaused } = await flood(calls);
  assert.deepEqual(ran.filter((statement) => statement.calls > uncaused), [], `${uncaused} of each at most`);
});
