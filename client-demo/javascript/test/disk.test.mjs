/** The data folder on bad days: open to others, of another user, in use, on a full disk; and too few file descriptors. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { JAVA, ROOT, Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { STANDARD } from '../lib/client.mjs';
import { canMount, mountSmall } from '../lib/mount.mjs';
import { Program } from '../lib/program.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK } from '../lib/stage.mjs';
import { claims, sign } from '../lib/tokens.mjs';

const JAR = join(ROOT, 'server/target/carewire-server.jar');
const SECRET = 'a secret of at least thirty-two bytes, for tests';
const NOBODY = 65534;
const DISK_BYTES = 12 * 1024 * 1024;
const BACK_MS = 10_000;
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64 * 1024, 7)]);
/** Writes while the disk is full, and what they may add to the log: some lines, but no stack trace for each. */
const WRITES = 200;
const MAX_LOG_BYTES = 20_000;

const isRoot = process.getuid() === 0;
let home;

before(async () => {
  home = await temporaryFolder();
});
after(() => rm(home, { recursive: true, force: true }));

async function folder(name) {
  const path = join(home, name);
  await mkdir(path, { recursive: true });
  return path;
}

/** Starts the server where it must refuse to; its exit code and what it wrote. */
async function refused(data, [command, ...args] = JAVA) {
  const serve = ['-jar', JAR, 'serve', '--config', join(ROOT, 'config.yaml'), '--port', '0', '--data', data];
  const program = new Program(command, [...args, ...serve], { env: { ...process.env, CAREWIRE_AUTH_SECRET: SECRET } });
  const { code } = await program.ended;
  return { code, output: program.output };
}

async function mode(...path) {
  return ((await stat(join(...path))).mode & 0o777).toString(8);
}

