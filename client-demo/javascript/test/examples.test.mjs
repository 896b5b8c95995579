/** The samples for other back ends, run as their README says, against the packaged server. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, Server } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { STANDARD } from '../lib/client.mjs';
import { Program } from '../lib/program.mjs';
import { DOCTOR } from '../lib/stage.mjs';
import { within } from '../lib/wait.mjs';

const EXAMPLES = join(ROOT, 'client-demo/examples');
const DEADLINE_MS = 20_000;
const TOLD = 'prescriptions:bulk-update';

let server;
let doctor;
let env;

before(async () => {
  server = await Server.start();
  doctor = await server.connect(STANDARD, DOCTOR);
  const token = server.token({ user: 'backend', tenant: DOCTOR.tenant, role: 'service' });
  env = { ...process.env, CAREWIRE_URL: server.url, CAREWIRE_TOKEN: token };
});
after(() => server.close());

async function output(program) {
  const { code } = await within(DEADLINE_MS, program.ended, () => `still running:\n${program.output}`);
  assert.equal(code, 0, program.output);
  return program.output;
}

/** Whether this machine has a command. */
function has(command) {
  return new Promise((done) => {
    const child = spawn(command, ['--version'], { stdio: 'ignore' });
    child.once('error', () => done(false));
    child.once('close', (code) => done(code === 0));
  });
}

test('Express', async () => {
  const app = new Program(process.execPath, [join(EXAMPLES, 'express/app.cjs')], {
    env: { ...env, PORT: '0', NODE_PATH: join(ROOT, 'client-demo/javascript/node_modules') },
  });
  try {
    const [, url] = await app.says(/listening on (\S+)/);
    const answer = await request(`${url}/prescriptions/import`, { method: 'POST' });
    assert.equal(answer.status, 202);
    assert.match((await answer.json()).told, /^[0-9a-f-]{36}$/);
    await doctor.next(TOLD);
  } finally {
    app.kill();
    await app.ended;
  }
});

test('Next.js', async () => {
  const script = `
    const { POST } = await import(process.argv[1]);
    const answer = await POST(new Request('http://127.0.0.1:3000/api/prescriptions/import', { method: 'POST' }));
    console.log(answer.status, (await answer.json()).told);`;
  const route = join(EXAMPLES, 'nextjs/route.mjs');
  const run = new Program(process.execPath, ['--input-type=module', '--eval', script, route], { env });
  assert.match(await output(run), /^202 [0-9a-f-]{36}$/m);
  await doctor.next(TOLD);
});

test('FastAPI: the function that tells, which needs Python alone', async (context) => {
  if (!(await has('python3'))) {
    context.skip('python3: missing');
    return;
  }
  const script = `
import app
event = {"event": "records.bulk-updated", "data": {"kind": "prescriptions"}}
first = app.emit(event, "key-of-python")
assert app.emit(event, "key-of-python") == first
try:
    app.emit({"event": "unheard-of"})
except RuntimeError as refusal:
    print(first, refusal)
`;
  const python = { cwd: join(EXAMPLES, 'fastapi'), env: { ...env, PYTHONDONTWRITEBYTECODE: '1' } };
  const text = await output(new Program('python3', ['-c', script], python));
  assert.match(text, /^[0-9a-f-]{36} CareWire: HTTP 400 INVALID: event: unknown/m);
  await doctor.next(TOLD);
});
