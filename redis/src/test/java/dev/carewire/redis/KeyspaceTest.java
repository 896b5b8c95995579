package dev.carewire.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyspaceTest {

    private final Keyspace keyspace = new Keyspace("carewire");

    @Test
    void keepsAScopesKeysInOneSlot() {
        assertThat(keyspace.stream("tenant-1")).isEqualTo("carewire:{tenant-1}:stream");
        assertThat(keyspace.channel("tenant-1")).isEqualTo("carewire:{tenant-1}:channel");
    }

    @Test
    void keepsScopesApartWhateverTheyContain() {
        assertThat(keyspace.stream("a}:stream")).isNotEqualTo(keyspace.stream("a"));
        assertThat(keyspace.stream("a%7D")).isNotEqualTo(keyspace.stream("a}"));
    }

    @Test
    void refusesAPrefixThatCouldBreakOut() {
        assertThatThrownBy(() -> new Keyspace("a:{b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix");
    }
}
