package dev.carewire.protocol;

import java.util.Objects;

/** A binary message: an attachment of the preceding Socket.IO packet. The array is never changed. */
public final class BinaryMessage implements EngineUnit {

    private final byte[] bytes;

    BinaryMessage(byte[] bytes) {
        this.bytes = Objects.requireNonNull(bytes, "bytes");
    }

    /** The bytes themselves, not a copy. Callers must not change them. */
    public byte[] bytes() {
        return bytes;
    }

    /** Shows the size only: the bytes are client data. */
    @Override
    public String toString() {
        return "BinaryMessage[" + bytes.length + " bytes]";
    }
}
