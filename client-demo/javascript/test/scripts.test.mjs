/** The scripts as a user runs them: from any folder, with nothing but their options. */
import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { READY, ROOT, temporaryFolder } from '../harness.mjs';
import { Api } from '../lib/api.mjs';
import { Client, STANDARD } from '../lib/client.mjs';
import { Program } from '../lib/program.mjs';
import { newPatient } from '../lib/records.mjs';
import { within } from '../lib/wait.mjs';

const DEADLINE_MS = 60_000;
const SETTINGS = /^(CAREWIRE_|JWT_SECRET$|PORT$|HOSTNAME$|DATABASE_URL$)/;

let folder;

before(async () => {
  folder = await temporaryFolder();
});
after(() => rm(folder, { recursive: true, force: true }));

/** Runs a script in a folder of its own, with no configuration from the environment but `env`. */
function script(name, args, env = {}) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([key]) => !SETTINGS.test(key)));
  return new Program(join(ROOT, 'scripts', name), args, { cwd: folder, env: { ...inherited, ...env } });
}

async function result(program) {
  const { code } = await within(DEADLINE_MS, program.ended, () => `still running:\n${program.output}`);
  return { code, output: program.output };
}

test('serve and token agree on the demo secret', async () => {
  const data = join(folder, 'demo');
  const serve = script('serve', ['--port', '0', '--data', data, '--demo']);
  try {
    const [, url, others] = await serve.says(READY);
    assert.equal(others, undefined, 'a demo listens on this machine alone');
    const options = ['--user', 'dr-chen', '--tenant', 'tenant-1', '--role', 'doctor', '--name', 'Wei Chen', '--ttl', '1h'];
    const { code, output } = await result(script('token', [...options, '--data', data]));
    assert.equal(code, 0, output);
    const token = output.trim();
    const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
    assert.equal(claims.exp - claims.iat, 3600);

    const client = new Client(io(url, STANDARD.options({ token, tenantId: 'tenant-1' })));
    await client.connected();
    const patient = await newPatient(new Api(url, token));
    await new Api(url, token).put(`/api/patients/${patient._id}`, { lastName: 'Scripted' });
    await client.next('patient:updated', (body) => body.patient.lastName === 'Scripted');
    client.close();

    const watch = script('watch', ['--user', 'dr-chen', '--tenant', 'tenant-1', '--data', data, '--url', url]);
    try {
      await watch.says(/-- connected/);
      await new Api(url, token).put(`/api/patients/${patient._id}`, { lastName: 'Watched' });
      await watch.says(/patient:updated.*Watched/);
    } finally {
      watch.kill();
      await watch.ended;
    }
  } finally {
    serve.kill();
    await result(serve);
  }
});

test('serve prepares an archive of its classes, and starts from it the next time', async () => {
  const target = join(ROOT, 'server/target');
  const archives = async () => (await readdir(target)).filter((name) => /^classes-\d+\.archive$/.test(name));
  await Promise.all((await archives()).map((name) => rm(join(target, name))));
  const classes = join(folder, 'classes.log');
  const env = { JAVA_TOOL_OPTIONS: `-Xlog:class+load:file=${classes}` };
  const start = async () => {
    const serve = script('serve', ['--port', '0', '--data', join(folder, 'archived'), '--demo'], env);
    try {
      await serve.says(READY);
    } finally {
      serve.kill();
      await result(serve);
    }
    return /dev\.carewire\.app\.Main source: (.*)/.exec(await readFile(classes, 'utf8'))[1];
  };

  assert.match(await start(), /^(file|jar):/);
  const end = Date.now() + DEADLINE_MS;
  while ((await archives()).length === 0) {
    assert.ok(Date.now() < end, 'no archive');
    await delay(200);
  }
  assert.match(await start(), /^shared objects file/);
});

