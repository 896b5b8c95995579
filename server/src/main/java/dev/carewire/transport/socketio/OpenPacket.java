package dev.carewire.transport.socketio;

import dev.carewire.protocol.EnginePacket;

/** The packet that opens a session. It replaces the library's, which lacks {@code maxPayload}. */
final class OpenPacket {

    private OpenPacket() {}

    /**
     * The packet.
     *
     * @param sid the session's id
     * @param upgradable whether the client may change to a WebSocket
     * @param maxPayload largest message of the client in bytes
     */
    static EnginePacket of(Object sid, boolean upgradable, EngineConfig config, int maxPayload) {
        String data = "{\"sid\":\"" + sid + "\",\"upgrades\":" + (upgradable ? "[\"websocket\"]" : "[]")
                + ",\"pingInterval\":" + config.pingInterval().toMillis() + ",\"pingTimeout\":"
                + config.pingTimeout().toMillis() + ",\"maxPayload\":" + maxPayload + "}";
        return new EnginePacket(EnginePacket.Type.OPEN, data);
    }
}
