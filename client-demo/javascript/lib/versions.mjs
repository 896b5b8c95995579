/** Every generation of the published client: 2.x speaks Engine.IO v3, the others v4. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** How each generation is called, and how it is given what proves who it is. */
export const VERSIONS = [
  { name: '2.5', io: require('socket.io-client-2'), proof: (proof) => ({ query: proof }) },
  { name: '3.1', io: require('socket.io-client-3').io, proof: (proof) => ({ auth: proof }) },
  { name: '4.8', io: require('socket.io-client').io, proof: (proof) => ({ auth: proof }) },
];

/** The ways to connect, and the transport that each ends with. */
export const WAYS = [
  { transports: ['polling'], ends: 'polling' },
  { transports: ['websocket'], ends: 'websocket' },
  { transports: ['polling', 'websocket'], ends: 'websocket' },
];
