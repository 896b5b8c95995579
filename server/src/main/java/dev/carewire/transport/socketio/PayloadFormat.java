package dev.carewire.transport.socketio;

import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.EngineUnit;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.PollingPayload;
import dev.carewire.transport.websocket.MessageFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.base64.Base64;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** The format of packets in the body of a polling response. */
enum PayloadFormat {
    /** v4: texts joined by a separator, bytes in base64. */
    SEPARATED(EngineVersion.V4),
    /** v3: each prefixed with its length; a body with bytes is binary as a whole. */
    PREFIXED(EngineVersion.V3),
    /** v3 for clients that can only read text: bytes in base64. */
    PREFIXED_TEXT(EngineVersion.V3);

    private final EngineVersion version;

    PayloadFormat(EngineVersion version) {
        this.version = version;
    }

    /** The client's protocol version. */
    EngineVersion version() {
        return version;
    }

    /** Whether a body with these frames is binary. */
    boolean isBinary(Collection<MessageFrame> frames) {
        return this == PREFIXED && frames.stream().anyMatch(frame -> frame.isBinary(frame.messageCount() - 1));
    }

    /** Encodes these frames, at least one, as a body, which the caller releases. */
    ByteBuf join(Collection<MessageFrame> frames, ByteBufAllocator allocator) {
        boolean binary = isBinary(frames);
        ByteBuf body =
                allocator.buffer(frames.stream().mapToInt(MessageFrame::size).sum());
        for (MessageFrame frame : frames) {
            for (int i = 0; i < frame.messageCount(); i++) {
                if (this == SEPARATED) {
                    writeSeparated(frame, i, body);
                } else if (binary) {
                    writeBinary(frame, i, body);
                } else {
                    writePrefixed(frame, i, body);
                }
            }
        }
        return body;
    }

    private static void writeSeparated(MessageFrame frame, int index, ByteBuf body) {
        if (body.isReadable()) {
            body.writeByte(PollingPayload.SEPARATOR);
        }
        if (frame.isBinary(index)) {
            body.writeByte(EngineUnit.BASE64_PREFIX);
            writeBase64(frame.message(index), body);
        } else {
            frame.writeMessage(index, body);
        }
    }

    private static void writePrefixed(MessageFrame frame, int index, ByteBuf body) {
        if (frame.isBinary(index)) {
            writeText(2 + (frame.length(index) + 2) / 3 * 4, body);
            body.writeByte(PollingPayload.LENGTH_END).writeByte(EngineUnit.BASE64_PREFIX);
            body.writeByte(EnginePacket.Type.MESSAGE.digit());
            writeBase64(frame.message(index), body);
        } else {
            writeText(utf16Length(frame.message(index)), body);
            body.writeByte(PollingPayload.LENGTH_END);
            frame.writeMessage(index, body);
        }
    }

    private static void writeBinary(MessageFrame frame, int index, ByteBuf body) {
        boolean binary = frame.isBinary(index);
        body.writeByte(binary ? 1 : 0);
        String length = Integer.toString(frame.length(index) + (binary ? 1 : 0));
        for (int i = 0; i < length.length(); i++) {
            body.writeByte(length.charAt(i) - '0');
        }
        body.writeByte(PollingPayload.BINARY_LENGTH_END);
        if (binary) {
            body.writeByte(EnginePacket.Type.MESSAGE.number());
        }
        frame.writeMessage(index, body);
    }

    private static void writeText(int number, ByteBuf body) {
        body.writeCharSequence(Integer.toString(number), StandardCharsets.US_ASCII);
    }

    private static void writeBase64(ByteBuf bytes, ByteBuf body) {
        ByteBuf encoded = Base64.encode(bytes, false);
        body.writeBytes(encoded);
        encoded.release();
    }

    /** The length of a UTF-8 text in UTF-16 units: one for each lead byte, and two for a character of four bytes. */
    private static int utf16Length(ByteBuf utf8) {
        int units = 0;
        for (int i = utf8.readerIndex(); i < utf8.writerIndex(); i++) {
            int b = utf8.getByte(i) & 0xff;
            if (b < 0x80 || b >= 0xc0) {
                units += b >= 0xf0 ? 2 : 1;
            }
        }
        return units;
    }
}
