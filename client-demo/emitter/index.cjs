/** The emitting part of Socket.IO's server API, for back ends whose clients CareWire serves. */
'use strict';

const { Server } = require('./lib/server.cjs');

/**
 * A server object for one client family.
 *
 * @param options see `EmitterOptions` in index.d.ts
 * @throws Error if an option is invalid; its message names all faults
 */
function carewire(options) {
  return new Server(options);
}

module.exports = { carewire, Server };