// Each has a folder and a server of its own; the second server's wait for a lock leaves the processor idle.
describe('the data folder on bad days', { concurrency: 2 }, () => {
  test('closes the data folder to other users, and keeps a second server out until the first one is killed', async () => {
    const data = await folder('open');
    await folder('open/attachments/ab');
    await writeFile(join(data, 'attachments/ab/file'), '');
    await chmod(data, 0o755);
    const first = await Server.start({ data, secret: SECRET });
    let second;
    try {
      await first.program.says(/data folder was accessible to other users/);
      assert.equal(await mode(data), '700');
      assert.equal(await mode(data, 'attachments/ab'), '700');
      assert.equal(await mode(data, 'attachments/ab/file'), '600');
      assert.equal(await mode(data, 'carewire.mv.db'), '600');

      const { code, output } = await refused(data);
      assert.equal(code, 1);
      assert.match(output, new RegExp(`^CareWire cannot start: .* is in use by CareWire process ${first.program.pid} on `, 'm'));

      await first.crash();
      second = await first.restart();
      assert.doesNotMatch(second.program.output, /accessible to other users/);
    } finally {
      await (second ?? first).close();
    }
  });

  test('names the file that another user owns and it cannot write to', { skip: !isRoot && 'needs root to run as another user' }, async () => {
    const data = await folder('restored/data');
    await chmod(home, 0o711);
    await chmod(join(home, 'restored'), 0o711);
    await writeFile(join(data, 'carewire.mv.db'), '', { mode: 0o600 });
    await chown(data, NOBODY, NOBODY);
    const asNobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...JAVA];
    const { code, output } = await refused(data, asNobody);
    assert.equal(code, 1);
    assert.match(output, /^CareWire cannot start: \S+\/carewire\.mv\.db belongs to root, the server runs as nobody .*chown/m);
    assert.doesNotMatch(output, /^\s+at /m);
  });

  test('takes writes again after a full disk has space, without a restart', { skip: !canMount() && 'needs the right to mount' }, async () => {
    const disk = await folder('disk');
    mountSmall(disk, DISK_BYTES);
    let server;
    try {
      server = await Server.start({ data: join(disk, 'data'), secret: SECRET, demo: false });
      const api = server.api(DESK);
      const stored = [];
      stored.push((await newPatient(api))._id);
      const thread = await api.post('/api/threads', { memberIds: [] });

      const filler = join(disk, 'filler');
      await assert.rejects(writeFile(filler, Buffer.alloc(DISK_BYTES)), { code: 'ENOSPC' });
      const answers = [];
      const patient = { firstName: 'Pat', lastName: 'Ient', phone: '555-0100' };
      const logged = server.program.output.length;
      for (let i = 0; i < WRITES; i++) {
        const answer = await api.call('POST', '/api/patients', patient);
        answers.push(answer.status);
        if (answer.status === 201) {
          stored.push((answer.body.data ?? answer.body)._id);
        } else {
          assert.equal(answer.status, 503, JSON.stringify(answer.body));
          assert.ok(Number(answer.headers.get('retry-after')) >= 1);
        }
      }
      assert.equal(answers.at(-1), 503, 'the disk is full');
      await until(async () => (await request(`${server.url}/ready`)).status === 503, 'not ready');
      assert.ok(server.program.output.length - logged < MAX_LOG_BYTES, server.program.output.slice(logged));
      await server.program.says(/No space left on device/);
      assert.doesNotMatch(server.program.output, /^\s+at /m);

      await until(async () => (await api.call('GET', `/api/patients/${stored[0]}`)).status === 200, 'reads while the disk is full');
      for (const id of stored) {
        assert.equal((await api.get(`/api/patients/${id}`))._id, id);
      }
      const upload = await request(`${server.url}/api/threads/${thread.id}/attachments?name=photo.png`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token(DESK)}`, 'content-type': 'image/png' },
        body: PNG,
      });
      assert.equal(upload.status, 503, 'an upload');
      assert.ok(Number(upload.headers.get('retry-after')) >= 1);
      assert.equal((await api.call('POST', '/api/patients', patient)).status, 503, 'a change after reads');
      assert.equal((await request(`${server.url}/ready`)).status, 503);

      await rm(filler);
      await until(async () => {
        const answer = await api.call('POST', '/api/patients', patient);
        if (answer.status === 201) {
          stored.push((answer.body.data ?? answer.body)._id);
        }
        return answer.status === 201;
      }, 'writes again');
      await until(async () => (await request(`${server.url}/ready`)).status === 200, 'ready again');
      for (const id of stored) {
        assert.equal((await api.get(`/api/patients/${id}`))._id, id);
      }
    } finally {
      await server?.close();
      execFileSync('umount', [disk]);
    }
  });

  test('serves while the disk of its log is full, and logs again afterwards', { skip: !canMount() && 'needs the right to mount' }, async () => {
    const disk = await folder('logs');
    mountSmall(disk, '1m');
    const log = join(disk, 'carewire.log');
    const connected = async () => (await readFile(log, 'utf8')).split('\n').filter((line) => / connected /.test(line)).length;
    let server;
    try {
      server = await Server.start({
        demo: false,
        java: ['bash', '-c', `exec "$@" 2>>'${log}'`, 'bash', ...JAVA],
        env: { LOG_LEVEL: 'debug' },
      });
      (await server.connect(STANDARD, DESK)).close();
      await until(async () => (await connected()) === 1, 'logs');
      const filler = join(disk, 'filler');
      await assert.rejects(writeFile(filler, Buffer.alloc(2 << 20)), { code: 'ENOSPC' });
      for (let i = 0; i < 50; i++) {
        (await server.connect(STANDARD, DESK)).close();
      }
      const before = await connected();
      assert.ok(before < 50, 'the disk is full');
      assert.equal((await request(`${server.url}/ready`)).status, 200);
      await rm(filler);
      // The first line may continue one that the full disk cut off.
      await until(async () => {
        (await server.connect(STANDARD, DESK)).close();
        return (await connected()) > before;
      }, 'logs again');
    } finally {
      await server?.close();
      execFileSync('umount', [disk]);
    }
  });

  test('verifies tokens after a time without file descriptors, and says at the start that there are few', async () => {
    const descriptors = 120;
    const data = await temporaryFolder();
    const serve = ['-jar', JAR, 'serve', '--config', join(ROOT, 'config.yaml'), '--port', '0', '--data', data];
    const program = new Program('bash', ['-c', `ulimit -n ${descriptors}; exec "$@"`, 'bash', ...JAVA, ...serve], {
      env: { ...process.env, CAREWIRE_AUTH_SECRET: SECRET },
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = [];
    try {
      const [, url] = await program.says(/^CareWire ready on (http:\/\/\S+:\d+)/m);
      await program.says(/WARN .*file descriptors .*ulimit -n/);
      const { port } = new URL(url);
      assert.equal(await status(url, agent, undefined), 401);
      for (let i = 0; i < descriptors; i++) {
        sockets.push(connect(port, '127.0.0.1').on('error', () => {}));
      }
      await until(() => program.output.includes('Too many open files'), 'descriptors exhausted');
      const token = sign(SECRET, claims(DESK));
      assert.equal(await status(url, agent, token), 200, 'the first token, without a descriptor left');
      sockets.forEach((socket) => socket.destroy());
      await until(async () => (await status(url, undefined, token)) === 200, 'a new connection');
    } finally {
      sockets.forEach((socket) => socket.destroy());
      agent.destroy();
      program.kill('SIGKILL');
      await program.ended;
      await rm(data, { recursive: true, force: true });
    }
  });
});

/** The status of a call that needs a token; undefined without a connection. */
function status(url, agent, token) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((done) => {
    get(`${url}/api/patients`, { agent, headers, timeout: 5000 }, (response) => {
      response.resume().on('end', () => done(response.statusCode));
    })
      .on('timeout', function () {
        this.destroy();
      })
      .on('error', () => done(undefined));
  });
}

async function until(holds, what) {
  const deadline = Date.now() + BACK_MS;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `${what}: not within ${BACK_MS} ms`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
