package dev.carewire.dialect;

import java.util.List;

/** A WebSocket, with or without a session. Any thread; what is said after the end goes nowhere. */
public interface WebSocketHandle {

    /** Sends frames to this client alone, after everything it was sent before. */
    void sendMessages(List<String> messages);

    /** Closes. Repeated calls do nothing. */
    void close(ConnectRefusal.CloseStatus end);
}
