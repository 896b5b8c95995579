package dev.carewire.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.event.Event;
import dev.carewire.log.EventLog.CommittedEvent;
import dev.carewire.log.LogPosition;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events between nodes. A message is one byte for the version, and then the events. An event is its epoch, its number in
 * eight bytes, and its stored form in UTF-8. One byte gives the length of the epoch, four that of the stored form. A
 * volatile event without a place has no epoch. Any thread.
 */
final class WireCodec {

    private static final byte VERSION = 1;

    /** Bytes of an event besides its texts. */
    private static final int OVERHEAD = 1 + Long.BYTES + Integer.BYTES;

    private final EventCodec events;

    WireCodec(EventCodec events) {
        this.events = events;
    }

    /**
     * Encodes events into as few messages as possible, in their order. An event that does not fit into one is left out: nodes read it from the log.
     *
     * @param maxBytes of a message
     */
    List<byte[]> encode(List<CommittedEvent> all, int maxBytes) {
        List<byte[]> messages = new ArrayList<>();
        List<byte[]> pending = new ArrayList<>();
        int size = 1;
        for (CommittedEvent each : all) {
            byte[] encoded = encode(each);
            if (1 + encoded.length > maxBytes) {
                continue;
            }
            if (size + encoded.length > maxBytes) {
                messages.add(message(pending, size));
                pending.clear();
                size = 1;
            }
            pending.add(encoded);
            size += encoded.length;
        }
        if (!pending.isEmpty()) {
            messages.add(message(pending, size));
        }
        return messages;
    }

    private static byte[] message(List<byte[]> encoded, int size) {
        ByteBuffer message = ByteBuffer.allocate(size).put(VERSION);
        encoded.forEach(message::put);
        return message.array();
    }

    private byte[] encode(CommittedEvent committed) {
        byte[] body = events.encode(committed.event()).getBytes(UTF_8);
        byte[] epoch = committed.position().map(LogPosition::epoch).orElse("").getBytes(UTF_8);
        long seq = committed.position().map(LogPosition::seq).orElse(0L);
        return ByteBuffer.allocate(OVERHEAD + epoch.length + body.length)
                .put((byte) epoch.length)
                .put(epoch)
                .putLong(seq)
                .putInt(body.length)
                .put(body)
                .array();
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if {@link #encode} of this version did not write it; the text holds no payload
     */
    List<CommittedEvent> decode(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        try {
            if (in.get() != VERSION) {
                throw malformed();
            }
            List<CommittedEvent> all = new ArrayList<>();
            while (in.hasRemaining()) {
                String epoch = text(in, Byte.toUnsignedInt(in.get()));
                long seq = in.getLong();
                Event<?> event = events.decode(text(in, in.getInt()));
                all.add(new CommittedEvent(
                        event, epoch.isEmpty() ? Optional.empty() : Optional.of(new LogPosition(epoch, seq))));
            }
            return all;
        } catch (BufferUnderflowException truncated) {
            throw malformed();
        }
    }

    private static String text(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw malformed();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("message: not readable (expected: what a node of this version wrote)");
    }
}
