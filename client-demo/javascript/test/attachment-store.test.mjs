/** A server whose attachments move from the data folder to the database, and the backup of that. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FLAGS, ROOT, Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { Program } from '../lib/program.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';

const JAR = join(ROOT, 'server/target/carewire-server.jar');
const SECRET = 'a secret of at least thirty-two bytes, for tests';
const IN_DATABASE = { CAREWIRE_ATTACHMENTS_STORE: 'database' };
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let home;

before(async () => {
  home = await temporaryFolder();
});
after(() => rm(home, { recursive: true, force: true }));

async function upload(server, thread, body) {
  const response = await request(`${server.url}/api/threads/${thread}/attachments?name=x-ray.png`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token(DOCTOR)}`, 'content-type': 'image/png' },
    body,
  });
  assert.equal(response.status, 201);
  return (await response.json()).data.id;
}

async function download(server, id) {
  const response = await request(`${server.url}/api/attachments/${id}`, {
    headers: { authorization: `Bearer ${server.token(DOCTOR)}` },
  });
  assert.equal(response.status, 200);
  return Buffer.from(await response.arrayBuffer());
}

async function run(verb, ...args) {
  const command = [...FLAGS, '-jar', JAR, verb, ...args, '--config', join(ROOT, 'config.yaml')];
  const program = new Program('java', command, { env: { ...process.env, CAREWIRE_AUTH_SECRET: SECRET } });
  const { code } = await program.ended;
  return { code, output: program.output };
}

test('moves the files of the folder to the database, stores others there, and restores them from a backup', async () => {
  const data = join(home, 'data');
  const large = Buffer.concat([PNG, Buffer.alloc(3_000_000, 7)]);
  let server = await Server.start({ data, secret: SECRET });
  const thread = (await server.api(DOCTOR).post('/api/threads', { memberIds: [DESK.user] })).id;
  const first = await upload(server, thread, PNG);
  await server.close();

  server = await Server.start({ data, secret: SECRET, env: IN_DATABASE });
  await server.program.says(/moved the attachments of the data folder to the database/);
  assert.deepEqual(await download(server, first), PNG);
  const second = await upload(server, thread, large);
  assert.deepEqual(await download(server, second), large);
  const rest = await readdir(join(data, 'attachments'), { recursive: true, withFileTypes: true });
  assert.deepEqual(rest.filter((entry) => entry.isFile()), []);

  const archive = join(home, 'clinic.zip');
  const backedUp = await run('backup', archive, '--data', data);
  assert.equal(backedUp.code, 0, backedUp.output);
  await server.close();

  const refused = await run('serve', '--data', data, '--port', '0');
  assert.equal(refused.code, 1);
  assert.match(refused.output, /CareWire cannot start: the database holds the files of attachments \(expected: attachments.store: database\)/);

  const restored = join(home, 'restored');
  assert.equal((await run('restore', archive, '--data', restored)).code, 0);
  server = await Server.start({ data: restored, secret: SECRET, demo: false, env: IN_DATABASE });
  assert.deepEqual(await download(server, first), PNG);
  assert.deepEqual(await download(server, second), large);
  assert.ok(!existsSync(join(restored, 'attachments', 'drafts')));
  await server.close();
});
