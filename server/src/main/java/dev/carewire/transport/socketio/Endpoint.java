package dev.carewire.transport.socketio;

import dev.carewire.dialect.Dialect;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.transport.websocket.DeflateUse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a client family connects.
 *
 * @param path with the trailing slash, such as {@code /socket.io/}; served without it too
 * @param encodings the encoding of each namespace of the family
 * @param withoutOffsets the same for clients that would take a position for an argument
 */
record Endpoint(
        String path,
        Dialect dialect,
        Map<String, SocketIoEncoding> encodings,
        Map<String, SocketIoEncoding> withoutOffsets) {

    /** @param deflateUse whether messages are compressed when they are created */
    Endpoint(String path, Dialect dialect, boolean offsets, DeflateUse deflateUse) {
        this(path, dialect, encodings(dialect, offsets, deflateUse), encodings(dialect, false, deflateUse));
    }

    private static Map<String, SocketIoEncoding> encodings(Dialect dialect, boolean offsets, DeflateUse deflateUse) {
        return dialect.namespaces().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        namespace -> new SocketIoEncoding(dialect, namespace, offsets, deflateUse)));
    }

    /** The encoding of a namespace for clients of {@code version}; empty if the family has no such namespace. */
    Optional<SocketIoEncoding> encoding(String namespace, EngineVersion version) {
        return Optional.ofNullable((version == EngineVersion.V4 ? encodings : withoutOffsets).get(namespace));
    }
}
