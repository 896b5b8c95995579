package dev.carewire.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {

    @Test
    void matchesThePrefixLiterally() {
        assertThat(new Target.Prefix("carewire:t:").pattern()).isEqualTo("carewire:t:*");
        assertThat(new Target.Prefix("a*b?c[d]\\e").pattern()).isEqualTo("a\\*b\\?c\\[d]\\\\e*");
    }

    @Test
    void readsThePrefixOfAPattern() {
        for (String prefix : new String[] {"", "socket.io#/#", "a*b?c[d]\\e", "\\\\", "ä診"}) {
            Target.Prefix target = new Target.Prefix(prefix);
            assertThat(Target.Prefix.of(target.pattern())).isEqualTo(target);
        }
    }
}
