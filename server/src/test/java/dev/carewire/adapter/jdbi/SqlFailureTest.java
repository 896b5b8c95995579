package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {

    @ParameterizedTest
    @CsvSource({
        "08006, AWAY, true",
        "25006, AWAY, true",
        "57P01, AWAY, true",
        "57P03, AWAY, true",
        "90098, AWAY, true",
        "26000, OTHER, true",
        "55P03, BUSY, false",
        "57014, BUSY, false",
        "40P01, BUSY, false",
        "HYT00, BUSY, false",
        "23505, OTHER, false"
    })
    void knowsWhatAStateMeans(String state, SqlFailure meaning, boolean breaks) {
        SQLException failure = new SQLException("", state);

        assertThat(SqlFailure.of(new IllegalStateException(failure))).isEqualTo(meaning);
        assertThat(SqlFailure.breaksConnection(failure)).isEqualTo(breaks);
    }

    @Test
    void aPoolWithoutAFreeConnectionIsBusyAndOneWithoutAServerIsAway() {
        assertThat(SqlFailure.of(new SQLTransientConnectionException("no connection is free")))
                .isEqualTo(SqlFailure.BUSY);
        assertThat(SqlFailure.of(new SQLTransientConnectionException("no connection is free", "08001")))
                .isEqualTo(SqlFailure.AWAY);
    }

    @Test
    void aFailureWithoutTheDatabaseIsNeither() {
        assertThat(SqlFailure.of(new IllegalStateException())).isEqualTo(SqlFailure.OTHER);
    }
}
