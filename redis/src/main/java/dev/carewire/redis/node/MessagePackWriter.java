package dev.carewire.redis.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Writes a message in MessagePack with the same bytes as npm {@code notepack.io} 3. One thread. */
final class MessagePackWriter implements NodeValue.Visitor<MessagePacker> {

    /** A whole number from here on is written as a fraction, since {@code notepack.io} would write other digits. */
    private static final double INTEGERS_END = 0x1p63;

    private final MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();

    private MessagePackWriter() {}

    static byte[] write(NodeValue value) {
        MessagePackWriter writer = new MessagePackWriter();
        value.accept(writer);
        return writer.packer.toByteArray();
    }

    @Override
    public MessagePacker nothing(NodeValue.Nothing value) {
        return pack(packer::packNil);
    }

    @Override
    public MessagePacker truth(NodeValue.Truth value) {
        return pack(() -> packer.packBoolean(value.value()));
    }

    @Override
    public MessagePacker number(NodeValue.Num number) {
        double value = number.value();
        boolean whole = Math.rint(value) == value && Math.abs(value) < INTEGERS_END;
        return pack(() -> whole ? packer.packLong((long) value) : packer.packDouble(value));
    }

    @Override
    public MessagePacker text(NodeValue.Text value) {
        return pack(() -> packer.packString(value.value()));
    }

    @Override
    public MessagePacker bytes(NodeValue.Bytes value) {
        pack(() -> packer.packBinaryHeader(value.length()));
        return pack(() -> packer.writePayload(value.toArray()));
    }

    @Override
    public MessagePacker moment(NodeValue.Moment value) {
        return pack(() -> packer.packTimestamp(value.value()));
    }

    @Override
    public MessagePacker items(NodeValue.Items value) {
        pack(() -> packer.packArrayHeader(value.items().size()));
        value.items().forEach(item -> item.accept(this));
        return packer;
    }

    @Override
    public MessagePacker fields(NodeValue.Fields value) {
        pack(() -> packer.packMapHeader(value.fields().size()));
        for (Map.Entry<String, NodeValue> field : value.fields().entrySet()) {
            pack(() -> packer.packString(field.getKey()));
            field.getValue().accept(this);
        }
        return packer;
    }

    private static MessagePacker pack(Packing packing) {
        try {
            return packing.pack();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a buffer in memory does no I/O", impossible);
        }
    }

    @FunctionalInterface
    private interface Packing {
        MessagePacker pack() throws IOException;
    }
}
