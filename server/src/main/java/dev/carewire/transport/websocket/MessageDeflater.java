package dev.carewire.transport.websocket;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Compresses messages independently of each other, according to RFC 7692. */
final class MessageDeflater {

    /**
     * Shorter messages gain nothing: they fit one TCP segment in either form. The reference server has the same
     * threshold.
     */
    static final int THRESHOLD = 1024;

    /** The end of a flushed block, which the receiver appends again. */
    private static final int TAIL = 4;

    private MessageDeflater() {}

    /**
     * Compresses one message.
     *
     * @param compressed receives the result at its start
     * @return length of the result; 0 if it is not shorter than the message, or does not fit
     */
    static int deflate(ByteBuffer message, byte[] compressed) {
        int length = message.remaining();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(message);
            int count = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
            // A full buffer may hold an incomplete result.
            return count < compressed.length && count - TAIL < length ? count - TAIL : 0;
        } finally {
            deflater.end();
        }
    }
}
