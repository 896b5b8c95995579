package dev.carewire.adapter.jdbi.bus;

import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.NodeId;
import java.nio.ByteBuffer;

/**
 * A message of the bus, or a part of one: the content of one notification.
 *
 * @param sender the node that sends the message
 * @param number of the message among those of its sender; makes each notification of a transaction unique, since PostgreSQL
 *     delivers equal ones once
 * @param index of the chunk in the message, from 0
 * @param count chunks of the message, 1 to {@value #MAX_COUNT}
 * @param body this part of the message; read alone
 */
record Chunk(NodeId sender, long number, BusTopic topic, int index, int count, ByteBuffer body) {

    /** More than the largest message needs, also with the longest tenant id. */
    static final int MAX_COUNT = 1024;

    Chunk {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count: " + count + " (expected: 1.." + MAX_COUNT + ")");
        }
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("index: " + index + " (expected: 0.." + (count - 1) + ")");
        }
    }

    boolean isLast() {
        return index == count - 1;
    }
}
