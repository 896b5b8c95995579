package dev.carewire.transport.socketio;

import dev.carewire.transport.session.SessionRuntime;

/**
 * What every session of this edge works with.
 *
 * @param sessions what sessions of other edges work with, too
 */
record SocketIoRuntime(EngineConfig config, SessionRuntime sessions) {}
