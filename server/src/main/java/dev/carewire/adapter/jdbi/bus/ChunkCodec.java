package dev.carewire.adapter.jdbi.bus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.NodeId;
import dev.carewire.identity.TenantId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Writes messages of the bus as payloads of {@code NOTIFY}, and reads them. A payload is Base64 of a version byte, the fields
 * of {@link Chunk} in their order, and its body. Pure functions.
 */
final class ChunkCodec {

    /** PostgreSQL accepts payloads below 8,000 bytes. */
    static final int MAX_PAYLOAD_LENGTH = 7_999;

    private static final int MAX_BYTES = MAX_PAYLOAD_LENGTH / 4 * 3;

    private static final byte VERSION = 1;

    private static final byte ALL_NODES = 0;
    private static final byte TENANT = 1;
    private static final byte NODE = 2;

    /** Without the ids of sender and topic: version, number, index, count, kind of topic, and two lengths. */
    private static final int FIXED_BYTES = 1 + Long.BYTES + 2 * Short.BYTES + 1 + 2 * Short.BYTES;

    private ChunkCodec() {}

    /**
     * The payloads of a message, in their order.
     *
     * @param message at most {@link dev.carewire.cluster.ClusterBus#MAX_MESSAGE_BYTES}; its position stays
     */
    static List<String> encode(NodeId sender, long number, BusTopic topic, ByteBuffer message) {
        byte[] from = sender.value().getBytes(UTF_8);
        byte[] to = id(topic).getBytes(UTF_8);
        int room = MAX_BYTES - FIXED_BYTES - from.length - to.length;
        int length = message.remaining();
        int count = Math.max(1, (length + room - 1) / room);
        List<String> payloads = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            int begin = index * room;
            ByteBuffer body = message.slice(message.position() + begin, Math.min(room, length - begin));
            ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES - room + body.remaining())
                    .put(VERSION)
                    .putShort((short) from.length)
                    .put(from)
                    .putLong(number)
                    .put(kind(topic))
                    .putShort((short) to.length)
                    .put(to)
                    .putShort((short) index)
                    .putShort((short) count)
                    .put(body);
            payloads.add(new String(Base64.getEncoder().encode(bytes.array()), ISO_8859_1));
        }
        return payloads;
    }

    /** The content of a payload; empty if it is damaged, or of a version that this one cannot read. */
    static Optional<Chunk> decode(String payload) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(payload)).asReadOnlyBuffer();
            if (bytes.get() != VERSION) {
                return Optional.empty();
            }
            NodeId sender = new NodeId(text(bytes));
            long number = bytes.getLong();
            BusTopic topic = topic(bytes.get(), text(bytes));
            return Optional.of(new Chunk(sender, number, topic, bytes.getShort(), bytes.getShort(), bytes.slice()));
        } catch (IllegalArgumentException | BufferUnderflowException damaged) {
            return Optional.empty();
        }
    }

    private static String text(ByteBuffer bytes) {
        int length = bytes.getShort();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, UTF_8);
    }

    private static byte kind(BusTopic topic) {
        if (topic instanceof BusTopic.OfTenant) {
            return TENANT;
        }
        return topic instanceof BusTopic.OfNode ? NODE : ALL_NODES;
    }

    private static String id(BusTopic topic) {
        if (topic instanceof BusTopic.OfTenant to) {
            return to.tenant().value();
        }
        return topic instanceof BusTopic.OfNode to ? to.node().value() : "";
    }

    private static BusTopic topic(byte kind, String id) {
        return switch (kind) {
            case ALL_NODES -> BusTopic.ALL_NODES;
            case TENANT -> BusTopic.of(new TenantId(id));
            case NODE -> BusTopic.of(new NodeId(id));
            default -> throw new IllegalArgumentException("kind: " + kind + " (expected: 0..2)");
        };
    }
}
