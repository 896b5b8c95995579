package dev.carewire.redis.node;

/** The adapter's types of requests and replies. */
enum RequestType {
    SOCKETS(0),
    ALL_ROOMS(1),
    REMOTE_JOIN(2),
    REMOTE_LEAVE(3),
    REMOTE_DISCONNECT(4),
    REMOTE_FETCH(5),
    SERVER_SIDE_EMIT(6),
    BROADCAST(7),
    BROADCAST_CLIENT_COUNT(8),
    BROADCAST_ACK(9);

    private final int number;

    RequestType(int number) {
        this.number = number;
    }

    static RequestType of(int number) throws MalformedNodeMessageException {
        for (RequestType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw MalformedNodeMessageException.unsupported("type: unknown (expected: 0..9)");
    }

    /** The type on the wire. */
    int number() {
        return number;
    }
}
