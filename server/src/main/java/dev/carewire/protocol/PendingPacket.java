package dev.carewire.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A binary packet that is waiting for its attachments. One thread. */
public final class PendingPacket {

    private final SocketPacket packet;
    private final int maxBytes;
    private final List<byte[]> attachments;
    private int bytes;

    /**
     * A packet whose text has arrived without any attachment.
     *
     * @param packet announces at least one attachment
     * @param maxBytes largest total size of the attachments
     */
    public PendingPacket(SocketPacket packet, int maxBytes) {
        this.packet = Objects.requireNonNull(packet, "packet");
        this.maxBytes = maxBytes;
        this.attachments = new ArrayList<>(packet.attachments());
    }

    /** Adds the next attachment; call only while {@link #isComplete} is false. */
    public void add(byte[] attachment) throws MalformedPacketException {
        if (attachment.length > maxBytes - bytes) {
            throw new MalformedPacketException("size of the attachments");
        }
        bytes += attachment.length;
        attachments.add(attachment);
    }

    /** Whether every attachment has arrived. */
    public boolean isComplete() {
        return attachments.size() == packet.attachments();
    }

    /** The approximate memory of the packet with the attachments received so far, in bytes. */
    public int heldBytes() {
        return packet.data().length() + bytes;
    }

    public SocketPacket packet() {
        return packet;
    }

    /** The attachments received so far, in the order of their placeholders' numbers. */
    public List<byte[]> attachments() {
        return List.copyOf(attachments);
    }
}
