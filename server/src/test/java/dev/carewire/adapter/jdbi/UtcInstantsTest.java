package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcInstantsTest {

    /** The hour that clocks in Berlin show twice. */
    private static final List<Instant> DOUBLE_HOUR =
            List.of(Instant.parse("2026-10-25T00:30:00.001Z"), Instant.parse("2026-10-25T01:30:00.001Z"));

    @ParameterizedTest
    @EnumSource(TestDatabases.class)
    void keepsInstantsApartThatLocalClocksShowAlike(TestDatabases which) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        DatabaseConfig shared = which.config();
        try (Database database = Database.open(new DatabaseConfig(
                shared.isPostgres() ? shared.address().url() : "jdbc:h2:mem:double-hour;TIME ZONE=Europe/Berlin",
                "",
                "",
                1,
                Duration.ofSeconds(10)))) {
            for (Instant instant : DOUBLE_HOUR) {
                assertThat(roundTrip(database, instant)).isEqualTo(instant);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01T00:00:00Z", "2199-12-31T23:59:59.999Z"})
    void keepsInstantsAtTheEndsOfWhatIsAccepted(Instant instant) {
        for (TestDatabases which : TestDatabases.values()) {
            assertThat(roundTrip(which.database(), instant)).isEqualTo(instant);
        }
    }

    private static Instant roundTrip(Database database, Instant instant) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT CAST(:instant AS TIMESTAMP WITH TIME ZONE) AS instant")
                        .bind("instant", instant)
                        .map((row, context) -> UtcInstants.read(row, "instant"))
                        .one());
    }
}
