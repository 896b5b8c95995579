package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.protocol.AuthPacket;

/** The data of the packet that opens a session: the library's, with the {@code maxPayload} that it leaves out. */
final class OpenPacket {

    private OpenPacket() {}

    static String json(AuthPacket open, int maxPayload) {
        String upgrades = open.getUpgrades().length == 0 ? "[]" : "[\"websocket\"]";
        return "{\"sid\":\"" + open.getSid() + "\",\"upgrades\":" + upgrades + ",\"pingInterval\":"
                + open.getPingInterval() + ",\"pingTimeout\":" + open.getPingTimeout() + ",\"maxPayload\":" + maxPayload
                + "}";
    }
}
