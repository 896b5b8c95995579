package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.http.EncryptedCursors;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every node has the same keys. */
class ServerKeysTest extends DatabaseTest {

    private final String name = UUID.randomUUID().toString().substring(0, 30);

    ServerKeysTest(TestDatabases which) {
        super(which);
    }

    @Test
    void nodesThatStartAtOnceHaveTheSameKey() {
        List<String> keys = ClinicTest.allAtOnce(
                6, () -> Arrays.toString(new JdbiServerKeys(database()).get(name, EncryptedCursors.KEY_LENGTH)));

        assertThat(keys).containsOnly(keys.get(0));
        assertThat(new JdbiServerKeys(database()).get(name, EncryptedCursors.KEY_LENGTH))
                .hasSize(16);
    }

    @Test
    void aCursorOpensAtAnotherNode() {
        String sealed = cursors().seal("clinic-1 /api/patients", "71756e.p-1");

        assertThat(cursors().open("clinic-1 /api/patients", sealed)).contains("71756e.p-1");
        assertThat(cursors().open("clinic-2 /api/patients", sealed)).isEmpty();
    }

    private EncryptedCursors cursors() {
        return new EncryptedCursors(new JdbiServerKeys(database()).get(name, EncryptedCursors.KEY_LENGTH));
    }
}
