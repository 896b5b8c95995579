/** A Next.js route (app/api/tenants/[tenantId]/queue/route.js) whose event reaches the pages of its clinic through CareWire. */
import { carewire } from '@carewire/emitter';

/** One emitter for the whole process, also after Next.js has loaded this module again. */
function getIO() {
  globalThis.io ??= carewire({
    url: process.env.CAREWIRE_URL ?? 'http://127.0.0.1:8000',
    token: process.env.CAREWIRE_TOKEN,
    family: 'clinic',
  });
  return globalThis.io;
}

export async function POST(request, { params }) {
  const { tenantId } = await params;
  const queueItem = await request.json();
  // A real back end writes the item to its own database here.
  getIO().to(`queue:${tenantId}`).emit('queue:updated', { queueItem, timestamp: Date.now() });
  return Response.json({ success: true, data: queueItem });
}
