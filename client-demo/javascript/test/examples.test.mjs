/** The samples for other back ends, run as their README says, against the packaged server. */
import assert from 'node:assert/strict';
import { copyFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, Server, temporaryFolder } from '../harness.mjs';
import { request } from '../lib/api.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { PlainSocket } from '../lib/plain.mjs';
import { isInstalled, Program } from '../lib/program.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';
import { within } from '../lib/wait.mjs';

const EXAMPLES = join(ROOT, 'client-demo/examples');
const MODULES = join(ROOT, 'client-demo/javascript/node_modules');
const BUILD_DEADLINE_MS = 180_000;
const DEADLINE_MS = 20_000;

let server;
let folder;
let env;

before(async () => {
  server = await Server.start({ demo: false });
  folder = await temporaryFolder();
  const token = server.token({ user: 'backend', tenant: DOCTOR.tenant, role: 'service' });
  env = { ...process.env, CAREWIRE_URL: server.url, CAREWIRE_TOKEN: token, PORT: '0' };
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function output(program, ms = DEADLINE_MS) {
  const { code } = await within(ms, program.ended, () => `still running:\n${program.output}`);
  assert.equal(code, 0, program.output);
  return program.output;
}

/** Runs a sample that listens, calls it, and ends it. */
async function serve(program, path) {
  try {
    const [, url] = await program.says(/listening on (\S+)/);
    const answer = await request(url + path, { method: 'POST' });
    assert.equal(answer.status, 202);
    return await answer.json();
  } finally {
    program.kill();
    await within(DEADLINE_MS, program.ended, () => `still running:\n${program.output}`);
  }
}

test('Express', async () => {
  const doctor = await server.connect(STANDARD, DOCTOR);
  const app = new Program(process.execPath, [join(EXAMPLES, 'express/app.cjs')], { env: { ...env, NODE_PATH: MODULES } });
  const answer = await serve(app, `/tenants/${DOCTOR.tenant}/prescriptions/import`);
  assert.deepEqual(answer, { accepted: true });
  assert.match((await doctor.next('prescriptions:bulk-update')).timestamp, /Z$/);
});

test('Next.js', async () => {
  const desk = await server.connect(CLINIC, DESK);
  await copyFile(join(EXAMPLES, 'nextjs/route.mjs'), join(folder, 'route.mjs'));
  await symlink(MODULES, join(folder, 'node_modules'));
  const script = `
    const { POST } = await import(process.argv[1]);
    const body = JSON.stringify({ _id: 'q-1', status: 'called' });
    const params = Promise.resolve({ tenantId: '${DESK.tenant}' });
    const answer = await POST(new Request('http://127.0.0.1:3000/', { method: 'POST', body }), { params });
    console.log(answer.status, await answer.text());`;
  const run = new Program(process.execPath, ['--input-type=module', '--eval', script, join(folder, 'route.mjs')], { env });
  assert.match(await output(run), /^200 \{"success":true/m);
  const { queueItem, timestamp } = await desk.next('queue:updated');
  assert.deepEqual(queueItem, { _id: 'q-1', status: 'called' });
  assert.equal(typeof timestamp, 'number');
});

test('FastAPI: its emitter and its event, which need Python alone', async (context) => {
  if (!(await isInstalled('python3'))) {
    context.skip('python3: missing');
    return;
  }
  const page = new PlainSocket(server.url, `/ws?token=${server.token(DOCTOR)}`);
  assert.equal((await page.next()).type, 'connected');
  const script = `
import app
io = app.create_emitter()
app.patient_created(io, "${DOCTOR.tenant}", {"id": 7, "first_name": "Ada", "last_name": "Marker", "phone": "Marker"})
io.close()
`;
  const python = { cwd: join(EXAMPLES, 'fastapi'), env: { ...env, PYTHONDONTWRITEBYTECODE: '1' } };
  assert.equal(await output(new Program('python3', ['-c', script], python)), '');
  await page.upTo((frame) => frame.type === 'patient_created');
  assert.deepEqual(JSON.parse(page.frames.at(-1)), {
    type: 'patient_created',
    data: { id: 7, first_name: 'Ada', last_name: 'Marker', tenant_id: DOCTOR.tenant },
  });
  page.close();
});

test('Go', async (context) => {
  if (!(await isInstalled('go', 'version'))) {
    context.skip('go: missing');
    return;
  }
  const doctor = await server.connect(STANDARD, DOCTOR);
  const app = join(folder, 'backend');
  await output(new Program('go', ['build', '-o', app, '.'], { cwd: join(EXAMPLES, 'go') }), BUILD_DEADLINE_MS);
  assert.deepEqual(await serve(new Program(app, [], { env }), '/prescriptions/import'), { accepted: true });
  assert.match((await doctor.next('prescriptions:bulk-update')).timestamp, /^\d{4}-\d\d-\d\dT/);
});
