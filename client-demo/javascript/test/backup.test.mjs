/** Backups of the packaged server while clients write, what kills and full disks leave of them, and restores. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FLAGS, JAVA, ROOT, Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { canMount, mountSmall } from '../lib/mount.mjs';
import { Program } from '../lib/program.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';
import { eventually } from '../lib/wait.mjs';

const JAR = join(ROOT, 'server/target/carewire-server.jar');
const SECRET = 'a secret of at least thirty-two bytes, for tests';
/** Nothing is recorded as delivered during the tests. */
const ENV = { CAREWIRE_LOG_POSITION_INTERVAL: '1m' };
const ACKNOWLEDGED = 200;
const AT_ONCE = 8;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const SMALL_DISK_BYTES = 24 * 1024 * 1024;
const FREE_BYTES = 4 * 1024 * 1024;
const WAIT_MS = 20_000;

let home;
let server;
let kept;

before(async () => {
  home = await temporaryFolder();
  server = await Server.start({ data: join(home, 'data'), secret: SECRET, env: ENV, java: JAVA });
  kept = await newPatient(server.api(DESK));
});
after(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

function command(verb, file, data, { options = [], env = {}, flags = FLAGS, shell = 'exec "$@"' } = {}) {
  const args = ['-jar', JAR, verb, file, '--config', join(ROOT, 'config.yaml'), '--data', data, ...options];
  return new Program('bash', ['-c', shell, 'bash', 'java', ...flags, ...args], { env: { ...process.env, CAREWIRE_AUTH_SECRET: SECRET, ...env } });
}

async function result(program) {
  const { code } = await program.ended;
  return { code, output: program.output };
}

const run = (...args) => result(command(...args));

/** What a backup has left besides its file: its exchange with the server, and its scratch folder. */
async function left(data, folder) {
  const exchange = (await readdir(join(data, 'backup'))).filter((name) => name !== 'lock');
  const scratch = (await readdir(folder)).filter((name) => name.startsWith('.carewire-backup'));
  return [...exchange, ...scratch];
}

test('a backup under writes holds every acknowledged record, and no client of the restored server receives an event again', async () => {
  const api = server.api(DESK);
  const doctor = server.api(DOCTOR);
  const thread = await doctor.post('/api/threads', { memberIds: [DESK.user] });
  const upload = await request(`${server.url}/api/threads/${thread.id}/attachments?name=x-ray.png`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token(DOCTOR)}`, 'content-type': 'image/png' },
    body: PNG,
  });
  const attachment = (await upload.json()).data;
  await doctor.post(`/api/threads/${thread.id}/messages`, { attachmentIds: [attachment.id] });
  const ids = [];
  while (ids.length < ACKNOWLEDGED) {
    const patients = await Promise.all(Array.from({ length: AT_ONCE }, () => newPatient(api)));
    ids.push(...patients.map(({ _id }) => _id));
  }

  const file = join(home, 'clinic.zip');
  const backup = command('backup', file, server.data);
  let isDone = false;
  const done = result(backup).finally(() => {
    isDone = true;
  });
  let meanwhile = 0;
  while (!isDone) {
    await newPatient(api);
    meanwhile += 1;
  }
  const { code, output } = await done;
  assert.equal(code, 0, output);
  assert.match(output, /^backed up \d+ rows in \d+ tables and 1 attachments to /m);
  assert.ok(meanwhile > 0);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual(await left(server.data, home), []);
  await server.program.says(/wrote a snapshot of the database for a backup/);

  const running = await run('restore', file, server.data, { options: ['--force'] });
  assert.equal(running.code, 1);
  assert.match(running.output, new RegExp(`^restore: .* is in use by CareWire process ${server.program.pid} on `, 'm'));

  const data = join(home, 'restored');
  const restored = await run('restore', file, data);
  assert.equal(restored.code, 0, restored.output);
  assert.match(restored.output, /^restored \d+ rows in \d+ tables and 1 attachments of /m);
  const second = await Server.start({ data, secret: SECRET, demo: false, env: ENV, java: JAVA });
  try {
    const clients = [await second.connect(STANDARD, DESK), await second.connect(CLINIC, NURSE)];
    for (const id of ids) {
      assert.equal((await second.api(DESK).get(`/api/patients/${id}`))._id, id);
    }
    const download = await request(`${second.url}/api/attachments/${attachment.id}`, {
      headers: { authorization: `Bearer ${second.token(DESK)}` },
    });
    assert.ok(PNG.equals(Buffer.from(await download.arrayBuffer())));
    await second.api(DESK).put(`/api/patients/${kept._id}`, { lastName: 'Marker' });
    for (const client of clients) {
      const seen = await client.upTo('patient:updated', ({ patient }) => patient.lastName === 'Marker');
      assert.deepEqual(seen.map(([name]) => name).filter((name) => /^(patient|message):/.test(name)), []);
    }
  } finally {
    await second.close();
  }
});

test('a killed command or server leaves nothing that looks like a backup, and the next one works', async () => {
  const file = join(home, 'killed.zip');
  const requested = () => existsSync(join(server.data, 'backup/request')) || undefined;
  // A server that stands still has not answered yet when the command is killed, however fast the machine.
  server.program.kill('SIGSTOP');
  const killed = command('backup', file, server.data);
  await eventually(requested, () => `no request:\n${killed.output}`, WAIT_MS);
  killed.kill('SIGKILL');
  await killed.ended;
  server.program.kill('SIGCONT');
  await eventually(async () => ((await readdir(join(server.data, 'backup'))).length === 1 ? true : undefined),
    () => 'the server keeps the request of a killed command', WAIT_MS);
  assert.ok(!existsSync(file));

  server.program.kill('SIGSTOP');
  const alone = command('backup', file, server.data);
  await eventually(requested, () => `no request:\n${alone.output}`, WAIT_MS);
  await server.crash();
  const { code, output } = await result(alone);
  assert.equal(code, 1);
  assert.match(output, /^backup: the server has stopped meanwhile/m);
  assert.ok(!existsSync(file));

  const stopped = await run('backup', file, server.data);
  assert.equal(stopped.code, 0, stopped.output);
  assert.deepEqual(await left(server.data, home), []);
  await writeFile(join(server.data, 'backup/snapshot.part'), 'half');
  server = await server.restart();
  assert.deepEqual(await left(server.data, home), []);
  assert.equal((await server.api(DESK).get(`/api/patients/${kept._id}`))._id, kept._id);
});

test('a write that fails, and records in PostgreSQL, end a backup with one sentence', async () => {
  const limited = { shell: 'ulimit -f 100; exec "$@"', flags: [...FLAGS, '-XX:-UsePerfData'] };
  const postgres = { env: { DATABASE_URL: 'postgres://carewire@127.0.0.1:1/clinic' } };
  const dump = await run('backup', join(home, 'dump.zip'), server.data, postgres);
  const failed = await run('backup', join(home, 'limited.zip'), server.data, limited);
  for (const { code, output } of [dump, failed]) {
    assert.equal(code, 1, output);
    assert.doesNotMatch(output, /^\s+at /m);
  }
  assert.match(dump.output, /^backup: the records are in PostgreSQL \(expected: pg_dump and pg_restore, see docs\/operations\.md/m);
  assert.match(failed.output, /^backup: .*limited\.zip: not written: File too large/m);
  assert.ok(!existsSync(join(home, 'limited.zip')));
  assert.deepEqual(await left(server.data, home), []);
});

test('a full disk ends the backup, not the server', { skip: !canMount() && 'needs the right to mount' }, async () => {
  const disk = join(home, 'disk');
  await mkdir(disk);
  mountSmall(disk, SMALL_DISK_BYTES);
  let small;
  try {
    small = await Server.start({ data: join(disk, 'data'), secret: SECRET, demo: false, java: JAVA });
    const used = Number(execFileSync('df', ['--output=used', '-B1', disk], { encoding: 'utf8' }).split('\n')[1]);
    await writeFile(join(disk, 'filler'), Buffer.alloc(SMALL_DISK_BYTES - used - FREE_BYTES));

    const snapshot = await run('backup', join(home, 'no-snapshot.zip'), small.data);
    assert.equal(snapshot.code, 1);
    assert.match(snapshot.output, /^backup: .*data\/backup: No space left on device, \d MiB are free/m);
    const patient = await newPatient(small.api(DESK));
    assert.equal((await small.api(DESK).get(`/api/patients/${patient._id}`))._id, patient._id);
    assert.deepEqual(await left(small.data, disk), []);
    assert.ok(!existsSync(join(home, 'no-snapshot.zip')));
  } finally {
    await small?.close();
    execFileSync('umount', [disk]);
  }
});
