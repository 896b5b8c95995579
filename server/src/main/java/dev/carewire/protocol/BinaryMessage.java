package dev.carewire.protocol;

import java.util.Objects;

/** A message of bytes: an attachment of the Socket.IO packet before it. The array is never changed. */
public final class BinaryMessage implements EngineUnit {

    private final byte[] bytes;

    BinaryMessage(byte[] bytes) {
        this.bytes = Objects.requireNonNull(bytes, "bytes");
    }

    /** The bytes themselves, not a copy: whoever reads them leaves them as they are. */
    public byte[] bytes() {
        return bytes;
    }

    /** The size alone: the bytes are a client's. */
    @Override
    public String toString() {
        return "BinaryMessage[" + bytes.length + " bytes]";
    }
}