describe('flags of the Java runtime', () => {
  const PRINT = '-XX:+PrintFlagsFinal';
  /** The final values of these flags, which the runtime prints before the command runs. */
  const values = (output, ...names) =>
    names.map((name) => new RegExp(`^\\s*\\w+ ${name}\\s+:?= (\\S+)`, 'm').exec(output)?.[1]);
  const finalFlags = async (env, config, ...names) => {
    const options = config ? ['--config', config, '--help'] : ['--help'];
    const { code, output } = await result(script('token', options, { ...env, JAVA_TOOL_OPTIONS: `${PRINT} ${env.JAVA_TOOL_OPTIONS ?? ''}` }));
    assert.equal(code, 0, output);
    return values(output, ...names);
  };

  test('a small heap of JAVA_TOOL_OPTIONS wins, and the server starts in it', async () => {
    const env = { JAVA_TOOL_OPTIONS: `-Xmx128m ${PRINT}` };
    const serve = script('serve', ['--port', '0', '--data', join(folder, 'small'), '--demo'], env);
    try {
      await serve.says(READY);
      assert.deepEqual(values(serve.output, 'MaxHeapSize', 'UseSerialGC'), [String(128 << 20), 'true']);
    } finally {
      serve.kill();
      await result(serve);
    }
  });

  test('JAVA_TOOL_OPTIONS come before the settings, and these before the shipped flags', async () => {
    const config = join(folder, 'small.yaml');
    await writeFile(config, 'database:\n  max-heap: 5%\nserver:\n  # Small.\n  max-heap: "64MiB" # of 256\n  compiler: quick\n');
    const heap = { CAREWIRE_SERVER_MAX_HEAP: '192MiB' };
    const [shipped, fromFile, fromVariable, fromFlags, collector, share] = await Promise.all([
      finalFlags({}, null, 'MaxRAMPercentage', 'TieredStopAtLevel', 'UseSerialGC', 'MaxNewSize'),
      finalFlags({}, config, 'MaxHeapSize', 'TieredStopAtLevel'),
      finalFlags(heap, config, 'MaxHeapSize'),
      finalFlags({ ...heap, JAVA_TOOL_OPTIONS: '-Xmx100m -XX:TieredStopAtLevel=4' }, config, 'MaxHeapSize', 'TieredStopAtLevel'),
      finalFlags({ JAVA_TOOL_OPTIONS: '-XX:+UseParallelGC -XX:-ExitOnOutOfMemoryError' }, null, 'UseSerialGC', 'ExitOnOutOfMemoryError'),
      finalFlags({ CAREWIRE_SERVER_MAX_HEAP: '40%' }, null, 'MaxRAMPercentage'),
    ]);
    assert.deepEqual(shipped, ['25.000000', '4', 'true', String(32 << 20)]);
    assert.deepEqual(fromFile, [String(64 << 20), '1']);
    assert.deepEqual(fromVariable, [String(192 << 20)]);
    assert.deepEqual(fromFlags, [String(100 << 20), '4']);
    assert.deepEqual(collector, ['false', 'false']);
    assert.deepEqual(share, ['40.000000']);
  });
});

test('a script refuses a setting of the runtime in a form that it cannot read', async () => {
  const config = join(folder, 'forms.yaml');
  const refused = async (text, env = {}) => {
    await writeFile(config, text);
    const { code, output } = await result(script('token', ['--config', config, '--help'], env));
    return [code, /forms\.yaml:(\d+): server\.([a-z-]+) has a form that this script cannot read/.exec(output)?.slice(1)];
  };
  for (const [text, line, key] of [
    ['server: {max-heap: 1GiB}\n', '1', 'max-heap'],
    ['server: {port: 8000,\n  compiler: quick}\n', '2', 'compiler'],
    ['{"server": {"max-heap": "1GiB"}}\n', '1', 'max-heap'],
    ['server:\n  "max-heap": 1GiB\n', '2', 'max-heap'],
    ['"server":\n  max-heap: 1GiB\n', '2', 'max-heap'],
    ['base: &base\n  compiler: quick\nserver: *base\n', '2', 'compiler'],
    ['server:\n  max-heap: &heap 1GiB\n', '2', 'max-heap'],
  ]) {
    assert.deepEqual(await refused(text), [2, [line, key]], text);
  }
  for (const text of [
    'server: {port: 8000}\n',
    '# max-heap: 1GiB\nserver: # {max-heap: 1GiB}\n  port: 8000 # compiler: quick\n',
    'server:\n  host: compiler\n',
  ]) {
    assert.deepEqual(await refused(text), [0, undefined], text);
  }
  assert.deepEqual(await refused('server: {max-heap: 1GiB}\n', { CAREWIRE_SERVER_MAX_HEAP: '128MiB' }), [0, undefined]);
});

