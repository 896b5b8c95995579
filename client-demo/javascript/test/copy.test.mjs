/** A database that is copied to another one by the packaged program, and the server that continues with it. */
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, Server, temporaryFolder } from '../harness.mjs';
import { Program } from '../lib/program.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK } from '../lib/stage.mjs';

const JAR = join(ROOT, 'server/target/carewire-server.jar');
const SECRET = 'a secret of at least thirty-two bytes, for tests';
const ATTACHMENT = '0f8fad5b-d9cb-469f-a165-70867728950e';

let home;

before(async () => {
  home = await temporaryFolder();
});
after(() => rm(home, { recursive: true, force: true }));

async function copy(from, to) {
  const args = ['-jar', JAR, 'copy', '--config', join(ROOT, 'config.yaml'), '--data', from, '--from', 'embedded', '--to', to];
  const program = new Program('java', args, { env: { ...process.env, CAREWIRE_AUTH_SECRET: SECRET } });
  const { code } = await program.ended;
  return { code, output: program.output };
}

test('refuses to copy while the server runs, and the next server continues with the copied records', async () => {
  const data = join(home, 'first');
  const target = `jdbc:h2:file:${join(home, 'second', 'carewire')}`;
  let server = await Server.start({ data, secret: SECRET });
  try {
    const patient = await newPatient(server.api(DESK));
    const refused = await copy(data, target);
    assert.equal(refused.code, 1);
    assert.match(refused.output, new RegExp(`^copy: the database is in use by CareWire process ${server.program.pid} on `, 'm'));

    const folder = join(data, 'attachments', ATTACHMENT.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, ATTACHMENT), 'an image');

    await server.close();
    const copied = await copy(data, target);
    assert.equal(copied.code, 0, copied.output);
    assert.match(copied.output, /^copied and verified \d+ rows in \d+ tables, from /m);
    assert.match(copied.output, /; 1 attachments are in .*\/second\/attachments$/m);
    const file = join(home, 'second/attachments', ATTACHMENT.slice(0, 2), ATTACHMENT);
    assert.equal(await readFile(file, 'utf8'), 'an image');
    assert.doesNotMatch(copied.output, /\[#/, 'a progress bar without a terminal');

    server = await Server.start({ data: join(home, 'second'), secret: SECRET, demo: false });
    const found = await server.api(DESK).get(`/api/patients/${patient._id}`);
    assert.equal(found._id, patient._id);
  } finally {
    await server.close();
  }
});
