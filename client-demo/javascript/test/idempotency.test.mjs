/** Requests that clients repeat, because the server was killed or the connection broke before the answer arrived. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { STANDARD } from '../lib/client.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR } from '../lib/stage.mjs';

const PAYMENTS = 150;
const KILL_AFTER = 60;
const AT_A_TIME = 10;
const VALUES = 12;

let first;
/** The server that was killed. */
let killed;
let second;

before(async () => {
  first = await Server.start();
});
after(async () => {
  await second?.close();
  await first?.close();
});

/** Sends each payment under its key; returns the answers by key, without those that a crash cut off. */
async function payAll(server, path, onAnswer = () => {}) {
  const api = server.api(DESK);
  const waiting = [...Array(PAYMENTS).keys()];
  const answers = new Map();
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
        try {
          const answer = await api.call('POST', path, { amount: 20 }, { 'idempotency-key': `payment-${i}` });
          answers.set(i, answer);
          onAnswer(answers.size);
        } catch (gone) {
          assert.equal(server, killed, `${gone}`);
        }
      }
    }),
  );
  return answers;
}

test('a payment is booked once, though the server is killed before its answer', { timeout: 120_000 }, async () => {
  const patient = await newPatient(first.api(DESK));
  const invoice = await first.api(DESK).post('/api/invoices', { patientId: patient._id, total: 20 * PAYMENTS + 1 });
  const path = `/api/invoices/${invoice._id}/payments`;

  const before = await payAll(first, path, (count) => {
    if (count === KILL_AFTER) {
      killed = first;
      first.program.kill('SIGKILL');
    }
  });
  assert.ok(before.size < PAYMENTS, 'the crash came too late to interrupt anything');
  await first.program.ended;
  second = await first.restart();
  const again = await payAll(second, path);

  assert.equal(again.size, PAYMENTS);
  again.forEach(({ status, headers, body }, key) => {
    assert.equal(status, 201, JSON.stringify(body));
    if (before.has(key)) {
      assert.deepEqual(body, before.get(key).body);
      assert.equal(headers.get('idempotent-replayed'), 'true');
    }
  });
  const { outstandingBalance } = await second.api(DESK).get(`/api/invoices/${invoice._id}`);
  assert.equal(outstandingBalance, 1);
});

test('a command that Socket.IO sends again after a lost acknowledgment runs once', { timeout: 120_000 }, async () => {
  const patient = await newPatient(second.api(DESK));
  const options = { retries: 10, ackTimeout: 2_000, reconnectionDelay: 50, reconnectionDelayMax: 100 };
  const { socket } = await second.connect(STANDARD, DOCTOR, { transports: ['websocket'], options });

  for (let i = 0; i < VALUES; i += 1) {
    const vital = { patientId: patient._id, dataType: 'heart_rate', value: 60 + i, idempotencyKey: `value-${i}` };
    const acknowledged = socket.emitWithAck('vitals:record', vital);
    // The connection breaks while the command or its acknowledgment is on the way.
    setTimeout(() => socket.io.engine?.close(), i);
    assert.deepEqual(await acknowledged, { success: true });
  }

  const { items } = await second.api(DOCTOR).get(`/api/vitals?patientId=${patient._id}&limit=200`);
  assert.deepEqual(items.map(({ value }) => value).sort(), [...Array(VALUES).keys()].map((i) => 60 + i));
});
