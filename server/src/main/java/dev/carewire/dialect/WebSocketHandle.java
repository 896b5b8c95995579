package dev.carewire.dialect;

import java.util.List;

/** A WebSocket, with or without a session. Any thread; messages after its end are discarded. */
public interface WebSocketHandle {

    /** Sends frames to this client only, after all earlier ones. */
    void sendMessages(List<String> messages);

    /** Closes. Repeated calls do nothing. */
    void close(ConnectRefusal.CloseStatus end);
}
