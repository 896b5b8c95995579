/** An Express back end that tells its clinic's clients what changed: one HTTP call to CareWire. */
const { randomUUID } = require('node:crypto');
const express = require('express');

const { CAREWIRE_URL = 'http://127.0.0.1:8000', CAREWIRE_TOKEN, PORT = '3000' } = process.env;

/**
 * Tells one event. Sent again with the same key, as after a timeout, it is told once.
 *
 * @param event `{event, data}` of the catalogue, or `{event, rooms, data}` of one's own
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
  // Here the prescriptions would be written to this back end's own database.
  const id = await emit({ event: 'records.bulk-updated', data: { kind: 'prescriptions' } });
  response.status(202).json({ told: id });
});

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
