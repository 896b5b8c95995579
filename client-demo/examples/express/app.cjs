/** An Express back end that publishes a change to its clinic's clients with one HTTP call to CareWire. */
const { randomUUID } = require('node:crypto');
const express = require('express');

const { CAREWIRE_URL = 'http://127.0.0.1:8000', CAREWIRE_TOKEN, PORT = '3000' } = process.env;

/**
 * Publishes one event. A retry with the same key, as after a timeout, publishes it only once.
 *
 * @param event `{event, data}` of the catalog, or a custom event `{event, rooms, data}`
 * @returns the event's id
 */
async function emit(event, idempotencyKey = randomUUID()) {
  const response = await fetch(`${CAREWIRE_URL}/api/v1/emit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${CAREWIRE_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...event, idempotencyKey }),
    signal: AbortSignal.timeout(5000),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`CareWire: HTTP ${response.status} ${answer.code}: ${answer.error}`);
  }
  return answer.data.events[0].id;
}

const app = express();

app.post('/prescriptions/import', async (request, response) => {
  // A real back end writes the prescriptions to its own database here.
  const id = await emit({ event: 'records.bulk-updated', data: { kind: 'prescriptions' } });
  response.status(202).json({ told: id });
});

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
