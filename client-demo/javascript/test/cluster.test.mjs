/** Two packaged nodes on one PostgreSQL, over Redis and without: events on the other node, in one order, whatever fails between them. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server, temporaryFolder } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { Postgres } from '../lib/postgres.mjs';
import { newPatient } from '../lib/records.mjs';
import { Redis } from '../lib/redis.mjs';
import { DESK, DOCTOR, NURSE, OTHER_DOCTOR } from '../lib/stage.mjs';

const SECRET = 'a secret of at least thirty-two bytes, for tests';
const WRITES = 200;
const WRITERS = 4;
const MARKERS = 20;

let folder;
let postgres;
let redis;

before(async () => {
  folder = await temporaryFolder();
  chmodSync(folder, 0o755);
  postgres = await Postgres.create(join(folder, 'data'));
  await postgres.start();
  redis = await Redis.start();
});
after(async () => {
  await redis?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const DATABASE = () => ({ CAREWIRE_DATABASE_URL: `postgres://carewire@${postgres.address}/postgres` });

function node(mode) {
  const env = { ...DATABASE(), CAREWIRE_CLUSTER_MODE: mode, CAREWIRE_REDIS_URL: redis.url, CAREWIRE_ATTACHMENTS_STORE: 'database' };
  return Server.start({ secret: SECRET, demo: false, env });
}

/** Whether an event of either family reports this patient. */
const isOf = (body, { _id }) => [body.patient._id, body.patient.id].includes(_id);

/** The last names of a patient, as a client receives them. */
function namesOf(client, patient) {
  const names = [];
  client.socket.on('patient:updated', (body) => {
    if (isOf(body, patient)) {
      names.push(body.patient.lastName);
    }
  });
  return names;
}

for (const mode of ['redis', 'postgres']) {
  describe(`a cluster with ${mode}`, () => {
    let one;
    let two;

    before(async () => {
      [one, two] = await Promise.all([node(mode), node(mode)]);
    });
    after(async () => {
      await one?.close();
      await two?.close();
    });

    const rename = (server, patient, lastName) => server.api(DESK).put(`/api/patients/${patient._id}`, { lastName });

    /** What was written before on any node has reached both clients. */
    async function settle(clients, patient, lastName) {
      await rename(one, patient, lastName);
      const seen = (body) => isOf(body, patient) && body.patient.lastName === lastName;
      await Promise.all(clients.map((client) => client.next('patient:updated', seen)));
    }

    test('events reach the clients of both families on the other node, and no other clinic', async () => {
      const patient = await newPatient(one.api(DESK));
      const clients = [await two.connect(STANDARD, DOCTOR), await two.connect(CLINIC, NURSE)];
      const stranger = await two.connect(STANDARD, OTHER_DOCTOR);
      await settle(clients, patient, 'Across');
      const theirs = await newPatient(two.api(OTHER_DOCTOR));
      await rename({ api: () => two.api(OTHER_DOCTOR) }, theirs, 'Theirs');
      const seen = await stranger.upTo('patient:updated', (body) => body.patient.lastName === 'Theirs');
      assert.deepEqual(seen.filter(([name, body]) => name === 'patient:updated' && isOf(body, patient)), []);
    });

    test('volatile events reach the other node', async () => {
      const thread = await one.api(DOCTOR).post('/api/threads', { memberIds: [NURSE.user] });
      const [writer, reader] = [await one.connect(STANDARD, DOCTOR), await two.connect(STANDARD, NURSE)];
      await Promise.all([writer, reader].map((client) => client.request('message:join-thread', thread.id)));
      writer.emit('message:typing', { threadId: thread.id, isTyping: true });
      await reader.next('message:typing', (body) => body.threadId === thread.id && body.isTyping);
    });

    test('writers of one record on two nodes: every client sees the same order and ends with the newest state', async () => {
      const patient = await newPatient(one.api(DESK));
      const clients = [await one.connect(STANDARD, DOCTOR), await two.connect(STANDARD, NURSE), await two.connect(CLINIC, NURSE)];
      const seen = clients.map((client) => namesOf(client, patient));
      let written = 0;
      const write = async (server, writer) => {
        while (written < WRITES) {
          written += 1;
          await rename(server, patient, `Name ${writer} ${written}`);
        }
      };
      await Promise.all(Array.from({ length: WRITERS }, (_, i) => write(i % 2 === 0 ? one : two, i)));
      await settle(clients, patient, 'Last');
      assert.ok(seen[0].length > WRITES, `${seen[0].length}`);
      assert.equal(new Set(seen[0]).size, seen[0].length, 'each once');
      assert.deepEqual(seen[1], seen[0]);
      assert.deepEqual(seen[2], seen[0]);
    });

    test('a killed node takes no event with it, and the other one goes on', async () => {
      const patient = await newPatient(one.api(DESK));
      const client = await two.connect(STANDARD, DOCTOR);
      const names = namesOf(client, patient);
      const third = await node(mode);
      const answered = [];
      for (let i = 0; i < MARKERS; i += 1) {
        await rename(third, patient, `Third ${i}`);
        answered.push(`Third ${i}`);
      }
      await third.crash();
      await third.close();
      await settle([client], patient, 'After');
      assert.deepEqual(names, [...answered, 'After']);
    });

    if (mode === 'redis') {
      test('without Redis events arrive from the database, and nothing is lost or repeated when it is back', async () => {
        const patient = await newPatient(one.api(DESK));
        const clients = [await one.connect(STANDARD, DOCTOR), await two.connect(STANDARD, NURSE)];
        const seen = clients.map((client) => namesOf(client, patient));
        const expected = [];
        const write = async (name) => {
          expected.push(name);
          await settle(clients, patient, name);
        };
        await write('before');
        await redis.crash();
        for (let i = 0; i < MARKERS; i += 1) {
          await write(`without ${i}`);
        }
        const late = await two.connect(STANDARD, DESK);
        await redis.restart();
        for (let i = 0; i < MARKERS; i += 1) {
          await write(`back ${i}`);
        }
        await settle([...clients, late], patient, 'end');
        assert.deepEqual(seen[0], [...expected, 'end']);
        assert.deepEqual(seen[1], [...expected, 'end']);
      });
    }

    test('a server that is no node of the cluster is kept out', async () => {
      await assert.rejects(Server.start({ secret: SECRET, demo: false, env: DATABASE() }), /is in use by CareWire process/);
    });
  });
}
