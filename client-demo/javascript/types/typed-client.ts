/** Compiled, never run: what a typed front end may write, and what the compiler has to refuse. */
import { io, type Socket } from 'socket.io-client';
import type { Answer, Clinic, Standard } from '../carewire-events.js';

const standard: Socket<Standard.ServerToClientEvents, Standard.ClientToServerEvents> = io('http://localhost:8000');
const clinic: Socket<Clinic.ServerToClientEvents, Clinic.ClientToServerEvents> = io('http://localhost:8000', {
  path: '/api/socket/',
});

standard.on('message:new', ({ message, timestamp }) => {
  const body: string = message.body;
  const at: string = timestamp;
  console.log(body, at);
});
standard.on('ambient:error', ({ code, message }) => console.log(code.length, message.length));
standard.on('auth:expiring', ({ expiresAt }) => standard.emit('auth:refresh', { token: expiresAt }));
standard.emit('message:join-thread', 'thread-1');
standard.emit('message:typing', { threadId: 'thread-1', isTyping: true }, (answer: Answer) => {
  console.log(answer.success ? 'told' : answer.code);
});
standard.emit('user:status', 'away');
standard.emit('vitals:record', { dataType: 'blood_pressure', value: { systolic: 120, diastolic: 80 } });
standard.emit('vitals:record', { dataType: 'heart_rate', value: 72 });

clinic.on('queue:updated', ({ timestamp }) => console.log(new Date(timestamp)));
clinic.emit('ping');

// @ts-expect-error the server answers this family's commands and never sends them an error event
standard.on('error', () => {});
// @ts-expect-error no such event
standard.on('no:such-event', () => {});
// @ts-expect-error a status is one of two words
standard.emit('user:status', 'asleep');
// @ts-expect-error typing says whether
standard.emit('message:typing', { threadId: 'thread-1' });
// @ts-expect-error the other family's event
clinic.emit('message:join-thread', 'thread-1');
