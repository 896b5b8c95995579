package dev.carewire.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyspaceTest {

    private final Keyspace keyspace = new Keyspace("carewire");

    @Test
    void namesChannelsByKindAndScope() {
        assertThat(keyspace.channel("all")).isEqualTo("carewire:all");
        assertThat(keyspace.channel("t", "clinic:1"))
                .isEqualTo("carewire:t:clinic:1")
                .startsWith(keyspace.scopes("t"));
    }

    @Test
    void refusesAPrefixThatCouldMatchOtherNames() {
        for (String prefix : new String[] {"", "a:b", "a*", "x".repeat(65)}) {
            assertThatThrownBy(() -> new Keyspace(prefix))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("prefix");
        }
    }
}
