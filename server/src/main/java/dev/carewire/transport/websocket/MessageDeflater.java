package dev.carewire.transport.websocket;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Compresses messages as RFC 7692 has it, each for itself. */
final class MessageDeflater {

    /**
     * Shorter messages are not worth it: they leave in one TCP segment whichever form they have. The reference server draws
     * the line at the same length.
     */
    static final int THRESHOLD = 1024;

    /** The end of a flushed block, which the receiver adds again. */
    private static final int TAIL = 4;

    private MessageDeflater() {}

    /**
     * Compresses one message.
     *
     * @param compressed takes the result from its beginning
     * @return bytes of the result; 0 if it is not shorter than the message, or does not fit
     */
    static int deflate(ByteBuffer message, byte[] compressed) {
        int length = message.remaining();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(message);
            int count = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
            // Where the room is used up, something may be missing.
            return count < compressed.length && count - TAIL < length ? count - TAIL : 0;
        } finally {
            deflater.end();
        }
    }
}
