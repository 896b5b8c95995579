package dev.carewire.redis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeChannelsTest {

    private static final PeerId PEER = new PeerId("Ab-_09");

    private final NodeChannels channels = new NodeChannels(NodeChannels.STANDARD_PREFIX, "/");

    @Test
    void namesChannelsAsTheAdapterDoes() {
        assertThat(channels.broadcast()).isEqualTo("socket.io#/#");
        assertThat(channels.broadcast("tenant:7")).isEqualTo("socket.io#/#tenant:7#");
        assertThat(channels.request()).isEqualTo("socket.io-request#/#");
        assertThat(channels.response()).isEqualTo("socket.io-response#/#");
        assertThat(channels.response(PEER)).isEqualTo("socket.io-response#/#Ab-_09#");
        assertThat(channels.broadcastPattern()).isEqualTo("socket.io#/#*");
    }

    @Test
    void publishesToARoomsChannelOnlyForOneRoom() {
        assertThat(channels.of(broadcast(Set.of()))).isEqualTo("socket.io#/#");
        assertThat(channels.of(broadcast(Set.of("a")))).isEqualTo("socket.io#/#a#");
        assertThat(channels.of(broadcast(Set.of("a", "b")))).isEqualTo("socket.io#/#");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "#", "a#b#", "tenant:7", "*", "ward 3\n", "Zoë 🏥", "socket.io#/#"})
    void readsBackTheNameOfAnyRoom(String room) {
        assertThat(channels.parse(channels.broadcast(room))).contains(new NodeChannels.Broadcast(Optional.of(room)));
    }

    @Test
    void readsBackTheOtherChannels() {
        assertThat(channels.parse(channels.broadcast())).contains(new NodeChannels.Broadcast(Optional.empty()));
        assertThat(channels.parse(channels.request())).contains(new NodeChannels.Request());
        assertThat(channels.parse(channels.response())).contains(new NodeChannels.Response(Optional.empty()));
        assertThat(channels.parse(channels.response(PEER))).contains(new NodeChannels.Response(Optional.of(PEER)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "socket.io#/admin#",
                "socket.io#/#a",
                "socket.io2#/#",
                "socket.io-request#/#x#",
                "socket.io-response#/#a#b#",
                "socket.io-response#/admin#"
            })
    void ignoresOtherChannels(String channel) {
        assertThat(channels.parse(channel)).isEmpty();
    }

    @Test
    void escapesWhatAPatternWouldExpand() {
        assertThat(new NodeChannels("clinic*[1]?\\", "/").broadcastPattern()).isEqualTo("clinic\\*\\[1\\]\\?\\\\#/#*");
    }

    @Test
    void rejectsNamesOutOfRange() {
        assertThatThrownBy(() -> new NodeChannels("", "/")).hasMessageContaining("prefix");
        assertThatThrownBy(() -> new NodeChannels("x".repeat(129), "/")).hasMessageContaining("prefix");
        assertThatThrownBy(() -> new NodeChannels("x", "admin")).hasMessageContaining("namespace");
        assertThatThrownBy(() -> new PeerId("a#")).hasMessageContaining("value");
    }

    private static NodeBroadcast broadcast(Set<String> rooms) {
        return new NodeBroadcast(
                PEER,
                new NodePacket("/", "x", List.of()),
                new Selection.Matching(rooms, Set.of()),
                BroadcastFlags.NONE);
    }
}
