package dev.carewire.redis;

import java.util.Objects;

/** The channels of a subscription. */
sealed interface Target {

    /** One channel. */
    record Channel(String name) implements Target {
        public Channel {
            Objects.requireNonNull(name, "name");
        }
    }

    /** All channels whose names begin with a prefix. */
    record Prefix(String prefix) implements Target {
        public Prefix {
            Objects.requireNonNull(prefix, "prefix");
        }

        /** The prefix of a {@link #pattern}. */
        static Prefix of(String pattern) {
            return new Prefix(pattern.substring(0, pattern.length() - 1).replaceAll("\\\\(.)", "$1"));
        }

        /** The prefix as a pattern of Redis. */
        String pattern() {
            return prefix.replaceAll("[\\\\*?\\[]", "\\\\$0") + "*";
        }
    }
}