test('carewire imports staff into a clinic without sample data, and forwards the other verbs', async () => {
  const data = join(folder, 'empty');
  const env = { CAREWIRE_AUTH_SECRET: 'a-secret-of-more-than-thirty-two-bytes' };
  const serve = script('carewire', ['serve', '--port', '0', '--data', data], env);
  try {
    const [, url, others] = await serve.says(READY);
    assert.equal(others, ' (all addresses)');
    const file = join(folder, 'staff.csv');
    await writeFile(file, 'id,name,role\ndr-chen,Wei Chen,doctor\nnurse-ada,Ada Brandt,wizard\n');
    const options = ['--tenant', 'clinic-1', '--url', url, '--data', data];

    const faulty = await result(script('carewire', ['import', 'users', file, ...options], env));
    assert.equal(faulty.code, 1, faulty.output);
    assert.match(faulty.output, /staff\.csv:3: role: unknown/);
    await writeFile(file, 'id,name,role\ndr-chen,Wei Chen,doctor\nnurse-ada,Ada Brandt,nurse\n');
    const imported = await result(script('carewire', ['import', 'users', file, ...options], env));
    assert.deepEqual(imported, { code: 0, output: '2 users added, 0 replaced\n' });

    const claims = ['--user', 'desk-1', '--tenant', 'clinic-1', '--role', 'receptionist', '--name', 'Noa Sandoval'];
    const { output } = await result(script('carewire', ['token', ...claims, '--data', data], env));
    const users = await new Api(url, output.trim()).get('/api/users');
    assert.deepEqual(
      users.map(({ _id, entered }) => [_id, entered]),
      [
        ['nurse-ada', true],
        ['dr-chen', true],
        ['desk-1', false],
      ],
    );
  } finally {
    serve.kill();
    await result(serve);
  }
  assert.equal((await result(script('carewire', ['exports']))).code, 2);
});

test('protocol-server runs the transport without a configuration', async () => {
  const server = script('protocol-server', ['0']);
  try {
    const [, url] = await server.says(READY);
    const response = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
    const { sid, ...rest } = JSON.parse((await response.text()).slice(1));
    assert.equal(typeof sid, 'string');
    assert.deepEqual(rest, { upgrades: ['websocket'], pingInterval: 300, pingTimeout: 200, maxPayload: 1_000_000 });
    assert.equal((await fetch(`${url}/api/patients`)).status, 404);
  } finally {
    server.kill();
    await result(server);
  }
  const { code, output } = await result(script('protocol-server', ['http']));
  assert.equal(code, 2, output);
});

describe('a faulty start', () => {
  const refused = async (args, env, faults) => {
    const { code, output } = await result(script('serve', ['--port', '0', '--data', join(folder, 'none'), ...args], env));
    assert.equal(code, 2, output);
    assert.doesNotMatch(output, READY);
    for (const fault of faults) {
      assert.ok(output.includes(fault), `no ${fault} in:\n${output}`);
    }
    return output;
  };

  test('names every fault of the configuration at once', async () => {
    const config = join(folder, 'faulty.yaml');
    await writeFile(
      config,
      'server:\n  worker-threads: 0\nlimits:\n  authentication-timeout: soon\n  no-such-key: 1\nhttp:\n  max-body: -1\n',
    );
    await refused(['--config', config, '--demo'], { CAREWIRE_SOCKETIO_PING_INTERVAL: '1ms' }, [
      'server.worker-threads',
      'limits.authentication-timeout',
      'limits.no-such-key',
      'http.max-body',
      'CAREWIRE_SOCKETIO_PING_INTERVAL',
    ]);
  });

  test('wants a secret, and never shows a weak one', async () => {
    await refused([], {}, ['auth.secret']);
    const output = await refused([], { CAREWIRE_AUTH_SECRET: 'weak-secret' }, ['auth.secret']);
    assert.doesNotMatch(output, /weak-secret/);
  });

  test('names a configuration file that is not there', async () => {
    await refused(['--config', join(folder, 'missing.yaml'), '--demo'], {}, ['missing.yaml']);
  });
});
