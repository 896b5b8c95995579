package dev.carewire.transport.socketio;

/** An optional part of Engine.IO and Socket.IO that an installation may turn off. */
public enum EngineFeature {
    /** The WebSocket transport; without it clients use HTTP polling alone. */
    WEBSOCKET,
    /** Connection state recovery: a client of v4 resumes its session after it lost its connection. */
    RECOVERY,
    /** Clients of Engine.IO v3. */
    EIO3
}
