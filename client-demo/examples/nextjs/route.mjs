/** A Next.js route (app/api/prescriptions/import/route.js) that publishes a change to its clinic's clients. */
import { randomUUID } from 'node:crypto';

/**
 * Publishes one event. A retry with the same key, as after a timeout, publishes it only once.
 *
 * @param event `{event, data}` of the catalog, or a custom event `{event, rooms, data}`
 * @returns the event's id
 */
async function emit(event, idempotencyKey = randomUUID()) {
  const { CAREWIRE_URL = 'http://127.0.0.1:8000', CAREWIRE_TOKEN } = process.env;
  const response = await fetch(`${CAREWIRE_URL}/api/v1/emit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${CAREWIRE_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...event, idempotencyKey }),
    signal: AbortSignal.timeout(5000),
    cache: 'no-store',
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`CareWire: HTTP ${response.status} ${answer.code}: ${answer.error}`);
  }
  return answer.data.events[0].id;
}

export async function POST() {
  // A real back end writes the prescriptions to its own database here.
  const id = await emit({ event: 'records.bulk-updated', data: { kind: 'prescriptions' } });
  return Response.json({ told: id }, { status: 202 });
}
