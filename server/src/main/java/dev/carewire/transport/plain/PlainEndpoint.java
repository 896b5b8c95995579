package dev.carewire.transport.plain;

import dev.carewire.dialect.PlainDialect;
import dev.carewire.http.PathPattern;
import dev.carewire.transport.websocket.DeflateUse;

/**
 * The path where a client family connects.
 *
 * @param path may contain variable segments
 * @param encoding encodes the family's messages as WebSocket frames
 */
record PlainEndpoint(PathPattern path, PlainDialect dialect, PlainEncoding encoding) {

    PlainEndpoint(String path, PlainDialect dialect, DeflateUse deflateUse) {
        this(new PathPattern(path), dialect, new PlainEncoding(dialect, deflateUse));
    }
}
