package dev.carewire.protocol;

import java.util.Arrays;
import java.util.Base64;

/** The content of one WebSocket frame or of one part of a polling payload: a text packet or a binary message. */
public sealed interface EngineUnit permits EnginePacket, BinaryMessage {

    /** Precedes a binary message that is encoded as base64 text. */
    char BASE64_PREFIX = 'b';

    /**
     * Reads text: a packet, or {@code b} and a binary message in base64. In v3, the type digit stands between the two.
     */
    static EngineUnit decode(String text, EngineVersion version) throws MalformedPacketException {
        if (text.isEmpty() || text.charAt(0) != BASE64_PREFIX) {
            return EnginePacket.decode(text);
        }
        int start = 1;
        if (version == EngineVersion.V3) {
            if (text.length() < 2 || text.charAt(1) != EnginePacket.Type.MESSAGE.digit()) {
                throw new MalformedPacketException("Engine.IO binary packet type");
            }
            start = 2;
        }
        try {
            // The Java client breaks base64 into lines.
            return new BinaryMessage(
                    Base64.getDecoder().decode(text.substring(start).replace("\n", "")));
        } catch (IllegalArgumentException noBase64) {
            throw new MalformedPacketException("base64");
        }
    }

    /** Reads bytes: a binary message. In v3, its first byte is the type as a number. */
    static BinaryMessage decode(byte[] bytes, EngineVersion version) throws MalformedPacketException {
        if (version == EngineVersion.V4) {
            return new BinaryMessage(bytes);
        }
        if (bytes.length == 0 || bytes[0] != EnginePacket.Type.MESSAGE.number()) {
            throw new MalformedPacketException("Engine.IO binary packet type");
        }
        return new BinaryMessage(Arrays.copyOfRange(bytes, 1, bytes.length));
    }
}
