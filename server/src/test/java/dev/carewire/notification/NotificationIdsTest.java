package dev.carewire.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationIdsTest {

    @Test
    void everyIdHasAUuidOfItsOwnThatLeadsBack() {
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String id = NotificationIds.next(Instant.ofEpochMilli(1_795_186_860_123L));
            UUID uuid = NotificationIds.toUuid(id).orElseThrow();
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(NotificationIds.fromUuid(uuid.toString())).isEqualTo(id);
            assertThat(seen.add(uuid)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "notify-0-8000000000000000, 00000000-0000-7000-8000-000000000000",
        "notify-1-ffffffffffffffff, 00000000-0001-7001-bfff-ffffffffffff",
        "notify-281474976710655-c000000000000001, ffffffff-ffff-7001-8000-000000000001"
    })
    void timeAndDistinctionAreBothInIt(String id, String uuid) {
        assertThat(NotificationIds.toUuid(id)).contains(UUID.fromString(uuid));
        assertThat(NotificationIds.fromUuid(uuid)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "notify-1",
                "notify-1-7fffffffffffffff",
                "notify-01-8000000000000000",
                "notify-281474976710656-8000000000000000",
                "notify-1-80000000000000000",
                "notify--1-8000000000000000"
            })
    void whatIsNoIdHasNone(String text) {
        assertThat(NotificationIds.toUuid(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "notify-1-8000000000000000",
                "00000000-0001-4000-8000-000000000000",
                "00000000-0001-7002-8000-000000000000",
                "00000000-0001-7000-c000-000000000000"
            })
    void anyOtherTextStaysAsItIs(String text) {
        assertThat(NotificationIds.fromUuid(text)).isEqualTo(text);
    }
}
