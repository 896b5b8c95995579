package dev.carewire.transport.socketio;

import dev.carewire.transport.session.SessionRuntime;

/**
 * The collaborators that all Socket.IO sessions of a server share.
 *
 * @param sessions those that the sessions of other edges share, too
 */
record SocketIoRuntime(EngineConfig config, SessionRuntime sessions) {}
