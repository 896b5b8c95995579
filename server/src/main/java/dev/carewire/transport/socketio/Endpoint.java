package dev.carewire.transport.socketio;

import dev.carewire.dialect.Dialect;
import dev.carewire.protocol.EngineVersion;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a client family connects.
 *
 * @param path with the trailing slash, such as {@code /socket.io/}; served without it too
 * @param encodings for each namespace of the family, its words as Socket.IO packets
 * @param withoutOffsets the same for clients that would take a position for an argument
 */
record Endpoint(
        String path,
        Dialect dialect,
        Map<String, SocketIoEncoding> encodings,
        Map<String, SocketIoEncoding> withoutOffsets) {

    Endpoint(String path, Dialect dialect, boolean offsets) {
        this(path, dialect, encodings(dialect, offsets), encodings(dialect, false));
    }

    private static Map<String, SocketIoEncoding> encodings(Dialect dialect, boolean offsets) {
        return dialect.namespaces().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), namespace -> new SocketIoEncoding(dialect, namespace, offsets)));
    }

    /** The words of a namespace for clients of {@code version}; empty if the family has no such namespace. */
    Optional<SocketIoEncoding> encoding(String namespace, EngineVersion version) {
        return Optional.ofNullable((version == EngineVersion.V4 ? encodings : withoutOffsets).get(namespace));
    }
}
