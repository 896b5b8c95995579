/**
 * What CareWire is compared with: Socket.IO on Node.js with the same event. node --expose-gc node-peer.mjs PORT
 * BENCH_USER_NAME: whom events come from; BENCH_DEFLATE=true: with compression.
 */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const BACKLOG = 4096;

const http = createServer();
const io = new Server(http, {
  serveClient: false,
  perMessageDeflate: process.env.BENCH_DEFLATE === 'true' && { threshold: 1024 },
});

io.on('connection', (socket) => {
  const { tenant } = socket.handshake.query;
  const userId = `user-${tenant}`;
  const room = `tenant:${tenant}`;
  socket.join(room);
  socket.join(`user:${userId}`);
  socket.on('user:status', (status) => {
    socket.to(room).emit('user:status', {
      userId,
      userName: process.env.BENCH_USER_NAME,
      status,
      lastSeen: new Date().toISOString(),
    });
  });
  socket.on('message:leave-thread', (threadId, answer) => {
    socket.leave(`thread:${threadId}`);
    answer({ success: true });
  });
});

process.on('SIGUSR2', () => global.gc());
http.listen(Number(process.argv[2]), '127.0.0.1', BACKLOG, () => console.log('ready'));
