package dev.carewire.redis.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/** Reads one message in MessagePack, as npm {@code notepack.io} 3 encodes it. Malformed UTF-8 is replaced, as in Node.js. */
final class MessagePackReader {

    private static final byte TIMESTAMP = -1;
    private static final int MAX_TIMESTAMP_BYTES = 12;

    private final byte[] message;
    private final MessageUnpacker unpacker;
    private final ValueBudget budget;

    private MessagePackReader(byte[] message, NodeLimits limits) {
        this.message = message;
        unpacker = MessagePack.newDefaultUnpacker(message);
        budget = new ValueBudget(limits);
    }

    static NodeValue read(byte[] message, NodeLimits limits) throws MalformedNodeMessageException {
        MessagePackReader reader = new MessagePackReader(message, limits);
        try {
            NodeValue value = reader.value(0);
            if (reader.unpacker.hasNext()) {
                throw MalformedNodeMessageException.malformed("bytes after the end of the message");
            }
            return value;
        } catch (IOException | MessagePackException | DateTimeException | ArithmeticException invalid) {
            throw MalformedNodeMessageException.malformed("not MessagePack");
        }
    }

    private NodeValue value(int depth) throws IOException, MalformedNodeMessageException {
        budget.spend(depth);
        MessageFormat format = unpacker.getNextFormat();
        return switch (format.getValueType()) {
            case NIL -> {
                unpacker.unpackNil();
                yield new NodeValue.Nothing();
            }
            case BOOLEAN -> new NodeValue.Truth(unpacker.unpackBoolean());
            case INTEGER ->
                new NodeValue.Num(
                        format == MessageFormat.UINT64
                                ? unpacker.unpackBigInteger().doubleValue()
                                : unpacker.unpackLong());
            case FLOAT -> new NodeValue.Num(unpacker.unpackDouble());
            case STRING -> text();
            case BINARY -> new NodeValue.Bytes(bytes(unpacker.unpackBinaryHeader()));
            case ARRAY -> items(depth);
            case MAP -> fields(depth);
            case EXTENSION -> moment();
        };
    }

    private NodeValue.Text text() throws IOException, MalformedNodeMessageException {
        return new NodeValue.Text(new String(bytes(unpacker.unpackRawStringHeader()), StandardCharsets.UTF_8));
    }

    private byte[] bytes(int length) throws IOException, MalformedNodeMessageException {
        requireRest(length);
        return unpacker.readPayload(length);
    }

    private NodeValue.Items items(int depth) throws IOException, MalformedNodeMessageException {
        int length = unpacker.unpackArrayHeader();
        requireRest(length);
        List<NodeValue> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(value(depth + 1));
        }
        return new NodeValue.Items(items);
    }

    private NodeValue.Fields fields(int depth) throws IOException, MalformedNodeMessageException {
        int length = unpacker.unpackMapHeader();
        requireRest(length);
        Map<String, NodeValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            budget.spend(depth);
            String name = text().value();
            fields.put(name, value(depth + 1));
        }
        return new NodeValue.Fields(fields);
    }

    private NodeValue.Moment moment() throws IOException, MalformedNodeMessageException {
        ExtensionTypeHeader header = unpacker.unpackExtensionTypeHeader();
        if (header.getType() != TIMESTAMP || header.getLength() > MAX_TIMESTAMP_BYTES) {
            throw MalformedNodeMessageException.unsupported(
                    "an extension type of MessagePack other than the timestamp");
        }
        requireRest(header.getLength());
        return new NodeValue.Moment(unpacker.unpackTimestamp(header));
    }

    /** Rejects a length that the message cannot hold, before memory is reserved for it. */
    private void requireRest(int length) throws MalformedNodeMessageException {
        if (length > message.length - unpacker.getTotalReadBytes()) {
            throw MalformedNodeMessageException.malformed("a length beyond the end of the message");
        }
    }
}
