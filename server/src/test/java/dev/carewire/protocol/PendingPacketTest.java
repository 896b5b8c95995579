package dev.carewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PendingPacketTest {

    private static final SocketPacket TWO = SocketPacket.event("/", 2, "[\"a\"]");

    @Test
    void isCompleteWithItsLastAttachment() throws MalformedPacketException {
        PendingPacket pending = new PendingPacket(TWO, 5);
        byte[] first = {1, 2};
        byte[] second = {3, 4, 5};

        pending.add(first);
        assertThat(pending.isComplete()).isFalse();
        pending.add(second);

        assertThat(pending.isComplete()).isTrue();
        assertThat(pending.attachments()).containsExactly(first, second);
        assertThat(pending.packet()).isSameAs(TWO);
    }

    @Test
    void refusesAttachmentsThatAreTooLargeTogether() throws MalformedPacketException {
        PendingPacket pending = new PendingPacket(TWO, 4);
        pending.add(new byte[2]);

        assertThatThrownBy(() -> pending.add(new byte[3])).isInstanceOf(MalformedPacketException.class);
    }
}
