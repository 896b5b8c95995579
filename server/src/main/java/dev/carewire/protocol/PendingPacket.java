package dev.carewire.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A binary packet that waits for its attachments. One thread. */
public final class PendingPacket {

    private final SocketPacket packet;
    private final int maxBytes;
    private final List<byte[]> attachments;
    private int bytes;

    /**
     * A packet of which nothing but the text is there.
     *
     * @param packet announces at least one attachment
     * @param maxBytes how long the attachments may be together
     */
    public PendingPacket(SocketPacket packet, int maxBytes) {
        this.packet = Objects.requireNonNull(packet, "packet");
        this.maxBytes = maxBytes;
        this.attachments = new ArrayList<>(packet.attachments());
    }

    /** Takes the next attachment, of which {@link #isComplete} must not have said that there is none. */
    public void add(byte[] attachment) throws MalformedPacketException {
        if (attachment.length > maxBytes - bytes) {
            throw new MalformedPacketException("size of the attachments");
        }
        bytes += attachment.length;
        attachments.add(attachment);
    }

    /** Whether every attachment is there. */
    public boolean isComplete() {
        return attachments.size() == packet.attachments();
    }

    public SocketPacket packet() {
        return packet;
    }

    /** What came so far, in the order of the placeholders' numbers. */
    public List<byte[]> attachments() {
        return List.copyOf(attachments);
    }
}
