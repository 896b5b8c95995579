package dev.carewire.transport.socketio;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Engine.IO requests as clients write them. */
final class EngineRequests {

    static final List<String> WEBSOCKET_HEADERS = List.of(
            "Upgrade: websocket",
            "Connection: keep-alive, Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");

    private EngineRequests() {}

    static String open() {
        return request("GET /socket.io/?EIO=4&transport=polling HTTP/1.1", List.of(), "");
    }

    static String poll(String sid) {
        return request("GET /socket.io/?EIO=4&transport=polling&sid=" + sid + " HTTP/1.1", List.of(), "");
    }

    static String post(String sid, String payload) {
        return request(
                "POST /socket.io/?EIO=4&transport=polling&sid=" + sid + " HTTP/1.1",
                List.of("Content-Length: " + payload.getBytes(StandardCharsets.UTF_8).length),
                payload);
    }

    /** A POST with the content type of binary data. */
    static String postBytes(String sid, String payload) {
        return post(sid, payload).replace("Host: h", "Host: h\r\nContent-Type: application/octet-stream");
    }

    /** @param query appended to the transport parameter */
    static String webSocket(String query) {
        return request("GET /socket.io/?EIO=4&transport=websocket" + query + " HTTP/1.1", WEBSOCKET_HEADERS, "");
    }

    /** @param extensions the extensions that the client offers */
    static String webSocket(String query, String extensions) {
        return webSocket(query).replace("Host: h", "Host: h\r\nSec-WebSocket-Extensions: " + extensions);
    }

    static String request(String line, List<String> headers, String body) {
        StringBuilder request = new StringBuilder(line).append("\r\nHost: h\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        return request.append("\r\n").append(body).toString();
    }

    /** The {@code sid} in an open packet. */
    static String sid(String open) {
        int at = open.indexOf("{\"sid\":\"");
        if (at < 0) {
            throw new AssertionError("open packet: missing");
        }
        return open.substring(at + 8, open.indexOf('"', at + 8));
    }
}
