package dev.carewire.transport.websocket;

import io.netty.buffer.ByteBuf;

/** The header of a WebSocket frame (RFC 6455, 5.2). */
final class WebSocketFrameHeader {

    /** The first byte of an unfragmented text message. */
    static final int TEXT = 0x81;

    /** The first byte of an unfragmented binary message. */
    static final int BINARY = 0x82;

    /** RSV1 in the first byte: the message is compressed (RFC 7692, 6). */
    static final int DEFLATED = 0x40;

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_LENGTH_16 = 0xffff;
    private static final int MASK_BYTES = 4;

    private WebSocketFrameHeader() {}

    /** Length of the header for a payload of so many bytes. */
    static int length(int payload) {
        if (payload < LENGTH_16) {
            return 2;
        }
        return payload <= MAX_LENGTH_16 ? 4 : 10;
    }

    /** Length of the header of a client's frame, which also holds the key of its mask. */
    static int clientLength(int payload) {
        return length(payload) + MASK_BYTES;
    }

    /** Appends the header for a payload of so many bytes. */
    static void write(ByteBuf out, int first, int payload) {
        out.writeByte(first);
        if (payload < LENGTH_16) {
            out.writeByte(payload);
        } else if (payload <= MAX_LENGTH_16) {
            out.writeByte(LENGTH_16).writeShort(payload);
        } else {
            out.writeByte(LENGTH_64).writeLong(payload);
        }
    }
}
