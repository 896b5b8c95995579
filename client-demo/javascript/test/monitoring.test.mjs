/** The files of docs/monitoring with the system's Prometheus and promtool, against the packaged server. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT, Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { STANDARD } from '../lib/client.mjs';
import { address as socketAddress, refusal } from '../lib/diagnoxix.mjs';
import { freePort } from '../lib/postgres.mjs';
import { Program } from '../lib/program.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';
import { eventually } from '../lib/wait.mjs';

const run = promisify(execFile);
const MONITORING = join(ROOT, 'docs/monitoring');
const TOKEN = 'the-token-of-the-scraper';
const NAMES = /\b(?:carewire|websocket|jvm|process|system)_[a-z_]+/g;

/** Texts of one kind that a client invents. */
const MANY = 200;

let server;
let client;
let folder;
let prometheus;
let address;

/** The documented configuration with this run's addresses, and scrapes every 200 ms. */
async function startPrometheus() {
  const port = await freePort();
  const documented = await readFile(join(MONITORING, 'prometheus.yaml'), 'utf8');
  const here = documented
    .replace('carewire.example:8000', `127.0.0.1:${server.port}`)
    .replaceAll('interval: 15s', 'interval: 200ms');
  await writeFile(join(folder, 'prometheus.yaml'), here);
  await writeFile(join(folder, 'carewire-token'), TOKEN);
  await copyFile(join(MONITORING, 'alerts.yaml'), join(folder, 'alerts.yaml'));
  await run('promtool', ['check', 'config', join(folder, 'prometheus.yaml')]);
  await mkdir(join(folder, 'data'));
  address = `http://127.0.0.1:${port}`;
  return new Program('prometheus', [
    `--config.file=${join(folder, 'prometheus.yaml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
}

/** One look at Prometheus' API; undefined until it answers. */
async function look(path) {
  const answer = await request(`${address}/api/v1/${path}`).catch(() => undefined);
  return answer?.ok ? (await answer.json()).data : undefined;
}

const query = (expression) => look(`query?query=${encodeURIComponent(expression)}`);

async function scrape() {
  const answer = await request(`${server.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  assert.equal(answer.status, 200);
  return answer.text();
}

/** The expressions of the dashboard, as Grafana sends them for all servers. */
async function dashboardExpressions() {
  const { panels } = JSON.parse(await readFile(join(MONITORING, 'dashboard.json'), 'utf8'));
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  return panels.flatMap(({ targets }) =>
    targets.map(({ expr }) => expr.replaceAll('$instance', '.*').replaceAll('$__rate_interval', '1m')));
}

before(async () => {
  folder = await temporaryFolder();
  server = await Server.start({
    // A small heap, so that a collection and its metrics do not wait for long.
    env: { CAREWIRE_HTTP_METRICS_TOKEN: TOKEN, JAVA_TOOL_OPTIONS: '-XX:+UseSerialGC -Xmx96m -Xmn8m' },
  });
  prometheus = await startPrometheus();
  client = await server.connect(STANDARD, DOCTOR, { transports: ['polling'] });
  await refusal(socketAddress(server.url, DOCTOR.user, 'forged'));
  client.emit('no:such:command', {});
  await server.api(DESK).get('/api/queue');
  await request(`${server.url}/api/queue`, { headers: { authorization: 'Bearer forged' } });
  await request(`${server.url}/no/such/path/of-a-patient`);
});
after(async () => {
  prometheus?.kill('SIGTERM');
  await prometheus?.ended;
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

test('promtool accepts the rules, and each fires when it should', async () => {
  await run('promtool', ['check', 'rules', join(MONITORING, 'alerts.yaml')]);
  await run('promtool', ['test', 'rules', join(MONITORING, 'alerts.test.yaml')]);
  const rules = [...(await readFile(join(MONITORING, 'alerts.yaml'), 'utf8')).matchAll(/- alert: (\w+)/g)];
  const tests = await readFile(join(MONITORING, 'alerts.test.yaml'), 'utf8');
  rules.forEach(([, name]) => assert.ok(tests.includes(`name: ${name}\n`), `no test of ${name}`));
});

test('Prometheus scrapes the server with the metrics token, and evaluates every rule', async () => {
  const [target] = await eventually(async () => {
    const targets = (await look('targets'))?.activeTargets ?? [];
    return targets.some(({ health }) => health === 'up') ? targets : undefined;
  }, () => prometheus.output);
  assert.equal(target.labels.job, 'carewire');
  const rules = await eventually(async () => {
    const found = (await look('rules'))?.groups.flatMap((group) => group.rules) ?? [];
    return found.length > 0 && found.every(({ health }) => health !== 'unknown') ? found : undefined;
  }, () => prometheus.output);
  assert.deepEqual(rules.filter(({ health }) => health !== 'ok').map(({ name, lastError }) => [name, lastError]), []);
  assert.deepEqual(rules.filter(({ state, labels }) => state === 'firing' && labels.severity === 'critical'), []);
});

test('every metric that the dashboard and the rules name is in a scrape', async () => {
  const files = await Promise.all(['dashboard.json', 'alerts.yaml'].map((name) => readFile(join(MONITORING, name), 'utf8')));
  const named = new Set(files.join('\n').match(NAMES));
  assert.ok(named.size > 30);
  for (const name of named) {
    await eventually(async () => ((await query(name))?.result.length > 0 ? true : undefined), () => `no ${name}`);
  }
});

test('Prometheus understands every expression of the dashboard', async () => {
  for (const expression of await dashboardExpressions()) {
    assert.ok(await query(expression), expression);
  }
});

test('requests are counted by route and status, and no path of a client becomes a label', async () => {
  const text = await scrape();
  assert.match(text, /^carewire_http_requests_seconds_bucket\{method="GET",route="\/api\/queue",status="200",le="0\.5"\} \d/m);
  assert.match(text, /^carewire_http_requests_seconds_count\{method="GET",route="\/api\/queue",status="401"\} 1\b/m);
  assert.match(text, /^carewire_http_requests_seconds_count\{method="none",route="none",status="404"\} 1\b/m);
  assert.match(text, /^carewire_http_requests_seconds_count\{method="GET",route="\/socket\.io\/",status="200"\} [1-9]/m);
  assert.match(text, /^carewire_http_requests_seconds_count\{method="POST",route="\/socket\.io\/",status="200"\} [1-9]/m);
  assert.match(text, /^carewire_http_requests_seconds_count\{method="GET",route="\/v1\/ws\/notifications",status="401"\} 1\b/m);
  assert.match(text, /^carewire_http_polls_seconds_count\{method="GET",route="\/socket\.io\/",status="200"\} [1-9]/m);
  assert.match(text, /^carewire_tokens_refused_total\{reason="malformed"\} 2\.0/m);
  assert.doesNotMatch(text, /of-a-patient/);
});

test('invented commands, paths, methods, tokens and origins make no series for each', async () => {
  const series = async () => (await scrape()).split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  const before = await series();
  const ask = (path, options) => request(`${server.url}${path}`, options).then((answer) => answer.arrayBuffer());
  for (let i = 0; i < MANY; i++) {
    client.emit(`no:such:command-${i}`, {});
    await Promise.all([
      ask(`/no/such/path-${i}`),
      ask(`/api/patients/${i}`, { method: `METHOD${i}` }),
      ask(`${STANDARD.path}?EIO=4&transport=polling&sid=${i}`, { method: `METHOD${i}` }),
      ask('/api/queue', { headers: { authorization: `Bearer forged-${i}` } }),
      ask('/api/queue', { headers: { origin: `https://page-${i}.example` } }),
    ]);
  }
  await client.request('message:join-thread', 'no-such-thread');
  const after = await series();
  assert.ok(after - before < MANY, `${before} series, then ${after}`);
  assert.ok(after < 2_000, `${after} series`);
  assert.doesNotMatch(await scrape(), /no:such|path-|METHOD\d|forged-|page-/);
});

test('the document lists every metric of the server, and no other', async () => {
  const document = await readFile(join(ROOT, 'docs/metrics.md'), 'utf8');
  const listed = new Set(document.match(/^\| `.*?(?= \| )/gm).join('\n').match(/\b(?:carewire|websocket)_[a-z_]+/g));
  const types = [...(await scrape()).matchAll(/^# TYPE ((?:carewire|websocket)_\w+) (\w+)$/gm)];
  const served = types.map(([, name, type]) => (type === 'counter' ? name.replace(/(_total)?$/, '_total') : name));
  const own = new Set(served.filter((name) => !name.endsWith('_seconds_max')));
  assert.deepEqual([...listed].sort(), [...own].sort());
});
