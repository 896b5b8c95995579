/** The server falls over and comes back: clients return by themselves, and nothing that was answered is lost. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../harness.mjs';
import { CLINIC, STANDARD } from '../lib/client.mjs';
import { newPatient } from '../lib/records.mjs';
import { DESK, DOCTOR, NURSE } from '../lib/stage.mjs';

/** The standard front end tries again after 5 s, give or take half of it. */
const RETURN_MS = 30_000;

let first;
let second;

before(async () => {
  first = await Server.start();
});
after(async () => {
  await second?.close();
  await first?.close();
});

test('a killed server keeps what it answered, and its clients come back', async () => {
  const clients = [
    await first.connect(STANDARD, DOCTOR, { transports: ['websocket', 'polling'] }),
    await first.connect(STANDARD, DESK, { transports: ['polling', 'websocket'] }),
    await first.connect(CLINIC, NURSE),
  ];
  const patient = await newPatient(first.api(DESK), { lastName: 'Written' });
  await first.api(DESK).put(`/api/patients/${patient._id}`, { lastName: 'Rewritten' });

  await first.crash();
  await Promise.all(clients.map((client) => client.disconnected()));
  second = await first.restart();

  const api = second.api(DESK);
  const stored = await api.get(`/api/patients/${patient._id}`);
  assert.equal(stored.lastName, 'Rewritten');

  await Promise.all(clients.map((client) => client.reconnected(RETURN_MS)));
  await api.put(`/api/patients/${patient._id}`, { lastName: 'After' });
  for (const client of clients) {
    await client.next('patient:updated', (body) => body.patient.lastName === 'After');
  }
});
