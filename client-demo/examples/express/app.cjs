/** An Express back end whose events reach its clinic's clients through CareWire. */
const { createServer } = require('node:http');
const express = require('express');
// With Socket.IO: const { Server } = require('socket.io');
const { Server } = require('@carewire/emitter');

const { CAREWIRE_URL: url = 'http://127.0.0.1:8000', CAREWIRE_TOKEN: token, PORT = '3000' } = process.env;

const app = express();
const server = createServer(app);
const io = new Server(server, { url, token, family: 'derm-app' });

app.post('/tenants/:tenantId/prescriptions/import', (request, response) => {
  // A real back end writes the prescriptions to its own database here.
  io.to(`tenant:${request.params.tenantId}`).emit('prescriptions:bulk-update', { timestamp: new Date() });
  response.status(202).json({ accepted: true });
});

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
process.once('SIGTERM', () => io.close());
