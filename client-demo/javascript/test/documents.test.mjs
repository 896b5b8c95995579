/** The commands that documents mark as runnable, run in a shell as their readers run them. */
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, Server, temporaryFolder } from '../harness.mjs';
import { isInstalled, Program } from '../lib/program.mjs';
import { within } from '../lib/wait.mjs';

const DEADLINE_MS = 60_000;
const RUNNABLE = /<!-- runnable -->\n```sh\n(.*?)```/gs;
const DOCUMENTED_URL = /http:\/\/(localhost|127\.0\.0\.1):8000/g;

let folder;
let server;

before(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, '.curlrc'), 'silent\nfail-with-body\n');
  server = await Server.start();
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** The runnable blocks of a document, in order, for the server of this test. */
async function blocks(document) {
  const text = await readFile(join(ROOT, document), 'utf8');
  return [...text.matchAll(RUNNABLE)].map(([, commands]) => commands.replace(DOCUMENTED_URL, server.url));
}

/** Starts commands in the repository's folder; they end with the first one that fails. */
function shell(commands) {
  return new Program('bash', ['-e', '-o', 'pipefail', '-c', commands], {
    cwd: ROOT,
    env: { ...process.env, CAREWIRE_AUTH_SECRET: server.secret, CURL_HOME: folder },
  });
}

async function outputOf(commands) {
  const program = shell(commands);
  const { code } = await within(DEADLINE_MS, program.ended, () => `still running:\n${program.output}`);
  assert.equal(code, 0, program.output);
  return program.output;
}

/** Runs a test unless this machine lacks curl, which the documents use. */
function testWithCurl(name, run) {
  test(name, async (context) => {
    if (await isInstalled('curl')) {
      await run();
    } else {
      context.skip('curl: missing');
    }
  });
}

testWithCurl('the tour of the README shows a call at the front desk', async () => {
  const [watch, call] = await blocks('README.md');
  const desk = shell(`exec ${watch.trim()} --url ${server.url}`);
  try {
    await desk.says(/-- connected/);
    const output = await outputOf(call);
    assert.match(output, /queue-2/);
    await desk.says(/queue:updated/);
    await desk.says(/appointment:updated/);
  } finally {
    desk.kill();
    await desk.ended;
  }
});

testWithCurl('the server accepts the sample of the emit API', async () => {
  const [emit] = await blocks('docs/emit-api.md');
  assert.match(await outputOf(emit), /"event":"records.bulk-updated"/);
});
