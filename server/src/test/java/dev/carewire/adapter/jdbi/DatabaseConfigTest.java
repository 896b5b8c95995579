package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Test
    void translatesTheAddressThatHostingPlatformsHandOut() {
        DatabaseConfig config = new DatabaseConfig(
                "postgres://ada:p%40ss+w%3A1@db.example:6543/clinic?sslmode=require", "", "", 4, TIMEOUT);

        assertThat(config.address().url()).isEqualTo("jdbc:postgresql://db.example:6543/clinic?sslmode=require");
        assertThat(config.address().user()).isEqualTo("ada");
        assertThat(config.address().password()).isEqualTo("p@ss+w:1");
        assertThat(config.isPostgres()).isTrue();
    }

    @Test
    void keepsGivenCredentialsWhenTheAddressHasNone() {
        DatabaseConfig config = new DatabaseConfig("postgresql://db.example/clinic", "ada", "secret", 4, TIMEOUT);

        assertThat(config.address().url()).isEqualTo("jdbc:postgresql://db.example/clinic");
        assertThat(config.address().user()).isEqualTo("ada");
        assertThat(config.address().password()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example:5432,b.example:5433", "clinic_a,clinic_b", "[::1]:5432,[fe80::1]"})
    void takesSeveralHosts(String hosts) {
        DatabaseAddress address = new DatabaseAddress("postgres://ada:p%40ss@" + hosts + "/clinic?ssl=true", "", "");

        assertThat(address.url()).isEqualTo("jdbc:postgresql://" + hosts + "/clinic?ssl=true");
        assertThat(address.user()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo("p@ss");
    }

    @Test
    void refusesADirectAddressOfAnotherKind() {
        DatabaseAddress embedded = new DatabaseAddress("jdbc:h2:mem:x", "", "");
        DatabaseAddress postgres = new DatabaseAddress("postgres://h/d", "", "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseConfig(embedded, postgres, 1, DatabaseTimeouts.ofStatement(TIMEOUT)))
                .withMessageStartingWith("direct: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:file:/tmp/clinic", "jdbc:h2:mem:clinic", "jdbc:postgresql://localhost/clinic"})
    void keepsJdbcAddresses(String url) {
        assertThat(new DatabaseConfig(url, "", "", 1, TIMEOUT).address().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:mysql://secret@localhost/clinic",
                "jdbc:h2:tcp://secret",
                "postgres://u:secret@",
                "postgres://u:secret@host",
                "postgres://u:secret@a,,b/clinic",
                "postgres://u:secret@a:port/clinic",
                "postgres://u:secret@host/",
                "postgres://u:sec ret@host/clinic"
            })
    void refusesOtherAddressesWithoutRepeatingThem(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseConfig(url, "", "", 1, TIMEOUT))
                .withMessageStartingWith("url: ")
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 201, -1})
    void refusesPoolSizesOutOfRange(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseConfig("jdbc:h2:mem:x", "", "", size, TIMEOUT))
                .withMessage("poolSize: " + size + " (expected: 1..200)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.5S", "PT1.5S", "PT5M1S", "PT-3S"})
    void refusesTimeoutsOutOfRange(String timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseConfig("jdbc:h2:mem:x", "", "", 1, Duration.parse(timeout)))
                .withMessageStartingWith("statementTimeout: ");
    }

    @Test
    void printsNoCredentials() {
        assertThat(new DatabaseConfig("jdbc:postgresql://h/d?password=secret", "ada", "secret", 1, TIMEOUT))
                .hasToString("DatabaseConfig[jdbc:postgresql://h/d, poolSize=1]");
    }
}
